"""The JSON Schema of plan files, for editors, from the same declarations that the reader uses."""

import json
from typing import Any

from vitalfew.planfile.fields import declared
from vitalfew.planfile.pairs import allow_schema
from vitalfew.planfile.records import KeyResult, Kpi, Lint, Objective, Person, Plan, Team

RECORDS = (Team, Kpi, Objective, KeyResult, Person, Lint)


def schema() -> dict[str, Any]:
    """The schema as a dictionary that JSON can hold."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Vitalfew plan",
        **_object(Plan, also_required=("vitalfew",)),
        "$defs": {**{record.__name__: _object(record) for record in RECORDS}, "Allow": allow_schema()},
    }


def schema_text() -> str:
    """The schema as the text of a file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _object(record: type, also_required: tuple[str, ...] = ()) -> dict[str, Any]:
    known = declared(record)
    required = [key for key, one in known.items() if one.required or key in also_required]
    properties = {key: {"description": one.doc, **_or_nothing(one.kind.schema())} for key, one in known.items()}
    return {
        "type": "object",
        "description": (record.__doc__ or "").strip(),
        "properties": properties,
        "additionalProperties": False,
        **({"required": required} if required else {}),
    }


def _or_nothing(kind: dict[str, Any]) -> dict[str, Any]:
    """A field may stand empty: null."""
    return {"anyOf": [kind, {"type": "null"}]}
