"""The vital few become drafts, in one change, and nothing twice."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vitalfew.accounts.history import undo
from vitalfew.accounts.models import Change
from vitalfew.audits.accepting import accept
from vitalfew.audits.models import AuditRow
from vitalfew.audits.tests.sheets import judged
from vitalfew.kpis.keeping import keep as keep_kpi
from vitalfew.kpis.models import Definition, Kpi
from vitalfew.okrs.models import KeyResult, Objective


@pytest.fixture
def audit(keep):
    return keep(
        judged("Server uptime", target="at least 99.5 %", red_line="below 99 %", owner="ANA", frequency="weekly",
               action="Call the provider", definition="Minutes up by all minutes"),
        judged("Churn", target="as low as it gets"),
        judged("Page size", vital=False),
        judged("Delight who tries us", "growth", "objective"),
        judged("Increase day-30 retention from 40 % to 65 %", "growth", "key_result"),
        judged("Launch deck", "neither", "task", vital=False),
    )  # fmt: skip


def test_health_becomes_kpi_sheets(audit, team, cycle, ana):
    assert accept(audit=audit, teams={"": team}, cycle=cycle, by=ana) == 4
    uptime, churn = Kpi.objects.get(definition__name="Server uptime"), Kpi.objects.get(definition__name="Churn")
    assert (uptime.target, uptime.red_lower, uptime.owner, uptime.frequency) == (99.5, 99.0, ana, "week")
    assert (uptime.action, uptime.definition.unit, uptime.source) == ("Call the provider", "%", "")
    assert (uptime.definition.description, uptime.definition.direction) == ("Minutes up by all minutes", "higher")
    assert (churn.target, churn.owner) == (None, None)
    assert churn.definition.description == "Target in the sheet: as low as it gets"


@pytest.mark.parametrize(
    ("name", "target", "direction", "value"),
    [
        ("Past due issues", "At or below 5 issues", "lower", 5),
        ("Vacancy time to fill", "at or below 50 days", "lower", 50),
        ("Time to fill", "", "lower", None),
        ("On-call pages", "Does not exceed +50% of the average of 12 months", "lower", None),
        ("Retention", "at or above 84%", "higher", 84),
        ("Open positions", "12", "higher", 12),
        ("Time saved", "", "higher", None),
    ],
)
def test_the_good_direction_follows_from_the_words(keep, team, cycle, ana, name, target, direction, value):
    accept(audit=keep(judged(name, target=target)), teams={"": team}, cycle=cycle, by=ana)
    kpi = Kpi.objects.get()
    assert (kpi.definition.direction, kpi.target) == (direction, value)


def test_growth_becomes_drafts_under_the_objective_above(audit, team, cycle, ana):
    accept(audit=audit, teams={"": team}, cycle=cycle, by=ana)
    objective, key_result = Objective.objects.get(), KeyResult.objects.get()
    assert (objective.title, objective.state, objective.cycle) == ("Delight who tries us", "draft", cycle)
    assert (key_result.objective, key_result.baseline, key_result.target, key_result.unit) == (objective, 40, 65, "%")


def test_accepted_twice_makes_nothing_twice(audit, team, cycle, ana):
    accept(audit=audit, teams={"": team}, cycle=cycle, by=ana)
    before = (Kpi.objects.count(), Objective.objects.count(), KeyResult.objects.count(), Change.objects.count())
    assert accept(audit=audit, teams={"": team}, cycle=cycle, by=ana) == 0
    after = (Kpi.objects.count(), Objective.objects.count(), KeyResult.objects.count(), Change.objects.count())
    assert after == before == (2, 1, 1, before[-1])


def test_one_undo_takes_all_of_it_back(audit, team, cycle, ana):
    accept(audit=audit, teams={"": team}, cycle=cycle, by=ana)
    undo(Change.objects.first(), by=ana)
    assert not (Kpi.objects.exists())
    assert not (Objective.objects.exists())
    assert not (Definition.objects.exists())
    assert not AuditRow.objects.exclude(linked="").exists()
    assert accept(audit=audit, teams={"": team}, cycle=cycle, by=ana) == 4


def test_what_is_there_already_is_linked(audit, team, cycle, ana):
    there = Kpi(definition=Definition(name="server UPTIME"), team=team)
    keep_kpi(kpi=there, by=ana)
    old = Objective.objects.create(title="delight who tries us", team=team, cycle=cycle)
    accept(audit=audit, teams={"": team}, cycle=cycle, by=ana)
    row = AuditRow.objects.get(name="Server uptime")
    assert (row.kpi, row.linked) == (there, "found")
    assert AuditRow.objects.get(kind="objective").objective == old
    assert AuditRow.objects.get(name="Churn").linked == "made"


def test_a_definition_is_shared_by_teams(keep, team, ana):
    from vitalfew.accounts.models import Team

    other = Team.objects.create(name="Support")
    audit = keep(judged("Uptime", team="Product"), judged("uptime", team="Support"))
    accept(audit=audit, teams={"Product": team, "Support": other}, cycle=None, by=ana)
    assert (Definition.objects.count(), Kpi.objects.count()) == (1, 2)


def test_a_team_that_is_left_out_and_goals_without_a_cycle_wait(keep, team, ana):
    audit = keep(
        judged("Uptime", team="Product"), judged("Churn", team="Support"), judged("Grow", "growth", "objective")
    )
    assert accept(audit=audit, teams={"Product": team, "": team}, cycle=None, by=ana) == 1
    assert not Objective.objects.exists()


def test_a_key_result_without_an_objective_gets_a_draft_to_be_named(keep, team, cycle, ana):
    audit = keep(
        judged("Raise NPS from 20 to 40", "growth", "key_result"),
        judged("Cut churn", "growth", "key_result", vital=True),
    )
    accept(audit=audit, teams={"": team}, cycle=cycle, by=ana)
    objective = Objective.objects.get()
    assert objective.title == "To be named: the aim behind “Raise NPS from 20 to 40”"
    assert [k.metric for k in objective.key_results.all()] == ["NPS", "Churn"]


def test_a_key_result_goes_where_the_sheet_says(keep, team, cycle, ana):
    audit = keep(
        judged("NPS", "growth", "key_result", objective="Delight who tries us", baseline="20", target="40"),
        judged("Churn", "growth", "key_result", objective="delight who tries us", target="2 %"),
    )
    accept(audit=audit, teams={"": team}, cycle=cycle, by=ana)
    objective = Objective.objects.get()
    told = [(k.metric, k.baseline, k.target, k.unit) for k in objective.key_results.all()]
    assert told == [("NPS", 20, 40, ""), ("Churn", None, 2, "%")]


def test_a_red_line_on_the_good_side_of_the_target_stays_in_words(keep, team, ana):
    audit = keep(judged("Uptime", target="at least 99 %", red_line="below 99.9 %"))
    accept(audit=audit, teams={"": team}, cycle=None, by=ana)
    kpi = Kpi.objects.get()
    assert (kpi.red_lower, kpi.definition.description) == (None, "Red line in the sheet: below 99.9 %")


def test_names_of_any_length_fit(keep, team, cycle, ana):
    audit = keep(judged("k" * 300), judged("o" * 300, "growth", "objective"), judged("r" * 300, "growth", "key_result"))
    accept(audit=audit, teams={"": team}, cycle=cycle, by=ana)
    assert len(Objective.objects.get().title) == 200
    assert len(Kpi.objects.get().name) == 120


def test_many_rows_take_as_many_statements_as_few(keep, team, cycle, ana):
    def statements(name, count):
        rows = [judged(f"{name} {at} rate", target="> 95 %") for at in range(count)]
        rows += [judged(f"Raise {name} {at} from 1 to 2", "growth", "key_result") for at in range(count)]
        rows += [judged(f"A better {name} {at}", "growth", "objective") for at in range(count)]
        audit = keep(*rows)
        with CaptureQueriesContext(connection) as seen:
            assert accept(audit=audit, teams={"": team}, cycle=cycle, by=ana) == len(rows)
        return len(seen)

    few, many = statements("shop", 2), statements("oven", 20)
    assert many - few < 9  # 54 rows more; a database takes them in batches
    assert KeyResult.objects.filter(objective__title__startswith="To be named").count() == 22
    assert not Kpi.objects.filter(reading=None).exists()
    assert not KeyResult.objects.filter(standing=None).exists()


def test_key_results_of_one_objective_stand_one_behind_the_other(keep, team, cycle, ana):
    old = Objective.objects.create(title="A better shop", team=team, cycle=cycle)
    KeyResult.objects.create(objective=old, metric="Guests", position=4)
    rows = [judged(f"Raise {what} to 4", "growth", "key_result", objective="A better shop") for what in ("tea", "pie")]
    accept(audit=keep(*rows), teams={"": team}, cycle=cycle, by=ana)
    assert list(old.key_results.values_list("metric", "position")) == [("Guests", 4), ("Tea", 5), ("Pie", 6)]


def test_a_long_name_in_other_capitals_is_the_same_objective(keep, team, cycle, ana):
    rows = [judged(text, "growth", "objective") for text in ("Ein süßer LADEN", "ein Süßer laden")]
    accept(audit=keep(*rows), teams={"": team}, cycle=cycle, by=ana)
    assert Objective.objects.count() == 1
    assert [row.linked for row in AuditRow.objects.order_by("position")] == ["made", "found"]


def test_many_rows_are_taken_back_in_as_few_statements(keep, team, cycle, ana):
    rows = [judged(f"Oven {at} rate", target="> 95 %") for at in range(20)]
    accept(audit=keep(*rows), teams={"": team}, cycle=cycle, by=ana)
    with CaptureQueriesContext(connection) as seen:
        undo(Change.objects.first(), by=ana)
    assert len(seen) < 80  # 80 records, most of them deleted together
    assert not Kpi.objects.exists()
    assert not Definition.objects.exists()


@pytest.mark.parametrize(
    ("target", "baseline", "aim", "sentence"),
    [
        ("from 12 % to 9 %", 12, 9, "Late loaves: from 12 % to 9 %"),
        ("reduce by 20 %", None, None, "Late loaves: reduce by 20 %"),
        ("9 % by June 2027", None, 9, "Late loaves: 9 % by June 2027"),
        ("9 %", None, 9, "Late loaves"),
    ],
)
def test_a_target_that_is_a_change_is_kept_in_the_sentence(keep, team, cycle, ana, target, baseline, aim, sentence):
    accept(
        audit=keep(judged("Late loaves", "growth", "key_result", target=target)), teams={"": team}, cycle=cycle, by=ana
    )
    made = KeyResult.objects.get()
    assert (made.sentence, made.metric, made.baseline, made.target) == (sentence, "Late loaves", baseline, aim)
    again = keep(judged("Late loaves", "growth", "key_result", target=target))
    accept(audit=again, teams={"": team}, cycle=cycle, by=ana)
    assert again.rows.get().linked == "found"
