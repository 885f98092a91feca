"""The change half of the story."""

from vitalfew.importers.sample.health import CHURN, RESPONSE, RETENTION
from vitalfew.importers.sample.story import ActionStory, KeyResultStory, ObjectiveStory, Round

STRATEGY = (
    "Be the tool that freelancers recommend to each other: quick on the phone, clear from the first day, and never in "
    "the way of their work. We would rather be loved by few than known by many."
)
WOBBLE = (0.011, -0.014, 0.004, 0.016, -0.009, -0.012, 0.013, 0.002, -0.006, 0.009)


def _wobble(at: Round) -> float:
    return WOBBLE[at.number % len(WOBBLE)]


def _stalled(at: Round) -> float:
    """Up to 0.3 until the last six rounds, and there since."""
    last = at.number + at.ago
    moved = min(at.number, last - 5) + 1
    return 0.3 * moved / (last - 4) + _wobble(at) / 3


def _quick(at: Round) -> float:
    return 0.17 + 0.85 * at.share + 2 * _wobble(at)


def _late_but_fast(at: Round) -> float:
    """Hardly anything at first, and more in each of the last four rounds."""
    last = at.number + at.ago
    slow, fast = min(at.number, last - 4) + 1, max(0, 4 - at.ago)
    return 0.018 * slow + 0.027 * fast**2 + _wobble(at)


def _steady(at: Round) -> float:
    return 0.15 + 0.82 * at.share - 2 * _wobble(at)


OBJECTIVES = (
    ObjectiveStory(
        title="Radically transform our users’ mobile experience",
        owner="Ben",
        why="Seven of ten new users meet us on a phone first, and leave from there",
        stops="The redesign of the desktop dashboard waits until the next cycle",
        responds_to=RETENTION,
        guardrails=(RESPONSE,),
        key_results=(
            KeyResultStory(
                metric="Mobile conversion",
                baseline=2.3,
                target=5,
                unit="%",
                owner="Ben",
                digits=2,
                source="Product analytics",
                way=_stalled,
                confidence=lambda at: 7,
                notes={
                    6: "The shorter form is live; it did what we hoped.",
                    3: "No change. Half of those who leave do so at the payment step.",
                    1: "Still no change. I think the new payment sheet will do it.",
                },
            ),
            KeyResultStory(
                metric="Initial loading time",
                baseline=4,
                target=1.5,
                unit="s",
                owner="Cem",
                digits=2,
                source="Field measurements, 75th percentile",
                way=_quick,
                confidence=lambda at: 7 if at.ago > 3 else 8,
                notes={6: "Pictures load when they are needed.", 2: "Half of the start bundle is gone."},
            ),
            KeyResultStory(
                metric="Mobile engagement",
                baseline=3,
                target=8,
                unit="min a session",
                owner="Dana",
                digits=2,
                source="Product analytics",
                way=_late_but_fast,
                confidence=lambda at: 3 if at.ago > 3 else 8,
                notes={4: "Offline drafts went out to everybody.", 0: "Drafts are used by one in three already."},
            ),
        ),
    ),
    ObjectiveStory(
        title="Make the first day with us unforgettable",
        owner="Dana",
        why="Whoever sends a first invoice on the first day stays",
        stops="No new import formats in this cycle",
        responds_to=CHURN,
        guardrails=("Production bugs per release",),
        key_results=(
            KeyResultStory(
                metric="Onboarding time",
                baseline=5,
                target=1,
                unit="days",
                owner="Dana",
                digits=1,
                source="Days from sign-up to the first invoice, median",
                way=_steady,
                confidence=lambda at: 8,
                notes={7: "The guided set-up is on for everybody.", 2: "Templates save most people a whole evening."},
            ),
            KeyResultStory(
                metric=RETENTION,
                baseline=40,
                target=65,
                unit="%",
                owner="Ben",
                kpi=RETENTION,
                supports=CHURN,
                confidence=lambda at: 4,
                notes={1: "Rises every week, if not as fast as we drew it."},
            ),
        ),
    ),
)

ACTIONS = (
    ActionStory(what="Profile the five slowest routes", who="Cem", made=-12, due=3, kpi=RESPONSE),
    ActionStory(what="Watch five people pay on their phones", who="Ben", made=-20, due=-6),
    ActionStory(
        what="Ask the ten newest customers why they chose us", who="Dana", made=-40, due=-24, kpi=CHURN, done=-26
    ),
)
