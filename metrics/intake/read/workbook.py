"""An .xlsx workbook: one sheet becomes rows of texts, dates as ISO dates."""

import datetime
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from metrics.errors import UserError
from metrics.intake.model import Decision
from metrics.intake.read.layout import BLANKS, MOST_COLUMNS, FileLayout, Record, find_layout
from metrics.intake.read.rows import Stored, store_rows
from metrics.intake.read.workbook_limits import require_small

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_SAMPLE_RECORDS = 200


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one sheet, where its table stood, and which sheet it was."""

    stored: Stored
    layout: FileLayout
    decisions: tuple[Decision, ...]


def read_workbook(path: Path, scratch: Path, sheet: str | None = None) -> Sheet:
    """Reads one sheet: the one named, else the first visible one that holds a table. Raises UserError."""
    with _damage_refused(path), _open(path) as workbook:
        name, others = _choose(path, workbook, sheet)
        page = workbook.get_sheet_by_name(name)
        records = list(islice(_records(page), _SAMPLE_RECORDS))
        if not any(any(cells) for _, cells in records):
            raise UserError(f"{path.name}: the sheet “{name}” is empty. Choose another sheet or export it again.")
        if len(records[0][1]) > MOST_COLUMNS:
            raise UserError(
                f"{path.name}: the sheet “{name}” has more than {MOST_COLUMNS:,} columns. Keep those needed."
            )
        layout = find_layout(records)
        stored = store_rows(_records(page), layout, scratch, path.name, "\t")
    why = f"the workbook has {len(others) + 1} sheets with tables; this is the first" if others else "the only one"
    chosen = Decision("sheet", name, "chosen by the person who imports it" if sheet else why, None, None, others)
    return Sheet(stored, layout, (Decision("encoding", "UTF-8", "an .xlsx workbook", None, 1.0), chosen))


@contextmanager
def _damage_refused(path: Path) -> Iterator[None]:
    """A damaged part of a workbook shows itself when it is read, which may be long after it was opened."""
    from python_calamine import CalamineError

    try:
        yield
    except (CalamineError, zipfile.BadZipFile) as problem:
        raise UserError(f"{path.name} is a damaged workbook ({problem}): open it and save it again.") from None


def _open(path: Path) -> "CalamineWorkbook":
    from python_calamine import CalamineWorkbook, PasswordError

    require_small(path)
    try:
        return CalamineWorkbook.from_path(str(path))
    except PasswordError:
        raise UserError(f"{path.name} is protected by a password: save a copy without one, or as CSV.") from None


def _choose(path: Path, workbook: "CalamineWorkbook", sheet: str | None) -> tuple[str, tuple[str, ...]]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    if sheet is not None:
        if sheet not in workbook.sheet_names:
            raise UserError(f"{path.name} has no sheet “{sheet}”; it has {', '.join(workbook.sheet_names)}.")
        return sheet, tuple(name for name in workbook.sheet_names if name != sheet)
    visible = [
        page.name
        for page in workbook.sheets_metadata
        if page.visible == SheetVisibleEnum.Visible and page.typ == SheetTypeEnum.WorkSheet
    ]
    tables = [name for name in visible if workbook.get_sheet_by_name(name).height > 1]
    if not tables:
        raise UserError(f"{path.name} has no visible sheet with a header and rows (0 rows).")
    return tables[0], tuple(tables[1:])


def _records(page: "CalamineSheet") -> Iterator[Record]:
    first = page.start[0] if page.start else 0
    for number, row in enumerate(page.iter_rows(), first + 1):
        yield number, [_text(value).strip(BLANKS) for value in row]


def _text(value: Any) -> str:
    """A cell as the text a person would read in it. Numbers to Excel's own fifteen digits."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        short = f"{value:.15g}"
        return short if "e" not in short else f"{value:.15f}".rstrip("0").rstrip(".")
    if isinstance(value, datetime.datetime):
        is_day = value.time() == datetime.time()
        return value.date().isoformat() if is_day else value.isoformat(sep=" ")
    return str(value)
