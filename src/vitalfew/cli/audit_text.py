"""An audit as text for people: the headline, each team's three columns with the vital few first, what is said twice."""

from collections.abc import Iterator, Sequence

from vitalfew.method.audit.few import CHOSEN, NEXT_BEST
from vitalfew.method.audit.judged import Judged

_SHORT_SHEET = 40
_MOST_NAMED, _MOST_GROUPS, _MOST_BIN = 3, 12, 5
_WIDTH = 58
_COLUMNS = (("health", "Health"), ("growth", "Growth"), ("neither", "The bin"))
_NO_TEAM = "No team named"


def as_text(judged: Sequence[Judged]) -> str:
    """The audit, a block per team and one for what measures the same thing."""
    blocks = [[_headline(judged), _tally(judged)]]
    teams: dict[str, list[Judged]] = {}
    for each in judged:
        teams.setdefault(each.row.team, []).append(each)
    short = len(judged) <= _SHORT_SHEET
    for team, rows in teams.items():
        title = [team or _NO_TEAM] if len(teams) > 1 or team else []
        blocks.append([*title, *(line for column in _COLUMNS for line in _column(*column, rows, short=short))])
    blocks.append(list(_groups(judged)))
    if any(each.vital for each in judged):
        blocks.append(["* one of the vital few. Every row with its reasons and next step: --format json, or csv."])
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _headline(judged: Sequence[Judged]) -> str:
    few = sum(each.vital for each in judged)
    teams = len({each.row.team for each in judged})
    where = f" in {teams} teams" if teams > 1 else ""
    return f"{_many(len(judged), 'row')}{where}; {few or 'none'} {'looks' if few < 2 else 'look'} vital."


def _tally(judged: Sequence[Judged]) -> str:
    counts = [f"{title} {sum(each.verdict == verdict for each in judged):,}" for verdict, title in _COLUMNS]
    unsure = sum(each.sureness == "ask" for each in judged)
    asked = f" ({unsure} to ask about)" if unsure else ""
    return f"{' · '.join(counts)}{asked}"


def _column(verdict: str, title: str, rows: Sequence[Judged], *, short: bool) -> Iterator[str]:
    mine = sorted((each for each in rows if each.verdict == verdict), key=_rank)
    if not mine:
        return
    shown = [each for each in mine if each.vital or short or each.row.key]
    if verdict != "health" and not short:
        shown = mine[: max(_MOST_BIN, len(shown))]
    yield f"  {title} ({len(mine):,})"
    yield from map(_line, shown)
    rest = mine[len(shown) :]
    if rest:
        names = ", ".join(_cut(each.row.name, 40) for each in rest[:_MOST_NAMED])
        yield f"      {'and ' if shown else ''}{len(rest):,} more: {names}{', …' if len(rest) > _MOST_NAMED else ''}"


def _line(each: Judged) -> str:
    mark = "*" if each.vital else " "
    why = _why(each).removeprefix(f"{CHOSEN}: ")
    return f"    {mark} {_cut(each.row.name, _WIDTH):{_WIDTH}} {each.sureness:6} {why[:1].upper()}{why[1:]}"


def _rank(each: Judged) -> tuple[bool, bool, bool]:
    """The vital few first, the next best behind them, then what the sheet holds for key."""
    return not each.vital, each.reasons[-1].startswith(NEXT_BEST), not each.row.key


def _why(each: Judged) -> str:
    """Why a row is vital, or why one that is marked as key is not; of any other why it stands in its column."""
    if each.vital or (each.row.key and each.duplicate_of is None and each.verdict != "neither"):
        return each.reasons[-1]
    return f"{each.reasons[0]} {each.reasons[-1]}" if each.row.key and len(each.reasons) > 1 else each.reasons[0]


def _groups(judged: Sequence[Judged]) -> Iterator[str]:
    groups: dict[int, list[Judged]] = {}
    for each in judged:
        if each.group is not None:
            groups.setdefault(each.group, []).append(each)
    if not groups:
        return
    largest = sorted(groups.values(), key=lambda rows: -len(rows))
    yield "Said more than once"
    for rows in largest[:_MOST_GROUPS]:
        teams = len({each.row.team for each in rows})
        names = list(dict.fromkeys(_cut(each.row.name, 40) for each in rows))
        listed = ", ".join(names[:_MOST_NAMED]) + (", …" if len(names) > _MOST_NAMED else "")
        across = f", in {teams} teams: one definition, a series for each" if teams > 1 else ": keep one"
        yield f"  {len(rows)} rows measure one thing{across}. {listed}"
    if len(largest) > _MOST_GROUPS:
        yield f"  and {len(largest) - _MOST_GROUPS} more groups"


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"
