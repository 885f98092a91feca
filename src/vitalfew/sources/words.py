"""How a source's failure is said: the other side's own words, shortened, and never a secret."""

from collections.abc import Iterable

from vitalfew.sources.contract import Setting, Source, Spec
from vitalfew.sources.secrets import without

LONGEST = 200
NO_ANSWER = ("takes no connection", "did not answer within", "cannot be reached from this server")


def shortened(text: object) -> str:
    """The first words of a message, on one line, without a full stop at the end."""
    line = " ".join(str(text).split())
    return (line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…").rstrip(" .")


def unanswered(words: str, place: str) -> bool:
    """Whether a failure's sentence says of its place that nothing there answers, which is so for all that ask there."""
    return bool(place) and any(words.startswith(f"{place} {each}") for each in NO_ANSWER)


def without_secrets(text: str, source: Source, spec: Spec) -> str:
    """The text, with '…' for every secret setting, and for the password and secret options of one that is a URL."""
    return without(text, secrets_of(source.settings, spec))


def secrets_of(settings: Iterable[Setting], spec: Spec) -> set[str]:
    """What of these settings no sentence may show."""
    return {secret for each in settings for secret in each.secrets(spec.get(each.name, ""))}
