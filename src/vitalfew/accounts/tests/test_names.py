"""Names that run from right to left do not turn the sentence around them."""

import pytest

from vitalfew.accounts.names import isolated

pytestmark = pytest.mark.plain


@pytest.mark.parametrize("name", ["Ana", "Zoë", "王芳", "Δήμητρα", "", "O’Neill 2"])
def test_a_name_that_runs_from_left_to_right_stays_as_it_is(name: str) -> None:
    assert isolated(name) == name


@pytest.mark.parametrize("name", ["דנה", "ليلى 7", "Ana \u202egnp", "דנה \u2069out"])
def test_a_name_that_runs_the_other_way_is_isolated_whole(name: str) -> None:
    said = isolated(name)
    assert (said[0], said[-1]) == ("\u2068", "\u2069")
    assert "\u2069" not in said[1:-1]
