"""The committed sample is what its generator makes, and has what it needs to have."""

import csv
import gzip
import io
from collections.abc import Mapping

import pytest

from metrics.schema.contract import contracts
from sample_data.company import draw
from sample_data.division import Division
from sample_data.generate import FOLDER, contents
from tests.house.sources import ROOT

PACKED = ".csv.gz"


@pytest.fixture(scope="module")
def company() -> Mapping[str, bytes]:
    return contents(draw(Division()))


@pytest.fixture(scope="module")
def plain(company: Mapping[str, bytes]) -> Mapping[str, list[list[str]]]:
    """The rows of each plain file, by table."""
    return {
        name.removesuffix(PACKED): list(csv.reader(io.StringIO(content.decode())))
        for name, content in company.items()
        if name.endswith(PACKED)
    }


def test_the_committed_files_hold_what_the_generator_makes(company: Mapping[str, bytes]) -> None:
    """Which is the same in every process and on every day."""
    files = [path for path in FOLDER.rglob("*") if path.suffix in {".csv", ".gz"} or path.name == "truth.toml"]
    committed = {path.relative_to(FOLDER).as_posix(): path for path in files}
    assert committed.keys() == company.keys()
    # Compressed bytes may differ from one zlib to another; what they hold may not.
    held = {name: gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            for name, path in committed.items()}  # fmt: skip
    assert [name for name, content in held.items() if content != company[name]] == [], "run `make sample`"


def test_there_is_a_file_for_every_table(plain: Mapping[str, list[list[str]]]) -> None:
    assert plain.keys() == contracts().keys()


def test_every_plain_file_has_the_headers_of_its_contract(plain: Mapping[str, list[list[str]]]) -> None:
    for table, (header, *_) in plain.items():
        assert set(header) <= set(contracts()[table].columns), table
        assert set(contracts()[table].required) <= set(header), table


def test_every_row_has_as_many_cells_as_the_header(plain: Mapping[str, list[list[str]]]) -> None:
    for table, rows in plain.items():
        assert {len(row) for row in rows} == {len(rows[0])}, table
        assert len(rows) > 3, table


def test_the_sample_stays_small() -> None:
    files = [path for path in FOLDER.rglob("*") if path.suffix in {".csv", ".gz"}]
    assert sum(path.stat().st_size for path in files) < 4_000_000


def test_a_packed_file_says_neither_when_nor_where_it_was_packed() -> None:
    for path in FOLDER.glob(f"*{PACKED}"):
        flags, *when = path.read_bytes()[3:8]
        assert (flags, when) == (0, [0, 0, 0, 0]), path.name


def test_git_keeps_the_sample_as_it_was_generated() -> None:
    attributes = (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()
    assert {"sample_data/**/*.csv -text", "*.gz binary"} <= set(attributes)  # no change of line ends on Windows
