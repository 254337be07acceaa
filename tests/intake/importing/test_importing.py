import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from metrics.errors import UserError
from metrics.intake.choices import ImportChoices
from metrics.intake.importing import import_files, prepare, publish
from metrics.intake.recognize.mapping_memory import MAPPINGS, RememberedMapping, recall, remember, remembered
from metrics.store.workspace import Workspace

DEALS = "Opportunity ID,Stage,Amount,Close Date,Region\n"


def file(folder: Path, text: str, name: str = "deals.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_what_a_person_confirms_is_what_is_published(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w")
    path = file(tmp_path, DEALS + "A,Parked,5,03/04/2024,North\nB,Won,6,05/06/2024,South\n")
    (first := tmp_path / "first").mkdir()
    (second := tmp_path / "second").mkdir()
    asked = prepare(path, None, workspace.latest(), first)
    assert [question.subject for question in asked.undecided] == ["Close Date"]
    assert asked.samples["Region"] == ("North", "South")
    assert {profile.name: profile.distinct for profile in asked.profiles}["Region"] == 2
    with pytest.raises(UserError, match="Close Date"):
        publish(workspace, workspace.latest(), [asked], "Ann")
    answers = replace(asked.choices, date_orders={"Close Date": "dmy"}, stages={"Parked": "lost"}, keep=("Region",))
    ready = prepare(path, answers, workspace.latest(), second)
    (report,) = publish(workspace, workspace.latest(), [ready], "Ann")
    assert (report.rows_read, report.rows_used) == (2, 2)
    snapshot = workspace.latest()
    assert dict(snapshot.tables["opportunities"].kept) == {"kept_region": "Region"}
    assert [(word.word, word.outcome) for word in snapshot.settings.stage_words] == [("Parked", "lost")]
    (version,) = workspace.history()
    assert (version.who, version.action) == ("Ann", "Imported deals.csv")


def test_answers_are_remembered_for_the_same_headers_in_any_order(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w")
    choices = ImportChoices(keep=("Region",), date_orders={"Close Date": "dmy"})
    import_files(workspace, [(file(tmp_path, DEALS + "A,Won,5,03/04/2024,North\n"), choices)], "Ann")
    later = file(tmp_path, "Close Date,REGION,Stage,Amount,Opportunity ID\n05/06/2024,South,Won,1,B\n", "later.csv")
    (report,) = import_files(workspace, [(later, ImportChoices())], "Ann")
    assert report.mapping["Close Date"] == "closed_on"
    assert any("confirmed before" in decision.evidence for decision in report.decisions)
    assert list(workspace.latest().tables["opportunities"].kept) == ["kept_region"]


def test_the_memory_is_kept_as_a_document_and_nonsense_is_refused(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w")
    entry = RememberedMapping(("A", "B"), "products", {"A": "product_id"}, ("B",), {})
    assert remembered(MAPPINGS.save(workspace, "", (entry,), action="Remembered", who="Ann")) == (entry,)
    assert remember([entry], [replace(entry, headers=("b", "a"), keep=())])[0].keep == ()
    recalled = recall([entry], ["b ", "a"])
    assert recalled is not None
    assert (dict(recalled.mapping), recalled.keep) == ({"a": "product_id"}, ("b ",))
    for nonsense in ("", "[]x", "[1]", "{}x", json.dumps([{"headers": ["A"], "table": "nobody", "mapping": {}}])):
        damaged = workspace.publish((), action="x", who="x", documents={"mappings": nonsense.encode()})
        with pytest.raises(UserError, match="What was confirmed about files can't be read"):
            remembered(damaged)


def test_a_later_roster_speaks_of_the_last_day_of_the_data(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w")
    deals = file(tmp_path, "Opportunity ID,Stage,Close Date,Created Date\nA,Won,2024-03-31,2024-01-01\n")
    roster = file(tmp_path, "Employee ID,Name,Team,Job Title\nE1,Anna,North,Account Executive\n", "roster.csv")
    import_files(workspace, [(deals, ImportChoices()), (roster, ImportChoices())], "Ann")
    moved = file(tmp_path, "Employee ID,Name,Team,Job Title\nE1,Anna,South,Account Executive\n", "moved.csv")
    import_files(workspace, [(moved, ImportChoices())], "Ann")
    (state,) = [workspace.latest().tables["people"]]
    import duckdb

    with duckdb.connect() as connection:
        spells = connection.execute(
            "SELECT team, valid_from, valid_to FROM read_parquet(?) ORDER BY valid_from NULLS FIRST",
            [[str(path) for path in state.files]],
        ).fetchall()
    assert spells == [("North", None, date(2024, 3, 31)), ("South", date(2024, 3, 31), None)]


def test_progress_is_reported(tmp_path: Path) -> None:
    reports: list[str] = []
    path = file(tmp_path, DEALS + "A,Won,5,2024-04-03,North\n")
    import_files(
        Workspace(tmp_path / "w"), [(path, ImportChoices())], "Ann", False, lambda _, text: reports.append(text)
    )
    assert reports[0] == "Reading deals.csv"
