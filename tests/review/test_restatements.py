"""What happened to a frozen quarter: which number went from what to what, and which file did it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from metrics.intake.choices import ImportChoices
from metrics.intake.importing import import_files
from metrics.review import attribution
from metrics.review.attribution import VersionStep
from metrics.review.restatements import (
    RestatedNumber,
    Restatement,
    restatement_document,
    restatement_of,
    restatement_rows,
)
from metrics.review.snapshots import COMPANY, FROZEN_PERIODS, FrozenPeriod, freeze, frozen_period
from metrics.schema.settings import StageWord
from metrics.semantic.definition import catalog
from metrics.store.workspace import Workspace
from tests.readers import reader_of
from tests.review.conftest import COLUMNS, DEALS, FIRST_QUARTER, LOST, Import, late


def compared(workspace: Workspace, frozen: FrozenPeriod) -> Restatement:
    return restatement_of(workspace, frozen, reader_of(workspace.latest()))


def number(comparison: Restatement, metric: str, team: str = COMPANY) -> RestatedNumber:
    (match,) = [each for each in comparison.numbers if (each.metric.name, each.team) == (metric, team)]
    return match


def values(step: VersionStep) -> tuple[float | None, float | None]:
    return step.before.value if step.before else None, step.after.value if step.after else None


def steps_told(restated: RestatedNumber) -> list[tuple[float | None, float | None, str]]:
    """Each step from → to with its one cause."""
    assert [len(step.causes) for step in restated.steps] == [1] * len(restated.steps)
    assert [step.doubt for step in restated.steps] == [None] * len(restated.steps)
    return [(*values(step), step.causes[0].sentence) for step in restated.steps]


def test_nothing_is_restated_while_nothing_reaches_the_quarter(
    workspace: Workspace, frozen: FrozenPeriod, imported: Import
) -> None:
    imported("training", [("e", date(2025, 2, 2), True)], "training.csv")
    imported("opportunities", [("new", LOST, "e", date(2025, 4, 1), date(2025, 5, 30), 5, "USD")], "deals_may.csv")
    comparison = compared(workspace, frozen)
    assert comparison.restated == ()
    assert {each.metric.name for each in comparison.numbers} >= {"win_rate", "new_business_revenue", "deal_velocity"}
    assert "Training attendance" in comparison.later


def test_a_late_deal_restates_the_quarter_by_its_file(
    workspace: Workspace, frozen: FrozenPeriod, imported: Import
) -> None:
    imported("opportunities", [late("late1"), late("late2")], "late.csv")
    comparison = compared(workspace, frozen)
    assert steps_told(number(comparison, "new_business_revenue")) == [
        (400, 600, "late.csv (opportunities: 2 rows added)")
    ]
    assert steps_told(number(comparison, "win_rate"))[0][:2] == (0.5, pytest.approx(0.6))
    assert number(comparison, "win_rate").change == pytest.approx(0.1)
    assert number(comparison, "new_business_revenue", "East").change == 200
    cause = number(comparison, "new_business_revenue").steps[0].causes[0]
    assert (cause.version, cause.who, cause.files) == (4, "Ann", ("late.csv",))
    assert not number(comparison, "new_business_revenue", "West").restated


def test_a_deal_gone_from_a_complete_export_is_a_restatement(
    workspace: Workspace, frozen: FrozenPeriod, imported: Import
) -> None:
    imported("opportunities", [deal for deal in DEALS if deal[0] != "e1"], "all_deals.csv", complete=True)
    (step,) = steps_told(number(compared(workspace, frozen), "new_business_revenue"))
    assert step == (400, 300, "all_deals.csv (opportunities: 1 row closed)")


def test_two_imports_are_two_steps_and_what_lies_between_is_not_named(
    workspace: Workspace, frozen: FrozenPeriod, imported: Import
) -> None:
    imported("opportunities", [late("late1")], "april.csv")
    imported("training", [("e", date(2025, 2, 2), True)], "training.csv")
    imported("opportunities", [("new", LOST, "e", date(2025, 4, 1), date(2025, 5, 30), 5, "USD")], "may.csv")
    imported("opportunities", [late("late1", amount=150)], "june.csv")
    steps = steps_told(number(compared(workspace, frozen), "new_business_revenue"))
    assert steps == [
        (400, 500, "april.csv (opportunities: 1 row added)"),
        (500, 550, "june.csv (opportunities: 1 row updated)"),
    ]


def test_an_undo_gives_the_number_back_and_the_whole_way_is_told(
    workspace: Workspace, frozen: FrozenPeriod, imported: Import
) -> None:
    imported("opportunities", [late("late1")], "april.csv")
    workspace.undo("Bob")
    assert compared(workspace, frozen).restated == ()
    imported("opportunities", [late("late2", amount=7)], "may.csv")
    workspace.undo("Bob")
    imported("opportunities", [late("late3", amount=9)], "june.csv")
    assert steps_told(number(compared(workspace, frozen), "new_business_revenue")) == [
        (400, 500, "april.csv (opportunities: 1 row added)"),
        (500, 400, "Undid: Imported april.csv"),
        (400, 407, "may.csv (opportunities: 1 row added)"),
        (407, 400, "Undid: Imported may.csv"),
        (400, 409, "june.csv (opportunities: 1 row added)"),
    ]


def test_a_changed_setting_is_named_with_what_it_was_and_is(workspace: Workspace, frozen: FrozenPeriod) -> None:
    settings = replace(workspace.latest().settings, stage_words=(StageWord(LOST, "no_decision"),))
    workspace.publish((), action="Changed the settings", who="Ann", settings=settings)
    (step,) = steps_told(number(compared(workspace, frozen), "win_rate"))
    assert step == (0.5, 1.0, "Changed the settings: stage “Closed Lost” as usual → no_decision")


def test_amounts_in_two_currencies_have_no_difference(
    workspace: Workspace, frozen: FrozenPeriod, imported: Import
) -> None:
    imported("rates", [("USD", date(2020, 1, 1), "EUR", 0.5)], "rates.csv")
    settings = replace(workspace.latest().settings, currency="EUR")
    workspace.publish((), action="Changed the settings", who="Ann", settings=settings)
    comparison = compared(workspace, frozen)
    revenue = number(comparison, "new_business_revenue")
    assert (revenue.now and revenue.now.value, revenue.change) == (200, None)
    assert steps_told(revenue) == [(400, 200, "Changed the settings: currency USD → EUR")]
    assert comparison.currency == "EUR"


def test_a_team_that_was_not_there_then_is_a_number_without_a_past(
    workspace: Workspace, frozen: FrozenPeriod, imported: Import
) -> None:
    imported("people", [("n", "Noa", "sales", "North")], "joiners.csv")
    imported("opportunities", [late("late1", owner="n")], "late.csv")
    north = number(compared(workspace, frozen), "win_rate", "North")
    assert (north.then, north.now and north.now.value, north.change) == (None, 1.0, None)
    assert [step[2] for step in steps_told(north)] == ["late.csv (opportunities: 1 row added)"]


def test_a_metric_that_lost_its_column_went_to_unknown(workspace: Workspace, frozen: FrozenPeriod) -> None:
    workspace.restore(1, "Bob")
    workspace.publish((), action="Froze", who="Ann", documents={FROZEN_PERIODS.document_name(frozen.name): b"{}"})
    revenue = number(compared(workspace, frozen), "new_business_revenue")
    assert revenue.now
    assert revenue.now.value is None
    assert "opportunities" in str(revenue.now.reason)
    assert [step[2] for step in steps_told(revenue)] == ["Back to version 1"]


def test_only_how_sure_a_number_is_may_have_changed(
    workspace: Workspace, frozen: FrozenPeriod, imported: Import
) -> None:
    imported("opportunities", [late("late1"), late("late2", LOST, "w")], "late.csv")
    comparison = compared(workspace, frozen)
    win_rate = number(comparison, "win_rate")
    assert (win_rate.change, win_rate.restated, win_rate.value_changed) == (0, True, False)
    assert comparison.restated.index(number(comparison, "new_business_revenue")) < comparison.restated.index(win_rate)


def test_a_changed_definition_is_told_from_changed_data(
    workspace: Workspace, imported: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    metric = catalog()["new_business_revenue"]
    former = replace(metric, sql=metric.sql.replace("deals.net_value AS revenue", "deals.net_value * 2 AS revenue"))
    with monkeypatch.context() as patched:
        patched.setattr("metrics.query.binding.metrics_of", lambda snapshot: {**catalog(), metric.name: former})
        patched.setattr("metrics.review.snapshots.metrics_of", lambda snapshot: {metric.name: former})
        frozen = freeze(workspace, reader_of(workspace.latest()), FIRST_QUARTER, "Ann")
    imported("opportunities", [late("late1")], "late.csv")
    comparison = compared(workspace, frozen)
    assert comparison.redefined == ("New-business revenue",)
    assert steps_told(number(comparison, "new_business_revenue")) == [
        (800, 400, f"the definition changed: {' '.join(f'{each.month}, {each.what}' for each in metric.changed)}"),
        (400, 500, "late.csv (opportunities: 1 row added)"),
    ]


@pytest.mark.parametrize("former", [False, True], ids=["frozen now", "frozen by a former program"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("deals.net_value AS revenue", 'Deals."net_value" /* as ever */ as  revenue'),
        ("deals.net_value AS revenue", "deals.net_value * 1 AS revenue"),
    ],
    ids=["laid out otherwise", "written otherwise"],
)
def test_an_edit_that_changes_no_answer_is_no_changed_definition(
    workspace: Workspace,
    imported: Import,
    monkeypatch: pytest.MonkeyPatch,
    before: str,
    after: str,
    former: bool,
) -> None:
    metric = catalog()["new_business_revenue"]
    edited = replace(metric, sql=metric.sql.replace(before, after))
    assert edited.sql != metric.sql
    with monkeypatch.context() as patched:
        if former:
            patched.setattr("metrics.review.snapshots.normal_form", lambda sql: " ".join(sql.split()))
        frozen = freeze(workspace, reader_of(workspace.latest()), FIRST_QUARTER, "Ann")
    imported("opportunities", [late("late1")], "late.csv")
    for place in ("query.binding", "review.restatements", "review.attribution"):
        monkeypatch.setattr(f"metrics.{place}.metrics_of", lambda snapshot: {**catalog(), metric.name: edited})
    comparison = compared(workspace, frozen)
    assert comparison.redefined == ()
    assert steps_told(number(comparison, metric.name)) == [(400, 500, "late.csv (opportunities: 1 row added)")]


def test_where_files_were_cleared_out_all_that_come_into_question_are_named(
    workspace: Workspace, frozen: FrozenPeriod, imported: Import
) -> None:
    imported("opportunities", [late("late1", amount=1)], "april.csv")
    imported("opportunities", [late("late1", amount=2)], "may.csv")
    last = imported("opportunities", [late("late1", amount=3)], "june.csv")
    workspace.clear_out(before=last.number)
    (step,) = number(compared(workspace, frozen), "new_business_revenue").steps
    assert values(step) == (400, 403)
    assert [cause.files for cause in step.causes] == [("april.csv",), ("may.csv",), ("june.csv",)]
    assert step.doubt == "One of these, of the versions 3 to 6: some of their files were cleared out."


def test_a_deal_after_the_end_of_the_data_counts_once_the_end_moves(workspace: Workspace, imported: Import) -> None:
    settings = replace(workspace.latest().settings, data_through=date(2025, 3, 10))
    workspace.publish((), action="Changed the settings", who="Ann", settings=settings)
    imported("opportunities", [late("ahead")], "ahead.csv")
    frozen = freeze(workspace, reader_of(workspace.latest()), FIRST_QUARTER, "Ann")
    assert not frozen.complete
    settings = replace(settings, data_through=date(2025, 3, 31))
    workspace.publish((), action="Changed the settings", who="Ann", settings=settings)
    (step,) = steps_told(number(compared(workspace, frozen), "new_business_revenue"))
    assert step == (400, 500, "Changed the settings: data through 10 Mar 2025 → 31 Mar 2025")


def test_a_version_that_nothing_made_worth_asking_is_found_all_the_same(
    workspace: Workspace, frozen: FrozenPeriod, imported: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a metric rests on says where to look first, never where a number may have changed."""
    for n in range(9):
        rows = [late(f"late{n}")] if n in (2, 3, 7) else [(f"n{n}", LOST, "e", date(2025, 4, 1), None, 5, "USD")]
        imported("opportunities", rows, f"day{n}.csv")
    monkeypatch.setattr(attribution, "reaches", lambda *_: False)
    steps = steps_told(number(compared(workspace, frozen), "new_business_revenue"))
    assert [step[:2] for step in steps] == [(400, 500), (500, 600), (600, 700)]
    assert [step[2].split()[0] for step in steps] == ["day2.csv", "day3.csv", "day7.csv"]


def test_many_versions_are_not_all_opened_and_the_step_is_still_found(
    workspace: Workspace, frozen: FrozenPeriod, imported: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(24):
        rows = [late("late1")] if n == 17 else [(f"n{n}", LOST, "e", date(2025, 4, 1), date(2025, 5, 1), 5, "USD")]
        imported("opportunities", rows, f"day{n}.csv")
    monkeypatch.setattr(attribution, "MOST_STOPS", 4)
    monkeypatch.setattr(attribution, "MOST_OPENED", 9)
    opened = []
    ask = attribution.figures_of
    monkeypatch.setattr(
        attribution, "figures_of", lambda reader, *rest: opened.append(reader.snapshot.number) or ask(reader, *rest)
    )
    (step,) = steps_told(number(compared(workspace, frozen), "new_business_revenue"))
    assert step == (400, 500, "day17.csv (opportunities: 1 row added)")
    assert len(set(opened)) <= 9


def test_more_versions_than_may_be_opened_leave_a_doubt_that_is_said(
    workspace: Workspace, frozen: FrozenPeriod, imported: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(6):
        imported("opportunities", [late("late1", amount=n)], f"day{n}.csv")
    monkeypatch.setattr(attribution, "MOST_OPENED", 1)
    (step,) = number(compared(workspace, frozen), "new_business_revenue").steps
    assert values(step) == (400, 405)
    assert [cause.files[0] for cause in step.causes] == [f"day{n}.csv" for n in range(6)]
    assert step.doubt == "One of these, of the versions 3 to 9: there are too many to ask each of them."


def test_freezing_again_replaces_and_an_undo_brings_the_former_back(
    workspace: Workspace, frozen: FrozenPeriod, imported: Import
) -> None:
    imported("opportunities", [late("late1")], "late.csv")
    again = freeze(workspace, reader_of(workspace.latest()), FIRST_QUARTER, "Bob")
    assert frozen_period(workspace.latest(), frozen.start, frozen.end) == again
    assert compared(workspace, again).restated == ()
    assert workspace.latest().action == "Froze Q1 2025 again"
    workspace.undo("Bob")
    assert frozen_period(workspace.latest(), frozen.start, frozen.end) == frozen


def test_what_is_written_for_spreadsheets_and_programs_has_every_number(
    workspace: Workspace, frozen: FrozenPeriod, imported: Import
) -> None:
    imported("opportunities", [late("late1")], "late.csv")
    comparison = compared(workspace, frozen)
    rows = restatement_rows(comparison)
    assert len(rows) == len(comparison.numbers) == len(restatement_document(comparison)["numbers"])
    assert [row["Restated"] for row in rows] == ["yes"] * len(comparison.restated) + ["no"] * (
        len(rows) - len(comparison.restated)
    )
    (company,) = [row for row in rows if (row["Metric"], row["Team"]) == ("New-business revenue", "Company")]
    assert (company["As presented"], company["Now"], company["Difference"]) == (400, 500, 100)
    assert company["By"] == "400.0 → 500.0: late.csv (opportunities: 1 row added)"


def test_a_real_import_restates_a_frozen_quarter_of_the_sample(own_workspace: Workspace, tmp_path: Path) -> None:
    frozen = freeze(own_workspace, reader_of(own_workspace.latest()), FIRST_QUARTER, "Ann")
    path = tmp_path / "late_deals.csv"
    path.write_text(
        f"{','.join(COLUMNS['opportunities'].split())}\nLATE-1,Closed Won,nobody,2024-12-01,2025-02-11,1000,USD\n"
    )
    import_files(own_workspace, [(path, ImportChoices())], "Ann")
    (step,) = steps_told(number(restatement_of(own_workspace, frozen, reader_of(own_workspace.latest())), "win_rate"))
    assert step[2] == "late_deals.csv (opportunities: 1 row added)"
