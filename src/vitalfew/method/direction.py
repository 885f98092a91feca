"""Which way a measure should go: 'higher' or 'lower' is better, or it should stay 'within' a range."""

DIRECTIONS = ("higher", "lower", "within")


def check_direction(direction: str) -> None:
    """Raises ValueError unless the direction is one of higher, lower, within."""
    if direction not in DIRECTIONS:
        raise ValueError(f"'{direction}' is not a direction. Write one of: {', '.join(DIRECTIONS)}.")
