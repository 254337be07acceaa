"""Rows about people or customers that are none of a roster: they are asked about, not taken for it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.intake.importing.preparing import prepared, problems, rows


def file_of(header: str, lines: Sequence[str]) -> str:
    return "\n".join([header, *lines, ""])


ABSENCES = file_of(
    "Personnel Number,Name,Department,Job Title,Reason,Start Date,End Date",
    [f"N{number},Ann {number},East,AE,Holiday,2025-07-0{number},2025-07-1{number}" for number in range(1, 8)],
)
CLAIMS = file_of(
    "Employee ID,Employee Name,Department,Claim,Claimed On",
    [f"N{number % 4},Ann {number % 4},East,{number},2025-07-0{1 + number}" for number in range(8)],
)
TASKS = file_of("Id,Group,Urgency,Text", [f"{number},East,high,Text {number}" for number in range(6)])
BILLS = file_of(
    "Customer ID,Bill,Start Date,End Date",
    [f"C{number},{number}{month},2025-0{month}-01,2025-0{month}-28" for number in range(4) for month in (1, 2, 3)],
)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (ABSENCES, "7 of its 7 rows end within 31 days of their start"),
        (CLAIMS, "4 of its 4 person_id stand on several rows that differ"),
        (TASKS, "which table is this?"),
        (BILLS, "12 of its 12 rows end within 31 days of their start"),
    ],
)
def test_what_happens_to_people_and_customers_is_no_roster_of_them(text: str, why: str, tmp_path: Path) -> None:
    done = prepared(tmp_path, text)
    assert done.table is None
    assert why in done.undecided[0].sentence
    assert "--as" in done.undecided[0].sentence


@pytest.mark.parametrize(("text", "table"), [(ABSENCES, "people"), (CLAIMS, "people"), (BILLS, "customers")])
def test_whoever_says_which_table_it_is_is_believed(text: str, table: str, tmp_path: Path) -> None:
    assert rows(prepared(tmp_path, text, table=table))


@pytest.mark.parametrize(
    "header",
    [
        "Employee Number,Job Title",
        "User ID,First Name,Last Name,Job Title",
        "Mitarbeiternummer,Eintrittsdatum",
        "Worker ID,Function",
    ],
)
def test_a_roster_is_told_by_a_name_or_what_somebody_does_beside_the_id(header: str, tmp_path: Path) -> None:
    fields = {"Email": "{0}@x.example", "Eintrittsdatum": "2025-01-0{0}", "Function": "sales"}
    line = ",".join(fields.get(word, word[:1] + "{0}") for word in header.split(","))
    done = prepared(tmp_path, file_of(header, [line.format(number) for number in range(1, 5)]))
    assert (done.table, done.undecided) == ("people", ())


def test_people_who_came_and_left_years_apart_are_a_roster(tmp_path: Path) -> None:
    lines = [f"N{number},Ann {number},East,2020-01-0{number},2024-05-31" for number in range(1, 8)]
    done = prepared(tmp_path, file_of("Employee ID,Name,Team,Start Date,End Date", lines))
    assert (done.table, len(rows(done))) == ("people", 7)


def test_a_few_people_who_stand_twice_are_still_a_roster_and_are_called_what_they_are(tmp_path: Path) -> None:
    lines = [f"N{number},Ann {number},East,{number}" for number in range(9)]
    done = prepared(tmp_path, file_of("Employee ID,Name,Team,Desk", [*lines, "N1,Ann 1,East,99", lines[2]]))
    assert len(rows(done)) == 9
    assert problems(done) == {
        "The row is a copy of a later one and counts once.": 1,
        "The row differs from a later one only in columns that nothing is read from, and counts once.": 1,
    }


def test_a_file_that_looks_most_like_deals_nobody_tells_is_not_the_next_best_table(tmp_path: Path) -> None:
    text = "Devise,Compte,Montant,Créé le,Propriétaire,Statut\nEUR,A,10,2025-01-05,Ann,Ouvert\n"
    done = prepared(tmp_path, text)
    assert done.table is None
    assert "It could be opportunities or " in done.undecided[0].sentence


def test_a_table_that_lacks_a_column_is_not_named_as_if_it_were_settled(tmp_path: Path) -> None:
    text = "Content ID,Seconds,Watched\nD1,30,2025-01-05\nD2,40,2025-01-06\n"
    sentence = prepared(tmp_path, text).undecided[0].sentence
    assert "it looks like content_access, which needs it" in sentence
    chosen = prepared(tmp_path, text, table="content_access").undecided[0].sentence
    assert "which content_access can't do without" in chosen
    assert "--as" not in chosen
