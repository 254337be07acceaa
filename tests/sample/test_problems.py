"""Data checks find in the sample what was put wrong on purpose: exactly these findings, no more and no fewer."""

import shutil
from pathlib import Path

import pytest

from metrics.commands.command_line import main
from metrics.quality.data_checks import check_data, list_data_checks
from metrics.query.reader import Reader
from metrics.store.snapshot import Snapshot
from metrics.store.workspace import Workspace
from sample_data.generate import FOLDER
from tests.sample.reading import truth


def planted() -> dict[str, int]:
    return {problem["check"]: problem["count"] for problem in truth()["problems"]}


def test_data_checks_find_exactly_what_is_told(sample_reader: Reader) -> None:
    assert {finding.check: finding.count for finding in check_data(sample_reader)} == planted()
    assert len(planted()) == len(truth()["problems"])
    assert set(planted()) <= set(list_data_checks())


def test_an_import_sets_aside_exactly_what_is_told(sample_workspace: Workspace) -> None:
    (version,) = sample_workspace.history()
    aside = {file.table: file.rows_set_aside for file in version.files if file.rows_set_aside}
    assert aside == {table: count for table, count in truth()["set_aside"].items() if table != "says"}


@pytest.fixture(scope="module")
def recognised(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The committed files as the README imports them: nobody says which table each of them is."""
    folder = tmp_path_factory.mktemp("recognised") / "workspace"
    assert main(["import", *map(str, sorted(FOLDER.glob("*.csv.gz"))), "--workspace", str(folder)]) == 0
    return Workspace(folder)


def test_every_file_is_recognised_by_its_headers(recognised: Workspace, sample_snapshot: Snapshot) -> None:
    counts = {name: state.rows for name, state in recognised.latest().tables.items()}
    assert counts == {name: state.rows for name, state in sample_snapshot.tables.items()}


@pytest.mark.parametrize("name", ["salesforce_closed_deals.csv", "zoom_attendance.csv"])
def test_the_messy_exports_can_be_added_to_the_sample(name: str, recognised: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    shutil.copytree(recognised.folder, folder)
    assert main(["import", str(FOLDER / "messy" / name), "--workspace", str(folder)]) == 0
    assert Workspace(folder).latest().number == 2


def test_the_german_roster_can_be_imported(tmp_path: Path) -> None:
    path = FOLDER / "messy" / "personal_export.csv"
    assert main(["import", str(path), "--workspace", str(tmp_path / "w")]) == 0
    assert Workspace(tmp_path / "w").latest().tables["people"].rows > 80
