"""What an audit is given: a row of somebody's sheet of metrics."""

from typing import NamedTuple


class Row(NamedTuple):
    """A metric, goal or task as the sheet names it; '' where the sheet says nothing.

    `key` is True or False where a column says whether it is a key indicator, else None. `objective` is what a key
    result belongs to. `line` is its row in the file (from 1), 0 where there is none.
    """

    name: str
    definition: str = ""
    target: str = ""
    team: str = ""
    owner: str = ""
    frequency: str = ""
    key: bool | None = None
    red_line: str = ""
    action: str = ""
    unit: str = ""
    baseline: str = ""
    deadline: str = ""
    objective: str = ""
    line: int = 0
