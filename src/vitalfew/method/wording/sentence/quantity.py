"""One number of a sentence, with its unit and, once it is placed, its role."""


class Quantity:
    """`first` and `last` are its pieces, `start` and `end` its characters, both with its unit, without what follows.

    `kind` is '' for an amount, 'factor' for '3x' or 'double', 'adjective' for the 30 of '30-day', 'often' for 'twice'.
    `role` is what the words around it make of it (see `roles`), `cue` the word that does, `compare` is 'above' or
    'below', `trend` the direction of the change that it sizes ('20 % more'). `raw` is the value as written, `size` its
    magnitude; `most` is the 10 of '5 out of 10', `per` is the period of 'weekly', `inside` means in parentheses.
    """

    kind = noun = per = sign = role = cue = compare = trend = ""
    size = 1.0
    top: float | None = None
    most: float | None = None
    unit_start = unit_end = 0
    definite = inside = False

    def __init__(self, value: float, unit: str, first: int, last: int, start: int, end: int) -> None:
        self.value = self.raw = value
        self.unit = unit
        self.first = self.cue_piece = first
        self.last = last
        self.start = start
        self.end = end

    @property
    def bare(self) -> bool:
        """Whether it has no unit but perhaps a noun."""
        return not self.unit and self.kind == ""
