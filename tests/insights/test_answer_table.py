"""An answer as a table."""

from datetime import date

from metrics.insights.answer_table import answer_table
from metrics.insights.metric_words import evidence, warning
from metrics.query.answers import ask
from metrics.query.question import AnswerRow, ComparedValue, Period, Question
from metrics.query.reader import Reader
from metrics.schema.settings import Settings
from metrics.semantic.definition import catalog


def test_a_kept_column_called_like_one_of_ours_takes_nothing_s_place(sample_reader: Reader) -> None:
    metric = catalog()["win_rate"]
    rows = ask(sample_reader, Question("win_rate", by=("team",))).rows
    (first, *_) = answer_table(metric, rows, {"team": "Value"}, "USD", "Win rate").records
    assert first["Value (your column)"] == rows[0].dimensions["team"]
    assert first["Value"].endswith("%")
    heading = [cell.text for cell in answer_table(metric, rows, {"team": "n"}, "USD", "Win rate").heading]
    assert heading[:2] == ["n (your column)", "Value"]


def test_an_unknown_value_is_a_dash_and_says_why() -> None:
    period = Period(date(2025, 1, 1), date(2025, 3, 31), "Q1 2025", True)
    row = AnswerRow(
        period, {}, None, 0, None, None, {}, {"previous": ComparedValue(None, None)}, "Nothing was decided."
    )
    assert warning(row) == "Nothing was decided."
    assert evidence(catalog()["win_rate"], row, Settings().currency) == "n = 0"
