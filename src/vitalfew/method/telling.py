"""What somebody was told of one KPI, so that nothing is told twice while it is still wrong."""

from dataclasses import dataclass, field
from datetime import datetime

from vitalfew.method.alerting import AGAIN_AFTER, PERIODS_TO_RECOVER, Alert, Kind, Stand, alert, is_good, wrong


@dataclass(slots=True)
class Breach:
    """Something wrong that was told: when, in which period it was last seen, and whether it is on its way back."""

    told_at: datetime
    last: int
    recovering: bool = False
    over: bool = False


@dataclass(slots=True)
class Told:
    """One KPI as its readings come: what was so before, and what is wrong since."""

    before: Stand | None = None
    known: dict[Kind, Breach] = field(default_factory=dict)

    def hear(self, stand: Stand, *, at: datetime, period: int) -> Alert | None:
        """What is to be told of this reading, which is of the period of this number; None where nothing is."""
        self._go_on(stand, period)
        news, kind = alert(self.before, stand), wrong(stand)
        self.before = stand
        if kind is None:
            return news
        there = self.known.get(kind)
        if there is None or there.over:
            return self._open(kind, news, at, period)
        again = there.recovering and at >= there.told_at + AGAIN_AFTER
        self.known[kind] = Breach(at if again else there.told_at, period)
        return alert(None, stand) if again else None

    def _go_on(self, stand: Stand, period: int) -> None:
        """What becomes of all that was wrong and is not any more."""
        for kind, breach in self.known.items():
            if wrong(stand) is not kind:
                breach.recovering = is_good(kind, stand)
                breach.over |= breach.recovering and period >= breach.last + PERIODS_TO_RECOVER

    def _open(self, kind: Kind, news: Alert | None, at: datetime, period: int) -> Alert | None:
        """Begin it; what was over so lately that it is the same is told again only after a while."""
        if news is None:
            return None
        lately = kind in self.known and at < self.known[kind].told_at + AGAIN_AFTER
        self.known[kind] = Breach(self.known[kind].told_at if lately else at, period)
        return None if lately else news
