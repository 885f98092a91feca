"""Changes as pages list them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString

from vitalfew.accounts.history import changed_since
from vitalfew.accounts.models import Change, Person
from vitalfew.okrs.cycles.closed import not_undone
from vitalfew.web.history.words import Difference, comments, differences
from vitalfew.web.markdown import written
from vitalfew.web.undoing import may_undo


class Line(NamedTuple):
    """A change, whether the reader may take it back, or could but for what was changed `later`, what it made
    different, and the comments in it as HTML.
    """

    change: Change
    undoable: bool
    later: bool
    differences: Sequence[Difference]
    comments: Sequence[SafeString]


def lines(changes: Iterable[Change], *, reader: Person) -> Sequence[Line]:
    """Each change with its words: at most nine statements, however many there are."""
    kept = list(changes)
    found, held = differences(kept), not_undone(kept)
    own = [each for each in kept if each.pk not in held and may_undo(each, by=reader)]
    mine, later = {each.pk for each in own}, changed_since(own)
    return [
        Line(
            change=change,
            undoable=change.pk in mine - later,
            later=change.pk in later,
            differences=[each for each in found.get(change.pk, ()) if each.of != "Comment"],
            comments=[written(text) for text in comments(change)],
        )
        for change in kept
    ]
