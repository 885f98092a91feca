"""Values that a program sends, taken in by one statement of PostgreSQL: who it is, which KPIs, what is new, the key.

The first statement stores values that are all new. Where it stored nothing the second one is asked, which corrects as
well; both decide the plain case alone and leave every other one untouched to those who find words for it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from django.db import IntegrityError, connection

from vitalfew.accounts.models import Role
from vitalfew.accounts.models.people import RANK
from vitalfew.kpis.arriving import SURE_SPAN
from vitalfew.kpis.refusing import AHEAD
from vitalfew.lib.pooling import pooled

TRIES = 3
MAY_SEND = ", ".join(f"'{role.value}'" for role in Role if RANK[role] >= RANK[Role.MEMBER])


class Item(Protocol):
    """One value, with its KPI by name or by id, and the name of its team where that was said."""

    kpi: int | str
    team: str | None
    time: datetime
    value: float
    n: int | None
    note: str


class Call(NamedTuple):
    """Who sends, by the token's fingerprint, with the idempotency key ('' for none) and the digest of what was sent."""

    fingerprint: str
    key: str
    digest: str


def take_in(call: Call, items: Sequence[Item], *, now: datetime) -> tuple[int, int] | None:
    """Store values and mark their series as arrived; gives how many were new or corrected, and how many unchanged.

    None where nothing was stored because the plain case is not given: an unknown token, a viewer, a key used before,
    not exactly one KPI for an item, a value outside its bounds or perhaps in the future, hours of long ago; and on
    SQLite.
    """
    times = [item.time.timestamp() for item in items]
    if connection.vendor != "postgresql" or max(times) > (now + AHEAD).timestamp():
        return None
    given = _given(call, items, times, now)
    for _ in range(TRIES):
        try:
            stored = _asked(NEW, given) or _asked(ANY, given)
        except IntegrityError:  # another call was quicker with the same value or key: what it stored is seen now
            continue
        return None if stored is None else (stored, len(items) - stored)
    return None


def _asked(statement: str, given: dict[str, object]) -> int | None:
    """What the statement answers: how many values it stored; None where it left everything as it was."""
    from psycopg import Cursor

    with connection.cursor() as cursor, connection.wrap_database_errors:
        raw = cursor.connection
        prepare = not pooled(connection)
        if prepare and raw.prepare_threshold is None:  # to plan takes longer than to run: once a connection is enough
            Cursor(raw).execute("SET plan_cache_mode = force_generic_plan")
            raw.prepare_threshold = 1
        row = Cursor(raw).execute(statement, given, prepare=prepare).fetchone()
    return row and row[0]


def _given(call: Call, items: Sequence[Item], times: Sequence[float], now: datetime) -> dict[str, object]:
    named: dict[tuple[int | str, str | None], int] = {}
    refs = [named.setdefault((item.kpi, item.team), len(named)) for item in items]
    notes = [item.note for item in items]
    return {
        "fingerprint": call.fingerprint,
        "key": call.key,
        "digest": call.digest,
        "now": now,
        "long_ago": now - SURE_SPAN,
        "ids": _array(kpi if isinstance(kpi, int) else None for kpi, _ in named),
        "names": _texts(kpi if isinstance(kpi, str) else None for kpi, _ in named),
        "teams": _texts(team for _, team in named),
        "refs": _array(refs),
        "times": _array(times),
        "values": _array(item.value for item in items),
        "ns": _array(item.n for item in items),
        "notes": _texts(notes if any(notes) else []),
    }


def _array(numbers: Iterable[float | None]) -> str:
    """An array as PostgreSQL reads it, in a tenth of the time that the driver takes."""
    return "{" + ",".join("NULL" if number is None else repr(number) for number in numbers) + "}"


def _texts(texts: Iterable[str | None]) -> str:
    """The same of texts."""
    return "{" + ",".join("NULL" if text is None else f'"{_escaped(text)}"' for text in texts) + "}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


# Rows are locked in the order of series and time, so that two lists never wait for each other.
_WANTED = """
WITH caller AS (
    SELECT token.id, token.workspace_id, token.person_id
    FROM accounts_token token JOIN accounts_person person ON person.id = token.person_id
    WHERE token.fingerprint = %(fingerprint)s::text AND token.revoked_at IS NULL
    AND person.role IN (MAY_SEND)
    AND (%(key)s::text = '' OR (SELECT count(*) = 0
        FROM kpis_delivery before WHERE before.token_id = token.id AND before.key = %(key)s::text))
), named AS (
    SELECT * FROM unnest(%(ids)s::text::bigint[], %(names)s::text::text[], %(teams)s::text::text[])
        WITH ORDINALITY AS named (id, name, team, ref)
), kpi AS (
    SELECT named.ref, named.team, kpi.team_id, kpi.series_id, kpi.frequency, definition.lower_bound,
        definition.upper_bound, caller.workspace_id
    FROM caller CROSS JOIN named CROSS JOIN LATERAL (
        SELECT * FROM kpis_definition same
        WHERE same.workspace_id = caller.workspace_id AND same.name = named.name OFFSET 0) definition
    JOIN kpis_kpi kpi ON kpi.definition_id = definition.id
    UNION ALL
    SELECT named.ref, named.team, kpi.team_id, kpi.series_id, kpi.frequency, definition.lower_bound,
        definition.upper_bound, caller.workspace_id
    FROM caller CROSS JOIN named CROSS JOIN LATERAL (
        SELECT * FROM kpis_kpi same WHERE same.id = named.id AND same.workspace_id = caller.workspace_id OFFSET 0) kpi
    JOIN kpis_definition definition ON definition.id = kpi.definition_id
), found AS (
    SELECT * FROM kpi WHERE team IS NULL OR team_id = (
        SELECT id FROM accounts_team WHERE accounts_team.workspace_id = kpi.workspace_id AND name = kpi.team)
), given AS (
    SELECT found.series_id, to_timestamp(given.seconds) AS time, given.value, given.n, coalesce(given.note, '') AS note,
        given.place, value < lower_bound OR value > upper_bound AS beyond, frequency = 'hour' AS hourly
    FROM unnest(%(refs)s::text::int[], %(times)s::text::float8[], %(values)s::text::float8[], %(ns)s::text::int[],
        %(notes)s::text::text[]) WITH ORDINALITY AS given (ref, seconds, value, n, note, place)
    JOIN found ON found.ref = given.ref + 1
), plain AS (
    SELECT caller.* FROM caller
    WHERE (SELECT count(*) = (SELECT count(*) FROM named) AND count(*) = count(DISTINCT ref) FROM found)
    AND NOT EXISTS (SELECT FROM given WHERE beyond OR hourly AND (time < %(long_ago)s::timestamptz OR EXISTS (
        SELECT FROM kpis_observation early
        WHERE early.series_id = given.series_id AND early.time < %(long_ago)s::timestamptz)))
), wanted AS (
    SELECT DISTINCT ON (series_id, time) given.*, plain.workspace_id, plain.person_id
    FROM given CROSS JOIN plain ORDER BY series_id, time, place DESC
)"""
_NEW = """, mine AS (
    SELECT plain.* FROM plain WHERE NOT EXISTS (SELECT FROM wanted JOIN kpis_observation USING (series_id, time))
), changed AS (
    SELECT wanted.*, NULL::bigint AS there FROM wanted CROSS JOIN mine
)"""
_CORRECTED = """, mine AS (
    SELECT * FROM plain
), there AS MATERIALIZED (
    SELECT kept.* FROM wanted CROSS JOIN LATERAL (
        SELECT * FROM kpis_observation known
        WHERE known.series_id = wanted.series_id AND known.time = wanted.time FOR NO KEY UPDATE) kept
), changed AS (
    SELECT wanted.*, there.id AS there FROM wanted LEFT JOIN there USING (series_id, time)
    WHERE there.id IS NULL OR (there.value, there.n, there.note) IS DISTINCT FROM (wanted.value, wanted.n, wanted.note)
), replaced AS (
    INSERT INTO kpis_correction
        (workspace_id, observation_id, replaced_at, value, n, note, origin, replaced_batch_id, by_id, recorded_at)
    SELECT there.workspace_id, there.id, %(now)s::timestamptz, there.value, there.n, there.note, there.origin,
        there.batch_id, there.by_id, there.recorded_at
    FROM there JOIN changed ON changed.there = there.id
), corrected AS (
    UPDATE kpis_observation kept
    SET value = changed.value, n = changed.n, note = changed.note, origin = 'api', batch_id = NULL,
        by_id = changed.person_id, recorded_at = %(now)s::timestamptz
    FROM changed
    WHERE kept.id = changed.there AND kept.id = ANY(ARRAY(SELECT there FROM changed WHERE there IS NOT NULL))
)"""
_KEPT = """, added AS (
    INSERT INTO kpis_observation (workspace_id, series_id, time, value, n, note, origin, by_id, recorded_at)
    SELECT workspace_id, series_id, time, value, n, note, 'api', person_id, %(now)s::timestamptz
    FROM changed WHERE there IS NULL ORDER BY series_id, time
), arrived AS (
    INSERT INTO kpis_arrival (workspace_id, series_id) SELECT DISTINCT workspace_id, series_id FROM changed
), counted AS (
    SELECT mine.*, (SELECT count(*) FROM changed) AS stored FROM mine
), delivered AS (
    INSERT INTO kpis_delivery (workspace_id, token_id, key, digest, stored, unchanged, at)
    SELECT workspace_id, id, %(key)s::text, %(digest)s::text, stored, (SELECT count(*) FROM given) - stored,
        %(now)s::timestamptz
    FROM counted WHERE %(key)s::text <> ''
)
SELECT stored FROM counted
"""


def _statement(*parts: str) -> str:
    """In one line, since psycopg remembers how to read a statement of up to 4,096 characters, as NEW is."""
    return " ".join("".join(parts).replace("MAY_SEND", MAY_SEND).split())


NEW = _statement(_WANTED, _NEW, _KEPT)
ANY = _statement(_WANTED, _CORRECTED, _KEPT)
