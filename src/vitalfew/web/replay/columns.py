"""What was found in a history, once for each of the settings that are compared."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from vitalfew.charts import Line, Mark, Row, strip
from vitalfew.method.alerting import Kind, Speed
from vitalfew.method.numbers import show, show_range
from vitalfew.method.periods import capitalised, noun, with_article
from vitalfew.method.replay import Change, Replay, Step, replay
from vitalfew.method.standard import Standard
from vitalfew.web.kpis.words import IN_A_ROW
from vitalfew.web.replay.subject import Held, Subject

SPEEDS = ((Speed.NOW, "Told at once"), (Speed.DAY, "Told that day"), (Speed.DIGEST, "Only in the digest"))
TOLD_OF = {Kind.RED_LINE: ("crossed red line", "crossed red lines"),
           Kind.WORSE: ("real change for the worse", "real changes for the worse"),
           Kind.CHECK_POINT: ("point to check", "points to check")}  # fmt: skip
PHONE = 340
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Said:
    """One value of which something is said: its shape, period, value and words."""

    shape: str
    when: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Column:
    """One of the settings: what they are in words, what is wrong with their red line, what was told, and the strip in
    which it is marked. `before` is the change that held already when the first of these periods came.
    """

    title: str
    held: str
    wrong: str
    conclusion: str
    counts: Sequence[tuple[str, str]]
    alarms: Sequence[Said]
    digest: Sequence[Said]
    changes: Sequence[Said]
    before: Said | None
    wide: SafeString
    narrow: SafeString


def columns(subject: Subject, settings: Sequence[tuple[str, Held]]) -> list[Column]:
    """A column for each of these settings, which have titles; histories are judged once for each rule set."""
    came = {rules: subject.came(rules) for rules in dict.fromkeys(held.rules for _, held in settings)}
    found = [replay(came[held.rules], standard=held.standard, red_in_a_row=held.in_a_row) for _, held in settings]
    return [_column(subject, title, held, one) for (title, held), one in zip(settings, found, strict=True)]


def _column(subject: Subject, title: str, held: Held, found: Replay) -> Column:
    told = [step for step in found.steps if step.told is not None]
    later = found.told(Speed.DIGEST)
    now = [step for step in told if step not in later]
    counts = _counts(subject, found)
    about = "; ".join(f"{name.lower()}: {count}" for name, count in counts)

    def draw(width: int) -> SafeString:
        svg = _strip(subject, held, found, title=title, about=about, width=width)
        return mark_safe(svg)  # noqa: S308  (charts escape their text)

    return Column(
        title=title,
        held=held_words(subject, held),
        wrong=held.standard.misplaced(subject.unit),
        conclusion=conclusion_of(title, found),
        counts=counts,
        alarms=[_said(subject, held, step) for step in reversed(now)],
        digest=[_said(subject, held, step) for step in reversed(later)],
        changes=[_changed(subject, change) for change in reversed(found.changes)],
        before=_held_before(subject, found.held) if found.held else None,
        wide=draw(1140),
        narrow=draw(PHONE),
    )


def held_words(subject: Subject, held: Held) -> str:
    """'Red line below 40, two weeks in a row · target 50 or more · Wheeler's rules'."""
    standard, unit = held.standard, subject.unit
    ends = (("below", standard.red_lower), ("above", standard.red_upper))
    red = " or ".join(f"{side} {show(line, unit)}" for side, line in ends if line is not None)
    row = IN_A_ROW.get(held.in_a_row, str(held.in_a_row))
    lasting = f", {row} {noun(subject.frequency, 2)} in a row" if red and held.in_a_row > 1 else ""
    parts = [f"Red line {red}{lasting}" if red else "No red line"]
    if standard.target is not None:
        upper = standard.target if standard.target_upper is None else standard.target_upper
        parts.append(f"target {show_range(standard.target, upper, unit)}")
    return " · ".join([*parts, str(held.rules.label)])


def _counts(subject: Subject, found: Replay) -> list[tuple[str, str]]:
    many = noun(subject.frequency, 2)
    each = [
        (f"A board is red, {many}", len(found.red)),
        ("A board turns red", len(found.turned_red)),
        (f"Worse than before, {many}", len(found.fell)),
        *((name, len(found.told(speed))) for speed, name in SPEEDS),
        ("Real changes for the worse", sum(change.worse for change in found.changes)),
        ("Real changes for the better", sum(not change.worse for change in found.changes)),
    ]
    return [(name, _yearly(found, count)) for name, count in each]


def conclusion_of(title: str, found: Replay) -> str:
    """'As it is, the owner would have been told 6 times before the digest: of 4 crossed red lines and 2 real changes.
    A board would have looked worse 61 times and turned red 5 times …'.
    """
    told = [step.told.kind for speed in (Speed.NOW, Speed.DAY) for step in found.told(speed) if step.told]
    of = [f"{told.count(kind)} {words[told.count(kind) > 1]}" for kind, words in TOLD_OF.items() if kind in told]
    owner = f"{title}, the owner would {_have(len(told), 'been told')} before the digest"
    fell, turned = _have(len(found.fell), "looked worse"), _have(len(found.turned_red), "turned red")
    board = f"A board would {fell} and {turned}"
    return f"{owner}{f': of {_together(of)}' if of else ''}. {board}; {_behind(found)}."


def _behind(found: Replay) -> str:
    """What really changed for the worse while that was said, and how much of it a board showed."""
    worse = [change for change in found.changes if change.worse]
    if not worse:
        again = "new " if found.held is not None and found.held.worse else ""
        return f"no {again}real change for the worse was shown"
    red = {step.index for step in found.red}
    shown = sum(any(index in red for index in range(change.since, change.known + 1)) for change in worse)
    if len(worse) == 1:
        return f"it {'showed' if shown else 'did not show'} the one real change for the worse"
    return f"it showed {shown} of the {len(worse)} real changes for the worse"


def _together(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _have(count: int, done: str) -> str:
    """'have turned red twice', 'not have turned red'."""
    times = {1: "once", 2: "twice"}.get(count, f"{count} times")
    return f"have {done} {times}" if count else f"not have {done}"


def _yearly(found: Replay, count: int) -> str:
    """'14 (7.0 a year)'; the count alone where there is less than a year."""
    if found.years < 1 or not count:
        return str(count)
    rate = found.yearly(count)
    said = f"({rate:.0f} a year)" if rate >= 10 else f"({rate:.1f} a year)"
    return f"{count} {said.replace(' ', NO_BREAK_SPACE)}"


def _said(subject: Subject, held: Held, step: Step) -> Said:
    shape = "watch" if step.worse is None else ("worse" if step.worse else "better")
    urgent = step.told is not None and step.told.speed is Speed.NOW
    how = {Speed.NOW: "at once", Speed.DAY: "that day"}.get(step.told.speed, "") if step.told else ""
    value = subject.shown(step.value, held.standard)
    words = f"{step.words}, told {how}" if how else step.words
    return Said("worse" if urgent else shape, subject.label(step.index), value, words)


def _changed(subject: Subject, change: Change) -> Said:
    way = "up" if change.up else "down"
    late = change.known - change.since
    known = f"known after {late + 1} {noun(subject.frequency, late + 1)}"
    return Said(
        _shape(change), _from(subject, change), "", f"went {way}, {_side(change)}; {known}{_until(subject, change)}"
    )


def _until(subject: Subject, change: Change) -> str:
    if change.until is None:
        return ""
    if change.until == change.known:
        return f" and shown by that {noun(subject.frequency)} alone"
    return f", shown until {with_article(subject.label(change.until))}"


def _held_before(subject: Subject, change: Change) -> Said:
    """The change that held when the first period came: its state, not news."""
    way = "up" if change.up else "down"
    words = f"went {way}, {_side(change)}; known before these periods, so no new change"
    return Said(_shape(change), _from(subject, change), "", words)


def _from(subject: Subject, change: Change) -> str:
    return f"from {with_article(subject.label(change.since))} on"


def _shape(change: Change) -> str:
    return "worse" if change.worse else "better"


def _side(change: Change) -> str:
    return f"for the {_shape(change)}"


def _strip(subject: Subject, held: Held, found: Replay, *, title: str, about: str, width: int) -> str:
    first = subject.first

    def row(name: str, steps: Sequence[Step], shape: str = "") -> Row:
        return Row(name, [_mark(subject, held.standard, step, first) for step in steps], shape)

    changes = [Mark(one.known - first, _change_words(subject, one), _shape(one)) for one in found.changes]
    return strip(
        key=f"{'phone' if width == PHONE else 'wide'}-{title.split()[0].lower()}",
        title=f"{subject.name}: {title}",
        description=about,
        values=subject.values[first:],
        times=[subject.tick(index) for index in range(first, len(subject.times))],
        lines=_lines(held.standard),
        rows=[
            row("Board red", found.red),
            *(row(name, found.told(speed), "worse" if speed is Speed.NOW else "watch") for speed, name in SPEEDS[:2]),
            row(SPEEDS[2][1], found.told(Speed.DIGEST)),
            Row("Real changes", changes),
        ],
        width=width,
    )


def _change_words(subject: Subject, change: Change) -> str:
    said = _changed(subject, change)
    return f"{capitalised(said.when)}: {said.words}."


def _mark(subject: Subject, standard: Standard, step: Step, first: int) -> Mark:
    words = f"{capitalised(subject.label(step.index))}: {subject.shown(step.value, standard)}. {step.words}."
    return Mark(step.index - first, words)


def _lines(standard: Standard) -> list[Line]:
    red = [Line(line, "red line", "red") for line in (standard.red_lower, standard.red_upper) if line is not None]
    aims = [Line(aim, "target", "target") for aim in (standard.target, standard.target_upper) if aim is not None]
    return [*red, *aims]
