from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitalfew.planfile.load import Loaded, load_files
from vitalfew.planfile.places import Places
from vitalfew.planfile.rewriting import NotRewritten, rewritten

pytestmark = pytest.mark.plain

HEAD = "vitalfew: 1\nteams:\n  - name: A\n    objectives:\n"
OBJECTIVE = "teams[0].objectives[0]"
WRITTEN = {
    "plain": "      - objective: Win the south\n",
    "double": '      - objective: "Win the south"\n',
    "single": "      - objective: 'Win the south'\n",
    "second key": "      - state: draft\n        objective: Win the south\n",
    "folded": "      - objective: >-\n          Win\n          the south\n",
    "block": "      - objective: |\n          Win the south\n",
    "several lines": "      - objective: Win\n          the south\n",
    "flow": "      - {state: draft, objective: Win the south, kind: learning}\n",
    "quoted lines": '      - objective: "Win\n          the \\\n          south"\n',
    "key in quotes": '      - "objective": Win the south\n',
}


def loaded(text: str, tmp_path: Path) -> Loaded:
    (tmp_path / "goals.yaml").write_bytes(text.encode())
    return load_files([tmp_path / "goals.yaml"], judging=True)[0]


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
def test_the_words_are_found_however_they_are_written(written: str, tmp_path: Path) -> None:
    places = Places(loaded(HEAD + written, tmp_path))
    place = places.find(OBJECTIVE, "text", (8, 13))
    assert place.source[place.column - 1 : place.end - 1] == "south"
    first = places.find(OBJECTIVE, "text", None)
    assert first.source[first.column - 1 :].startswith("Win")


@pytest.mark.parametrize(
    ("written", "span", "words"),
    [
        ("'Don''t lose 5 %'", (11, 14), "5 %"),
        (r'"Say \"no\" to \u00e4 5 %"', (14, 17), "5 %"),
        ("日本で 5 % を増やす", (4, 7), "5 %"),
        ('"  Win 5 % "', (4, 7), "5 %"),
    ],
)
def test_quotes_escapes_and_wide_characters_shift_nothing(
    written: str, span: tuple[int, int], words: str, tmp_path: Path
) -> None:
    place = Places(loaded(f"{HEAD}      - objective: {written}\n", tmp_path)).find(OBJECTIVE, "text", span)
    assert place.source[place.column - 1 : place.end - 1] == words


def test_a_field_is_found_by_its_key_and_what_is_not_written_by_the_title(tmp_path: Path) -> None:
    text = (
        HEAD
        + "      - objective: Win\n        cycle: 2026-Q4\n"
        + "        key_results:\n          - {metric: m, from: 1, to: 2}\n"
    )
    places = Places(loaded(text, tmp_path))
    assert places.find(OBJECTIVE, "cycle", None)[:2] == (6, 16)
    assert places.find(OBJECTIVE, "owner", None)[:2] == (5, 20)
    assert places.find(f"{OBJECTIVE}.key_results[0]", "baseline", None)[:2] == (8, 31)
    assert places.find("plan", "text", None)[:2] == (1, 1)
    assert places.find("teams[7]", "text", None).line == 1


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
def test_one_value_is_rewritten_and_nothing_else(written: str, tmp_path: Path) -> None:
    text = f"# before\n{HEAD}{written}        # after\n"
    one = loaded(text, tmp_path)
    node = Places(one).node(OBJECTIVE).items["objective"]
    new = rewritten(text, {(node.line, node.column): "Lose: no #1 'south'"})
    assert loaded(new, tmp_path).plan.teams[0].objectives[0].objective == "Lose: no #1 'south'"
    assert new.startswith(f"# before\n{HEAD}")
    assert new.endswith("        # after\n")


@given(st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), min_size=1, max_size=40))
def test_any_text_can_be_written_in_place_of_another(value: str) -> None:
    text = "a: [x, {b: old}] # old\n"
    try:
        new = rewritten(text, {(1, 11): value})
    except NotRewritten:
        assert not value.isprintable()
    else:
        assert new.endswith("}] # old\n")


def test_a_comment_beside_a_blocks_mark_is_not_lost() -> None:
    with pytest.raises(NotRewritten, match="comment"):
        rewritten("a: > # here\n  old\n", {(1, 3): "new"})
    with pytest.raises(NotRewritten):
        rewritten("a: old\n", {(1, 3): "two\nlines"})
