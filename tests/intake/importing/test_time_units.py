"""Durations in the unit of their header, or as somebody says where more than a day would come of it."""

from pathlib import Path

import pytest

from metrics.errors import UserError
from metrics.intake.recognize.time_units import unit_of_header
from tests.intake.importing.preparing import prepared, rows

MAPPED = {"Owner": "person_id", "Date": "on_date"}


def hours(folder: Path, header: str, *cells: str, **given: object) -> list[float]:
    lines = "".join(f"p{number % 2},2026-03-02,{cell}\n" for number, cell in enumerate(cells))
    mapping = {**MAPPED, header: "hours"}
    done = prepared(folder, f"Owner,Date,{header}\n{lines}", table="customer_time", mapping=mapping, **given)
    return [row["hours"] for row in rows(done)]


@pytest.mark.parametrize(
    ("header", "cell", "value"),
    [
        ("Duration (sec)", "1800", 0.5), ("Duration (s)", "90", 0.025), ("Talk seconds", "3600", 1),
        ("callDurationSeconds", "7200", 2), ("Dauer in Sekunden", "900", 0.25), ("Length (min)", "45", 0.75),
        ("Durée (minutes)", "30", 0.5), ("Продолжительность (мин)", "90", 1.5), ("通話時間（分）", "30", 0.5),
        ("Duration_min", "15", 0.25), ("Hours on site", "1.5", 1.5), ("Took", "1.5", 1.5),
    ],
)  # fmt: skip
def test_a_duration_is_in_the_unit_that_its_header_says(tmp_path: Path, header: str, cell: str, value: float) -> None:
    assert hours(tmp_path, header, cell, cell) == pytest.approx([value, value])


@pytest.mark.parametrize("cells", [("1800", "2", "3"), ("10", "1", "15")])
def test_what_would_be_more_than_a_day_is_asked(tmp_path: Path, cells: tuple[str, ...]) -> None:
    """One cell longer than a day, or two of one person and day."""
    text = "Owner,Date,Took\n" + "".join(f"p{n % 2},2026-03-02,{cell}\n" for n, cell in enumerate(cells))
    asked = {"table": "customer_time", "mapping": {**MAPPED, "Took": "hours"}}
    (question,) = prepared(tmp_path, text, **asked).undecided
    assert (question.kind, question.options) == ("unit", ("seconds", "minutes", "hours"))
    assert "--unit 'Took=minutes'" in question.sentence
    assert set(question.words) == {"seconds", "minutes", "hours"}
    for unit, of_an_hour in (("seconds", 3600), ("minutes", 60), ("hours", 1)):
        staged = rows(prepared(tmp_path, text, units={"Took": unit}, **asked))
        assert [row["hours"] for row in staged] == pytest.approx([float(cell) / of_an_hour for cell in cells])


def test_hours_called_so_are_not_asked_for_a_slip_of_the_pen(tmp_path: Path) -> None:
    assert hours(tmp_path, "Hours", "2", "80", "3") == [2, 80, 3]


def test_minutes_of_training_may_be_given_in_hours(tmp_path: Path) -> None:
    text = "Email,Course,Session Date,Training Hours\na@x.com,Pitch,2026-03-02,1.5\n"
    staged = rows(prepared(tmp_path, text, table="training", mapping={"Training Hours": "minutes"}))
    assert [row["minutes"] for row in staged] == [90]


def test_a_unit_of_time_is_refused_for_what_is_no_duration(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is a duration, in seconds, minutes, hours"):
        hours(tmp_path, "Took", "1", units={"Took": "percent"})
    text = "Email,Course,Session Date,Progress\na@x.com,Pitch,2026-03-02,1\n"
    with pytest.raises(UserError, match="is no duration"):
        prepared(tmp_path, text, table="training", units={"Progress": "hours"})


def test_a_value_for_all_rows_is_in_the_unit_of_its_column(tmp_path: Path) -> None:
    assert hours(tmp_path, "Length (min)", "30", "", constants={"hours": "2"}) == [0.5, 2]


@pytest.mark.parametrize("header", ["Time", "Minute of arrival, hour of leaving", "S", "M", "Worked"])
def test_a_header_without_one_unit_says_none(header: str) -> None:
    assert unit_of_header(header) is None
