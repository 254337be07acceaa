"""The rows of an answer as a file."""

from metrics.insights import AnswerReport
from pages.parts.charts import file_name
from pages.parts.downloads import csv_button


def numbers_button(report: AnswerReport, title: str, key: str) -> None:
    """A button that gives the rows as CSV, called as what they show."""
    csv_button("Numbers (CSV)", lambda: report.values, f"{file_name(title)}.csv", key)
