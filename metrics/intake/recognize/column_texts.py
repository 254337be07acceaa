"""Asks many columns of a table of texts alike, in as few statements as are worth it.

DuckDB plans a statement that has expressions of its own for each of hundreds of columns for minutes and in gigabytes.
So the columns of a wide table are stacked, one below the other, and what is asked alike of several of them is
written once. A narrow table is asked where it lies: planning is cheap there, and its rows may be many.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import duckdb

from metrics.intake.model import TextTable

NARROW = 10
"""So many columns are asked where they lie, however few their rows are."""
MOST_PLANNED = 40
"""So many columns are asked in one statement of their own expressions where the rows are too many to be laid out."""
MOST_CELLS = 20_000_000
"""So many cells are laid out at once to be stacked; more are taken in turn."""
SAMPLE_ROWS = 2_000
"""How many rows tell what a column's texts look like."""
SAMPLE_OF_GAPS = 200
"""How many texts of a column that is empty in those rows tell it."""

_STACK = "stacked_columns"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of one column: aggregates over its text and over `derived`, SQL made of it (None: there is none).

    Columns whose SQL is the same are asked together.
    """

    derived: str | None
    aggregates: tuple[str, ...]


class Asking(Protocol):
    """Writes what is asked of a column, given the SQL name of its text and the name its derived value will have."""

    def __call__(self, text: str, derived: str, /) -> Asked:
        """The SQL of it."""


class ColumnTexts:
    """The columns of one table, through one connection that can read its files."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, table: TextTable) -> None:
        """Nothing is read yet."""
        self._connection, self._table = connection, table
        self._laid_out: frozenset[int] = frozenset()

    def batches(self, positions: Iterable[int]) -> Iterator[tuple[int, ...]]:
        """The positions, in as many parts as it takes to ask each part at once."""
        every = tuple(positions)
        size = max(MOST_PLANNED, self._laid_out_at_once())
        return (every[start : start + size] for start in range(0, len(every), size))

    def samples(self, positions: Sequence[int]) -> dict[int, list[str]]:
        """The first texts of each column; those of a column that is empty in the first rows from further down."""
        source = self._source(positions)
        columns = ", ".join(f"c{position}" for position in positions)
        rows = self._rows(f"SELECT {columns} FROM {source} LIMIT {SAMPLE_ROWS}")
        sampled = {
            position: [row[index] for row in rows if row[index] is not None] for index, position in enumerate(positions)
        }
        gaps = [position for position in positions if not sampled[position]]
        if not gaps or self._table.rows <= SAMPLE_ROWS:
            return sampled
        (counts,) = self._rows(f"SELECT {', '.join(f'count(c{position})' for position in gaps)} FROM {source}")
        for position in (position for position, count in zip(gaps, counts, strict=True) if count):
            column = f"c{position}"
            query = f"SELECT {column} FROM {source} WHERE {column} IS NOT NULL LIMIT {SAMPLE_OF_GAPS}"
            sampled[position] = [text for (text,) in self._rows(query)]
        return sampled

    def aggregate(self, asked: Mapping[int, Asking]) -> dict[int, tuple[Any, ...]]:
        """The aggregates of each column, over all of its rows."""
        values: dict[int, tuple[Any, ...]] = {}
        for positions in self.batches(asked):
            part = {position: asked[position] for position in positions}
            values |= self._stacked(part) if self._is_wide(positions) else self._beside(part)
        return values

    def _beside(self, asked: Mapping[int, Asking]) -> dict[int, tuple[Any, ...]]:
        """The aggregates in one scan of the table."""
        written = {position: write(f"c{position}", f"derived{position}") for position, write in asked.items()}
        derived = "".join(f", {each.derived} AS derived{place}" for place, each in written.items() if each.derived)
        aggregates = [aggregate for each in written.values() for aggregate in each.aggregates]
        if not aggregates:
            return dict.fromkeys(asked, ())
        query = f"SELECT {', '.join(aggregates)} FROM (SELECT *{derived} FROM {self._table.relation})"
        values = iter(self._rows(query)[0])
        return {place: tuple(next(values) for _ in each.aggregates) for place, each in written.items()}

    def _stacked(self, asked: Mapping[int, Asking]) -> dict[int, tuple[Any, ...]]:
        """The aggregates in one statement for all columns of which the same is asked."""
        values: dict[int, tuple[Any, ...]] = {}
        source = self._source(tuple(asked))
        for each, positions in _alike(asked).items():
            cells = f"SELECT *, {each.derived or 'NULL'} AS derived FROM {_stack(source, positions)}"
            query = f"SELECT position, {', '.join(each.aggregates)} FROM ({cells}) GROUP BY position"
            rows = self._rows(query) if each.aggregates else [(position,) for position in positions]
            values |= {position: tuple(row) for position, *row in rows}
        return values

    def first_cells(self, conditions: Mapping[int, Asking], most: int) -> dict[int, list[tuple[int, str]]]:
        """Line and text of the first cells of each column that fulfil its condition, the only thing asked of it."""
        cells: dict[int, list[tuple[int, str]]] = {}
        for positions in self.batches(conditions):
            part = {position: conditions[position] for position in positions}
            cells |= self._first_of_stacked(part, most) if self._is_wide(positions) else self._first_of_each(part, most)
        return cells

    def _first_of_each(self, conditions: Mapping[int, Asking], most: int) -> dict[int, list[tuple[int, str]]]:
        """One statement a column, which ends at the last cell wanted."""
        cells = {}
        for position, write in conditions.items():
            (condition,) = write(f"c{position}", "derived").aggregates
            query = f"SELECT line, c{position} FROM {self._table.relation} WHERE {condition} LIMIT {most}"
            cells[position] = [(line, text) for line, text in self._rows(query)]
        return cells

    def _first_of_stacked(self, conditions: Mapping[int, Asking], most: int) -> dict[int, list[tuple[int, str]]]:
        """One statement for all columns with the same condition."""
        cells: dict[int, list[tuple[int, str]]] = {position: [] for position in conditions}
        source = self._source(tuple(conditions))
        for each, positions in _alike(conditions).items():
            query = (
                f"SELECT position, line, cell FROM {_stack(source, positions)} WHERE {each.aggregates[0]} "
                f"QUALIFY row_number() OVER (PARTITION BY position ORDER BY line) <= {most} ORDER BY position, line"
            )
            for position, line, text in self._rows(query):
                cells[position].append((line, text))
        return cells

    def _is_wide(self, positions: Sequence[int]) -> bool:
        return len(positions) > NARROW and self._table.rows > 0 and self._laid_out_at_once() >= MOST_PLANNED

    def _laid_out_at_once(self) -> int:
        """Of how many columns the cells may be laid out at once."""
        return MOST_CELLS // max(self._table.rows, 1)

    def _source(self, positions: Sequence[int]) -> str:
        """What to select the columns from: the table itself, or what was laid out of it where they are many."""
        if not self._is_wide(positions):
            return self._table.relation
        if not self._laid_out.issuperset(positions):
            self._lay_out(positions)
        return _STACK

    def _lay_out(self, positions: Sequence[int]) -> None:
        """Reads the columns into memory, and all others with them where they fit."""
        everything = range(len(self._table.headers))
        laid_out = everything if len(next(self.batches(everything))) == len(everything) else positions
        columns = ", ".join(f"c{position}" for position in laid_out)
        self._rows(f"CREATE OR REPLACE TEMP TABLE {_STACK} AS SELECT line, {columns} FROM {self._table.relation}")
        self._laid_out = frozenset(laid_out)

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(query).fetchall()


def _alike(asked: Mapping[int, Asking]) -> dict[Asked, list[int]]:
    """The positions of columns of which the same is asked."""
    alike: dict[Asked, list[int]] = {}
    for position, write in asked.items():
        alike.setdefault(write("cell", "derived"), []).append(position)
    return alike


def _stack(source: str, positions: Sequence[int]) -> str:
    """The columns as rows: `line`, `position` and `cell`. Two halves, as a source of few rows is read by one thread."""
    half = (len(positions) + 1) // 2
    parts = [part for part in (positions[:half], positions[half:]) if part]
    return f"({' UNION ALL '.join(_unnested(source, part) for part in parts)})"


def _unnested(source: str, positions: Sequence[int]) -> str:
    places = ", ".join(map(str, positions))
    cells = ", ".join(f"c{position}" for position in positions)
    return f"SELECT line, unnest([{places}]) AS position, unnest([{cells}]) AS cell FROM {source}"
