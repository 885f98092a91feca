import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from vitalfew.cli.root import root, run

pytestmark = pytest.mark.plain

GOALS = """\
vitalfew: 1
strategy: Be the tool that people recommend to each other.
teams:
  - name: Product
    objectives:
      - objective: Win the south
        cycle: 2026-Q4
        owner: ana@example.org
        key_results:
          - Make people happier
          - {sentence: Raise the answer rate from 60 % to 80 %, source: the phone system}
"""
PATH = "teams[0].objectives[0].key_results[0]"
FIELDS = ["code", "name", "severity", "message", "path", "line", "column", "subject", "suggestion"]


@pytest.fixture
def goals(tmp_path: Path) -> Path:
    file = tmp_path / "goals.yaml"
    file.write_text(GOALS, encoding="utf-8")
    return file


def lint(capsys, *arguments: object) -> tuple[int, str, str]:
    code = run(["lint", *map(str, arguments)])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_the_contracts_json(goals, capsys):
    code, out, _ = lint(capsys, goals, "--format", "json", "--select", "K201")
    found = json.loads(out)
    assert code == 1
    assert [list(each) for each in found] == [FIELDS]
    assert (found[0]["subject"], found[0]["line"], found[0]["column"]) == (PATH, 10, 13)
    assert (found[0]["path"], found[0]["severity"]) == (str(goals), "error")


def test_the_text_underlines_the_words(goals, capsys):
    code, out, _ = lint(capsys, goals, "--select", "K201")
    lines = out.splitlines()
    assert code == 1
    assert lines[0].startswith(f"{goals}:10:13: K201 error  ")
    assert lines[-4:] == [
        "    - Make people happier",
        "      ^^^^^^^^^^^^^^^^^^^",
        "",
        "1 error in 1 file.",
    ]


def test_what_a_record_lacks_is_told_in_one_line_and_found_code_by_code(tmp_path, capsys):
    file = tmp_path / "goals.yaml"
    file.write_text("vitalfew: 1\nteams: [{name: A, kpis: [{name: Bread left over, owner: the team}]}]\n")
    code, out, _ = lint(capsys, file, "--select", "H")
    told = [line.split(": ", 1)[1] for line in out.splitlines() if line.startswith(str(file))]
    assert code == 1
    assert told == [
        "H301 error  Is owned by “the team”: who of them acts?",
        "H302 H303 H306 H304 H305 H307 H308 H316 error  "
        "Not filled in yet: red line, action, frequency, formula, source, target, description, why.",
    ]
    assert out.splitlines()[-1] == "2 errors in 1 file, 1 of them to be filled in."
    assert len(json.loads(lint(capsys, file, "--select", "H", "--format", "json")[1])) == 9
    (one,) = json.loads(lint(capsys, file, "--select", "H305", "--format", "json")[1])
    assert one["code"] == "H305"


def test_what_all_key_results_of_an_objective_lack_is_told_once(goals, capsys):
    goals.write_text(GOALS.replace("        owner: ana@example.org\n", ""))
    _, out, _ = lint(capsys, goals, "--select", "K209,K210")
    assert "K209 K210 warning  Not filled in yet on 2 key results: owner, source." in out
    assert out.splitlines()[-1] == "1 warning in 1 file, 1 of them to be filled in."


def test_wide_characters_and_tabs_keep_the_marks_below_the_words():
    from vitalfew.cli.lint_report import underlined
    from vitalfew.planfile.places import Place

    assert underlined(Place(1, 8, 10, "  - 日本で増や")) == ("- 日本で増や", "        ^^^^")
    assert underlined(Place(1, 4, 5, " a\tb")) == ("a\tb", " \t^")
    source, marks = underlined(Place(1, 301, 305, "  - " + "word " * 100))
    assert source[len(marks) - 4 : len(marks)] == ("  - " + "word " * 100)[300:304]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--select", "K201"], 1),
        (["--select", "K201", "--ignore", "K2"], 0),
        (["--select", "K210"], 0),
        (["--select", "K210", "--fail-on", "warning"], 1),
        (["--select", "K210", "--fail-on", "info"], 1),
        (["--select", "o112", "--fail-on", "warning"], 0),
        (["--select", "O,k210", "--fail-on", "info"], 1),
    ],
)
def test_what_is_chosen_and_what_fails(goals, capsys, options, code):
    assert lint(capsys, goals, *options)[0] == code


def test_a_rule_gives_way_to_another_that_was_not_chosen(goals, capsys):
    every = {each["code"] for each in json.loads(lint(capsys, goals, "--format", "json")[1])}
    for rule in ("K203", "K204"):
        found = json.loads(lint(capsys, goals, "--format", "json", "--select", rule)[1])
        assert bool(found) == (rule in every)


def test_unknown_codes_are_answered_with_the_nearest(goals, capsys):
    code, out, err = lint(capsys, goals, "--select", "K2,K209x", "--ignore", "Z")
    assert (code, out) == (2, "")
    assert 'there is no rule "K209X". Did you mean "K209"?' in err
    assert '--ignore: there is no rule "Z". Codes begin with' in err
    assert 'Did you mean "O1"?' in lint(capsys, goals, "--select", "O1XYZ")[2]


def test_silenced_findings_are_counted(goals, capsys):
    goals.write_text(
        GOALS.replace("- Make people happier", '- {sentence: Make people happier, allow: {K201: "a wish"}}')
    )
    code, out, _ = lint(capsys, goals, "--select", "K201")
    assert (code, out) == (0, "Nothing found; 1 silenced.\n")


def test_github_annotations_are_escaped(tmp_path, capsys):
    file = tmp_path / "a,b: c%.yaml"
    file.write_text(GOALS)
    code, out, _ = lint(capsys, file, "--format", "github", "--select", "K201")
    assert code == 1
    place = str(file).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    assert out.startswith(f"::error file={place},line=10,col=13,endColumn=32,title=K201 key-result-not-measurable::")
    assert out.splitlines()[0].count("\n") == 0
    assert "%0A" in out


def test_the_sarif_is_what_its_schema_asks_for(goals, capsys):
    log = json.loads(lint(capsys, goals, "--format", "sarif")[1])
    assert log["$schema"].endswith("sarif-2.1.0.json")
    assert log["version"] == "2.1.0"
    (one,) = log["runs"]
    known = one["tool"]["driver"]["rules"]
    assert one["tool"]["driver"]["name"] == "vitalfew"
    assert one["columnKind"] == "unicodeCodePoints"
    for rule in known:
        assert rule["id"]
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("note", "warning", "error")
    assert one["results"]
    for result in one["results"]:
        assert known[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("note", "warning", "error")
        assert result["message"]["text"]
        where = result["locations"][0]["physicalLocation"]
        assert where["artifactLocation"]["uri"] == str(goals)
        region = where["region"]
        assert min(region["startLine"], region["startColumn"]) >= 1
        assert region["endColumn"] > region["startColumn"]


def test_standard_input(goals):
    told = CliRunner().invoke(root, ["lint", "-", "--format", "json", "--select", "K201"], input=GOALS.encode())
    assert [each["path"] for each in json.loads(told.stdout)] == ["-"]


NUMBER = GOALS.replace("Win the south", "Raise the answer rate from 60 % to 80 %  # ours").replace(
    "          - Make people happier\n", ""
)


def test_fix_rewrites_in_place_and_says_what(tmp_path, capsys):
    file = tmp_path / "goals.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + NUMBER.replace("\n", "\r\n").encode())
    file.chmod(0o640)
    before = json.loads(lint(capsys, file, "--format", "json", "--select", "O101")[1])
    assert [each["line"] for each in before] == [6]
    code, out, _ = lint(capsys, file, "--select", "O101", "--fix")
    after = file.read_bytes().decode()
    assert (code, out.splitlines()[-1]) == (0, "Nothing found.")
    assert out.startswith(f"{file}:6: O101 mended: “Raise the answer rate from 60 % to 80 %” → ")
    changed = [(a, b) for a, b in zip(NUMBER.split("\n"), after.lstrip("\ufeff").split("\r\n"), strict=True) if a != b]
    assert len(changed) == 1
    assert changed[0][1].endswith("  # ours")
    assert after.startswith("\ufeff")
    assert file.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["goals.yaml"]
    held = file.read_bytes()
    assert lint(capsys, file, "--select", "O101", "--fix")[0] == 0
    assert file.read_bytes() == held


def test_fix_leaves_standard_input_alone(capsys):
    code, _, err = lint(capsys, "-", "--fix")
    assert code == 2
    assert "Name the file." in err


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path, monkeypatch, capsys):
    from vitalfew.cli import fixing

    file = tmp_path / "goals.yaml"
    file.write_text(NUMBER)
    real = fixing.linted

    def meanwhile(*arguments, **options):
        outcome = real(*arguments, **options)
        file.write_text("vitalfew: 1\n")
        return outcome

    monkeypatch.setattr(fixing, "linted", meanwhile)
    code, _, err = lint(capsys, file, "--fix")
    assert code == 2
    assert "changed while it was read" in err
    assert file.read_text() == "vitalfew: 1\n"


BAD = {
    "no YAML": (b"vitalfew: 1\nteams: [\n", 3, "not YAML"),
    "an indentation": (b"vitalfew: 1\nteams:\n  - name: A\n   parent: B\n", 4, "Look at the indentation"),
    "a tab": (b"vitalfew: 1\nteams:\n\t- name: A\n", 3, "indent with spaces"),
    "anchors": (b"vitalfew: 1\na: &a [x]\nb: [*a]\n", 2, "Anchors"),
    "a bomb": (b"a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: &d [*c,*c]\n", 1, "Write the value out."),
    "an unknown key": (b"vitalfew: 1\nteems: []\n", 2, 'did you mean "teams"?'),
    "a key elsewhere": (
        b"vitalfew: 1\nteams:\n  - name: A\n    guardrails: [B]\n", 4,
        'unknown key "guardrails" in a team; it belongs to an objective: its indentation is off',
    ),
    "no UTF-8": (b"vitalfew: 1\nstrategy: \xff\n", 2, "not UTF-8"),
    "UTF-16": ("vitalfew: 1\n".encode("utf-16"), 1, "This is UTF-16"),
    "nothing": (b"", 1, "empty"),
    "too large": (b"#" * 20_000_001, 1, "larger than 20 MB"),
    "an unknown rule": (b"vitalfew: 1\nallow: {K999: x}\n", 2, "is unknown"),
    "no reason": (b"vitalfew: 1\nallow: {K203: }\n", 2, "without a reason"),
    "a severity": (b"vitalfew: 1\nlint: {severity: {K203: x}}\n", 2, "Write one of: off, info, warning, error."),
    "a limit": (b"vitalfew: 1\nlint: {limits: {kpis: 3}}\n", 2, "unknown"),
    "a name that takes over": (
        b'vitalfew: 1\nteams:\n  - name: "\\e[31mA"\n  - name: "\\e[31mA"\n', 4, r'"\x1b[31mA" stands twice',
    ),
    "a name that is long": (b"vitalfew: 1\nteams:\n" + f"  - {'k' * 900}: A\n".encode(), 3, "k…"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "line", "words"), BAD.values(), ids=BAD)
def test_bad_input_is_refused_with_file_line_and_what_to_do(tmp_path, capsys, content, line, words):
    file = tmp_path / "goals.yaml"
    file.write_bytes(content)
    code, out, err = lint(capsys, file)
    assert (code, out) == (2, "")
    assert err.startswith(f"{file}:{line}: ")
    assert words in err
    assert max(map(len, err.splitlines())) < 500 + len(str(file))


def test_a_bom_is_no_fault(goals, capsys):
    goals.write_bytes(b"\xef\xbb\xbf" + goals.read_bytes())
    assert lint(capsys, goals, "--select", "K201")[0] == 1


def test_folders_without_plans_and_files_that_are_not_there(tmp_path, capsys):
    code, _, err = lint(capsys, tmp_path, tmp_path / "none.yaml")
    assert code == 2
    assert "There is no *.yaml file in this folder. Check the path." in err
    assert "none.yaml:1: There is no such file." in err


def test_no_heavy_library_is_imported(goals):
    code = (
        "import sys; from vitalfew.cli.root import run; "
        f"run(['lint', {str(goals)!r}]); print({{'numpy', 'pydantic', 'django'}} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.endswith("set()\n")


def test_the_schema_is_printed(capsys):
    from vitalfew.planfile.schema import schema

    assert run(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == schema()
