"""What updates would do to a table, seen before they are published: the merge's own result beside what is stored.

Nothing is merged here. Stored rows that the result no longer holds are paired with rows that it holds and the store
doesn't: by the key, then by what makes them one contract, or one row corrected.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from metrics.schema import Contract
from metrics.store.corrections import correction_group
from metrics.store.keyless import fingerprint
from metrics.store.merge import Merge, Merged, is_roster_snapshot, same
from metrics.store.scan import identifier, identifiers
from metrics.store.table_layout import TableLayout

EXAMPLES = 3
BEHIND = 10**15
"""Added to the line of a row that had no value, so that rows whose value changes come first as examples."""

StoredRow = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that would change: what names its row (column → value), and its value before and after."""

    row: StoredRow
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class ColumnPreview:
    """A column in which stored rows would change: in how many, how many of these held a value, three of them.

    `name` is the stored column; `header` the one it is kept under, where it is no column of the contract.
    """

    name: str
    rows: int
    overwritten: int
    examples: tuple[CellChange, ...]
    header: str = ""


@dataclass(frozen=True, slots=True)
class TablePreview:
    """What an import would do to one table, in rows. Each kind has up to three examples (column → value).

    Of the `stored` rows some would be `replaced`, so that a value differs, and some `removed`; `added` ones are new, of
    which those `beside` stand next to stored ones that they might have corrected. `brought` is what the files bring,
    `repeated` how many of these change nothing. `names` are the columns it would then have.
    """

    table: str
    stored: int
    brought: int
    repeated: int
    added: int
    replaced: int
    removed: int
    beside: int
    columns: tuple[ColumnPreview, ...]
    added_rows: tuple[StoredRow, ...] = ()
    removed_rows: tuple[StoredRow, ...] = ()
    beside_rows: tuple[StoredRow, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def unchanged(self) -> int:
        """How many stored rows stay as they are."""
        return self.stored - self.replaced - self.removed


@dataclass(frozen=True, slots=True)
class _Comparison:
    """A table before and after: SELECTs of its rows in one layout. `connection` and the number of the import are those
    of the `merge`, the last one where several files reach the table."""

    merge: Merge
    layout: TableLayout
    before: str
    after: str

    @property
    def contract(self) -> Contract:
        """The table's contract."""
        return self.layout.contract

    @property
    def naming(self) -> tuple[str, ...]:
        """The columns that tell somebody which row is meant."""
        contract = self.contract
        names = contract.key or contract.same_day or contract.required
        return tuple(name for name in names if name in self.layout.columns)

    def examples(self, rows: str, names: Sequence[str] = ()) -> tuple[StoredRow, ...]:
        """The first rows of a FROM-able query, as column → value; of all columns unless some are named."""
        shown = tuple(names) or self.layout.values
        first = self.merge.connection.execute(
            f"SELECT {identifiers(shown)} FROM {rows} ORDER BY line LIMIT {EXAMPLES}"
        ).fetchall()
        return tuple(dict(zip(shown, row, strict=True)) for row in first)


def preview_of(merge: Merge, merged: Merged, stored: str | None, layout: TableLayout, brought: int) -> TablePreview:
    """What a merge came to, held against what is `stored` in a `layout` (None: nothing), as a FROM-able relation.

    The files `brought` so many rows. Where several reach a table, `merge` is the last one's, into what the others would
    have made of it.
    """
    after = merged.rows
    if merged.only_new and merge.stored is not None:
        after = f"{merge.stored_rows(merged.layout)} UNION ALL {merged.rows}"
    if stored is None:
        number = merge.number(f"SELECT count(*) FROM ({after})")
        before = f"SELECT * FROM ({after}) WHERE false"
        return _additions(_Comparison(merge, merged.layout, before, after), f"({after})", number, brought)
    comparison = _Comparison(merge, merged.layout, merged.layout.select(stored, layout), after)
    if merged.only_new and merge.stored == stored:
        return _additions(comparison, f"({merged.rows})", merged.added, brought)
    _lay_out_changes(comparison)
    _pair(comparison)
    return _changes(comparison, brought)


def _additions(comparison: _Comparison, added: str, number: int, brought: int) -> TablePreview:
    """The preview where all stored rows stay as they are, and a `number` of them is `added`."""
    beside = _beside(comparison, added) if number else ""
    return TablePreview(
        table=comparison.contract.name,
        stored=comparison.merge.number(f"SELECT count(*) FROM ({comparison.before})"),
        brought=brought,
        repeated=max(brought - number, 0),
        added=number,
        replaced=0,
        removed=0,
        beside=comparison.merge.number(f"SELECT count(*) FROM {beside}") if beside else 0,
        columns=(),
        added_rows=comparison.examples(added) if number else (),
        beside_rows=comparison.examples(beside) if beside else (),
        names=comparison.layout.names,
    )


def _beside(comparison: _Comparison, added: str) -> str:
    """A FROM-able query of those added rows that agree with a stored one in what rows agree in that may be one row
    corrected; empty for tables without corrections."""
    group = correction_group(comparison.layout)
    if not group:
        return ""
    held = f"(SELECT DISTINCT {_parts(group)} FROM ({comparison.before}))"
    whose = same(_part_names(group), "added", "held")
    return (
        f"(SELECT added.* FROM (SELECT *, {_parts(group)} FROM {added}) AS added SEMI JOIN {held} AS held ON {whose})"
    )


def _part_names(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"part_{number}" for number, _ in enumerate(parts))


def _parts(parts: Sequence[str]) -> str:
    return ", ".join(f"{part} AS {name}" for name, part in zip(_part_names(parts), parts, strict=True))


def _lay_out_changes(comparison: _Comparison) -> None:
    """Tables `before_changed` and `after_changed`: the rows that don't stand on the other side with the same values."""
    connection = comparison.merge.connection
    marks = fingerprint(comparison.layout.values)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE unequal AS SELECT first_hash, second_hash, sum(former) AS formerly, "
        f"sum(latter) AS later FROM (SELECT {marks}, 1 AS former, 0 AS latter FROM ({comparison.before}) "
        f"UNION ALL SELECT {marks}, 0, 1 FROM ({comparison.after})) GROUP BY ALL HAVING sum(former) <> sum(latter)"
    )
    sides = (("before_changed", comparison.before, "later"), ("after_changed", comparison.after, "formerly"))
    for name, rows, others in sides:
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {identifiers(comparison.layout.names)} "
            f"FROM (SELECT *, {marks} FROM ({rows})) JOIN unequal USING (first_hash, second_hash) QUALIFY "
            f"row_number() OVER (PARTITION BY first_hash, second_hash ORDER BY import_number, line) > {others}"
        )


def _pair(comparison: _Comparison) -> None:
    """Table `paired`: which row of `before_changed` became which of `after_changed`, by their row numbers."""
    connection = comparison.merge.connection
    connection.execute("CREATE OR REPLACE TEMP TABLE paired (former BIGINT, latter BIGINT)")
    for parts in _identities(comparison):
        former, latter = (
            f"(SELECT rowid AS number, {_parts(parts)}, row_number() OVER (PARTITION BY {', '.join(parts)} "
            f"ORDER BY import_number, line) AS place FROM {table} WHERE rowid NOT IN (SELECT {side} FROM paired))"
            for table, side in (("before_changed", "former"), ("after_changed", "latter"))
        )
        connection.execute(
            f"INSERT INTO paired SELECT former.number, latter.number FROM {former} AS former JOIN {latter} AS latter "
            f"ON former.place = latter.place AND {same(_part_names(parts), 'former', 'latter')}"
        )


def _identities(comparison: _Comparison) -> tuple[tuple[str, ...], ...]:
    """What two rows agree in that are one row before and after, as SQL, the surest first: the key; the customer and the
    day a contract began, where an id was added; what rows agree in of which one corrects the other."""
    contract = comparison.contract
    key = tuple(identifier(name) for name in contract.key if name in comparison.layout.columns)
    if key and contract.begins:
        return (key, (key[0], identifier(contract.begins)))
    group = key or correction_group(comparison.layout)
    return (group,) if group else ()


def _changes(comparison: _Comparison, brought: int) -> TablePreview:
    merge = comparison.merge
    added = "(SELECT * FROM after_changed WHERE rowid NOT IN (SELECT latter FROM paired))"
    removed = "(SELECT * FROM before_changed WHERE rowid NOT IN (SELECT former FROM paired))"
    beside = _beside(comparison, added)
    return TablePreview(
        table=comparison.contract.name,
        stored=merge.number(f"SELECT count(*) FROM ({comparison.before})"),
        brought=brought,
        repeated=max(brought - _brought_changes(merge), 0),
        added=merge.number(f"SELECT count(*) FROM {added}"),
        replaced=merge.number("SELECT count(*) FROM paired"),
        removed=merge.number(f"SELECT count(*) FROM {removed}"),
        beside=merge.number(f"SELECT count(*) FROM {beside}") if beside else 0,
        columns=_column_previews(comparison),
        added_rows=comparison.examples(added),
        removed_rows=comparison.examples(removed),
        beside_rows=comparison.examples(beside) if beside else (),
        names=comparison.layout.names,
    )


def _brought_changes(merge: Merge) -> int:
    """How many rows of the files change something: a row of a roster may correct several assignments."""
    if is_roster_snapshot(merge):
        people = f"SELECT person_id FROM after_changed SEMI JOIN {merge.incoming} AS incoming USING (person_id)"
        return merge.number(f"SELECT count(DISTINCT person_id) FROM ({people})")
    return merge.number(f"SELECT count(*) FROM after_changed WHERE import_number = {merge.import_number}")


def _column_previews(comparison: _Comparison) -> tuple[ColumnPreview, ...]:
    """The columns in which paired rows differ, in the order of the table."""
    pairs = (
        "FROM paired JOIN (SELECT *, rowid AS number FROM before_changed) AS former ON former.number = paired.former "
        "JOIN (SELECT *, rowid AS number FROM after_changed) AS latter ON latter.number = paired.latter"
    )
    names = comparison.layout.values
    counts = ", ".join(f"count(*) FILTER ({_differs(name)}), {_overwritten(name)}" for name in names)
    (row,) = comparison.merge.connection.execute(f"SELECT {counts} {pairs}").fetchall()
    changed = [(name, *row[2 * place : 2 * place + 2]) for place, name in enumerate(names) if row[2 * place]]
    if not changed:
        return ()
    first = ", ".join(_first_changes(name, comparison.naming) for name, _, _ in changed)
    (cells,) = comparison.merge.connection.execute(f"SELECT {first} {pairs}").fetchall()
    return tuple(
        ColumnPreview(name, rows, overwritten, _cell_changes(examples), comparison.layout.kept.get(name, ""))
        for (name, rows, overwritten), examples in zip(changed, cells, strict=True)
    )


def _differs(name: str) -> str:
    return f"former.{identifier(name)} IS DISTINCT FROM latter.{identifier(name)}"


def _overwritten(name: str) -> str:
    return f"count(*) FILTER ({_differs(name)} AND former.{identifier(name)} IS NOT NULL)"


def _first_changes(name: str, naming: Sequence[str]) -> str:
    """The first changes of a column's cells, as SQL: lists of the row's name, the value before and the value after."""
    column = identifier(name)
    named = "".join(f", {identifier(each)} := latter.{identifier(each)}" for each in naming)
    place = f"latter.line + CASE WHEN former.{column} IS NULL THEN {BEHIND} ELSE 0 END"
    return (
        f"min_by(struct_pack(value_before := former.{column}, value_after := latter.{column}{named}), {place}, "
        f"{EXAMPLES}) FILTER ({_differs(name)})"
    )


def _cell_changes(examples: Sequence[dict[str, Any]]) -> tuple[CellChange, ...]:
    return tuple(
        CellChange(example, before, after)
        for example in examples
        for before, after in [(example.pop("value_before"), example.pop("value_after"))]
    )
