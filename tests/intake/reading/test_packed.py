"""A gzipped export is read as what it holds; what can't be unpacked is refused in a sentence, and fills no disk."""

import gzip
import io
import tarfile
from pathlib import Path

import duckdb
import pytest

from metrics.errors import UserError
from metrics.intake.model import TextTable
from metrics.intake.read.text_tables import read_text_table
from metrics.intake.read.unpack import bare_name, remove_unpacked, unpack
from tests.intake.reading.test_workbooks import write_workbook

DEALS = "Name,Close Date,Amount\n" + "".join(
    f"Deal {number},2024-01-{number:02},{number}.50\n" for number in range(1, 29)
)


def packed(folder: Path, content: bytes, name: str = "deals.csv.gz") -> Path:
    path = folder / name
    path.write_bytes(gzip.compress(content))
    return path


def rows(table: TextTable) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(f"SELECT * FROM {table.relation} ORDER BY line").fetchall()


def refusal(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        read_text_table(path, path.parent)
    sentence = str(caught.value)
    assert path.name in sentence
    assert "\n" not in sentence
    return sentence


@pytest.mark.parametrize("allow_fast", [True, False])
@pytest.mark.parametrize(
    "content", [DEALS.encode(), b"\xef\xbb\xbf" + DEALS.encode(), DEALS.replace("Deal", "Gesch\xe4ft").encode("cp1252")]
)
def test_a_gzipped_file_has_the_rows_of_the_file_in_it(content: bytes, allow_fast: bool, tmp_path: Path) -> None:
    bare = tmp_path / "deals.csv"
    bare.write_bytes(content)
    expected = read_text_table(bare, tmp_path, allow_fast=allow_fast)
    expected_rows = rows(expected)
    unpacked = read_text_table(packed(tmp_path, content), tmp_path, allow_fast=allow_fast)
    assert unpacked.headers == expected.headers
    assert rows(unpacked) == expected_rows
    compression, *others = unpacked.decisions
    assert (compression.subject, compression.value) == ("compression", "gzip")
    assert tuple(others) == expected.decisions


def test_packing_is_recognised_whatever_the_file_is_called(tmp_path: Path) -> None:
    assert read_text_table(packed(tmp_path, DEALS.encode(), "deals.csv"), tmp_path).rows == 28


def test_several_parts_one_after_the_other_are_one_file(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv.gz"
    head, tail = DEALS[:200].encode(), DEALS[200:].encode()
    path.write_bytes(gzip.compress(head) + gzip.compress(tail))
    assert read_text_table(path, tmp_path).rows == 28


def test_a_gzipped_workbook_is_read_as_a_workbook(tmp_path: Path) -> None:
    write_workbook(tmp_path / "deals.xlsx", {"Deals": [["Name", "Amount"], ["A", 1.5], ["B", 2.5]]})
    table = read_text_table(packed(tmp_path, (tmp_path / "deals.xlsx").read_bytes(), "deals.xlsx.gz"), tmp_path)
    assert [row[1:] for row in rows(table)] == [("A", "1.5"), ("B", "2.5")]


def test_problems_name_the_file_as_it_was_handed_over(tmp_path: Path) -> None:
    table = read_text_table(packed(tmp_path, b"Name,Name\na,b\nc,d\n"), tmp_path)
    assert {problem.file for problem in table.problems} == {"deals.csv.gz"}


@pytest.mark.parametrize(
    "damaged",
    [
        gzip.compress(DEALS.encode())[:-1],
        gzip.compress(DEALS.encode())[:60],
        gzip.compress(DEALS.encode()) + b"something behind it",
        b"\x1f\x8b\x08\x00abc",
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff" + b"\xff" * 40,
        b"\x1f\x8b",
    ],
    ids=["a byte short", "cut off", "rubbish behind", "only a beginning", "no deflate", "only a mark"],
)
def test_a_damaged_or_cut_off_file_is_refused(damaged: bytes, tmp_path: Path) -> None:
    path = tmp_path / "deals.csv.gz"
    path.write_bytes(damaged)
    assert "damaged or cut off" in refusal(path)


def test_a_checksum_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    content = bytearray(gzip.compress(DEALS.encode()))
    content[-6] ^= 1
    path = tmp_path / "deals.csv.gz"
    path.write_bytes(content)
    assert "damaged or cut off" in refusal(path)


def test_what_is_no_table_is_refused_inside_too(tmp_path: Path) -> None:
    assert "holds nothing" in refusal(packed(tmp_path, b""))
    assert "compressed twice" in refusal(packed(tmp_path, gzip.compress(DEALS.encode())))
    assert "an image (PNG)" in refusal(packed(tmp_path, b"\x89PNG\r\n\x1a\n"))
    assert "0 rows" in refusal(packed(tmp_path, b"Name,Amount\n"))


def test_an_archive_of_several_files_is_refused_by_its_name(tmp_path: Path) -> None:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        entry = tarfile.TarInfo("deals.csv")
        entry.size = len(DEALS)
        tar.addfile(entry, io.BytesIO(DEALS.encode()))
    assert "an archive (tar)" in refusal(packed(tmp_path, archive.getvalue(), "deals.tar.gz"))


def test_a_bomb_is_stopped_at_the_limit(tmp_path: Path) -> None:
    limit = 3_000_000
    bomb = packed(tmp_path, bytes(400_000_000))
    assert bomb.stat().st_size < 500_000
    with pytest.raises(UserError, match="unpacks to more than 3,000,000 bytes"):
        unpack(bomb, tmp_path, largest=limit)
    assert (tmp_path / "unpacked" / bomb.name).stat().st_size <= limit


def test_a_file_of_just_the_limit_is_unpacked(tmp_path: Path) -> None:
    content = DEALS.encode()
    path, decision = unpack(packed(tmp_path, content), tmp_path, largest=len(content))
    assert path.read_bytes() == content
    assert f"{len(content):,} bytes" in decision.evidence
    with pytest.raises(UserError):
        unpack(packed(tmp_path, content), tmp_path, largest=len(content) - 1)


def test_what_was_unpacked_can_be_forgotten(tmp_path: Path) -> None:
    unpack(packed(tmp_path, DEALS.encode()), tmp_path)
    remove_unpacked(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["deals.csv.gz"]
    remove_unpacked(tmp_path)


@pytest.mark.parametrize(
    ("name", "bare"),
    [("deals.csv.gz", "deals"), ("deals.CSV.GZ", "deals"), ("deals.gz", "deals"), ("deals.csv", "deals")],
)
def test_the_bare_name_has_no_ending(name: str, bare: str) -> None:
    assert bare_name(Path(name)) == bare
