"""Changes as pages list them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString

from vitalfew.accounts.models import Change, Person
from vitalfew.okrs.cycles.closed import not_undone
from vitalfew.web.history.words import Difference, comments, differences
from vitalfew.web.markdown import written
from vitalfew.web.undoing import may_undo


class Line(NamedTuple):
    """A change, whether the reader may take it back, what it made different, and the comments in it as HTML."""

    change: Change
    undoable: bool
    differences: Sequence[Difference]
    comments: Sequence[SafeString]


def lines(changes: Iterable[Change], *, reader: Person) -> Sequence[Line]:
    """Each change with its words: at most eight statements, however many there are."""
    kept = list(changes)
    found, held = differences(kept), not_undone(kept)
    return [
        Line(
            change=change,
            undoable=change.pk not in held and may_undo(change, by=reader),
            differences=[each for each in found.get(change.pk, ()) if each.of != "Comment"],
            comments=[written(text) for text in comments(change)],
        )
        for change in kept
    ]
