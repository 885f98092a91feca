import pytest

from vitalfew.method.wording.phrases import _begin, mentions, pattern
from vitalfew.method.wording.vocabulary import words

pytestmark = pytest.mark.plain

LISTS = [name for name, held in words("kpi").items() if isinstance(held, list)]
NAMES = [
    "Page views",
    "Unique visitors",
    "Zero accidents",
    "Uptime of the shop",
    "eNPS",
    "Fälle ohne Fehler",
    "",
    "Rate %",
]


@pytest.mark.parametrize("name", LISTS)
def test_a_quick_look_finds_what_the_pattern_finds(name: str) -> None:
    for text in [*NAMES, *words("kpi")[name], *(each.upper() for each in NAMES)]:
        found = pattern("kpi", name).search(text)
        assert mentions(text, "kpi", name) == (found.span() if found else None)


@pytest.mark.parametrize(
    ("phrase", "begin"),
    [("injur(?:y|ies)", "injur"), ("page ?views?", "page"), ("e?nps", ""), ("one|other", ""), ("on (?:a|b)|late", "")],
)
def test_what_a_phrase_begins_with(phrase: str, begin: str) -> None:
    assert _begin(phrase) == begin
