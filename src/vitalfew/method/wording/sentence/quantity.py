"""One number of a sentence, with its unit and, once it is placed, its role."""

from dataclasses import dataclass


@dataclass(slots=True)
class Quantity:
    """`first` and `last` are its pieces, `start` and `end` its characters, both without what follows.

    `kind` is '' for an amount, 'factor' for '3x' or 'double', 'adjective' for the 30 of '30-day', 'often' for 'twice'.
    `role` is what the words around it make of it (see `roles`), `compare` is 'above' or 'below', `trend` the
    direction of the change that it sizes ('20 % more').
    """

    value: float
    unit: str
    first: int
    last: int
    start: int
    end: int
    kind: str = ""
    noun: str = ""
    sign: str = ""
    raw: float = 0.0
    size: float = 1.0
    money: bool = False
    top: float | None = None
    unit_start: int = 0
    unit_end: int = 0
    role: str = ""
    cue: str = ""
    cue_start: int = 0
    cue_piece: int = 0
    compare: str = ""
    trend: str = ""
    definite: bool = False
    inside: bool = False

    @property
    def bare(self) -> bool:
        """Whether it has no unit but perhaps a noun."""
        return not self.unit and self.kind == ""
