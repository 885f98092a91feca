"""What lies behind an error."""

from vitalfew.egress.guard import Refused


def refusal(error: BaseException | None) -> Refused | None:
    """The guard's refusal that led to this error, if one did."""
    while error is not None:
        if isinstance(error, Refused):
            return error
        error = error.__cause__ or error.__context__
    return None
