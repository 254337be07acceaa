"""A gzipped export is imported like any other: under its own name, by its own digest, leaving nothing behind."""

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from metrics.commands.command_line import main
from metrics.errors import UserError
from metrics.store.workspace import Workspace
from tests.intake.importing.preparing import prepared, rows

DEALS = "Opportunity ID,Stage,Amount,Close Date\nA,Closed Won,10,2024-01-31\nB,Closed Lost,20,2024-02-01\n"
ATTENDANCE = "Name,User Email,Join Time,Leave Time\n" + "".join(
    f"Ann {number},ann{number}@example.com,01/{number}/2024 03:00:00 PM,01/{number}/2024 04:00:00 PM\n"
    for number in range(13, 20)
)


def test_the_audit_log_has_the_name_and_the_digest_of_the_file_as_it_came(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "deals.csv.gz"
    path.write_bytes(gzip.compress(DEALS.encode()))
    assert main(["import", str(path), "--workspace", str(tmp_path / "w"), "--json"]) == 0
    (report,) = json.loads(capsys.readouterr().out)
    assert (report["file"], report["table"], report["rows_used"]) == ("deals.csv.gz", "opportunities", 2)
    (version,) = Workspace(tmp_path / "w").history()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert [(file.name, file.sha256) for file in version.files] == [("deals.csv.gz", digest)]


def test_inspect_says_that_a_file_was_packed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "deals.csv.gz"
    path.write_bytes(gzip.compress(DEALS.encode()))
    assert main(["inspect", str(path), "--json"]) == 0
    (document,) = json.loads(capsys.readouterr().out)
    assert (document["file"], document["rows"]) == ("deals.csv.gz", 2)
    assert "compression" in {decision["subject"] for decision in document["decisions"]}


def test_a_damaged_file_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "deals.csv.gz"
    path.write_bytes(gzip.compress(DEALS.encode())[:-5])
    assert main(["import", str(path), "--workspace", str(tmp_path / "w")]) == 1
    assert "deals.csv.gz is damaged or cut off" in capsys.readouterr().err
    assert Workspace(tmp_path / "w").latest().number == 0


def test_the_same_rows_are_staged_and_what_was_unpacked_is_gone(tmp_path: Path) -> None:
    plain = prepared(tmp_path, DEALS, "deals.csv")
    packed = prepared(tmp_path, gzip.compress(DEALS.encode()), "deals.csv.gz")
    assert rows(packed) == rows(plain)
    assert packed.path.name == "deals.csv.gz"
    assert not (tmp_path / "scratch of deals.csv.gz" / "unpacked").exists()


def test_what_was_unpacked_is_gone_after_a_refusal_too(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="0 rows"):
        prepared(tmp_path, gzip.compress(b"Opportunity ID,Stage\n"), "deals.csv.gz")
    assert not (tmp_path / "scratch of deals.csv.gz" / "unpacked").exists()


def test_a_gzipped_attendance_list_names_its_session_by_the_file(tmp_path: Path) -> None:
    done = prepared(tmp_path, gzip.compress(ATTENDANCE.encode()), "Kick-off.csv.gz")
    assert {row["session_id"] for row in rows(done)} == {"Kick-off"}
