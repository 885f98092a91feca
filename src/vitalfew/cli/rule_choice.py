"""Which rules a person chose with --select and --ignore."""

from collections.abc import Callable, Sequence

from vitalfew.cli.errors import InputError, Problem
from vitalfew.method.rules.codes import codes


def chosen_rules(select: str, ignore: str) -> Callable[[str], bool]:
    """Whether a code was chosen; both are codes or their beginnings. Raises InputError for unknown ones."""
    only, without = _prefixes(select), _prefixes(ignore)
    problems = [*_unknown("--select", only), *_unknown("--ignore", without)]
    if problems:
        raise InputError.of(problems)
    return lambda code: (not only or code.startswith(only)) and not (without and code.startswith(without))


def _prefixes(written: str) -> tuple[str, ...]:
    return tuple(part.strip().upper() for part in written.split(",") if part.strip())


def _unknown(option: str, prefixes: Sequence[str]) -> list[Problem]:
    unknown = [prefix for prefix in prefixes if not any(code.startswith(prefix) for code in codes())]
    return [Problem(what=f'{option}: there is no rule "{each[:40]}"', what_to_do=_nearest(each)) for each in unknown]


def _nearest(prefix: str) -> str:
    import difflib

    near = difflib.get_close_matches(prefix[:40], codes(), n=1, cutoff=0.7) or _beginnings(prefix)
    families = ", ".join(sorted({code[0] for code in codes()}))
    return f'Did you mean "{near[0]}"?' if near else f"Codes begin with {families}: `vitalfew rule` lists them."


def _beginnings(prefix: str) -> list[str]:
    """The longest beginning of it, of two characters or more, with which codes begin."""
    parts = (prefix[:length] for length in range(min(len(prefix), 4), 1, -1))
    return [part for part in parts if any(code.startswith(part) for code in codes())][:1]
