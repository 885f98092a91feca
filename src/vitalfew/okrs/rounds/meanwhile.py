"""Two people on one key result at once: nothing is overwritten in silence."""

from datetime import datetime

from django.core.exceptions import ValidationError

from vitalfew.accounts.names import isolated
from vitalfew.method.numbers import show
from vitalfew.method.spans import span
from vitalfew.okrs.models import CheckIn, KeyResult, Standing
from vitalfew.okrs.rounds.owing import seen_from

ASKED_AGAIN = "Say it again to keep yours too; nothing is overwritten."


class SaidMeanwhile(ValidationError):
    """Somebody else checked in, or another value came, since what is answered was shown."""


def hold(key_result: KeyResult) -> None:
    """Let whoever else checks in on this key result wait until this is stored; inside a transaction."""
    KeyResult.objects.select_for_update(of=("self",), no_key=True).get(pk=key_result.pk)


def refuse_unseen(key_result: KeyResult, *, seen: str, now: datetime) -> None:
    """Raise `SaidMeanwhile` unless this answers what is stored now: two statements."""
    latest = CheckIn.objects.filter(key_result=key_result).select_related("by", "observation").first()
    standing = Standing.objects.filter(key_result=key_result).first()
    if seen_from(latest, standing) == seen:
        return
    raise SaidMeanwhile(f"{_happened(key_result, latest, standing, seen=seen, now=now)} {ASKED_AGAIN}")


def _happened(
    key_result: KeyResult, latest: CheckIn | None, standing: Standing | None, *, seen: str, now: datetime
) -> str:  # fmt: skip
    before = seen.partition("/")[0]
    if latest is not None and str(latest.pk) != before:
        return _said(latest, key_result, now)
    if standing is None or standing.value is None or (latest is None and before != "0"):
        return "Meanwhile what was said last was taken back."
    return f"Meanwhile its value became {show(standing.value, key_result.unit)}."


def _said(latest: CheckIn, key_result: KeyResult, now: datetime) -> str:
    """'Ben said 7 of 10 and 43 %, 2 minutes ago.'"""
    value = show(latest.observation.value, key_result.unit) if latest.observation else ""
    sure = f"{latest.confidence} of 10" if latest.confidence is not None else ""
    said = " and ".join(part for part in (sure, value) if part) or "something"
    who = isolated(latest.by) if latest.by else "Somebody"
    return f"{who} said {said}, {span(now - latest.at)} ago."
