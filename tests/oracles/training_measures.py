"""What becomes of single seats in trainings: who of the invited came, who completed, and how well."""

from collections.abc import Callable
from datetime import date

from tests.oracles.measured import Measured, Number, by_group, share
from tests.oracles.roster import Roster, day
from tests.oracles.rows import Company, Row


def _held(
    company: Company, roster: Roster, first: date, last: date, by: str | None, counts: Callable[[Row], bool]
) -> dict[str, list[Row]]:
    """The rows of sessions held in the period that count, in their person's group on that day."""
    rows = [
        row
        for row in company.rows("training")
        if (held := day(row["held_on"])) and first <= held <= min(last, company.data_through) and counts(row)
    ]
    return by_group(rows, roster, by, lambda row: row["person_id"], lambda row: day(row["held_on"]))


def _of_known(
    company: Company, roster: Roster, first: date, last: date, by: str | None, column: str, *others: str
) -> Measured:
    """Rows that say yes ÷ rows that say yes or no, where the other columns say yes."""
    groups = _held(
        company, roster, first, last, by,
        lambda row: bool(row.get(column)) and all(row.get(other) == "true" for other in others),
    )  # fmt: skip
    return {
        group: Number(share([row for row in rows if row[column] == "true"], rows), len(rows))
        for group, rows in groups.items()
    }


def training_show_rate(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Attended ÷ invited, of those whose attendance is known."""
    return _of_known(company, roster, first, last, by, "attended", "invited")


def training_completion(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Completed ÷ all that were assigned, by the day of the session, else the day it was due, else assigned; where only
    who finished has a day beside those two, everybody by these."""
    unfinished = [row for row in company.rows("training") if row["completed"] == "false"]
    waiting = {row.get("program_id") for row in unfinished if _waits(row)}
    held = {row.get("program_id") for row in unfinished if row.get("held_on")}

    def counted_on(row: Row) -> date | None:
        course = row.get("program_id")
        by_due = course in waiting or (bool(waiting) and course not in held)
        names = ("due_on", "assigned_on", "held_on") if by_due else ("held_on", "due_on", "assigned_on")
        return next((on for name in names if (on := day(row.get(name)))), None)

    rows = [
        row
        for row in company.rows("training")
        if row.get("completed") and (on := counted_on(row)) and first <= on <= min(last, company.data_through)
    ]
    groups = by_group(rows, roster, by, lambda row: row["person_id"], counted_on)
    return {
        group: Number(share([row for row in rows if row["completed"] == "true"], rows), len(rows))
        for group, rows in groups.items()
    }


def _waits(row: Row) -> bool:
    """Whether somebody who hasn't finished has a day to do so by, and no day of a session."""
    return not row.get("held_on") and bool(row.get("due_on") or row.get("assigned_on"))


def training_score(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """The mean of the scores there are."""
    groups = _held(company, roster, first, last, by, lambda row: bool(row.get("score")))
    return {
        group: Number(sum(float(row["score"]) for row in rows) / len(rows), len(rows)) for group, rows in groups.items()
    }
