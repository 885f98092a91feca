"""A call has room for the frames of what it calls, however deep it was called itself."""

import resource
from collections.abc import Callable
from threading import Thread

import pytest

from vitalfew.lib.frames import with_room

DEPTHS, CALLS = 300, 200  # a frame takes some 100 bytes: the depths pass over the ends of pieces of 16 kB


def at_depth(depth: int, work: Callable[[], object]) -> object:
    return at_depth(depth - 1, work) if depth else work()


def leaf(a: int, b: int, c: int) -> int:
    return a + b + c


def often() -> None:
    for number in range(CALLS):
        leaf(number, number, number)


def new_pages(work: Callable[[], object]) -> int:
    """How many pages of memory the system had to give for it."""
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    work()
    return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before


def most_pages(work: Callable[[], object]) -> int:
    """The most of any depth, counted in a thread of its own, whose frames begin anew."""
    found: list[int] = []

    def count() -> None:
        found.extend(new_pages(lambda depth=depth: at_depth(depth, work)) for depth in range(DEPTHS))

    thread = Thread(target=count)
    thread.start()
    thread.join()
    return max(found)


def test_calls_over_the_end_of_a_piece_ask_for_no_memory_again_and_again() -> None:
    assert most_pages(often) > CALLS / 2  # what it is for: at some depth nearly every call asks
    assert most_pages(with_room(often)) < 20


def test_it_is_the_same_work() -> None:
    @with_room
    def divided(a: int, *, by: int) -> float:
        """A quotient."""
        return a / by

    assert divided(6, by=4) == 1.5
    assert (divided.__name__, divided.__doc__) == ("divided", "A quotient.")
    with pytest.raises(ZeroDivisionError):
        divided(1, by=0)
