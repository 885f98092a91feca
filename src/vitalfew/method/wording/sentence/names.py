"""How the name of a measure is written."""


def tidy(name: str) -> str:
    """A name with single spaces and a capital first letter, unless it is spelled otherwise ('eNPS', 'p95')."""
    name = " ".join(name.split())
    if not name[0].islower():
        return name
    first = name.split(" ", 1)[0]
    return name[:1].upper() + name[1:] if first.replace("-", "").isalpha() and first.islower() else name
