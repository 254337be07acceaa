"""A bigger company is more divisions of the same kind, written one after the other."""

import csv
import gzip

import pytest

from metrics.schema.contract import contracts
from sample_data.generate import FOLDER, divided, main, rows_of, write_divisions

ACCESSES = (700, 500)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    folder = tmp_path_factory.mktemp("bigger") / "company"
    write_divisions(folder, ACCESSES)
    rows_by_file = {}
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows_by_file[path.stem] = list(csv.DictReader(file))
    return rows_by_file


def column(files: dict[str, list[dict[str, str]]], table: str, name: str) -> list[str]:
    return [row[name] for row in files[table]]


def test_every_table_is_written_once_with_one_header(files: dict[str, list[dict[str, str]]]) -> None:
    assert files.keys() == contracts().keys()
    for table, rows in files.items():
        header = list(rows[0])
        assert set(header) <= set(contracts()[table].columns)
        assert not any(list(row.values()) == header for row in rows), table


def test_there_are_exactly_as_many_accesses_as_were_asked_for(files: dict[str, list[dict[str, str]]]) -> None:
    assert len(files["content_access"]) == sum(ACCESSES)


@pytest.mark.parametrize("table", [name for name in contracts() if contracts()[name].key])
def test_no_key_stands_in_two_divisions(files: dict[str, list[dict[str, str]]], table: str) -> None:
    first = {tuple(cells) for cells in keys(table, [dict(row) for row in files[table]])}
    doubled = len(files[table]) - len(first)
    assert doubled == (2 if table == "opportunities" else 0)  # the two rows an import of the first division sets aside


def keys(table: str, rows: list[dict[str, str]]) -> list[list[str]]:
    return [[row.get(name, "") for name in contracts()[table].key] for row in rows]


def test_no_two_people_have_one_name(files: dict[str, list[dict[str, str]]]) -> None:
    named = {(row["name"], row["person_id"]) for row in files["people"] if row["person_id"] != "P999"}
    assert len({name for name, _ in named}) == len({person for _, person in named})


def test_divisions_differ_and_the_first_is_the_committed_sample(files: dict[str, list[dict[str, str]]]) -> None:
    with gzip.open(FOLDER / "people.csv.gz", "rt", encoding="utf-8", newline="") as committed:
        sample = list(csv.DictReader(committed))
    bigger = files["people"]
    assert bigger[: len(sample)] == sample
    assert len(bigger) > 1.8 * len(sample)
    assert set(column(files, "people", "team")) >= {"Enterprise Europe South", "Enterprise Europe South 2"}


@pytest.mark.parametrize(
    ("table", "name", "other", "key"),
    [
        ("opportunities", "account_id", "accounts", "account_id"),
        ("stage_history", "opportunity_id", "opportunities", "opportunity_id"),
        ("leads", "generator", "people", "person_id"),
        ("customers", "account_manager", "people", "person_id"),
        ("activities", "person_id", "people", "person_id"),
        ("rollout", "person_id", "people", "person_id"),
        ("coverage", "enabler", "people", "person_id"),
        ("coverage", "team", "people", "team"),
    ],
)
def test_what_a_row_refers_to_is_there(
    files: dict[str, list[dict[str, str]]], table: str, name: str, other: str, key: str
) -> None:
    assert set(column(files, table, name)) - {""} <= set(column(files, other, key))


@pytest.mark.parametrize(("scale", "rows"), [("10k", 10_000), ("1M", 1_000_000), ("10M", 10_000_000), ("1234", 1234)])
def test_a_scale_is_a_number_of_rows_shared_out_among_divisions(scale: str, rows: int) -> None:
    shares = divided(rows_of(scale))
    assert sum(shares) == rows
    assert max(shares) - min(shares) <= 1
    assert max(shares) <= 250_000


@pytest.mark.parametrize("scale", ["", "0", "11M", "1G", "-5", "10 k", "10000001"])
def test_what_is_no_scale_is_refused(scale: str) -> None:
    with pytest.raises(ValueError, match="is no scale"):
        rows_of(scale)


def test_the_committed_folder_is_never_written_over(capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.stat().st_mtime_ns for path in FOLDER.glob("*.gz")}
    with pytest.raises(SystemExit):
        main(["--scale", "10k", "--folder", str(FOLDER)])
    assert "another folder" in capsys.readouterr().err
    assert {path: path.stat().st_mtime_ns for path in FOLDER.glob("*.gz")} == before
