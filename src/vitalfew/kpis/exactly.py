"""A value as it is kept, for the places where a person checks what was stored."""

from vitalfew.method.numbers import CODED_CURRENCIES, CURRENCIES, MINUS, exact, show

MOST_WRITTEN = 12
COMPUTED = 8
LARGEST_PLAIN, SMALLEST_PLAIN = 1e15, 1e-9


def exactly(value: float, unit: str = "") -> str:
    """The value with all its digits and its unit: '90.04 %', '€1,234.50', '−0.125'.

    Over 12 significant digits nobody wrote: they come from a division, and 8 of them are shown.
    """
    rounded = float(f"{value:.{MOST_WRITTEN}g}")
    if rounded != value and abs(rounded - value) > 1e-15 * abs(value):
        rounded = float(f"{value:.{COMPUTED}g}")
    if rounded != 0 and not SMALLEST_PLAIN <= abs(rounded) < LARGEST_PLAIN:
        return show(rounded, unit)
    whole, _, fraction = exact(abs(rounded)).partition(".")
    if fraction and unit in CODED_CURRENCIES | set(CURRENCIES):
        fraction = fraction.ljust(2, "0")
    digits = f"{int(whole):,}.{fraction}" if fraction else f"{int(whole):,}"
    return (MINUS if rounded < 0 else "") + show(1 if digits == "1" else 2, unit).replace(
        "1" if digits == "1" else "2", digits, 1
    )
