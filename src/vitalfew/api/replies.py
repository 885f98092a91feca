"""`/api/v1/checkin/reply`: a check-in as lines of text, answered in words that a chat can show."""

import json
from urllib.parse import parse_qs

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema

from vitalfew.api.body import TooLarge, body_of
from vitalfew.api.observations import Refusal
from vitalfew.api.points import BadCall, Problem
from vitalfew.api.reading import inside, written
from vitalfew.okrs.rounds.replying import reply

LONGEST = 10_000
FORM = "application/x-www-form-urlencoded"
router = Router(tags=["check-in"])
router.add_decorator(inside)


class Said(Schema):
    """The lines: name, value, how likely 0–10, a note; '' asks what is owed."""

    text: str


BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": Said.model_json_schema()},
            FORM: {"schema": Said.model_json_schema()},
        },
    }
}


@router.post("/reply", response={200: Said, 401: Refusal, 422: Refusal}, openapi_extra=BODY)
def post_reply(request: HttpRequest) -> HttpResponse:
    """Check in as the person of the token. What became of each line is said in `text`, also where it was not kept."""
    token = request.auth  # type: ignore[attr-defined]
    return written({"text": reply(_text(request), by=token.person, now=timezone.now())})


def _text(request: HttpRequest) -> str:
    try:
        body = body_of(request).decode()
        form = (request.content_type or "") == FORM
        text = parse_qs(body, keep_blank_values=True)["text"][0] if form else json.loads(body)["text"]
    except (ValueError, KeyError, TypeError, TooLarge) as error:
        problem = 'Send {"text": "Mobile conversion 3.4 7"} as JSON, or a form with the field text.'
        raise BadCall([Problem(index=None, field="text", problem=problem)]) from error
    if not isinstance(text, str) or len(text) > LONGEST:
        raise BadCall([Problem(index=None, field="text", problem=f"text: at most {LONGEST:,} characters of text.")])
    return text
