"""Writes a plan as a plan file."""

from typing import Any

import yaml

from vitalfew.planfile.fields import Record
from vitalfew.planfile.records import Plan


def dump(plan: Plan) -> str:
    """The text of a plan file that loads as an equal plan."""
    written: dict[str, Any] = Record(Plan, "the plan").plain(plan)
    written = {"vitalfew": 1, **{key: value for key, value in written.items() if key != "vitalfew"}}
    return yaml.dump(written, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


class _Dumper(yaml.SafeDumper):
    """Never writes anchors, which a plan file may not have."""

    def ignore_aliases(self, data: object) -> bool:
        return True
