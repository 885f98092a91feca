"""The settings of every source whose answer is a table: which columns hold the time, the value and the cases."""

from vitalfew.sources.contract import Setting
from vitalfew.sources.folding import A_ZONE, no_zone

COLUMNS = (
    Setting("time", "Column of times", required=False, hint="Needed only where several columns are dates."),
    Setting("value", "Column of values", required=False, hint="Needed only where several columns are numbers."),
    Setting("cases", "Column of cases", required=False, hint="How many cases a share or a mean is of."),
    Setting(
        "zone",
        "Time zone",
        required=False,
        hint="Times that come without a zone are taken as of this one; the workspace's if it is empty.",
        example=A_ZONE,
        wrong=no_zone,
    ),
)
