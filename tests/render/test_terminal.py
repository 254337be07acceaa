"""What comes from other people's files is shown on a terminal, and never steers it."""

import json
from pathlib import Path

import pytest

from metrics.commands.command_line import main
from metrics.intake.choices import ImportChoices
from metrics.intake.importing import import_files
from metrics.render.terminal import harmless
from metrics.store.workspace import Workspace

NAME = "Ea\x1b[31mst\u202e\x9b"
SHOWN = "Ea\\u001b[31mst\\u202e\\u009b"
DEALS = "opportunity_id,stage,created_on,closed_on,Odd=Team\n" + "".join(
    f"D{n},Closed Won,2025-01-01,2025-02-0{n + 1},{name}\n" for n, name in enumerate((NAME, NAME, "West"))
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("odd")
    (folder / "deals.csv").write_text(DEALS, encoding="utf-8")
    choices = ImportChoices(table="opportunities", keep=("Odd=Team",))
    import_files(Workspace(folder / "workspace"), [(folder / "deals.csv", choices)], who="tests")
    return str(folder / "workspace")


def test_steering_characters_become_escapes_and_everything_else_stays() -> None:
    assert harmless("Ünï\t工\n\x1b]0;x\x07\r\ud800") == "Ünï\t工\n\\u001b]0;x\\u0007\\u000d\\ud800"


def test_names_and_cells_are_escaped_in_text(workspace: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "win_rate", "--by", "Odd=Team", "--workspace", workspace]) == 0
    printed = capsys.readouterr().out
    assert SHOWN in printed
    assert "\x1b" not in printed


def test_json_stays_the_same_data(workspace: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "win_rate", "--by", "Odd=Team", "--format", "json", "--workspace", workspace]) == 0
    printed = capsys.readouterr().out
    assert "\x9b" not in printed
    assert NAME in {row["Odd=Team"] for row in json.loads(printed)}


def test_a_file_of_comma_separated_values_gets_every_character(
    workspace: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "win_rate", "--by", "Odd=Team", "--format", "csv", "--workspace", workspace]) == 0
    assert NAME in capsys.readouterr().out


@pytest.mark.parametrize("word", ["--by", "--from", "--grain", "--version", "--nothing"])
def test_what_was_typed_is_escaped_in_every_complaint(
    workspace: str, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    try:
        status: object = main(["ask", "win_rate", word, "\x1b[31mred", "--workspace", workspace])
    except SystemExit as end:  # wrong usage
        status = end.code
    assert status in (1, 2)
    assert "\x1b" not in capsys.readouterr().err


@pytest.mark.parametrize("where", ["--where", "--by", "--workspace"])
def test_half_a_character_is_refused(workspace: str, capsys: pytest.CaptureFixture[str], where: str) -> None:
    """As a word comes whose bytes are no UTF-8."""
    assert main(["ask", "win_rate", where, "team=\udcff", "--workspace", workspace]) == 1
    assert "“team=\\udcff” isn't text in UTF-8" in capsys.readouterr().err


def test_a_header_with_an_equals_sign_filters(workspace: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "win_rate", "--where", "odd=team=West", "--format", "json", "--workspace", workspace]) == 0
    assert [row["n"] for row in json.loads(capsys.readouterr().out)] == [1]


@pytest.mark.parametrize(("start", "end"), [("9999-12-20", "9999-12-31"), ("0001-01-01", "0001-01-20")])
@pytest.mark.parametrize("grain", ["week", "month", "quarter", "year"])
def test_days_at_the_ends_of_the_calendar_are_refused(
    workspace: str, capsys: pytest.CaptureFixture[str], start: str, end: str, grain: str
) -> None:
    words = ["ask", "win_rate", "--from", start, "--to", end, "--workspace", workspace]
    assert main([*words, "--grain", grain]) == 1
    assert "too near to an end of the calendar" in capsys.readouterr().err
    assert main(words) == 0, "as one period there is nothing before or after to be found"


def test_a_folder_called_like_a_version_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "versions" / "7.json").mkdir(parents=True)
    (tmp_path / "versions" / "٣.json").touch()
    assert main(["ask", "win_rate", "--workspace", str(tmp_path)]) == 1
    complaint = capsys.readouterr().err
    assert "7.json is damaged (Is a directory): put it back from a backup, or move it away" in complaint
    (tmp_path / "versions" / "7.json").rmdir()
    assert Workspace(tmp_path).latest().number == 0
