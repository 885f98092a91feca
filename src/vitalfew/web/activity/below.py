"""The comments below a record, as its page draws them."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from vitalfew.okrs.comments import About, comments_on, kind_of
from vitalfew.okrs.models import Comment
from vitalfew.web.activity.forms import FIELD, CommentForm
from vitalfew.web.markdown import written
from vitalfew.web.requests import PageRequest

WITH_HISTORY = ("objective", "key_result", "kpi")


@dataclass(frozen=True, slots=True)
class Said:
    """One comment: its words as HTML, and whether it is the reader's own."""

    comment: Comment
    words: SafeString
    own: bool


def below(request: PageRequest, about: About) -> dict[str, Any]:
    """What `web/activity/parts/comments.html` needs: one statement."""
    said = [Said(one, written(one.text), own=one.by_id == request.person.pk) for one in comments_on(about)]
    kind = kind_of(about)
    return {
        "comments": said,
        "comment_form": CommentForm(auto_id=FIELD),
        "comment_kind": kind,
        "comment_on": about.pk,
        "history_of": f"{kind}-{about.pk}" if kind in WITH_HISTORY else "",
    }
