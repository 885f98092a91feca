"""What the pages of an audit say, in words."""

from collections.abc import Iterable, Sequence

from vitalfew.audits.models import Audit, AuditRow, Kind, Linked, Place
from vitalfew.audits.queries import Tally

ONES = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NO_TEAM = "No team named"
LEGEND = (
    "Health is what you would watch for ever: it becomes a KPI. Growth has an end: it becomes an objective or a key "
    "result. The bin is what no decision hangs on. Beside each name stands how sure the judgement is: sure, likely, "
    "or ask, which means that a person who knows the number should decide."
)


def spelled(number: int) -> str:
    """'fifty-two' up to ninety-nine, figures above."""
    if number < len(ONES):
        return ONES[number]
    if number > 99:
        return f"{number:,}"
    tens, ones = divmod(number, 10)
    return f"{TENS[tens]}-{ONES[ones]}" if ones else TENS[tens]


def headline(total: int, few: int) -> str:
    """'Fifty-two metrics; seven are vital'."""
    metrics = spelled(total).capitalize() + (" metric" if total == 1 else " metrics")
    return f"{metrics}; {'none' if few == 0 else spelled(few)} {'is' if few < 2 else 'are'} vital"


def origin(audit: Audit) -> str:
    """'From metrics.xlsx, sheet “Dashboard”.'"""
    if not audit.file:
        return "From pasted lines."
    return f"From {audit.file}, sheet “{audit.sheet}”." if audit.sheet else f"From {audit.file}."


def head_words(place: str, counted: Sequence[Tally]) -> str:
    """What stands at the right of a column's name: '5 KPIs · kept up for ever', '37 KPIs · 144 can wait'."""
    own = [each for each in counted if each.place == place]
    few = [each for each in own if each.vital]
    return _HEADS[Place(place)](own, few)


def _health(own: Sequence[Tally], few: Sequence[Tally]) -> str:
    waiting = total(own) - total(few)
    return f"{_of(few, 'KPI')} · {f'{waiting:,} can wait' if waiting else 'kept up for ever'}"


def _growth(own: Sequence[Tally], few: Sequence[Tally]) -> str:
    aims = [each for each in few if each.kind in _AIMS]
    rest = [each for each in few if each.kind not in _AIMS]
    said = [_of(part, word) for part, word in ((aims, "objective"), (rest, "key result")) if part]
    waiting = total(own) - total(few)
    return f"{', '.join(said) or 'nothing'} · {f'{waiting:,} can wait' if waiting else 'retired when done'}"


def _bin(own: Sequence[Tally], few: Sequence[Tally]) -> str:
    return f"{total(own):,}"


_AIMS = (Kind.OBJECTIVE,)
_MADE = (Linked.MADE,)
_HEADS = {Place.HEALTH: _health, Place.GROWTH: _growth, Place.NEITHER: _bin}


def total(counted: Iterable[Tally]) -> int:
    """How many rows there are."""
    return sum(each.count for each in counted)


def _of(counted: Sequence[Tally], word: str) -> str:
    count = total(counted)
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def team_words(counted: Sequence[Tally]) -> str:
    """'15 metrics, five vital'."""
    count, few = total(counted), total(each for each in counted if each.vital)
    return f"{count:,} {'metric' if count == 1 else 'metrics'}, {spelled(few) if few else 'none'} vital"


def made_words(rows: Sequence[AuditRow]) -> str:
    """'36 KPI sheets to fill in, 1 draft objective and 2 draft key results': of the rows that made a record."""
    made = [row for row in rows if row.linked in _MADE]
    kinds = (
        (sum(row.kpi_id is not None for row in made), "KPI sheet", " to fill in"),
        (sum(row.objective_id is not None for row in made), "draft objective", ""),
        (sum(row.key_result_id is not None for row in made), "draft key result", ""),
    )
    said = [f"{count:,} {word}{'' if count == 1 else 's'}{rest}" for count, word, rest in kinds if count]
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def since_words(audit: Audit) -> str:
    """What is different since the audit before; '' for the first one."""
    if audit.before_id is None:
        return ""
    parts = [
        f"{count:,} {words}"
        for count, words in ((audit.came, "came"), (audit.went, "went"), (audit.turned, "changed verdict"))
        if count
    ]
    return " · ".join(parts) or "nothing is different"
