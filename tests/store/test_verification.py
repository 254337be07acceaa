"""Bits that flip on the disk give a sentence, and never another number."""

import random
import re
import shutil
from pathlib import Path

import pytest

from metrics.commands.command_line import main
from metrics.errors import DamagedError
from metrics.intake.choices import ImportChoices
from metrics.intake.importing import import_files
from metrics.query import session
from metrics.store import verification
from metrics.store.workspace import Workspace
from tests.pages.conftest import opened, words

FLIPS = 200
ASKED_EVERY = 10
"""After so many flips the whole way from question to answer is gone; else only what every question asks first."""
DEALS = "opportunity_id,owner,stage,created_on,closed_on,amount\n" + "".join(
    f"D{n},{('Ann', 'Bob')[n % 2]},{('Closed Won', 'Closed Lost')[n % 3 == 0]},2025-01-{1 + n % 28:02},2025-03-01,{n}\n"
    for n in range(60)
)
PEOPLE = "person_id,name,team,role\nE1,Ann,East,Account Executive\nE2,Bob,West,Account Executive\n"


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company that imported its deals, and then its roster: version 1 and 2."""
    folder = tmp_path_factory.mktemp("imported")
    for name, table, text in (("deals", "opportunities", DEALS), ("roster", "people", PEOPLE)):
        file = folder / f"{name}.csv"
        file.write_text(text, encoding="utf-8")
        import_files(Workspace(folder / "workspace"), [(file, ImportChoices(table=table))], who="tests")
    return folder / "workspace"


@pytest.fixture
def stored(imported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    folder = tmp_path / "workspace"
    shutil.copytree(imported, folder)
    monkeypatch.setenv("COXSWAIN_WORKSPACE", str(folder))
    forget()
    return Workspace(folder)


def forget() -> None:
    """As if another process asked next: nothing is remembered."""
    verification._whole.clear()
    session._sessions.clear()


def flip(file: Path, bit: int) -> None:
    content = bytearray(file.read_bytes())
    content[bit // 8] ^= 1 << bit % 8
    file.write_bytes(content)


def ask(capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str, str]:
    forget()
    status = main(["ask", "win_rate", *more])
    return status, *capsys.readouterr()


def test_a_flipped_bit_is_a_sentence_and_never_another_number(
    stored: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wherever it is in the stored rows that the newest version reads."""
    files = [file for table in stored.latest().tables.values() for file in table.files]
    before = ask(capsys, "--by", "team")
    assert before[0] == 0
    chance = random.Random(13)
    for number in range(FLIPS):
        file = chance.choice(files)
        bit = chance.randrange(file.stat().st_size * 8)
        flip(file, bit)
        forget()
        with pytest.raises(DamagedError, match=f"the file {re.escape(str(file))} holds other bytes than were stored"):
            verification.require_whole(stored.latest(), stored.latest().tables)
        if number % ASKED_EVERY == 0:
            status, numbers, sentence = ask(capsys, "--by", "team")
            assert (status, numbers, sentence.count("\n")) == (1, "", 1)
            assert f"the file {file} holds other bytes than were stored" in sentence
        flip(file, bit)
    assert ask(capsys, "--by", "team") == before


def test_only_the_files_that_a_question_reads_are_read_for_it(
    stored: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    (roster,) = stored.latest().tables["people"].files
    flip(roster, 800)
    forget()
    opened_version = stored.latest()
    verification.require_whole(opened_version, ["opportunities"])
    with pytest.raises(DamagedError):
        verification.require_whole(opened_version, ["people"])


def test_a_file_is_read_once_in_a_process(stored: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    (deals,) = stored.latest().tables["opportunities"].files
    verification.require_whole(stored.latest(), ["opportunities"])
    flip(deals, 800)
    verification.require_whole(stored.latest(), ["opportunities"])
    with pytest.raises(DamagedError):
        verification.require_whole(stored.latest(), ["opportunities"], again=True)


def test_damage_leads_back_to_the_last_whole_version(stored: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    (roster,) = stored.latest().tables["people"].files
    flip(roster, 800)
    _, _, sentence = ask(capsys, "--by", "team")
    command = f"python -m metrics restore 1 --workspace {stored.folder}"
    assert f"Version 1 is whole: go back to it (`{command}`)" in sentence
    assert main(["verify"]) == 1
    report, _ = capsys.readouterr()
    assert f"The file {roster} holds other bytes than were stored. Needed by version 2." in report
    assert "Whole: version 1." in report
    assert command in report
    assert main(["restore", "1"]) == 0
    assert capsys.readouterr().out == "Version 3 is what version 1 was.\n"
    assert ask(capsys)[0] == 0
    assert main(["restore", "2"]) == 1, "a damaged version is nothing to go back to"


def test_what_is_whole_is_said_to_be(stored: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify"]) == 0
    assert capsys.readouterr().out == "Everything is as it was published: versions 1–2.\n"
    assert main(["verify", "--json"]) == 0
    shutil.rmtree(stored.folder)
    assert main(["verify"]) == 0
    assert "is still empty" in capsys.readouterr().out


def test_a_version_that_was_cleared_out_is_no_damage(
    stored: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    closed = tmp_path / "closed.csv"
    closed.write_text(DEALS.replace("2025-03-01,7\n", "2025-03-01,70\n"), encoding="utf-8")
    import_files(stored, [(closed, ImportChoices(table="opportunities"))], who="tests")
    assert stored.clear_out(before=3) > 0
    assert main(["verify"]) == 0
    report = capsys.readouterr().out
    assert "Files are gone of versions 1–2" in report
    assert "Whole: version 3.\nThe newest version is whole." in report


def test_damage_is_never_written_anew(stored: Workspace, tmp_path: Path) -> None:
    """What is merged into a damaged table would get a digest of its own, and pass for whole."""
    (deals,) = stored.latest().tables["opportunities"].files
    flip(deals, 8 * (deals.stat().st_size // 2))
    more = tmp_path / "more.csv"
    more.write_text(DEALS.replace("D", "X"), encoding="utf-8")
    with pytest.raises(DamagedError, match="holds other bytes"):
        import_files(stored, [(more, ImportChoices(table="opportunities"))], who="tests")
    assert stored.latest().number == 2


def test_a_changed_version_file_is_no_version(stored: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    """Its settings and names decide about numbers like the rows do."""
    file = stored.folder / "versions" / "2.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"fiscal_year_start": 1', '"fiscal_year_start": 3'))
    status, numbers, sentence = ask(capsys)
    assert (status, numbers) == (1, "")
    assert "it holds something else than was stored" in sentence


def test_a_changed_document_is_none(stored: Workspace) -> None:
    snapshot = stored.latest()
    for path in snapshot.documents.values():
        flip(path, 80)
    assert not stored.states()[0].whole


def test_a_page_withdraws_its_numbers_and_offers_the_way_back(stored: Workspace) -> None:
    (roster,) = stored.latest().tables["people"].files
    flip(roster, 800)
    app = opened("scorecard")
    assert not app.exception
    assert "holds other bytes than were stored" in words(app)
    assert not app.get("download_button")
    (button,) = (each for each in app.button if each.label == "Go back to version 1")
    button.click().run()
    assert not app.exception
    assert "holds other bytes" not in words(app)
    assert stored.latest().number == 3
