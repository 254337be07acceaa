"""What a relation reads is never looked for in data, and an import after which a metric would fail is refused."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from metrics.errors import UserError
from metrics.intake.choices import ImportChoices
from metrics.intake.importing import import_files
from metrics.query.answers import ask
from metrics.query.question import Question
from metrics.query.trial import faults_of
from metrics.semantic.definition import OWN_METRICS, catalog
from metrics.semantic.relations import in_order, prepared_views
from metrics.semantic.statement import DefinitionError
from metrics.store.snapshot import Snapshot
from metrics.store.workspace import Workspace
from tests.oracles.rows import Company, published
from tests.readers import reader_of

PEOPLE = (
    "person_id,name,role,team,started_on,desk\n"
    "p1,Ann Lee,{role},East,2024-01-01,Blue\np2,Bob Ray,{role},West,2024-01-01,Red\n"
)
DEALS = (
    "opportunity_id,owner,stage,created_on,closed_on,amount,desk\n"
    "o1,Ann Lee,{stage},2024-02-01,2024-03-01,100,Blue\n"
    "o2,Bob Ray,Closed Lost,2024-02-01,2024-03-02,100,Red\n"
)
AT_DESKS = (
    catalog()["win_rate"]
    .path.read_text(encoding="utf-8")
    .replace("-- title: Win rate", "-- title: Win rate at desks")
    .replace("-- headline: yes\n", "")
    .replace("-- group: Win rate", "-- group: Own metrics")
    .replace("    1 AS decided", "    CASE WHEN kept_desk = 'Blue' THEN 1 ELSE 1 END AS decided")
    .replace("FROM deals", "FROM deals\nLEFT JOIN roster ON roster.spell = -1")
)
"""A metric of somebody who writes SQL: `kept_desk` is a column of the roster, as long as deals have none."""


def test_relations_stand_behind_what_they_read() -> None:
    reads = {"a": ("b", "c"), "b": ("d",), "c": ("d",), "d": ()}
    assert in_order(["a"], reads.__getitem__) == ("d", "b", "c", "a")
    names = in_order(prepared_views())
    assert len(set(names)) == len(names)
    assert set(prepared_views()) <= set(names)


@pytest.mark.parametrize(
    ("reads", "circle"),
    [({"a": ("a",)}, "a reads a"), ({"a": ("b",), "b": ("c",), "c": ("b",)}, "b reads c reads b")],
)
def test_relations_that_read_one_another_in_a_circle_are_said(reads: Mapping[str, Sequence[str]], circle: str) -> None:
    with pytest.raises(DefinitionError, match=f"{circle}, which never ends"):
        in_order(["a"], reads.__getitem__)


def rows_of(text: str) -> list[dict[str, str]]:
    header, *lines = text.strip().split("\n")
    return [dict(zip(header.split(","), line.split(","), strict=True)) for line in lines]


def answers(snapshot: Snapshot) -> dict[str, object]:
    """What every metric says, or why it can't be had."""
    by_metric: dict[str, object] = {}
    for name in catalog():
        try:
            rows = ask(reader_of(snapshot), Question(name, by=("team",))).rows
            by_metric[name] = [(row.dimensions, row.value, row.n) for row in rows]
        except Exception as problem:
            by_metric[name] = f"{type(problem).__name__}: {problem}"
    return by_metric


def company_of(folder: Path, role: str, stage: str) -> Snapshot:
    tables = {"people": rows_of(PEOPLE.format(role=role)), "opportunities": rows_of(DEALS.format(stage=stage))}
    return published(Company(tables), folder)


def test_words_of_sql_in_a_role_a_stage_and_a_path_change_nothing(tmp_path: Path) -> None:
    """Two stages that nobody knows, two roles that hold a known one, and two folders."""
    plain, odd = tmp_path / "plain", tmp_path / "FROM people JOIN roster; -- $value {} 'x"
    for folder in (plain, odd):
        folder.mkdir()
    expected = answers(company_of(plain, "Account Executive", "Strange"))
    assert expected["win_rate"] != []
    assert answers(company_of(odd, "Account Executive FROM role_functions", "Odd FROM stage_outcomes")) == expected


def test_every_metric_of_the_catalogue_can_be_asked_of_the_sample(sample_snapshot: Snapshot) -> None:
    assert faults_of(sample_snapshot) == {}


def test_what_lacks_columns_is_not_available_and_stops_no_import(tmp_path: Path) -> None:
    assert faults_of(company_of(tmp_path, "Account Executive", "Closed Won")) == {}


def imported(workspace: Workspace, table: str, text: str, *keep: str) -> None:
    file = workspace.folder.parent / f"{table}.csv"
    file.write_text(text, encoding="utf-8")
    import_files(workspace, [(file, ImportChoices(table=table, keep=keep))], who="tests")


def test_an_import_after_which_a_metric_fails_is_refused_and_nothing_is_stored(tmp_path: Path) -> None:
    """The deals would bring a second column of a name that an own metric uses."""
    workspace = Workspace(tmp_path / "own")
    imported(workspace, "people", PEOPLE.format(role="Account Executive"), "desk")
    imported(workspace, "opportunities", DEALS.format(stage="Closed Won"))
    kept = OWN_METRICS.save(workspace, "at_desks", AT_DESKS, action="Made a metric", who="tests")
    assert ask(reader_of(kept), Question("at_desks")).rows[0].value == 0.5
    with pytest.raises(UserError) as refused:
        imported(workspace, "opportunities", DEALS.format(stage="Closed Won"), "desk")
    sentence = str(refused.value)
    assert sentence.startswith("opportunities.csv can't be imported, as the metric “Win rate at desks” could not be")
    assert "kept_desk" in sentence
    assert "\n" not in sentence
    assert workspace.latest().number == kept.number
    imported(workspace, "opportunities", DEALS.format(stage="Closed Lost"))
    assert ask(reader_of(workspace.latest()), Question("at_desks")).rows[0].value == 0


def test_an_own_metric_that_could_not_be_computed_before_stops_no_import(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "own")
    imported(workspace, "opportunities", DEALS.format(stage="Closed Won"))
    broken = AT_DESKS.replace("kept_desk", "no_such_column")
    OWN_METRICS.save(workspace, "at_desks", broken, action="Made a metric", who="tests")
    assert list(faults_of(workspace.latest())) == ["at_desks"]
    imported(workspace, "people", PEOPLE.format(role="Account Executive"))
    assert workspace.latest().tables["people"].rows == 2
