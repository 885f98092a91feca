"""Writes a plan as a plan file."""

from typing import Any

from vitalfew.planfile.fields import Record
from vitalfew.planfile.records import Plan


def dump(plan: Plan) -> str:
    """The text of a plan file that loads as an equal plan."""
    written: dict[str, Any] = Record(Plan, "the plan").plain(plan)
    written = {"vitalfew": 1, **{key: value for key, value in written.items() if key != "vitalfew"}}
    return _yaml(written)


def _yaml(data: object) -> str:
    """YAML without anchors, which a plan file may not have."""
    import yaml  # reading needs it seldom, and it takes its time to load

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

    return yaml.dump(data, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=110)
