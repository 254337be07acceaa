"""What is no table is refused in one plain sentence; any bytes end in rows, rows set aside or a refusal."""

import csv
import random
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.errors import UserError
from metrics.intake.read.text_tables import read_text_table
from metrics.intake.recognize.profile import profile_columns
from tests.examples import examples


def refusal(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        read_text_table(path, path.parent)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert path.name in sentence
    return sentence


def write(folder: Path, content: bytes | str, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "an image (PNG)"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "an image (JPEG)"),
        (b"%PDF-1.7\n1 0 obj", "a PDF document"),
        (b"\x1f\x8b\x08\x00abc", "damaged or cut off"),
        (b"BZh91AY&SY", "a compressed file (bzip2)"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "a web page (HTML)"),
        (b"\n  <html lang='en'>\n<table><tr><td>1", "a web page (HTML)"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><rows/>", "an XML document"),
        (b'[{"a": 1}, {"a": 2}]', "a JSON document"),
        (b"PAR1\x15\x04\x15", "a Parquet file"),
        (b"", "is empty"),
        (b"\n\n  \r\n\t\n", "nothing but blank lines"),
        (b"\xef\xbb\xbf", "nothing but blank lines"),
        (b"Name,Size,Kind\n", "0 rows"),
        (b"Name,Size,Kind", "0 rows"),
        (b"\x00\x01\x02\x03" * 500, "not a text file"),
        (b"a,b\n1,2\n\n<<<<<<< HEAD\n3,4\n=======\n5,6\n>>>>>>> main\n", "line 4: the file holds an unresolved merge"),
    ],
)
def test_what_is_no_table_is_refused_by_its_name(content: bytes, complaint: str, tmp_path: Path) -> None:
    assert complaint in refusal(write(tmp_path, content))


def test_merge_conflict_in_a_file_of_one_column_is_refused(tmp_path: Path) -> None:
    lines = ["email", "a@x.org", "<<<<<<< HEAD", "b@x.org", "=======", "c@x.org", ">>>>>>> main", "d@x.org"]
    assert "merge conflict" in refusal(write(tmp_path, "\n".join(lines)))


def test_a_zip_archive_is_refused_and_a_damaged_one_too(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("deals.csv", "a,b\n1,2\n")
    assert "zip archive" in refusal(path)
    assert "damaged" in refusal(write(tmp_path, path.read_bytes()[:40]))


def test_old_excel_and_a_protected_workbook_are_told_apart(tmp_path: Path) -> None:
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    assert "old Excel format" in refusal(write(tmp_path, start, "file.xls"))
    assert "password" in refusal(write(tmp_path, start + "EncryptedPackage".encode("utf-16-le"), "file.xlsx"))


def test_ten_thousand_columns_are_refused(tmp_path: Path) -> None:
    header = ",".join(f"c{number}" for number in range(10_000))
    row = ",".join("1" for _ in range(10_000))
    assert "10,000 columns" in refusal(write(tmp_path, f"{header}\n{row}\n" * 3))


def test_a_line_of_fifty_megabytes_is_refused(tmp_path: Path) -> None:
    assert "more than a million characters" in refusal(write(tmp_path, b"a,b\n1,2\n" + b"x" * 50_000_000))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "nothing.csv")


def test_an_unknown_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no encoding called"):
        read_text_table(write(tmp_path, "a,b\n1,2\n"), tmp_path, encoding="klingon")
    with pytest.raises(UserError, match="no encoding called"):
        read_text_table(write(tmp_path, "a,b\n1,2\n"), tmp_path, encoding="rot13")


@pytest.mark.parametrize("header", ['"""; DROP TABLE people; --"', "=cmd()", "'; SELECT 1", '"a""b"'])
def test_headers_that_look_like_commands_are_just_text(header: str, tmp_path: Path) -> None:
    table = read_text_table(write(tmp_path, f"{header},Size\nx,1\ny,2\n"), tmp_path)
    columns = profile_columns(table)
    assert table.headers[0] == next(csv.reader([header]))[0]
    assert [column.sum for column in columns] == [None, 3]


def ends_well(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), content)
        try:
            table = read_text_table(path, Path(folder))
        except UserError:
            return
        columns = profile_columns(table)
        assert len(columns) == len(table.headers) == len(set(table.headers))
        assert all(column.nulls + column.distinct <= table.rows + column.distinct for column in columns)


@examples(2)
@given(st.binary(max_size=400))
def test_any_bytes_end_in_rows_or_a_refusal(content: bytes) -> None:
    ends_well(content)


PIECES = st.sampled_from(
    [b",", b";", b"\n", b"\r\n", b"\r", b'"', b"\t", b"'", b"\x00", b"\xff", b"\xfe", b"\xe9", b"\xc3\xa9", b"1",
     b"1,234.5", b"31/12/2024", b"a", b"Name", b"Total", b"\\", b"=", b" ", b"\xef\xbb\xbf", b"2024-01-05", b"$5",
     b"(3)", b"nan", b"1e999", b"9" * 45, b"\x1a", b"sep=;", b"<<<<<<< x"]
)  # fmt: skip


@examples(2)
@given(st.lists(PIECES, max_size=60).map(b"".join))
def test_any_mix_of_what_tables_are_made_of_ends_in_rows_or_a_refusal(content: bytes) -> None:
    ends_well(content)


@pytest.mark.parametrize("seed", range(6))
def test_a_table_with_bytes_flipped_at_random_ends_in_rows_or_a_refusal(seed: int) -> None:
    dice = random.Random(seed)
    content = bytearray(b"Name,Date,Amount\n" + b'"M\xc3\xbcller, K",2024-01-05,"1,234.50"\n' * 200)
    for _ in range(30):
        content[dice.randrange(len(content))] = dice.randrange(256)
    ends_well(bytes(content))
