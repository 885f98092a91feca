import json
from pathlib import Path

import pytest

from vitalfew.accounts.models import Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.cli.root import run as run_line
from vitalfew.kpis.models import Kpi

pytestmark = pytest.mark.django_db

GOALS = """vitalfew: 1
teams:
  - name: Product
    kpis:
      - name: Lead time
        target: ≤ 5 d
"""


@pytest.fixture
def goals(tmp_path: Path) -> Path:
    Workspace.objects.create(name="Acme", slug="acme")
    file = tmp_path / "goals.yaml"
    file.write_text(GOALS)
    return file


def said(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str, str]:
    code = run_line([str(arg) for arg in args])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_plan_apply_and_export(goals: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "plan", goals) == (
        0,
        "+ team “Product”\n+ KPI “Lead time” of Product\nThis would be: 1 team made, 1 KPI made, nothing else.\n",
        "",
    )
    assert said(capsys, "apply", goals)[1].endswith("\n1 team made, 1 KPI made, nothing else.\n")
    assert said(capsys, "apply", goals) == (0, "Nothing to change.\n", "")
    written = said(capsys, "export", "--workspace", "acme")[1]
    (goals.parent / "written.yaml").write_text(written)
    assert said(capsys, "plan", goals.parent / "written.yaml") == (0, "Nothing to change.\n", "")


def test_as_json(goals: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "apply", goals)
    goals.write_text(GOALS.replace("5 d", "4 d"))
    data = json.loads(said(capsys, "apply", goals, "--format", "json")[1])
    assert data["made"] == []
    assert data["changed"] == [
        {
            "kind": "KPI",
            "name": "Lead time",
            "of": "Product",
            "fields": [{"field": "target", "before": "5", "after": "4"}],
        }
    ]


@pytest.mark.parametrize("command", ["plan", "apply"])
@pytest.mark.parametrize(
    ("text", "says"),
    [
        (GOALS.replace("target", "traget"), 'goals.yaml:6: unknown key "traget" in a KPI; did you mean "target"?'),
        (GOALS + "        owner: everybody\n", 'goals.yaml:5: "owner" is “everybody”, which is no e-mail address.'),
        ("", "goals.yaml:1: The plan is empty."),
    ],
)
def test_a_bad_file_is_named_with_its_line(
    goals: Path, capsys: pytest.CaptureFixture[str], command: str, text: str, says: str
) -> None:
    goals.write_text(text)
    code, out, err = said(capsys, command, goals)
    assert (code, out) == (2, "")
    assert says in err
    with entered(Workspace.objects.get()):
        assert not Kpi.objects.exists()


def test_files_and_workspaces_that_are_not_there(goals: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "apply", goals.parent / "none.yaml")[0] == 2
    assert "There is no workspace “gemini”" in said(capsys, "apply", goals, "--workspace", "gemini")[2]
    assert said(capsys, "apply")[0] == 2
