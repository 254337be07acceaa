"""A clock that is set back would cut history off without a word: it is asked about; unanswered, nothing is stored."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from metrics.commands import main
from metrics.errors import UserError
from metrics.intake import ImportChoices, import_files
from metrics.store.workspace import Workspace
from tests.intake.importing.preparing import prepared

NOW = datetime.now(UTC)
YESTERDAY, NEXT_YEAR = (f"{NOW + timedelta(days):%Y-%m-%d}" for days in (-1, 400))
HEADER = "opportunity_id,stage,created_on,closed_on,amount\n"


def deals(past: int, ahead: int, day: str = NEXT_YEAR) -> str:
    """Deals created yesterday and on a day that lies ahead; all are expected to close next year."""
    days = [YESTERDAY] * past + [day] * ahead
    return HEADER + "".join(f"D{row},Prospecting,{day},{NEXT_YEAR},100\n" for row, day in enumerate(days))


def file_of(folder: Path, text: str, name: str = "deals.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def stored_in_the_future(workspace: Workspace) -> None:
    """The newest version, as one that a clock two days ahead has stored."""
    path = workspace.folder / "versions" / f"{workspace.latest().number}.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["published_at"] = (NOW + timedelta(2)).isoformat()
    del document["checksum"]  # it would not fit any more
    path.write_text(json.dumps(document), encoding="utf-8")


def test_days_of_what_has_happened_that_lie_ahead_are_asked_about(tmp_path: Path) -> None:
    workspace, path = Workspace(tmp_path / "own"), file_of(tmp_path, deals(6, 4))
    with pytest.raises(UserError, match=r"The clock .* 4 rows of 10 have a later day in created_on, up to") as caught:
        import_files(workspace, [(path, ImportChoices())], "Ann")
    assert "say --clock ok if it is right" in str(caught.value)
    assert workspace.latest().number == 0
    import_files(workspace, [(path, ImportChoices(clock_is_right=True))], "Ann")
    assert workspace.latest().tables["opportunities"].rows == 10


@pytest.mark.parametrize(("past", "ahead"), [(10, 0), (1, 3), (500, 5)])
def test_slips_of_the_pen_and_expected_days_are_not(past: int, ahead: int, tmp_path: Path) -> None:
    assert prepared(tmp_path, deals(past, ahead)).ahead is None


def test_days_of_the_next_week_are_not(tmp_path: Path) -> None:
    assert prepared(tmp_path, deals(0, 10, f"{NOW + timedelta(6):%Y-%m-%d}")).ahead is None
    assert prepared(tmp_path, deals(0, 10, f"{NOW + timedelta(9):%Y-%m-%d}")).ahead is not None


@pytest.mark.parametrize(
    "text",
    [
        "customer_id,started_on,ended_on,annual_value\n" + f"C1,2025-01-01,{NEXT_YEAR},5\n" * 9,
        "person_id,program,session,held_on\n" + "".join(f"P{row},Basics,One,{NEXT_YEAR}\n" for row in range(9)),
        "person_id,started_on,completed_on\n" + "".join(f"P{row},{NEXT_YEAR},\n" for row in range(9)),
    ],
)
def test_contracts_sessions_and_newcomers_may_lie_ahead(text: str, tmp_path: Path) -> None:
    done = prepared(tmp_path, text)
    assert done.staged is not None
    assert done.ahead is None


def test_a_clock_before_the_newest_version_is_asked_about(tmp_path: Path) -> None:
    workspace, path = Workspace(tmp_path / "own"), file_of(tmp_path, deals(5, 0))
    import_files(workspace, [(path, ImportChoices())], "Ann")
    stored_in_the_future(workspace)
    again = file_of(tmp_path, deals(6, 0), "again.csv")
    with pytest.raises(UserError, match=r"The clock of this machine says .*, but the newest version was stored on"):
        import_files(workspace, [(again, ImportChoices())], "Ann")
    reports = import_files(workspace, [(again, ImportChoices())], "Ann", skip_bad=True)
    assert [report.table for report in reports] == [None]
    assert workspace.latest().number == 1
    import_files(workspace, [(again, ImportChoices(clock_is_right=True))], "Ann")
    assert abs(workspace.latest().published_at - NOW) < timedelta(1)


def test_no_version_is_dated_before_the_one_it_follows(tmp_path: Path) -> None:
    """A setting changed while the clock is wrong takes nothing out of the numbers."""
    workspace = Workspace(tmp_path / "own")
    import_files(workspace, [(file_of(tmp_path, deals(5, 0)), ImportChoices())], "Ann")
    stored_in_the_future(workspace)
    before = workspace.latest()
    changed = workspace.publish((), action="Changed the settings", who="Ann", settings=before.settings)
    assert changed.published_at == before.published_at
    assert workspace.undo("Ann").published_at == before.published_at


def test_the_command_takes_the_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["import", str(file_of(tmp_path, deals(6, 4))), "--workspace", str(tmp_path / "own")]
    assert main(words) != 0
    assert "--clock ok" in capsys.readouterr().err
    assert main([*words, "--clock", "ok"]) == 0
