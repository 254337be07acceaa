"""What people kept in the workspace, besides its rows, is still there and still means what it meant."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from metrics.intake.recognize.mapping_memory import remembered
from metrics.planning.organization.saved_scenarios import load_scenario, scenario_names
from metrics.planning.organization.scenario import Scenario
from metrics.programs.registration import TrainingRule, register_of
from metrics.programs.rollout_documents import kept_rollout, planned_starts
from metrics.schema.settings import Coverage, RoleFunction, Settings, StageWord
from metrics.semantic.definition import metrics_of
from metrics.store.snapshot import Snapshot
from metrics.store.workspace import Workspace
from tests.migration.asking import OUR_OWN

HISTORY = (
    "Changed the settings",
    "Imported people.csv, identities.csv, accounts.csv, products.csv, rates.csv, programs.csv, rollout.csv, leads.csv, "
    "activities.csv, training.csv, onboarding.csv, content_access.csv, customers.csv, coverage.csv, targets.csv, "
    "tools.csv, stage_history.csv",
    "Imported chancen_bis_dezember.csv",
    "Imported stunden_bis_dezember.csv",
    "Changed the settings",
    "Changed the settings",
    "Made the metric “Large deals won: number of deals of 20,000 and more”",
    "Imported chancen_versehen.csv",
    "Undid: Imported chancen_versehen.csv",
    "Froze Q1 FY2026",
    "Froze Q2 FY2026",
    "Imported chancen_nachtrag.csv",
    "Kept the scenario “Two more enablers”",
    "Registered the programme “Price playbook”",
    "Registered the programme “Executive presence”",
    "Withdrew the programme “Executive presence”",
    "Registered the programme “Negotiation days”",
    "Withdrew the programme “Negotiation days”",
    "Registered the programme “Negotiation days”",
    "Drew the roll-out of “NEGOTIATION”",
)
MANY = 19


@pytest.fixture
def snapshot(workspace: Path) -> Snapshot:
    return Workspace(workspace).latest()


def test_all_tables_are_there_byte_for_byte(workspace: Path, snapshot: Snapshot) -> None:
    assert len(snapshot.tables) == MANY
    for version in Workspace(workspace).history():
        Workspace(workspace).check(version.number)


def test_the_history_says_who_did_what(workspace: Path) -> None:
    history = Workspace(workspace).history()[::-1]
    assert tuple(version.action for version in history) == HISTORY
    assert {version.who for version in history} == {"Enablement"}
    assert [(version.number, version.undoes, version.restores) for version in history if version.undoes] == [(9, 8, 7)]
    (late,) = history[11].files
    assert (late.name, late.table, late.rows_read, late.rows_used) == ("chancen_nachtrag.csv", "opportunities", 3, 3)
    assert [(change.table, change.added, change.updated) for change in history[7].changes] == [("opportunities", 0, 25)]


def test_the_settings_are_the_ones_decided(workspace: Path, snapshot: Snapshot) -> None:
    assert snapshot.settings == Settings(
        currency="EUR",
        amount_means="ACV",
        fiscal_year_start=4,
        week_start=7,
        time_zone="Europe/Berlin",
        quantity_default=1,
        attended_share=0.6,
        ramp_days=90,
        stage_words=snapshot.settings.stage_words,
        role_functions=(
            RoleFunction("Deal Closer", "sales"),
            RoleFunction("Outreach Scout", "sales development"),
            RoleFunction("Sales Manager", "sales", manager=True),
        ),
        coverage=(
            Coverage("content_access", date(2024, 1, 1), date(2025, 12, 31)),
            Coverage("customer_time", date(2024, 1, 1), None),
        ),
    )
    assert set(snapshot.settings.stage_words) == {
        StageWord("Eingeschlafen", "lost"),
        StageWord("Parked", "no_decision", "Renewals"),
        StageWord("Bedarf", "open"),
        StageWord("Angebot", "open"),
        StageWord("Kein Entscheid", "no_decision"),
    }
    assert Workspace(workspace).open(5).settings.data_through == date(2025, 9, 30)


def test_the_answers_about_files_are_remembered(snapshot: Snapshot) -> None:
    memory = {entry.table: entry for entry in remembered(snapshot)}
    assert len(memory) == MANY
    deals, hours = memory["opportunities"], memory["customer_time"]
    assert (deals.mapping["Betrag"], deals.mapping["Chance Nr."]) == ("amount", "opportunity_id")
    assert deals.keep == ("Kampagne",)
    assert deals.date_orders == {"Angelegt": "dmy", "Abschluss": "dmy"}
    assert deals.decimal_marks == {"Betrag": ",", "Listenbetrag": ","}
    assert hours.mapping == {"Wer": "person_id", "Tag": "on_date", "Stunden": "hours", "Was": "kind"}
    assert (hours.date_orders, hours.decimal_marks) == ({"Tag": "dmy"}, {"Stunden": ","})


def test_the_scenario_is_the_one_kept(snapshot: Snapshot) -> None:
    assert scenario_names(snapshot) == ("Two more enablers",)
    kept = load_scenario(snapshot, "Two more enablers")
    scenario = kept.scenario(Scenario())
    assert (kept.who, scenario.complaints) == ("Enablement", ())
    assert scenario.scenario == Scenario(
        people_sales=28, people_development=4, people_success=4, enablers_sales=2, ratio=40,
        ranking=("sales", "projects"), leader_teaches=True, activity="content",
    )  # fmt: skip


def test_the_custom_metric_is_one_of_the_metrics(snapshot: Snapshot) -> None:
    metric = metrics_of(snapshot)[OUR_OWN]
    assert metric.title == "Large deals won: number of deals of 20,000 and more"
    assert (metric.kind, metric.better, metric.unit) == ("lagging", "higher", "count")


def test_what_was_registered_stands_withdrawn_or_not(snapshot: Snapshot) -> None:
    register = register_of(snapshot)
    assert [
        (entry.program_id, entry.outcome, entry.chosen, entry.worth, entry.withdrawn_why) for entry in register
    ] == [
        ("PLAYBOOK", "average_discount", "by plan", 0.02, ""),
        ("PRESENCE", "win_rate", "volunteers", 0.05, "No budget"),
        ("NEGOTIATION", "average_discount", "not said", 0.01, "The lot was forgotten"),
        ("NEGOTIATION", "average_discount", "at random", 0.01, ""),
    ]
    assert (register[1].counted_by, register[1].rule) == ("Angebot", TrainingRule("completed", 2))
    assert (register[3].starts_on, register[3].cost, register[3].audience) == (
        date(2027, 1, 4), 24000.0, "Account Executive",
    )  # fmt: skip
    assert {entry.who for entry in register} == {"Enablement"}


def test_the_lot_is_the_one_drawn(snapshot: Snapshot) -> None:
    kept = kept_rollout(snapshot, "NEGOTIATION")
    assert kept is not None
    starts = Counter(planned_starts(snapshot, "NEGOTIATION"))
    assert starts == {date(2027, 1, 4): 12, date(2027, 2, 4): 11}
    assert kept.among == 0  # the best of many draws: there is no set to permute within


def test_the_newest_step_can_be_undone_and_brought_back(changing: Path) -> None:
    workspace = Workspace(changing)
    undone = workspace.undo("Enablement")
    assert undone.action == "Undid: Drew the roll-out of “NEGOTIATION”"
    assert kept_rollout(undone, "NEGOTIATION") is None
    assert workspace.undo("Enablement").documents.keys() == workspace.open(18).documents.keys()
    assert planned_starts(workspace.restore(20, "Enablement"), "NEGOTIATION")
