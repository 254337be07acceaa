"""Writes the sample company's files: `python -m sample_data.generate [--scale ROWS] [--folder FOLDER]`.

Without a scale it writes the committed sample again, the same rows every time, and the page about it. With one it
writes a bigger company, division by division, so that no more than one division is ever held in memory.
"""

import argparse
import csv
import gzip
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from sample_data import page
from sample_data.company import Company, draw, tables
from sample_data.division import Division
from sample_data.messy import exports
from sample_data.plan import Row
from sample_data.truth import truth_file

FOLDER = Path(__file__).parent
BUILD = FOLDER.parent / "build"
MOST_ROWS = 10_000_000
MOST_IN_A_DIVISION = 250_000
"""Accesses to content in one division: the people of a bigger company look at more content, too."""
SCALE = re.compile(r"(?P<number>\d+)(?P<unit>[kM]?)")
UNITS = {"": 1, "k": 1_000, "M": 1_000_000}


def cell(value: object) -> str:
    """One value as the file has it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def lines(rows: Iterable[Row], *, headed: bool) -> Iterator[list[str]]:
    """Rows as cells, under the contract's own headers if they are `headed`."""
    for number, row in enumerate(rows):
        if headed and number == 0:
            yield list(row)
        yield [cell(value) for value in row.values()]


def contents(company: Company) -> dict[str, bytes]:
    """What every file of the sample holds, by its path within the folder, before any is compressed."""
    files = {}
    for name, rows in tables(company).items():
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(lines(rows, headed=True))
        files[f"{name}.csv.gz"] = text.getvalue().encode()
    files["truth.toml"] = truth_file(company)
    messy = exports(company.roster, company.deals)
    return files | {f"messy/{name}": content for name, content in messy.items()}


def write(folder: Path) -> None:
    """Writes every file of the sample into a folder."""
    for name, content in contents(draw(Division())).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(content, 9, mtime=0) if path.suffix == ".gz" else content)


def write_divisions(folder: Path, accesses: Sequence[int]) -> None:
    """Writes a company of as many divisions as there are numbers, each with so many accesses to content."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, count in enumerate(accesses):
        print(f"Division {number + 1} of {len(accesses)}", flush=True)
        for name, rows in tables(draw(Division(number)), count).items():
            with (folder / f"{name}.csv").open("a" if number else "w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows(lines(rows, headed=number == 0))


def divided(rows: int) -> list[int]:
    """How many accesses to content each division has, if there are to be so many in all."""
    divisions = -(-rows // MOST_IN_A_DIVISION)
    return [rows // divisions + (number < rows % divisions) for number in range(divisions)]


def rows_of(scale: str) -> int:
    """The number of accesses a scale such as 10k, 1M or 2500 stands for. Raises ValueError."""
    match = SCALE.fullmatch(scale)
    rows = int(match["number"]) * UNITS[match["unit"]] if match else 0
    if not 1 <= rows <= MOST_ROWS:
        raise ValueError(f"{scale} is no scale: say a number of rows up to 10M, such as 10k or 1M.")
    return rows


def main(words: Sequence[str] | None = None) -> None:
    """Reads the command line, or these words, and writes the files."""
    parser = argparse.ArgumentParser(prog="python -m sample_data.generate", description=__doc__)
    parser.add_argument("--scale", help="rows of content access, such as 10k, 1M or 10M, of a bigger company")
    parser.add_argument("--folder", type=Path, help="where to write (a bigger company: build/sample-SCALE)")
    arguments = parser.parse_args(words)
    if arguments.scale is None:
        write(arguments.folder or FOLDER)
        if arguments.folder is None:
            page.write()
        return
    try:
        accesses = divided(rows_of(arguments.scale))
    except ValueError as reason:
        parser.error(str(reason))
    folder = arguments.folder or BUILD / f"sample-{arguments.scale}"
    if folder.resolve() == FOLDER:
        parser.error("A bigger company isn't written over the committed sample: choose another folder.")
    write_divisions(folder, accesses)


if __name__ == "__main__":
    main()
