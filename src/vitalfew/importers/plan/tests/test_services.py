"""Every source can be described in a plan file, those of web services by the name of their recipe."""

import json
from pathlib import Path
from typing import Any

import pytest

from vitalfew.collecting.models import Feed
from vitalfew.importers.plan import plan_of
from vitalfew.importers.plan.feeds import KINDS
from vitalfew.importers.plan.tests.test_plan import SOURCE, acme, applied
from vitalfew.planfile import PlanError, dump, load_text, recipes
from vitalfew.planfile.recipes import kinds, recipe_of
from vitalfew.sources.catalogue import sources

__all__ = ["acme"]
pytestmark = pytest.mark.django_db

SERVICES = {
    "asana": {"measure": "completed_tasks", "project": "1200000000000000", "per": "month"},
    "datadog": {"site": "datadoghq.eu", "query": "sum:orders.count{*}.as_count().rollup(sum, 86400)"},
    "github": {"measure": "merged_pull_requests", "owner": "octocat", "repo": "hello-world", "zone": "Europe/Berlin"},
    "gitlab": {"measure": "pipeline_success", "project": "group/project", "address": "https://git.example.org"},
    "google_sheet_public": {
        "address": "https://docs.google.com/spreadsheets/d/e/2PACX/pub?output=csv",
        "value_column": "Orders",
    },
    "google_sheets": {"sheet": "1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms", "range": "Sheet1!A:C"},
    "jira": {"address": "https://a.atlassian.net", "user": "you@example.org", "jql": "project = SHOP"},
    "linear": {"measure": "completed_issues", "team": "ENG", "when": "30 7 * * *"},
    "trello": {"measure": "cards_moved_in", "list": "5abbe4b7ddc1b351ef961414"},
}


@pytest.mark.parametrize("kind", sorted({source.kind for source in sources().values()} - {"sql", "files"}))
def test_every_service_is_connected_by_its_name_and_written_out(acme: Any, kind: str) -> None:
    given = SERVICES.get(kind) or {each.name: each.example for each in sources()[kind].settings if each.example}
    lines = [f"            {key}: {json.dumps(value)}\n" for key, value in given.items() if key in recipe_of(kind).keys]
    text = SOURCE[: SOURCE.index("sql:")] + f"{kind}:\n" + "".join(lines)
    assert [str(each) for each in applied(text).made if each.kind == "source"] == ["source “Orders” of Product"]
    feed = Feed.objects.get()
    assert (feed.kind, feed.place != "") == (kind, True)
    secrets = recipe_of(kind).secrets
    assert {key: feed.spec.get(key, feed.schedule) for key in given if key not in secrets}.items() <= given.items()
    feed.keep_secrets(dict.fromkeys(secrets, "canary"))
    feed.save()
    written = dump(plan_of())
    assert "canary" not in written
    [first], [again] = (load_text(each, "a").teams[0].kpis for each in (text, written))
    assert first.source == again.source
    assert applied(written).nothing
    assert applied(text).nothing
    for secret in secrets:
        with pytest.raises(PlanError, match=f'“{secret}” is a secret|"{secret}" is a secret'):
            applied(f"{text}            {secret}: canary\n")
    with pytest.raises(PlanError, match=f'unknown key "colour" in {kind}'):
        applied(f"{text}            colour: red\n")


def test_a_measure_that_a_service_does_not_have_is_told(acme: Any) -> None:
    text = SOURCE[: SOURCE.index("sql:")] + "github:\n            owner: a\n            repo: b\n"
    with pytest.raises(PlanError, match=r"12: \"measure\" cannot be “stars”. Choose open_issues, merged_pull_requests"):
        applied(f"{text}            measure: stars\n")


def test_a_plan_file_knows_the_settings_that_sources_have() -> None:
    assert {KINDS.get(name, name) for name in kinds()} == sources().keys()
    for name in kinds():
        recipe, settings = recipe_of(name), sources()[KINDS.get(name, name)].settings
        assert set(recipe.secrets) == {each.name for each in settings if each.kind == "secret"}
        assert {*recipe.needs, *recipe.can_have} == {each.name for each in settings if each.kind != "secret"}
        if name in SERVICES:
            wanted = {each.name for each in settings if each.required and not each.default}
            assert set(recipe.needs) == wanted - set(recipe.secrets)


def test_the_settings_of_every_service_are_documented() -> None:
    page = (Path(__file__).parents[5] / "docs" / "sources-http.md").read_text(encoding="utf-8")
    rows = {line.split("`")[1]: line for line in page.splitlines() if line.startswith("| ") and "`" in line}
    for name in SERVICES:
        recipe = recipe_of(name)
        needs = ", ".join(f"`{key}`" for key in recipe.needs)
        can_have = ", ".join(f"`{key}`" for key in recipe.can_have) or "–"
        assert f"| `{name}` | {needs} | {can_have} |" in rows[name]


def test_a_service_is_added_by_its_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (recipes.SERVICES / "linear.yaml").read_text(encoding="utf-8").replace("name: team", "name: crew")
    (tmp_path / "another.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(recipes, "SERVICES", tmp_path)
    monkeypatch.setattr(recipes, "kinds", kinds.__wrapped__)
    assert recipes.kinds()[-1] == "another"
    assert recipe_of.__wrapped__("another").needs == ("crew",)
