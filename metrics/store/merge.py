"""What a merge of incoming into stored rows works on, and what it comes to."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import duckdb

from metrics.errors import UserError
from metrics.store.scan import identifier, identifiers
from metrics.store.table_layout import TableLayout

ENDING_COLUMNS = {"people": "valid_to", "coverage": "valid_to", "customers": "ended_on"}
"""How an assignment or contract term absent from a complete export ends: `valid_to` is excluded, `ended_on` its last
day. Other tables lose the row; the version before still has it."""


SameDay = Literal["replace", "add"]


@dataclass(frozen=True, slots=True)
class Merge:
    """Incoming rows and what is stored so far, as FROM-able relations. `stored` is None where there are no rows.

    `snapshot_on` is the day a roster without dates speaks of, if anybody said; `today` the day of the import.
    `complete` says that a key absent from the incoming rows no longer exists. `same_day` says whether rows of a person
    and day correct stored ones or stand beside them. What the imports `imported_before` brought of this very file, and
    it no longer has as it is read now, goes.
    """

    connection: duckdb.DuckDBPyConnection
    incoming: str
    brought: TableLayout
    stored: str | None
    stored_layout: TableLayout
    import_number: int
    complete: bool
    snapshot_on: date | None
    today: date
    snapshots_on: tuple[date, ...]
    same_day: SameDay | None = None
    imported_before: tuple[int, ...] = ()

    @property
    def layout(self) -> TableLayout:
        """The columns of the result."""
        united = self.stored_layout.united(self.brought)
        return united.with_columns((self.ending_column,)) if self.complete and self.ending_column else united

    @property
    def day(self) -> date:
        """The day on which absent rows end."""
        return self.snapshot_on or self.today

    @property
    def ending_column(self) -> str | None:
        """The column that ends what is absent from a complete export; None where such rows are removed."""
        return ENDING_COLUMNS.get(self.brought.contract.name)

    @property
    def outdated(self) -> str:
        """Whether a stored row was brought by the same file before, as SQL."""
        return f"import_number IN ({', '.join(map(str, self.imported_before))})" if self.imported_before else "false"

    @property
    def entity(self) -> tuple[str, ...]:
        """The key without the day: whose the rows are."""
        return tuple(name for name in self.brought.contract.key if name != "valid_from")

    @property
    def succession(self) -> tuple[str, ...]:
        """What rows have in common that follow one another, as SQL: their entity, and of contracts without an id the
        day they began."""
        parts = tuple(identifier(name) for name in self.entity if name in self.layout.columns)
        begins = self.layout.contract.begins
        if begins is None:
            return parts
        without_id = " AND ".join(f"{part} IS NULL" for part in parts[1:]) or "true"
        return (*parts, f"CASE WHEN {without_id} THEN {identifier(begins)} END")

    def incoming_rows(self, layout: TableLayout | None = None) -> str:
        """A SELECT of the incoming rows in a layout, that of the result unless said otherwise."""
        return (layout or self.layout).select(self.incoming, self.brought, self.import_number)

    def stored_rows(self, layout: TableLayout | None = None) -> str:
        """A SELECT of the stored rows likewise; of no rows where nothing is stored."""
        if self.stored is None:
            return f"{self.incoming_rows(layout)} WHERE false"
        return (layout or self.layout).select(self.stored, self.stored_layout)

    def number(self, query: str) -> int:
        """The single whole number a query yields."""
        return int(self.connection.execute(query).fetchall()[0][0] or 0)


@dataclass(frozen=True, slots=True)
class Merged:
    """What the merge comes to. If `only_new`, the stored rows stay as they are and `rows` are added to them;
    otherwise `rows` are the whole table. Counts are in rows."""

    layout: TableLayout
    rows: str
    only_new: bool
    added: int
    updated: int = 0
    closed: int = 0
    snapshots_on: tuple[date, ...] = ()


def is_roster_snapshot(merge: Merge) -> bool:
    """Whether the incoming rows are a roster without dates: who is where on one day."""
    return merge.layout.contract.name == "people" and not {"valid_from", "valid_to"} & set(merge.brought.columns)


def same(names: tuple[str, ...], left: str, right: str) -> str:
    """A join condition: these columns are equal, or both NULL."""
    return " AND ".join(f"{left}.{identifier(name)} IS NOT DISTINCT FROM {right}.{identifier(name)}" for name in names)


def differ(names: tuple[str, ...], left: str, right: str) -> str:
    """A condition: at least one of these columns differs, NULL counting as a value."""
    if not names:
        return "false"
    return " OR ".join(f"{left}.{identifier(name)} IS DISTINCT FROM {right}.{identifier(name)}" for name in names)


def refuse_repeated(merge: Merge, rows: str, key: tuple[str, ...]) -> None:
    """Raises UserError, with the lines, where two of the rows a query yields have the same key."""
    names = identifiers(key)
    rows_repeated = merge.connection.execute(
        f"SELECT {names}, min(line), max(line) FROM ({rows}) GROUP BY {names} HAVING count(*) > 1 LIMIT 1"
    ).fetchall()
    if not rows_repeated:
        return
    repeated = rows_repeated[0]
    its_key = ", ".join(f"{name} {value}" for name, value in zip(key, repeated, strict=False) if value is not None)
    raise UserError(
        f"{merge.layout.contract.title}: {its_key} stands on line {repeated[-2]} and again on line {repeated[-1]}, and "
        "only one of them can be kept: remove the other and import the file again."
    )
