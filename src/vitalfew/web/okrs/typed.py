"""What stands in an objective's form, as the rules look at it: nothing needs to be valid yet."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm

from vitalfew.findings.subjects import sentence
from vitalfew.method.periods import Frequency
from vitalfew.method.rules.subjects import KeyResult, Objective
from vitalfew.okrs import models
from vitalfew.web.addresses import key_in
from vitalfew.web.okrs.fields import read_number

LONGEST = 300


class Typed:
    """The texts of a form by the names of their fields."""

    def __init__(self, get: Callable[[str], Any], many: Callable[[str], Sequence[Any]], names: Sequence[str]) -> None:
        self.get, self.many, self.names = get, many, names
        self.silenced = [str(each) for each in many("silenced")]

    def text(self, name: str, prefix: str = "") -> str:
        """What was typed into a field, at most 300 characters of it."""
        value = self.get(f"{prefix}-{name}" if prefix else name)
        return "" if value is None else str(value).strip()[:LONGEST]

    def number(self, name: str, prefix: str) -> float | None:
        """The number that was typed, None where it is none."""
        try:
            return read_number(self.text(name, prefix)) if self.text(name, prefix) else None
        except ValidationError:
            return None

    def beside(self, **known: Any) -> None:
        """Add what is known of fields that this form does not have."""
        get = self.get
        self.get = lambda name: known[name] if name in known else get(name)

    def rows(self) -> list[str]:
        """The names of the key results' sentences, in the order of the form."""
        return [name for name in self.names if name == "sentence" or name.endswith("-sentence")]


def of_post(data: Any) -> Typed:
    """A form as it was sent."""
    return Typed(data.get, data.getlist, list(data))


def of_forms(*forms: BaseForm) -> Typed:
    """Forms as they are shown."""
    values: dict[str, Any] = {form.add_prefix(name): form[name].value() for form in forms for name in form.fields}
    return Typed(values.get, lambda name: values.get(name) or (), list(values))


def objective_of(
    typed: Typed, *, cycle: models.Cycle | None, kept: Mapping[int, models.KeyResult], kpis: Mapping[str, str]
) -> Objective:
    """The objective that the form speaks of; `kept` are its stored key results, `kpis` names by key."""
    silenced = _silenced(typed.silenced)
    made = Objective(
        path="title",
        allowed=silenced.get("title", {}),
        text=typed.text("title"),
        kind=typed.text("kind") or "aspirational",
        state="draft",
        cycle=cycle.name if cycle else "",
        start=cycle.start if cycle else None,
        end=cycle.end if cycle else None,
        owner=typed.text("owner"),
        why=typed.text("why"),
        serves_strategy=typed.text("serves_strategy") not in ("", "False"),
        parents=[str(each) for each in typed.many("parents")],
        responds_to=_named(kpis, typed.text("responds_to")),
        guardrails=[_named(kpis, str(key)) for key in typed.many("guardrails")],
        stops=typed.text("stops"),
        check_ins=_frequency(typed.text("rhythm")),
    )
    rows = [_key_result(typed, name, kept, kpis, silenced) for name in typed.rows()]
    made.key_results = [row for row in rows if row.text]
    for row in made.key_results:
        row.objective = made
    return made


def _key_result(
    typed: Typed,
    name: str,
    kept: Mapping[int, models.KeyResult],
    kpis: Mapping[str, str],
    silenced: Mapping[str, Mapping[str, str]],
) -> KeyResult:
    prefix = name.rpartition("-")[0]
    text = typed.text("sentence", prefix)
    given = _given(typed, prefix, _kept(prefix, kept), text)
    return KeyResult(
        path=name,
        allowed=silenced.get(prefix, {}),
        text=text or sentence(**given).strip(),
        owner=typed.text("owner", prefix),
        source=typed.text("source", prefix),
        kpi=_named(kpis, typed.text("kpi", prefix)),
        supports=_named(kpis, typed.text("supports", prefix)),
        measured=_frequency(typed.text("measured", prefix)),
        **given,
    )


def _kept(prefix: str, kept: Mapping[int, models.KeyResult]) -> models.KeyResult | None:
    """The stored key result of a row; the form of one alone has no prefix."""
    return kept.get(key_in(prefix.removeprefix("kr")) or 0) if prefix else next(iter(kept.values()), None)


def _given(typed: Typed, prefix: str, kept: models.KeyResult | None, text: str) -> dict[str, Any]:
    """What was typed beside the sentence; what an older sentence said does not count once there is a new one."""
    given: dict[str, Any] = {
        "metric": typed.text("metric", prefix),
        "baseline": typed.number("baseline", prefix),
        "target": typed.number("target", prefix),
        "unit": typed.text("unit", prefix),
    }
    if kept is None or text in ("", kept.sentence):
        return given | ({"metric": ""} if text and given["metric"] == text else {})
    nothing = {"metric": "", "baseline": None, "target": None, "unit": ""}
    return {name: nothing[name] if value == getattr(kept, name) else value for name, value in given.items()}


def _named(kpis: Mapping[str, str], key: str) -> str:
    return kpis.get(key, key)


def _silenced(marks: Sequence[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for mark in marks:
        prefix, _, code = mark.partition(" ")
        found.setdefault(prefix, {})[code] = "silenced"
    return found


def _frequency(text: str) -> Frequency | None:
    return Frequency(text) if text in set(Frequency) else None
