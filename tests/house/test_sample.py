"""The committed sample is what its generator makes, and has what it needs to have."""

import csv
import io
from pathlib import Path

import pytest

from metrics.intake.contract import contracts
from sample_data import generate

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def company() -> dict[str, bytes]:
    return generate.company()


def test_the_committed_files_are_what_the_generator_makes(company: dict[str, bytes]) -> None:
    committed = {str(path.relative_to(generate.FOLDER).as_posix()): path for path in generate.FOLDER.rglob("*.csv")}
    assert committed.keys() == company.keys()
    changed = [name for name, path in committed.items() if path.read_bytes() != company[name]]
    assert changed == [], "run `make sample`"


def test_generating_twice_gives_the_same_bytes(company: dict[str, bytes]) -> None:
    assert generate.company() == company


def test_every_plain_file_has_the_headers_of_its_contract(company: dict[str, bytes]) -> None:
    for name, content in company.items():
        if "/" not in name:
            contract = contracts()[Path(name).stem]
            header = next(csv.reader(io.StringIO(content.decode())))
            assert set(header) <= set(contract.columns), name
            assert set(contract.required) <= set(header), name


def test_every_row_has_as_many_cells_as_the_header(company: dict[str, bytes]) -> None:
    for name, content in company.items():
        if "/" not in name:
            rows = list(csv.reader(io.StringIO(content.decode())))
            assert {len(row) for row in rows} == {len(rows[0])}, name
            assert len(rows) > 3, name


def test_the_sample_stays_small(company: dict[str, bytes]) -> None:
    assert sum(map(len, company.values())) < 1_000_000


def test_git_keeps_the_sample_as_it_was_generated() -> None:
    attributes = (ROOT / ".gitattributes").read_text(encoding="utf-8")
    assert "sample_data/**/*.csv -text" in attributes  # no change of line ends on Windows
