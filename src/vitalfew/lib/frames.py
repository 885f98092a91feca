"""Room for the frames of all that a call calls."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Args = ParamSpec("Args")
Result = TypeVar("Result")
STACK = 70_000  # values of 8 bytes: a little over half of a piece of 1 MB; the deepest page takes some 60 kB


def with_room(work: Callable[Args, Result]) -> Callable[Args, Result]:
    """The same work, begun below a frame with much room.

    Python keeps the frames of calls in pieces of 16 kB and gives each back as soon as it is empty. What goes up and
    down over the end of a piece asks the system for memory hundreds of times, up to half of what a page takes; which
    page that is hangs on how deep it is called. A frame that asks for a large stack gets a piece of twice its size, in
    which there is room for what it calls. Memory that is never touched takes no place.
    """

    def below(*args: Args.args, **kwargs: Args.kwargs) -> Result:
        return work(*args, **kwargs)

    below.__code__ = below.__code__.replace(co_stacksize=STACK)
    return wraps(work)(below)
