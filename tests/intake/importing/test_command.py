"""`import` on good and bad input: rows, rows set aside with reasons, or one plain sentence and nothing changed."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from metrics.commands.command_line import main
from metrics.store.workspace import Workspace

DEALS = "Opportunity ID,Stage,Amount,Close Date,Opportunity Owner\n"
GOOD = DEALS + "A,Closed Won,10,2024-01-31,Anna\nB,Closed Lost,20,2024-02-01,Ben\n"


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    try:
        status = main([str(word) for word in words])
    except SystemExit as left:
        status = int(left.code or 0)
    output = capsys.readouterr()
    return status, output.out, output.err


def file(folder: Path, content: str | bytes, name: str = "deals.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def report(out: str) -> dict[str, Any]:
    (file_report,) = json.loads(out)
    return dict(file_report)


def test_a_file_becomes_a_version_with_an_audit_entry(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, folder = file(tmp_path, GOOD), tmp_path / "w"
    status, out, err = run(capsys, "import", path, "--workspace", folder, "--json")
    assert (status, err) == (0, "")
    imported = report(out)
    assert (imported["table"], imported["rows_read"], imported["rows_used"], imported["rows_set_aside"]) == (
        "opportunities",
        2,
        2,
        0,
    )
    assert imported["mapping"]["Opportunity Owner"] == "owner"
    assert {"metric": "deal_velocity", "missing": ["opportunities.created_on"]} in imported["disabled_metrics"]
    (version,) = Workspace(folder).history()
    assert [(entry.name, entry.rows_read, entry.rows_used, entry.sha256) for entry in version.files] == [
        ("deals.csv", 2, 2, imported["sha256"])
    ]


def test_headers_that_were_not_read_are_named_with_the_nearest_column_and_the_words_to_map_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exported = "opportunity_id,sales_agent,deal_stage,engage date,close_date,close_value,Mood\n"
    path = file(
        tmp_path, exported + "A,Anna,Won,2024-01-02,2024-03-04,10.5,good\nB,Ben,Lost,2024-02-03,2024-03-05,0,\n"
    )
    status, out, _ = run(capsys, "import", path, "--workspace", tmp_path / "w")
    assert status == 0
    assert "“engage date” is nearest to created_on (needed for Deal velocity" in out
    assert "--map 'engage date=created_on'" in out
    assert "“close_value” is nearest to amount (needed for New-business revenue" in out
    assert "--map close_value=amount" in out
    assert "not read: “Mood”, near no column" in out
    mapped = ["--map", "engage date=created_on", "--map", "close_value=amount", "--keep", "Mood"]
    status, out, _ = run(capsys, "import", path, "--workspace", tmp_path / "w", *mapped)
    assert status == 0
    assert "not read" not in out


def test_a_header_is_named_beside_the_column_it_is_most_like_or_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exported = "opportunity_id,stage,close_date,closed dates,discount percent,discounts pct\n"
    path = file(tmp_path, exported + "A,Won,2025-01-02,2025-01-03,0.1,\nB,Lost,2025-02-02,2025-02-03,0.2,\n")
    status, out, _ = run(capsys, "import", path, "--workspace", tmp_path / "w", "--as", "opportunities")
    assert status == 0
    assert "“closed dates” is nearest" not in out, "it is rather closed_on, which close_date is, than created_on"
    assert "“discounts pct” is nearest" not in out, "nothing stands under it"


def test_a_header_is_near_no_column_whose_values_it_does_not_hold_nor_one_that_is_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file(tmp_path, "opportunity_id,stage,amount,close value,create dates\nA,Won,10,20,soon\n")
    _, out, _ = run(capsys, "import", path, "--workspace", tmp_path / "w", "--json")
    unread = report(out)["unread"]
    assert [each["header"] for each in unread] == ["close value", "create dates"]
    assert "amount" not in [each["nearest"] for each in unread]
    assert "created_on" not in [each["nearest"] for each in unread]


def test_an_attendance_list_has_no_header_to_map(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    headers = "Name,User Email,Join Time,Leave Time,Guest"
    joined = f"{headers}\nAnna,a@x.example,01/20/2024 03:00:00 PM,01/20/2024 04:00:00 PM,No\n"
    _, out, _ = run(capsys, "import", file(tmp_path, joined), "--workspace", tmp_path / "w", "--json")
    assert (report(out)["table"], report(out)["unread"]) == ("training", [])


def test_importing_again_changes_nothing_and_remembers_mapping_and_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, folder = file(tmp_path, "Deal,Phase X,Worth\nA,Parked,5\n"), tmp_path / "w"
    words = ["--as", "opportunities", "--map", "Deal=opportunity_id", "--map", "Phase X=stage", "--map", "Worth=amount"]
    status, _, _ = run(capsys, "import", path, "--workspace", folder, *words, "--stage", "Parked=lost", "--json")
    assert status == 0
    status, out, _ = run(capsys, "import", path, "--workspace", folder, "--json")
    assert status == 0
    assert report(out)["mapping"] == {"Deal": "opportunity_id", "Phase X": "stage", "Worth": "amount"}
    assert report(out)["problems"] == []
    snapshot = Workspace(folder).latest()
    assert snapshot.tables["opportunities"].rows == 1
    assert [(word.word, word.outcome) for word in snapshot.settings.stage_words] == [("Parked", "lost")]


def test_several_files_are_one_version_or_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad, folder = file(tmp_path, GOOD), file(tmp_path, b"\x89PNG\r\n\x1a\n\x00\x00", "logo.csv"), tmp_path / "w"
    status, out, err = run(capsys, "import", good, bad, "--workspace", folder)
    assert (status, out) == (1, "")
    assert "logo.csv" in err
    assert Workspace(folder).latest().number == 0
    status, out, _ = run(capsys, "import", good, bad, "--workspace", folder, "--skip-bad", "--json")
    assert status == 0
    first, second = json.loads(out)
    assert first["rows_used"] == 2
    assert (second["table"], second["problems"][0]["severity"]) == (None, "stops the file")
    assert len(Workspace(folder).history()) == 1


def test_an_undecidable_date_column_is_refused_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, folder = file(tmp_path, DEALS + "A,Won,1,03/04/2024,X\n"), tmp_path / "w"
    status, _, err = run(capsys, "import", path, "--workspace", folder)
    assert status == 1
    assert "Close Date" in err
    assert "--date-order" in err
    status, _, _ = run(capsys, "import", path, "--workspace", folder, "--date-order", "Close Date=dmy")
    assert status == 0


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--as", "deals"], "invalid choice"),
        (["--map", "Stage"], "HEADER=column"),
        (["--stage", "Won=maybe"], "no outcome"),
        (["--date-order", "Close Date=ydm"], "no order of dates"),
        (["--set", "quantity"], "COLUMN=VALUE"),
    ],
)
def test_wrong_usage_is_status_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], complaint: str
) -> None:
    status, _, err = run(capsys, "import", file(tmp_path, GOOD), "--workspace", tmp_path / "w", *words)
    assert status == 2
    assert complaint in err


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--as", "opportunities", "--map", "Stage=stages"], "did you mean 'stage'"),
        (["--as", "opportunities", "--map", "Stag=stage"], "Stag"),
        (["--map", "Amount=no such"], "no such"),
        (["--keep", "Colour"], "Colour"),
        (["--set", "quantity=many"], "quantity"),
        (["--map", "Stage=owner", "--map", "Amount=owner", "--as", "opportunities"], "Only one header"),
        (["--stage", "Won=won", "--stage", "Won=lost"], "--stage says both"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], complaint: str
) -> None:
    folder = tmp_path / "w"
    status, out, err = run(capsys, "import", file(tmp_path, GOOD), "--workspace", folder, *words)
    assert (status, out) == (1, "")
    assert complaint in err
    assert len(err.strip().splitlines()) == 1
    assert Workspace(folder).latest().number == 0


def workbook_like() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "hello")
    return packed.getvalue()


REFUSED = {
    "an image": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20,
    "a zip": workbook_like(),
    "a web page": "<!DOCTYPE html><html><head><title>Log in</title></head><body><p>Sign in</p></body></html>",
    "empty": b"",
    "blank lines": "\n\n \n",
    "a header only": DEALS,
    "10,000 columns": ",".join(f"c{number}" for number in range(10_000)) + "\n" + ",".join("1" * 10_000) + "\n",
    "a 50 MB line": b"Opportunity ID,Stage\n" + b"x" * 50_000_000,
    "NUL bytes alone": b"\x00" * 5_000,
    "prose": "Dear all,\nplease find the numbers attached.\nBest, A.\n",
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_table_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    folder = tmp_path / "w"
    path = file(tmp_path, REFUSED[kind])
    status, out, err = run(capsys, "import", path, "--workspace", folder, "--as", "opportunities")
    assert (status, out) == (1, "")
    assert "deals.csv" in err
    assert "Traceback" not in err
    assert len(err.strip().splitlines()) == 1
    assert Workspace(folder).latest().number == 0


WRAPPED = "".join(f'"{line}"\n' for line in GOOD.strip().splitlines())
CONFLICT = GOOD + "<<<<<<< HEAD\nC,Closed Won,1,2024-01-05,X\n=======\nC,Closed Won,2,2024-01-05,X\n>>>>>>> theirs\n"
RUSSIAN = "ID сделки;Стадия;Сумма;Ответственный\n1;Выиграна;1000;Анна Петрова\n2;Проиграна;500;Борис\n"
JAPANESE = "商談 ID,フェーズ,金額,商談 所有者\n1,受注,1000,山田太郎\n2,失注,500,鈴木花子\n"
USED = {
    "NUL bytes": (GOOD.encode() + b"C,Closed Won,3\x000,2024-02-01,Cy\x00\n", 3, 3),
    "a header twice": ("Opportunity ID,Stage,Amount,Amount\nA,Won,1,2\n", 1, 1),
    "a header that is SQL": ('Opportunity ID,Stage,"""; DROP TABLE"\nA,Won,x\n', 1, 1),
    "a header that is a formula": ("Opportunity ID,Stage,=1+1\nA,Won,x\n", 1, 1),
    "every row in quotes": (WRAPPED, 2, 2),
    "unquoted commas": (GOOD + "C,Closed Won,1,200,2024-01-05,X\n", 3, 2),
    "semicolons, CRLF and a byte order mark": ("\ufeff" + GOOD.replace(",", ";").replace("\n", "\r\n"), 2, 2),
    "a formula in a cell": (GOOD + "=cmd(),Closed Won,1,2024-01-05,@x\n", 3, 3),
    "cp1251": (RUSSIAN.encode("cp1251"), 2, 2),
    "Shift-JIS": (JAPANESE.encode("shift_jis"), 2, 2),
}  # fmt: skip


@pytest.mark.parametrize("kind", USED)
def test_odd_files_are_read_and_every_row_is_accounted_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    content, read, used = USED[kind]
    folder = tmp_path / "w"
    status, out, err = run(capsys, "import", file(tmp_path, content), "--workspace", folder, "--json")
    assert (status, err) == (0, "")
    imported = report(out)
    assert (imported["rows_read"], imported["rows_used"], imported["rows_set_aside"]) == (read, used, read - used)
    assert Workspace(folder).latest().tables["opportunities"].rows == used


def test_a_committed_merge_conflict_is_never_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "w"
    status, out, err = run(capsys, "import", file(tmp_path, CONFLICT), "--workspace", folder, "--json")
    assert "Traceback" not in err
    if status == 0:
        imported = report(out)
        assert imported["rows_read"] == imported["rows_used"] + imported["rows_set_aside"]
        assert imported["rows_set_aside"] >= 3
    else:
        assert Workspace(folder).latest().number == 0


def test_a_kept_header_that_is_sql_stays_a_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, content = tmp_path / "w", 'Opportunity ID,Stage,"""; DROP TABLE"\nA,Won,x\n'
    header = '"; DROP TABLE'
    status, _, _ = run(capsys, "import", file(tmp_path, content), "--workspace", folder, "--keep", header)
    assert status == 0
    assert dict(Workspace(folder).latest().tables["opportunities"].kept) == {"kept_drop_table": header}


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (tmp_path / "absent.csv", tmp_path):
        status, _, err = run(capsys, "import", path, "--workspace", tmp_path / "w")
        assert (status, len(err.strip().splitlines())) == (1, 1)


def test_commands_say_how_they_are_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "import")[0] == 2
    assert run(capsys)[0] == 2
    assert run(capsys, "no-such-command")[0] == 2
    status, out, _ = run(capsys, "import", "--help")
    assert status == 0
    assert "--skip-bad" in out


def test_an_import_of_which_every_row_is_set_aside_is_refused_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header = "Email,Course,Completion Date,Completion Status\n"
    path = file(tmp_path, header + "a@x.com,Pitch,in spring,Completed\nb@x.com,Pitch,in autumn,Completed\n", "t.csv")
    status, _, err = run(capsys, "import", path, "--workspace", tmp_path / "w")
    assert status == 1
    assert "t.csv: none of its 2 rows can be used. 2 rows in “Completion Date”: The text is not a date" in err
    status, _, _ = run(capsys, "import", path, "--skip-bad", "--workspace", tmp_path / "w")
    assert status == 0
