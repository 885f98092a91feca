"""What every source is: settings that draw a form, and a function that fetches points with them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Literal, NamedTuple

from vitalfew.sources.secrets import (
    HIDDEN,
    is_veiled,
    masked,
    names_somebody,
    secrets_in,
    unmasked,
    unveiled,
    veiled,
)

Spec = Mapping[str, str]
"""The values of a source's settings by name, secrets among them."""


class Point(NamedTuple):
    """One value of a KPI: `time` is aware, or None for the value of now; `n` is the cases or the denominator."""

    time: datetime | None
    value: float
    n: int | None = None


class Setting(NamedTuple):
    """One field of a source's form; `choices` are pairs of value and label, a secret is never shown again.

    The address of a database, `address`, is a secret as a whole; one of the web, `web`, may hold secret options such as
    `?api_key=`. Of both all but their secrets is shown. `wrong` says why a value cannot be, '' where it can.
    """

    name: str
    label: str
    kind: Literal["text", "long", "secret", "address", "web", "number", "choice"] = "text"
    required: bool = True
    hint: str = ""
    example: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    default: str = ""
    wrong: Callable[[str], str] = lambda _: ""

    @property
    def sealed(self) -> bool:
        """Whether all of it is stored encrypted."""
        return self.kind in ("secret", "address")

    @property
    def hides(self) -> bool:
        """Whether it may hold what is stored encrypted."""
        return self.sealed or self.kind == "web"

    def shown(self, value: str) -> str:
        """What of a value a page, a plan file or a log may show, with `…` for each secret."""
        if self.kind == "secret":
            return ""
        return masked(value) if self.kind == "address" else veiled(value) if self.kind == "web" else value

    def filled(self, typed: str, kept: str) -> str:
        """What was typed, with what is kept where that was left as it was."""
        if self.kind == "address":
            return unmasked(typed, kept) or kept
        return typed or kept if self.kind == "secret" else unveiled(typed, kept) if self.kind == "web" else typed

    def keeps(self, typed: str) -> bool:
        """Whether what was typed leaves a secret as it was, in whole or in part."""
        return (self.sealed and not typed) or self.lacks(typed)

    def lacks(self, value: str) -> bool:
        """Whether `…` stands where a secret is wanted."""
        return HIDDEN in value if self.kind == "address" else self.kind == "web" and is_veiled(value)

    def secrets(self, value: str) -> set[str]:
        """What of a value no sentence may show."""
        whole = {value} if self.sealed else set()
        return whole | secrets_in(value) if self.kind in ("address", "web") else whole

    def opens(self, before: str, after: str) -> bool:
        """Whether what was asked by https would be asked by http, where others can read along."""
        was, now = ((value or self.default).strip().lower() for value in (before, after))
        return self.kind == "web" and was.startswith("https://") and now.startswith("http://")

    def refusal(self, value: str) -> str:
        """Why a value cannot be, '' where it can."""
        if self.kind == "web" and names_somebody(value):
            return "It holds a user or a password before the @: leave that out, and use the fields for it."
        return self.wrong(value)


class SourceError(Exception):
    """Why nothing was fetched, as one sentence for the KPI's owner: what was got, what was expected, what to do.

    It never holds a secret.
    """


class Source(NamedTuple):
    """A kind of source. `fetch` takes the settings and the time since when points are wanted, and runs in a child
    process; `place` names what fails together ('db.example.org:5432', a file's folder), without secrets; `loads` are
    the modules that take a moment to load, which a process that fetches often loads once; `stretch` says how many
    periods of history are asked for at once, from `since` to the setting `until`, and 0 where it gives all in one;
    `counts` says whether its values cannot be below 0; `where` names for people what is read, '' where the place does.
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
    where: Callable[[Spec], str] = lambda _: ""

    def parted(self, spec: Spec) -> tuple[dict[str, str], dict[str, str]]:
        """The settings as they may be shown, and those that hold a secret, whole."""
        known = {each.name: each for each in self.settings}
        shown = {name: known[name].shown(value) if name in known else value for name, value in spec.items()}
        sealed = {name for name, each in known.items() if each.sealed}
        hidden = {name: value for name, value in spec.items() if value and (name in sealed or shown[name] != value)}
        return {name: value for name, value in shown.items() if name not in sealed}, hidden
