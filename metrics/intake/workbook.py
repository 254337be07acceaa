"""An .xlsx workbook: one sheet becomes a table of texts, dates as ISO dates."""

from pathlib import Path

from metrics.intake.model import Refusal, TextTable


def read_workbook(path: Path, scratch: Path) -> TextTable:
    """The sheet of the workbook that holds the table."""
    raise Refusal(f"{path.name}: {scratch}")
