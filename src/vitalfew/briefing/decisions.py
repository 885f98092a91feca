"""What needs a decision and why, in words."""

from dataclasses import dataclass
from datetime import datetime

from vitalfew.accounts.names import isolated
from vitalfew.accounts.scoping import current_workspace
from vitalfew.alerts.hands import in_hand
from vitalfew.alerts.models import Breach
from vitalfew.briefing.watched import LATER, URGENCY, Watched
from vitalfew.method.goals.progress import score
from vitalfew.method.goals.sentence import Sentence
from vitalfew.method.numbers import in_words
from vitalfew.method.periods import Frequency, label, noun, with_article
from vitalfew.method.signals.wording import crossed_while_steady, explained
from vitalfew.method.spans import span
from vitalfew.method.status import Shape, Status
from vitalfew.okrs.models import KeyResult, Standing


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that somebody has to decide about, or has: `subject` is the KPI or the key result it is about, `breach`
    what was opened of it.
    """

    shape: Shape
    word: str
    headline: str
    detail: str
    urgency: int
    subject: Watched | KeyResult
    breach: Breach | None = None

    @property
    def hand(self) -> str:
        """Who has it in hand, in a sentence, with what was answered; '' where nothing was opened."""
        if self.breach is None:
            return ""
        said = in_hand(self.breach)
        answer = f": {_sentence(self.breach.answer)}" if self.breach.answer else "."
        return f"{said[:1].upper()}{said[1:]}{answer}"


def of_kpi(kpi: Watched, *, now: datetime, breach: Breach | None) -> Decision:
    """The decision that a KPI with a reading asks for, or asked for; `breach` is what was opened of it."""
    says = _HEADLINES.get(kpi.status, _check_point)
    return Decision(
        shape=kpi.shape,
        word=f"{kpi.word}{_lasting(kpi, now)}",
        headline=says(kpi, now),
        detail=_detail(kpi, now),
        urgency=URGENCY.get(kpi.status, LATER),
        subject=kpi,
        breach=breach,
    )


def of_key_result(key_result: KeyResult, standing: Standing, said: Sentence) -> Decision:
    """The decision that a stalled key result asks for."""
    rounds = standing.stalled_rounds or 0
    since = f" since {_day(standing.stalled_since)}" if standing.stalled_since else ""
    return Decision(
        shape=said.shape,
        word=f"Stalled · {rounds} rounds",
        headline=f"{isolated(key_result.metric)} has not moved{since}",
        detail=_outlook_and_confidence(key_result, standing, said),
        urgency=LATER,
        subject=key_result,
    )


def headline(count: int) -> str:
    """The conclusion with which a page begins, when so many things need a decision."""
    words = {0: "Nothing needs a decision", 1: "One thing needs a decision"}
    return words.get(count, f"{in_words(count).capitalize()} things need a decision")


def answered_words(count: int) -> str:
    """'one is answered and lasts'; '' for none."""
    if not count:
        return ""
    return "one is answered and lasts" if count == 1 else f"{in_words(count)} are answered and last"


def without_red_line(count: int) -> str:
    """'39 KPIs have no red line yet'; '' for none."""
    return f"{count:,} KPI{' has' if count == 1 else 's have'} no red line yet" if count else ""


def without_numbers(count: int) -> str:
    """'2 key results have no numbers yet'; '' for none."""
    return f"{count:,} key result{' has' if count == 1 else 's have'} no numbers yet" if count else ""


def no_data(kpi: Watched, now: datetime) -> str:
    """'No data for 9 days.' or 'Source failing for 3 hours.'; '' where neither is so."""
    want = kpi.in_want(now)
    return f"{want}." if want else ""


def _crossed(kpi: Watched, now: datetime) -> str:
    late = kpi.late_for(now)
    low = kpi.red_lower is not None and kpi.judged_value is not None and kpi.judged_value < kpi.red_lower
    side, line = ("under", kpi.red_lower) if low else ("over", kpi.red_upper)
    real = ", and it is a real change" if kpi.state == "real_change" else ""
    if late:
        return f"{isolated(kpi.called)} was {side} {kpi.shown(line)} when it was last measured"
    return f"{isolated(kpi.called)} is {side} {kpi.shown(line)}{real}"


def _worse(kpi: Watched, _now: datetime) -> str:
    return f"{isolated(kpi.called)} {_moved(kpi)}, and it is a real change"


def _better(kpi: Watched, _now: datetime) -> str:
    return f"{isolated(kpi.called)} {_moved(kpi)}, and it is a real change for the better"


def _moved(kpi: Watched) -> str:
    return {True: "rose", False: "fell", None: "changed"}[kpi.up]


def _check_point(kpi: Watched, _now: datetime) -> str:
    return f"{isolated(kpi.called)}: look at {kpi.number(kpi.subject_value)}{_period(kpi, kpi.subject_time)}"


_HEADLINES = {Status.RED_LINE: _crossed, Status.WORSE: _worse, Status.BETTER: _better}


def _detail(kpi: Watched, now: datetime) -> str:
    if kpi.status is Status.BETTER:
        return f"{explained(kpi.verdict_words or '')} If you know why, mark the change so that the limits start anew."
    parts = [no_data(kpi, now), _what_it_means(kpi)]
    parts.append(f"Owner: {isolated(kpi.owner)}." if kpi.owner else "Nobody owns it.")
    parts.append(_written(kpi) if kpi.status is Status.RED_LINE else "")
    return " ".join(part for part in parts if part)


def _written(kpi: Watched) -> str:
    """The sheet's action, which is written for a crossed red line."""
    return f"Written action: {_sentence(kpi.action)}" if kpi.action else "No action is written for this."


def _what_it_means(kpi: Watched) -> str:
    if kpi.status is Status.RED_LINE and kpi.state == "steady":
        return crossed_while_steady(kpi.verdict_words or "")
    return explained(kpi.verdict_words or "")


def _lasting(kpi: Watched, now: datetime) -> str:
    if kpi.status is Status.RED_LINE:
        return f" · {kpi.red_run} {noun(Frequency(kpi.frequency), kpi.red_run or 0)}"
    return f" · {span(now - kpi.since)}" if kpi.since else ""


def _sentence(text: str) -> str:
    plain = text.strip()
    return plain if plain.endswith((".", "!", "?")) else f"{plain}."


def _period(kpi: Watched, time: datetime | None) -> str:
    if time is None:
        return ""
    return f" for {with_article(label(time, Frequency(kpi.frequency), current_workspace().zone_info))}"


def _day(time: datetime) -> str:
    local = time.astimezone(current_workspace().zone_info)
    return f"{local.day} {local:%B}"


def _outlook_and_confidence(key_result: KeyResult, standing: Standing, said: Sentence) -> str:
    lands = ""
    if standing.low is not None and standing.high is not None:
        low, high = score(standing.low), score(standing.high)
        lands = f"At this rate it gets {100 * low:.0f}–{100 * high:.0f} % of the way."
    gap = any("surer" in part for part in said.parts)
    if standing.confidence is None:
        return lands
    who = isolated(standing.confidence_by) if standing.confidence_by else "The last check-in"
    talk = " That gap is worth ten minutes together." if gap else ""
    return f"{lands} {who} says {standing.confidence} of 10.{talk}".strip()
