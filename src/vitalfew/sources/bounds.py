"""What a source may touch while it fetches; a child process sets it once, before it fetches."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple


class Bounds(NamedTuple):
    """Addresses that an administrator has allowed, our own databases, the folders of local files, and the limits.

    Without an entry in `folders` no local file may be read.
    """

    allowed: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    seconds: float = 30
    megabytes: int = 512


_now: ContextVar[Bounds] = ContextVar("bounds", default=Bounds())  # noqa: B039  (it cannot change)


def bounds() -> Bounds:
    """What holds for the source that is fetching now."""
    return _now.get()


@contextmanager
def within(new: Bounds) -> Iterator[None]:
    """Fetch with these bounds."""
    token = _now.set(new)
    try:
        yield
    finally:
        _now.reset(token)
