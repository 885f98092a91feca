"""`/api/v1/observations`: values come in."""

import hashlib

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema, Status
from ninja.errors import AuthenticationError

from vitalfew.accounts.models import Role, Token
from vitalfew.accounts.scoping import entered
from vitalfew.api.body import TooLarge, body_of
from vitalfew.api.points import BadCall, Point, Problem, read_plainly, values_in
from vitalfew.api.tokens import Presented, holder
from vitalfew.kpis.actions import Stored, Value, store
from vitalfew.kpis.intake import Call, take_in
from vitalfew.kpis.models import Delivery, Origin

LONGEST_KEY = 255
SHORT = 100_000
router = Router(tags=["observations"])


class Answer(Schema):
    """How many values were new or corrected, and how many were there already."""

    stored: int
    unchanged: int


class Refusal(Schema):
    """Why nothing was stored: each bad item by its index."""

    errors: list[Problem]


BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "oneOf": [
                        Point.model_json_schema(),
                        {"type": "array", "minItems": 1, "maxItems": 10_000, "items": Point.model_json_schema()},
                    ]
                }
            }
        },
    },
    "parameters": [{"name": "Idempotency-Key", "in": "header", "required": False, "schema": {"type": "string"}}],
}


@router.post(
    "", auth=Presented(), response={201: Answer, 401: Refusal, 403: Refusal, 413: Refusal, 422: Refusal},
    openapi_extra=BODY,
)  # fmt: skip
def post_observations(request: HttpRequest) -> HttpResponse | Status[Answer | Refusal]:
    """Store one value or a list of them: all, or none. A value for a time that has one corrects it.

    With an `Idempotency-Key` the same call may be sent again and again: it is stored once and answered alike.
    """
    fingerprint: str = request.auth  # type: ignore[attr-defined]
    stored = _taken_in(request, fingerprint)
    if stored is None:
        return _carefully(request, fingerprint)
    answer = b'{"stored": %d, "unchanged": %d}' % stored
    return HttpResponse(answer, status=201, content_type="application/json; charset=utf-8")


def _taken_in(request: HttpRequest, fingerprint: str) -> tuple[int, int] | None:
    """What one statement stored; None where it has to be looked at more closely, and nothing is stored."""
    key = request.headers.get("Idempotency-Key", "")
    if connection.vendor != "postgresql" or len(key) > LONGEST_KEY or not _may_read(request, fingerprint):
        return None
    points = read_plainly(request.body)
    if points is None:
        return None
    digest = hashlib.sha256(request.body).hexdigest() if key else ""
    return take_in(Call(fingerprint, key, digest), points, now=timezone.now())


def _may_read(request: HttpRequest, fingerprint: str) -> bool:
    """Whether to read the body at once: a short one is read before anybody knows whose it is, a long one is not."""
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    if size > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return False
    return size <= SHORT or holder(fingerprint) is not None


def _carefully(request: HttpRequest, fingerprint: str) -> Status[Answer | Refusal]:
    """Look at each part of a call in turn, and find words for what is wrong."""
    token = holder(fingerprint)
    if token is None:
        raise AuthenticationError
    if not token.person.may(Role.MEMBER):
        return Status(403, _refusal("This token belongs to a viewer, who cannot send values."))
    try:
        body = body_of(request)
        with entered(token.workspace, reader=token.person), transaction.atomic():
            stored = _once(token, request, values_in(body, now=timezone.now()))
    except TooLarge as large:
        return Status(413, _refusal(str(large)))
    except BadCall as bad:
        return Status(422, Refusal(errors=bad.problems))
    return Status(201, Answer(stored=stored.stored, unchanged=stored.unchanged))


def _once(token: Token, request: HttpRequest, points: list[tuple[int, Value]]) -> Stored:
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return _store(token, points)
    if len(key) > LONGEST_KEY:
        raise BadCall([Problem(index=None, field="Idempotency-Key", problem=f"It is over {LONGEST_KEY} characters.")])
    digest = hashlib.sha256(request.body).hexdigest()
    delivery, new = Delivery.objects.get_or_create(
        token=token, key=key, defaults={"digest": digest, "stored": 0, "unchanged": 0}
    )
    if not new:
        if delivery.digest != digest:
            words = "This key was used before for another call. Use a new key for new values."
            raise BadCall([Problem(index=None, field="Idempotency-Key", problem=words)])
        return Stored(delivery.stored, delivery.unchanged)
    stored = _store(token, points)
    delivery.stored, delivery.unchanged = stored.stored, stored.unchanged
    delivery.save(update_fields=["stored", "unchanged"])
    return stored


def _store(token: Token, points: list[tuple[int, Value]]) -> Stored:
    try:
        return store(
            points=points, origin=Origin.API, by=token.person, now=timezone.now(), batched=False, judged=False
        )  # fmt: skip
    except ValueError as error:  # more periods between the first and the last one than can be kept
        raise BadCall([Problem(index=None, field="time", problem=str(error))]) from error


def _refusal(words: str) -> Refusal:
    return Refusal(errors=[Problem(index=None, field="", problem=words)])
