"""Finds objectives that name a project, a deliverable or a technology."""

from vitalfew.method.late import late
from vitalfew.method.wording.reading import Span
from vitalfew.method.wording.titles import Title, title_words

_TECHNOLOGY = late(r"\b(?!Q\d|H\d|FY)[A-Z][A-Za-z]*(?:\.[A-Za-z]+)?\s?v?\d+(?:\.\d+)*\b(?!\s?[%$€])")
_NOT_TECHNOLOGY = late(r"\b(?:Top|Day|Tier|Level|Phase|Q|H|FY|Year|Fortune|Gen|Series|SOC|ISO|Under|Over|By|To|In)\b")
_DIGIT = late(r"\d")
_MANNERS = frozenset(
    {"with", "without", "like", "as", "faster", "smarter", "better", "safely", "how", "what", "why", "less"}
)
_BRINGING = frozenset({"bring", "get", "take", "put"})
_OUT = frozenset({"live", "online", "shipped", "launched", "published"})
_PLAINLY_WORK = frozenset({"implement", "install", "deploy", "configure", "roll", "rollout", "migrate", "upgrade"})
_RAISING = frozenset({"raise", "collect", "gather"})
_MONEY = frozenset({"money", "funds", "funding", "donations", "capital", "cash"})
_ARTICLES = frozenset({"a", "an"})
_MOVES = frozenset({"to", "from", "onto"})
_MOVING = frozenset(
    {"move", "switch", "open", "start", "begin", "run", "test", "set", "plan", "hold", "adopt", "train", "transition"}
)
_ENDS = frozenset(
    {
        "for",
        "as",
        "that",
        "to",
        "in",
        "of",
        "with",
        "across",
        "on",
        "by",
        "from",
        "and",
        "at",
        "into",
        "which",
        "around",
        "among",
        "through",
        "behind",
        "where",
    }
)


def project(title: Title) -> Span | None:
    """The words that name work: 'Launch' the new site, 'Build' a dashboard, 'React 18'."""
    technology = _technology(title)
    if technology:
        return technology
    if title.head not in _PLAINLY_WORK and (title.vivid or _says_how_good(title)):
        return None
    if title.head in title_words().work_verbs:
        return title.tokens.span(title.at) if _is_project(title) else None
    if title.head in title_words().soft_verbs and _object(title) in title_words().deliverables:
        return title.tokens.span(title.at)
    return title.tokens.span(title.at) if _raises_money(title) or _brings_out(title) else None


def _brings_out(title: Title) -> bool:
    """'Bring the new bike to market', 'Get the shop online'."""
    return title.head in _BRINGING and (title.rest[-2:] == ("to", "market") or title.rest[-1] in _OUT)


def _raises_money(title: Title) -> bool:
    """'Raise money for the new roof', 'Fundraise for the shelter'; not 'Raise the bar'."""
    return title.head == "fundraise" or (title.head in _RAISING and _object(title) in _MONEY)


def _says_how_good(title: Title) -> bool:
    """'Ship a reliable product': what is made matters less than that it can be relied on."""
    known = title_words()
    return (
        title.head in known.makers
        and title.rest[0] in _ARTICLES
        and not known.quality_words.isdisjoint(title.rest[1:2])
    )


def _technology(title: Title) -> Span | None:
    """A capitalised name with a version after the verb."""
    after = title.tokens.span(title.at)[1]  # 'Make 80' is no technology
    found = _TECHNOLOGY.search(title.tokens.text, after) if _DIGIT.search(title.tokens.text) else None
    if not found or _NOT_TECHNOLOGY.match(found.group()):
        return None
    known = title.head in title_words().work_verbs or title.head in title_words().soft_verbs
    return found.span() if known else None


def _is_project(title: Title) -> bool:
    """Whether a verb that has other uses means work here ('Move to the cloud', not 'Move faster')."""
    if title.rest[0] in _MANNERS or title.rest[0].endswith("ly"):
        return False
    if title.head not in _MOVING:
        return True
    return (
        title.head in ("open", "test", "plan", "hold", "adopt", "train", "run")
        or not _MOVES.isdisjoint(title.rest)
        or (_object(title) in title_words().deliverables)
    )


def _object(title: Title) -> str:
    """The last noun of what the verb is about: 'dashboard' in 'Build a sales dashboard for the board'."""
    last = ""
    for word in title.rest:
        if word in _ENDS:
            break
        last = word
    return last
