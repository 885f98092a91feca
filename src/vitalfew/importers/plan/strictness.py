"""How strict the rules are and what they are silent about: `lint:` and `allow:` of a plan."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from vitalfew.accounts.models import Workspace
from vitalfew.accounts.scoping import Scoped, current_workspace
from vitalfew.findings.models import SUBJECTS, Silence
from vitalfew.findings.silences import place_of, read_silences
from vitalfew.importers.plan.keeping import Keeper, Placed
from vitalfew.importers.plan.outcome import Difference, Named
from vitalfew.method.rules.codes import codes
from vitalfew.method.rules.rule import LIMITS, SEVERITIES
from vitalfew.planfile import Lint, Plan

Pairs = tuple[tuple[str, str], ...]
PARTS = ("severity", "limits")


class Allowing(Placed, Protocol):
    """A record of a plan that may silence rules."""

    @property
    def allow(self) -> Pairs: ...

    @property
    def given(self) -> frozenset[str]: ...


class Strictness:
    """Silences of records, as they stand when a plan is written."""

    def __init__(self, keeper: Keeper) -> None:
        self.keeper = keeper
        self.kept: dict[tuple[str, int] | None, dict[str, Silence]] = {}
        for silence in read_silences():
            self.kept.setdefault(place_of(silence), {})[silence.code] = silence

    def workspace(self, plan: Plan) -> None:
        """Take over how strict the whole plan is; a part that the file leaves out stays."""
        workspace = Workspace.objects.get(pk=current_workspace().pk)
        named = Named("workspace", workspace.name)
        before = kept_lint(workspace)
        said = {part: dict(getattr(plan.lint, part)) for part in PARTS if plan.lint and part in plan.lint.given}
        after = {part: chosen for part, chosen in (before | said).items() if chosen}
        if after != before:
            workspace.lint = after
            workspace.save(update_fields=["lint"])
            self.keeper.outcome.differs(named, [Difference("rules", _worded(before), _worded(after))])
        self._set(None, plan, named)

    def record(self, record: Scoped, plan: Allowing, named: Named) -> None:
        """Let exactly those rules be silent on a record that the file allows there, if it says which."""
        kind = record._meta.model_name or ""
        if record.pk is not None:
            self._set((kind.replace("keyresult", "key_result"), record.pk), plan, named)

    def _set(self, place: tuple[str, int] | None, plan: Allowing, named: Named) -> None:
        kept, wanted = self.kept.get(place, {}), dict(plan.allow)
        before = {code: silence.reason for code, silence in kept.items()}
        if "allow" not in plan.given or before == wanted:
            return
        where = {f"{name}_id": place[1] for name in SUBJECTS if place and place[0] == name}
        for code in kept.keys() - wanted.keys():
            kept[code].delete()
        for code, reason in wanted.items():
            silence = kept.get(code) or Silence(code=code, **where)
            silence.reason = reason
            silence.save()
        self.keeper.outcome.differs(named, [Difference("silent rules", _worded(before), _worded(wanted))])


def kept_lint(workspace: Workspace) -> dict[str, dict[str, Any]]:
    """What the workspace keeps of severities and limits, as far as a plan file can hold it."""
    lint = workspace.lint if isinstance(workspace.lint, dict) else {}
    severity = {c: s for c, s in (lint.get("severity") or {}).items() if c in codes() and s in SEVERITIES}
    limits = {name: float(value) for name, value in (lint.get("limits") or {}).items() if name in LIMITS}
    return {part: chosen for part, chosen in (("severity", severity), ("limits", limits)) if chosen}


def lint_of(workspace: Workspace) -> Lint | None:
    """The workspace's `lint:`; None where everything is as it is by default."""
    kept = kept_lint(workspace)
    if not kept:
        return None
    return Lint(severity=tuple(kept.get("severity", {}).items()), limits=tuple(kept.get("limits", {}).items()))


def allowed(silences: Iterable[Silence]) -> Mapping[tuple[str, int] | None, Pairs]:
    """What is silent on each record, and for None on all of them."""
    found: dict[tuple[str, int] | None, Pairs] = {}
    for silence in silences:
        if silence.code in codes():
            place = place_of(silence)
            found[place] = (*found.get(place, ()), (silence.code, silence.reason))
    return found


def _worded(held: Mapping[str, Any]) -> str:
    """'K203 (no baseline yet), O112 (…)' or 'nothing'."""
    return ", ".join(f"{key} ({_part(value)})" for key, value in sorted(held.items())) or "nothing"


def _part(value: Any) -> str:
    if not isinstance(value, dict):
        return str(value)
    return ", ".join(
        f"{name} {each:g}" if isinstance(each, float) else f"{name} {each}" for name, each in value.items()
    )
