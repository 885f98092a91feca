"""What an error came from: libraries wrap the guard's refusal in errors of their own."""

from collections.abc import Iterator

from vitalfew.egress.guard import Refused

_MOST = 20


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what it came from, twenty at most."""
    seen = 0
    while error is not None and seen < _MOST:
        yield error
        error, seen = error.__cause__ or error.__context__, seen + 1


def refusal(error: BaseException | None) -> Refused | None:
    """The guard's refusal that led to this error, if one did."""
    return next((each for each in causes(error) if isinstance(each, Refused)), None)
