"""The sentences of verdicts: plain words, no units."""

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
USUAL = 10
OFTEN = 3
HARDLY_CHANCE = 20
OUTSIDE = "outside the limits"
NAMES = ("Real change", "Worth watching", "Check this point", "Steady")

PATTERNS = {
    "beyond_limits": "one point lies {side} the natural limits",
    "run_of_8": "{count} points in a row lie {side} the centre",
    "run_of_7": "{count} points in a row lie {side} the centre",
    "three_of_four_near_limit": "three of four points lie near the {edge} limit",
    "two_of_three_near_limit": "two of three points lie near the {edge} limit",
    "trend_of_7": "{count} points in a row each lie {higher} than the one before",
    "range_beyond_limit": "one step {way} is larger than the process takes by itself",
}


def number(value: int) -> str:
    """A small number as a word, a larger one in figures."""
    return NUMBERS[value] if value < len(NUMBERS) else f"{value:,}"


def points(count: int) -> str:
    """'one point', 'eight points'."""
    return f"{number(count)} point{'' if count == 1 else 's'}"


def too_few(count: int, *, limits_from: int, verdict_from: int) -> str:
    """Says how many points there are and how many more a judgement takes."""
    so_far = "no points yet" if count == 0 else f"{points(count)} so far"
    if count < limits_from == verdict_from:
        return f"Too few to judge: {so_far}; limits need {number(limits_from)}."
    if count < limits_from:
        return f"Too few to judge: {so_far}; limits need {number(limits_from)}, a verdict {verdict_from}."
    return f"Too few to judge: {so_far}; a verdict needs {verdict_from}."


def real_change(*, length: int, up: bool, once_in: int) -> str:
    """The level rule's verdict on a changed level; odds worse than 1 in 10, as in long charts, go without a number."""
    what = f"Real change: the last {points(length)} {_lie(length)} {'higher' if up else 'lower'} than chance explains"
    if once_in >= USUAL:
        return f"{what}; a steady process looks like this about once in {once_in} charts."
    return f"{what}; a chart as long as this one shows such a stretch by chance more often than a short one."


def watch(*, length: int, up: bool, once_in: int) -> str:
    """The level rule's verdict on what may become a change."""
    what = f"Worth watching: the last {points(length)} {_lie(length)} {'higher' if up else 'lower'} than usual"
    return f"{what}; {_by_chance(once_in)}."


def check_point(*, back: int, up: bool, once_in: int) -> str:
    """The level rule's verdict on one point far from the others, `back` points before the last."""
    which = ("the last point", "the point before the last")[back] if back < 2 else f"one point {number(back)} back"
    what = f"Check this point: {which} lies far {'above' if up else 'below'} the others"
    if once_in >= HARDLY_CHANCE:
        return f"{what}, hardly by chance: of {once_in} charts of a steady process about one shows as much."
    return f"{what}; {_by_chance(once_in)}."


def _lie(length: int) -> str:
    return "lies" if length == 1 else "lie"


def _by_chance(once_in: int) -> str:
    if once_in < OFTEN:
        return "charts as long as this one often show as much by chance"
    return f"a steady process looks like this about once in {once_in} charts"


def steady(*, count: int) -> str:
    """The verdict when nothing was shown in so many points."""
    return f"Steady: no change shown in the last {points(count)}." if count > 1 else "Steady: no change shown yet."


def outside(count: int, *, of: int, resembling: bool) -> str:
    """What is said beside a steady verdict of so many `of` the last points that lie outside the limits."""
    which = f"{number(count).capitalize()} of the last {points(of)} {_lie(count)} {OUTSIDE}"
    if resembling:
        return f"{which}, which are too narrow where each value resembles the one before it."
    return f"{which}, but their average no further off than chance takes it."


def says_outside(words: str) -> bool:
    """Whether a verdict says that some of the last points lie outside the limits."""
    return f" {OUTSIDE}" in words


def crossed_while_steady(words: str) -> str:
    """What a steady verdict means beside a crossed red line: 'steady' there would read as if all were well."""
    if says_outside(words):
        return explained(words)
    return "No change shows: this is what the process does as it is built, so the process has to change."


def pattern(rule: str, *, count: int, up: bool) -> str:
    """What a rule saw, as a clause."""
    return PATTERNS[rule].format(
        count=number(count),
        side="above" if up else "below",
        edge="upper" if up else "lower",
        higher="higher" if up else "lower",
        way="up" if up else "down",
    )


def back(count: int, *, whole: bool) -> str:
    """How far back it lies, behind the clause of a point or, with `whole`, of a pattern: ', five points back'."""
    return f", {'the last of them ' if whole else ''}{points(count)} back"


def one_of_several(count: int, *, of: int, up: bool) -> str:
    """What is said of a point beyond a limit when `count` of the last points are, it among them."""
    side = "above" if up else "below"
    return f"it and {number(count - 1)} more of the last {points(of)} lie {side} the natural limits"


def explained(words: str) -> str:
    """A verdict's sentence without its name, for where that is said already: 'The last eight points lie higher …'."""
    name, colon, rest = words.partition(": ")
    return f"{rest[:1].upper()}{rest[1:]}" if colon and name in NAMES else words


def taken_out(*, seasonal: bool, trended: bool) -> str:
    """A closing sentence about what was taken out before judging, or nothing."""
    if seasonal and trended:
        return " Season and trend are taken out."
    if seasonal:
        return " The season is taken out."
    return " The trend is taken out." if trended else ""
