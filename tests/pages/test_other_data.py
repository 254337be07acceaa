"""Other data under the same folder and number, while the program runs: every page says the new numbers."""

import ast
import shutil
from pathlib import Path

import pytest

from metrics.programs.evaluation import EvaluationChoices, evaluate_program
from metrics.programs.registry import programs
from metrics.query.question import Answer, Question
from metrics.query.reader import Reader, open_version
from metrics.semantic.definition import OWN_METRICS, metrics_of, unreadable_metrics
from metrics.store.workspace import Workspace
from metrics.trust.viewer import Viewer
from pages.data.checks.page import checked
from pages.parts.asking import answer_to, covered, data_through, known_dimensions
from tests.house.sources import python_files, shown, tree
from tests.oracles.rows import Company, published
from tests.pages.conftest import opened, plain_words
from tests.query.test_own_documents import WEB

PROGRAM = [
    {"person_id": person, "held_on": "2024-01-10", "session_id": "1", "program_id": "Kickoff", "attended": "true"}
    for person in ("p1", "p2")
]


def company(stage: str, team: str, closed: str = "2024-03-01") -> Company:
    """Two sellers of one team, whose only deals ended alike."""
    people = [
        {"person_id": f"p{number}", "name": f"Name {number}", "role": "Account Executive", "team": team,
         "started_on": "2024-01-01"}
        for number in (1, 2)
    ]  # fmt: skip
    deals = [
        {"opportunity_id": f"o{number}", "owner": f"p{number}", "stage": stage, "created_on": "2024-02-01",
         "closed_on": closed}
        for number in (1, 2)
    ]  # fmt: skip
    return Company({"people": people, "opportunities": deals, "training": PROGRAM})


def filled(folder: Path, given: Company) -> Reader:
    """The workspace of a folder, emptied and filled again."""
    shutil.rmtree(folder / "workspace", ignore_errors=True)
    published(given, folder)
    return reader_of(folder)


def reader_of(folder: Path) -> Reader:
    return open_version(Workspace(folder / "workspace"), Viewer("tests"), purpose="screen")


def said_of(reader: Reader) -> tuple[object, ...]:
    """What pages remember of a version: its win rate by team, its days, what numbers are grouped by, its checks."""
    answer = answer_to(reader, Question("win_rate", by=("team",)))
    assert isinstance(answer, Answer)
    teams = next(each.values for each in known_dimensions(reader) if each.name == "team")
    (program,) = programs(reader)
    evaluation = evaluate_program(reader, program, "win_rate", EvaluationChoices())
    return (
        [(row.dimensions["team"], row.value) for row in answer.rows], teams, covered(reader), data_through(reader),
        id(checked(reader, reader.key)), id(evaluation),
    )  # fmt: skip


def test_a_folder_that_was_emptied_and_filled_again_gives_the_new_numbers(tmp_path: Path) -> None:
    before = filled(tmp_path, company("Closed Won", "East"))
    first = said_of(before)
    assert said_of(reader_of(tmp_path)) == first  # the same version is asked once
    after = filled(tmp_path, company("Closed Lost", "West", "2024-03-05"))
    assert (after.snapshot.folder, after.snapshot.number) == (before.snapshot.folder, before.snapshot.number)
    second = said_of(after)
    assert (first[0], second[0]) == ([("East", 1.0)], [("West", 0.0)])
    assert all(old != new for old, new in zip(first, second, strict=True))


def test_a_backup_that_is_put_back_gives_its_numbers(tmp_path: Path) -> None:
    first = said_of(filled(tmp_path, company("Closed Won", "East")))
    shutil.copytree(tmp_path / "workspace", tmp_path / "backup")
    second = said_of(filled(tmp_path, company("Closed Lost", "West")))
    shutil.rmtree(tmp_path / "workspace")
    shutil.copytree(tmp_path / "backup", tmp_path / "workspace")
    third = said_of(reader_of(tmp_path))
    assert third[:4] == first[:4] != second[:4]


def test_a_page_shows_the_new_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(tmp_path / "workspace"))
    for stage, share in (("Closed Won", "100.0"), ("Closed Lost", "0.0")):
        filled(tmp_path, company(stage, "East"))
        assert f"Win rate: from {share} % in Q1 2024 to {share} % in Q1 2024" in plain_words(opened("win_rate"))


def test_an_own_metric_whose_file_was_away_is_read_once_it_is_back(tmp_path: Path) -> None:
    filled(tmp_path, company("Closed Won", "East"))
    snapshot = OWN_METRICS.save(Workspace(tmp_path / "workspace"), "web", WEB, action="Made", who="tests")
    (path,) = OWN_METRICS.held(snapshot).values()
    away = path.rename(tmp_path / "away")
    assert list(unreadable_metrics(snapshot)) == ["web"]
    away.rename(path)
    assert unreadable_metrics(snapshot) == {}
    assert "web" in metrics_of(snapshot)


def test_the_digest_is_that_of_the_version_file(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "workspace")
    assert workspace.latest().digest == ""
    new = published(company("Closed Won", "East"), tmp_path)
    assert len(new.digest) == 64
    assert workspace.latest().digest == workspace.open(1).digest == new.digest
    assert {len(each) for state in new.tables.values() for each in state.digests} == {64}
    assert all(len(state.digests) == len(state.files) for state in new.tables.values())


WITHOUT_KEY = {"pages/parts/workspace_on_screen.py: _sample"}
"""It remembers that the sample was prepared, no number of it."""


def test_what_pages_remember_of_a_version_they_remember_by_its_key() -> None:
    remembering = {
        f"{shown(path)}: {node.name}"
        for path in python_files("pages")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
        and any("st.cache_" in ast.unparse(decorator) for decorator in node.decorator_list)
        and "key" not in [argument.arg for argument in node.args.args]
    }  # fmt: skip
    assert remembering == WITHOUT_KEY
