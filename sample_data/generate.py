"""Writes the sample company's files: `python -m sample_data.generate [--scale ROWS] [--folder FOLDER]`.

Without a scale it writes the committed sample again: the same rows every time.
"""

import csv
import gzip
import io
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sample_data.company import Company, draw, tables
from sample_data.division import Division
from sample_data.messy import exports
from sample_data.plan import Row

FOLDER = Path(__file__).parent


def cell(value: object) -> str:
    """One value as the file has it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def table_text(rows: Iterable[Row]) -> str:
    """Rows as CSV, under the contract's own headers."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for number, row in enumerate(rows):
        if number == 0:
            writer.writerow(row)
        writer.writerow([cell(value) for value in row.values()])
    return text.getvalue()


def contents(company: Company) -> dict[str, bytes]:
    """What every file of the sample holds, by its path within the folder, before any is compressed."""
    files = {f"{name}.csv.gz": table_text(rows).encode() for name, rows in tables(company).items()}
    messy = exports(company.roster, company.deals)
    return files | {f"messy/{name}": content for name, content in messy.items()}


def write(folder: Path) -> None:
    """Writes every file of the sample into a folder."""
    for name, content in contents(draw(Division())).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(content, 9, mtime=0) if path.suffix == ".gz" else content)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
