"""What an import would do to what is stored, told before anything is: rows, and cells of them from → to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

from metrics.formatting import format_count, format_date, format_value, plural
from metrics.intake.cell_words import cell_in_words, row_in_words
from metrics.intake.choices import ImportChoices
from metrics.intake.file_report import FileReport
from metrics.intake.importing import Progress, planned_import, prepared_files, with_disabled
from metrics.intake.preparing import Prepared
from metrics.intake.zones import imports
from metrics.report import Block, Heading, Item, Items, Note, Sentence, table_of_words
from metrics.schema import RoleFunction, contracts
from metrics.store import CellChange, ColumnPreview, Snapshot, TablePreview, TableState, Workspace

SETTLED: Mapping[str, str] = MappingProxyType(
    {
        "created_on": "created day",
        "started_on": "first day",
        "stage": "stage",
        "owner": "owner",
        "account_manager": "account manager",
    }
)
"""Columns of which an update changes few: the day a row came to be, where it stands, whose it is."""
MANY = 3
"""One in so many stored rows with another value there is a sign that the file is something else."""


@dataclass(frozen=True, slots=True)
class EarlierImport:
    """A file whose bytes were imported before: the version that did, and its day."""

    file: str
    version: int
    day: date


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What importing files would do, in the order in which tables are reached. Nothing is stored."""

    files: tuple[FileReport, ...]
    tables: tuple[TablePreview, ...]
    earlier: tuple[EarlierImport, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        """What speaks against the import: columns that hardly change in an update, and would in many rows."""
        return tuple(
            f"This would change the {SETTLED[column.name]} of {format_count(column.overwritten)} of "
            f"{plural(table.stored, 'stored row')} of {_title(table)} "
            f"({format_value(column.overwritten / table.stored, 'share')}). Is it the right file for this table?"
            for table in self.tables
            for column in table.columns
            if column.name in SETTLED and MANY * column.overwritten > table.stored
        )

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What somebody should know before the import, the worst first, then table by table."""
        before = (
            f"{each.file} was imported before, byte for byte: in version {each.version}, on {format_date(each.day)}."
            for each in self.earlier
        )
        return (
            *(Note(warning, "warning") for warning in self.warnings),
            *(Note(sentence) for sentence in before),
            *(block for table in self.tables for block in self._table(table)),
        )

    def _table(self, table: TablePreview) -> Iterator[Block]:
        yield Heading(_title(table), level=3)
        yield Sentence(self._rows(table))
        if table.columns:
            rows = [(column.header or column.name, _changed(column), _examples(column)) for column in table.columns]
            yield table_of_words("Values that would change", ("Column", "Stored rows", "For example"), rows)
        for kind, rows_shown in (
            ("Added", table.added_rows),
            ("Beside stored rows", table.beside_rows),
            ("Removed", table.removed_rows),
        ):
            if rows_shown:
                yield Items(f"{kind}, for example", tuple(Item(row_in_words(row)) for row in rows_shown))

    def _rows(self, table: TablePreview) -> str:
        """The rows of a table and of its files, counted."""
        parts = [
            f"{plural(table.added, 'row')} added" + (f" ({format_count(table.beside)} beside)" if table.beside else ""),
            f"{format_count(table.replaced)} replaced",
            f"{format_count(table.unchanged)} unchanged",
            *([f"{format_count(table.removed)} removed"] if table.removed else []),
        ]
        from_file = [
            *(
                [plural(table.repeated, "row that changes nothing", "rows that change nothing")]
                if table.repeated
                else []
            ),
            *([f"{plural(aside, 'row')} set aside"] if (aside := self.set_aside(table)) else []),
        ]
        return f"{', '.join(parts)}." + (f" From the file: {', '.join(from_file)}." if from_file else "")

    def set_aside(self, table: TablePreview) -> int:
        """How many rows of the files of a table can't be used."""
        return sum(report.rows_set_aside for report in self.files if report.table == table.table)

    def to_document(self) -> dict[str, Any]:
        """The preview as plain values that JSON can hold, as `import --preview --json` prints it."""
        return {
            "files": [report.to_document() for report in self.files],
            "tables": [{**_table_document(table), "set_aside": self.set_aside(table)} for table in self.tables],
            "imported_before": [
                {"file": each.file, "version": each.version, "on": each.day.isoformat()} for each in self.earlier
            ],
            "warnings": list(self.warnings),
        }


def preview_files(
    workspace: Workspace,
    files: Sequence[tuple[Path, ImportChoices]],
    skip_bad: bool = False,
    on_progress: Progress | None = None,
) -> ImportPreview:
    """What importing files would do. Raises UserError where `import_files` would."""
    with prepared_files(workspace, files, skip_bad, on_progress) as (snapshot, outcomes):
        return preview_import(workspace, snapshot, outcomes)


def preview_import(
    workspace: Workspace,
    snapshot: Snapshot,
    outcomes: Sequence[Prepared | FileReport],
    roles: Sequence[RoleFunction] = (),
) -> ImportPreview:
    """What publishing files prepared at `snapshot` would do: `publish` makes of them what is shown, by the same merge.

    Raises UserError if something is still undecided, or the rows contradict each other.
    """
    planned = planned_import(workspace, snapshot, outcomes, roles)
    tables = workspace.preview(planned.updates, planned.settings) if planned.updates else ()
    states = {table.table: TableState(table.table, 0, (), 0, table.names, {}) for table in tables}
    then = replace(planned.newest, tables={**planned.newest.tables, **states})
    earlier = {
        report.file: EarlierImport(report.file, version.number, version.published_at.date())
        for version, file in reversed(list(imports(workspace)))
        for report in planned.reports
        if (report.sha256, report.table) == (file.sha256, file.table)
    }
    return ImportPreview(
        tuple(with_disabled(report, then) for report in planned.reports), tables, tuple(earlier.values())
    )


def _title(table: TablePreview) -> str:
    return contracts()[table.table].title


def _changed(column: ColumnPreview) -> str:
    """In how many rows a column changes, and in how many of these it held no value."""
    filled = column.rows - column.overwritten
    return format_count(column.rows) + (f" ({format_count(filled)} had none)" if filled else "")


def _examples(column: ColumnPreview) -> str:
    return " · ".join(_cell(cell) for cell in column.examples)


def _cell(cell: CellChange) -> str:
    name = ", ".join(cell_in_words(value) for value in cell.row.values() if value is not None)
    return f"{name}: {cell_in_words(cell.before)} → {cell_in_words(cell.after)}"


def _table_document(table: TablePreview) -> dict[str, Any]:
    """What would happen to a table as plain values."""
    return {
        "table": table.table,
        "stored": table.stored,
        "added": table.added,
        "replaced": table.replaced,
        "unchanged": table.unchanged,
        "removed": table.removed,
        "beside": table.beside,
        "repeated": table.repeated,
        "columns": [
            {
                "column": column.name,
                "header": column.header or None,
                "rows": column.rows,
                "overwritten": column.overwritten,
                "examples": [
                    {"row": _plain_row(cell.row), "from": _plain(cell.before), "to": _plain(cell.after)}
                    for cell in column.examples
                ],
            }
            for column in table.columns
        ],
        "added_rows": [_plain_row(row) for row in table.added_rows],
        "removed_rows": [_plain_row(row) for row in table.removed_rows],
        "beside_rows": [_plain_row(row) for row in table.beside_rows],
    }


def _plain_row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
