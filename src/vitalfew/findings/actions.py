"""Silencing a rule where it speaks, letting it speak again, and how strict the workspace is."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError

from vitalfew.accounts.models import Person, Workspace
from vitalfew.findings.models import SUBJECTS, Silence

WHY = "Say why: who reads it later wants to know."


def silence(*, code: str, kind: str, key: int | None, reason: str, by: Person) -> Silence:
    """Let a rule be silent on one record (`kind` and `key`; without a key on all); a new reason replaces the old one.

    Raises ValidationError without a reason or for a kind of record that no rule speaks about.
    """
    if not reason.strip():
        raise ValidationError(WHY)
    if key is not None and kind not in SUBJECTS:
        raise ValidationError(f"“{kind}” is nothing that a rule speaks about. Write one of: {', '.join(SUBJECTS)}.")
    place = {f"{name}_id": key if name == kind else None for name in SUBJECTS}
    kept: Silence = Silence.objects.filter(code=code, **place).first() or Silence(code=code, **place)
    kept.reason, kept.by = reason.strip()[:300], by
    kept.save()
    return kept


def set_rules(*, workspace: Workspace, severities: Mapping[str, str], limits: Mapping[str, float]) -> None:
    """Keep how strict the workspace is: only what differs from the defaults."""
    workspace.lint = {name: dict(chosen) for name, chosen in (("severity", severities), ("limits", limits)) if chosen}
    workspace.save(update_fields=["lint"])
