"""The rows of an answer as a file."""

from metrics.insights import answer_values
from metrics.query import Answer
from metrics.semantic import Metric
from pages.parts.charts import file_name
from pages.parts.downloads import csv_button


def numbers_button(metric: Metric, answer: Answer, title: str, key: str) -> None:
    """A button that gives the rows as CSV, called as what they show."""
    csv_button("Numbers (CSV)", lambda: answer_values(metric, answer), f"{file_name(title)}.csv", key)
