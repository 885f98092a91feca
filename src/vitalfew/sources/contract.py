"""What every source is: settings that draw a form, and a function that fetches points with them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Literal, NamedTuple

Spec = Mapping[str, str]
"""The values of a source's settings by name, secrets among them."""


class Point(NamedTuple):
    """One value of a KPI: `time` is aware, or None for the value of now; `n` is the cases or the denominator."""

    time: datetime | None
    value: float
    n: int | None = None


class Setting(NamedTuple):
    """One field of a source's form; `choices` are pairs of value and label, a secret is never shown again.

    An address may hold a password: all but that is shown. `wrong` says why a value cannot be, '' where it can.
    """

    name: str
    label: str
    kind: Literal["text", "long", "secret", "address", "number", "choice"] = "text"
    required: bool = True
    hint: str = ""
    example: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    default: str = ""
    wrong: Callable[[str], str] = lambda _: ""

    @property
    def sealed(self) -> bool:
        """Whether it is stored encrypted."""
        return self.kind in ("secret", "address")


class SourceError(Exception):
    """Why nothing was fetched, as one sentence for the KPI's owner: what was got, what was expected, what to do.

    It never holds a secret.
    """


class Source(NamedTuple):
    """A kind of source. `fetch` takes the settings and the time since when points are wanted, and runs in a child
    process; `place` names what fails together ('db.example.org:5432', a file's folder), without secrets; `loads` are
    the modules that take a moment to load, which a process that fetches often loads once; `stretch` says how many
    periods of history are asked for at once, from `since` to the setting `until`, and 0 where it gives all in one;
    `counts` says whether its values cannot be below 0.
    """

    kind: str
    name: str
    about: str
    settings: tuple[Setting, ...]
    fetch: Callable[[Spec, datetime | None], Iterable[Point]]
    place: Callable[[Spec], str]
    loads: tuple[str, ...] = ()
    stretch: Callable[[Spec], int] = lambda _: 0
    counts: Callable[[Spec], bool] = lambda _: False
