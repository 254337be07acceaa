"""Evidence is counted on every cell that needs some, and a slip of the pen doesn't overturn it."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from metrics.intake.model import ColumnFormat, ColumnProfile
from metrics.intake.read.text_tables import read_text_table
from metrics.intake.recognize.cast import cast_expression
from metrics.intake.recognize.profile import column_readings, profile_columns


def column(folder: Path, cells: list[str], delimiter: str = ";") -> ColumnProfile:
    path = folder / "file.csv"
    path.write_text(
        "".join(f"{delimiter.join(row)}\n" for row in [("Key", "Value"), *zip("abcdefgh" * 9, cells, strict=False)])
    )
    return next(profile for profile in profile_columns(read_text_table(path, folder)) if profile.name == "Value")


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        ([f"{day}-2-2025" for day in range(10, 29)], "dmy"),
        ([f"2-{day}-2025" for day in range(10, 29)], "mdy"),
        (["2025-02-03"] * 30 + ["2-13-2025"], "mdy"),
    ],
)
def test_dashed_days_and_months_without_leading_zeros_tell_their_order(
    cells: list[str], order: str, tmp_path: Path
) -> None:
    assert column(tmp_path, cells).format.date_order == order


def test_dashed_dates_that_contradict_each_other_are_asked(tmp_path: Path) -> None:
    profile = column(tmp_path, [f"2-{day}-2025" for day in range(10, 29)] + ["13-03-2025"])
    (decision,) = (choice for choice in profile.decisions if choice.subject == "date order")
    assert (profile.format.date_order, decision.certain) == (None, False)


def test_one_impossible_day_does_not_make_years_of_all_days(tmp_path: Path) -> None:
    few = [f"{day:02d}/03/25" for day in range(1, 29)]
    profile = column(tmp_path, [*few, "32/03/25"])
    (decision,) = (choice for choice in profile.decisions if choice.subject == "date order")
    assert (decision.certain, decision.alternatives) == (False, ("dmy", "ymd"))
    many = column(tmp_path, ["14/03/25"] * 60 + ["32/03/25"])
    assert (many.format.date_order, many.unreadable, many.min) == ("dmy", 1, "2025-03-14")
    assert column(tmp_path, ["99/04/05", "98/04/05", "01/04/05"]).format.date_order == "ymd"


@pytest.mark.parametrize(
    ("cells", "fractions"),
    [
        (["10,5", "7", "2,5"], [0.105, 0.07, 0.025]),
        (["10.5", "7", "2.5"], [0.105, 0.07, 0.025]),
        (["0,1", "0", "0,25"], [0.1, 0.0, 0.25]),
        (["10%", "0", "25", "5 %"], [0.1, 0.0, 0.25, 0.05]),
        (["10%", "0", "0.25"], [0.1, 0.0, 0.25]),
        (["10 %", "25 %"], [0.1, 0.25]),
    ],
)
def test_percentages_are_fractions_however_they_are_written(
    cells: list[str], fractions: list[float], tmp_path: Path
) -> None:
    path = tmp_path / "file.csv"
    path.write_text("Key;Discount\n" + "".join(f"k;{cell}\n" for cell in cells))
    (reading,) = column_readings(read_text_table(path, tmp_path), [1], {1: "number"})
    query = f"SELECT {cast_expression('cell', 'percent', reading.format)} FROM (SELECT unnest(?) AS cell)"
    assert [share for (share,) in duckdb.execute(query, [cells]).fetchall()] == pytest.approx(fractions)


def test_a_dash_in_the_fifth_place_is_no_year() -> None:
    for text, wanted in (("13-2-2025", date(2025, 2, 13)), ("2025-2-13", date(2025, 2, 13))):
        expression = cast_expression(f"'{text}'", "date", ColumnFormat(date_order="dmy"))
        assert duckdb.execute(f"SELECT {expression}").fetchall() == [(wanted,)]
