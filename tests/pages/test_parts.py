"""What the pages share: texts that stay texts, pictures that say what is unknown, cards that don't shout."""

import io
from urllib.parse import unquote

import pandas
import pytest

from pages.data.upload.uploads import Shelf
from pages.parts.charts import file_name
from pages.parts.downloads import csv_text, records
from pages.parts.plain import plain
from pages.parts.sparkline import sparkline


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_a_spreadsheet_would_run_is_escaped(start: str) -> None:
    written = csv_text([{"name": f"{start}1+1", f"{start}header": 2}])
    assert f"'{start}1+1" in written
    assert f"'{start}header" in written


def test_numbers_are_not_escaped() -> None:
    assert csv_text([{"change": -3.5}]) == "change\r\n-3.5\r\n"


def test_rows_of_a_frame_come_without_nan_and_days_without_midnight() -> None:
    frame = pandas.DataFrame(
        {
            "name": ["Ada", None],
            "day": pandas.to_datetime(["2025-01-01", None]),
            "at": pandas.to_datetime(["2025-01-01 10:00", None]),
            "hours": [1.5, None],
        }
    )
    assert csv_text(records(frame)) == "name,day,at,hours\r\nAda,2025-01-01,2025-01-01 10:00:00,1.5\r\n,,,\r\n"


def test_a_row_may_lack_what_others_have() -> None:
    assert (
        csv_text([{"period": "Q1", "n": 0}, {"period": "Q2", "won": 1, "n": 2}])
        == "period,won,n\r\nQ1,,0\r\nQ2,1,2\r\n"
    )


def test_no_rows_are_an_empty_file() -> None:
    assert csv_text([]) == ""


@pytest.mark.parametrize("text", ["*bold*", "$x^2$", "[a](javascript:alert(1))", ":red[x]", "# title", "a_b_c", "<b>"])
def test_words_of_a_file_are_never_markdown(text: str) -> None:
    escaped = plain(text)
    assert all(f"\\{character}" in escaped for character in text if character in "*$[]()#_<>:")
    assert escaped.replace("\\", "") == text


def test_words_stay_on_one_line() -> None:
    assert plain("two\n\nlines") == "two lines"


def test_a_trend_is_broken_where_nothing_is_known() -> None:
    picture = unquote(sparkline([1.0, 2.0, None, 3.0, 4.0], 4))
    assert picture.count("<polyline") == 2
    assert picture.count("<circle") == 1


def test_a_trend_without_a_last_value_has_no_mark() -> None:
    assert "<circle" not in unquote(sparkline([1.0, None], 1))


@pytest.mark.parametrize("values", [[], [None], [5.0], [5.0, 5.0]])
def test_a_trend_of_almost_nothing_is_still_a_picture(values: list[float | None]) -> None:
    assert sparkline(values, len(values) - 1).startswith("data:image/svg+xml,")


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\data\\deals.csv", "deals.csv", "..", "", "a\0b", "ä" * 400])
def test_an_uploaded_file_stays_in_its_own_folder(name: str) -> None:
    shelf = Shelf()
    shelf.put(name, io.BytesIO(b"a,b\n1,2\n"))
    stored = shelf.uploads[1].path
    assert stored.resolve().is_relative_to(shelf.folder.resolve())
    assert stored.read_bytes() == b"a,b\n1,2\n"
    shelf.remove(1)
    assert not stored.exists()


def test_the_same_file_is_taken_once() -> None:
    shelf = Shelf()
    assert shelf.put("deals.csv", io.BytesIO(b"a,b\n1,2\n"))
    assert not shelf.put("deals (1).csv", io.BytesIO(b"a,b\n1,2\n"))
    assert [upload.name for upload in shelf.uploads.values()] == ["deals.csv"]
    shelf.remove(1)
    assert shelf.put("deals.csv", io.BytesIO(b"a,b\n1,2\n"))


def test_a_title_becomes_the_name_of_a_file() -> None:
    assert file_name("Win rate in Q3 2026: by “Team” / größe") == "win-rate-in-q3-2026-by-team-größe"
    assert len(file_name("word " * 100)) <= 80
