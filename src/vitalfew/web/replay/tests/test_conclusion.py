"""The sentence over a replay."""

import pytest

from vitalfew.method.alerting import Alert, Kind, Speed, Stand
from vitalfew.method.replay import Change, Replay, Step
from vitalfew.web.replay.columns import conclusion_of

STAND = Stand("steady", "steady", worse=None)
RED = (Alert(Kind.RED_LINE, Speed.NOW), True)
WORSE = (Alert(Kind.WORSE, Speed.DAY), False)
POINT = (Alert(Kind.CHECK_POINT, Speed.DAY), False)
QUIET = (None, False)
DIGEST = (Alert(None, Speed.DIGEST), False)


def replayed(*told: tuple[Alert | None, bool], changes: tuple[Change, ...] = ()) -> Replay:
    steps = [
        Step(index, 1.0, red, index % 2 == 0, STAND, alert, None, None, None, "")
        for index, (alert, red) in enumerate(told)
    ]
    return Replay(tuple(steps), changes, 1.0)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (
            replayed(QUIET, DIGEST, QUIET),
            "As it is, the owner would not have been told before the digest. A board would have looked worse twice "
            "and not have turned red; no real change for the worse was shown.",
        ),
        (
            replayed(RED, QUIET, RED, POINT, WORSE, changes=(Change(3, 4, up=True, worse=True),)),
            "As it is, the owner would have been told 4 times before the digest: of 2 crossed red lines, "
            "1 real change for the worse and 1 point to check. A board would have looked worse 3 times "
            "and have turned red twice; it did not show the one real change for the worse.",
        ),
        (
            replayed(
                RED,
                WORSE,
                QUIET,
                changes=(Change(0, 1, up=True, worse=True), Change(2, 2, up=True, worse=True),
                         Change(0, 2, up=False, worse=False)),
            ),
            "As it is, the owner would have been told twice before the digest: of 1 crossed red line "
            "and 1 real change for the worse. A board would have looked worse twice and have turned red once; "
            "it showed 1 of the 2 real changes for the worse.",
        ),
    ],
)  # fmt: skip
def test_it_says_of_what_the_owner_is_told_and_what_a_board_shows(found: Replay, words: str) -> None:
    assert conclusion_of("As it is", found) == words
