"""How a source's failure is said: the other side's own words, shortened, and never a secret."""

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from vitalfew.sources.contract import Source, Spec
from vitalfew.sources.secrets import options_of, without

LONGEST = 200
NO_ANSWER = ("takes no connection", "did not answer within", "is no host that is known here")


def shortened(text: object) -> str:
    """The first words of a message, on one line, without a full stop at the end."""
    line = " ".join(str(text).split())
    return (line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…").rstrip(" .")


def unanswered(words: str, place: str) -> bool:
    """Whether a failure's sentence says of its place that nothing there answers, which is so for all that ask there."""
    return bool(place) and any(words.startswith(f"{place} {each}") for each in NO_ANSWER)


def without_secrets(text: str, source: Source, spec: Spec) -> str:
    """The text, with '…' for every secret setting, and for the password and secret options of one that is a URL."""
    return without(text, _secrets(source, spec))


def _secrets(source: Source, spec: Spec) -> Iterator[str]:
    for setting in source.settings:
        secret = spec.get(setting.name, "") if setting.sealed else ""
        yield secret
        try:
            password = urlsplit(secret).password or ""
        except ValueError:
            continue
        for each in (password, *options_of(secret)):
            yield from (each, unquote(each))
