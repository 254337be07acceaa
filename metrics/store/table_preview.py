"""What updates would do to a table, seen before they are published: the merge's own result beside what is stored.

Nothing is merged here. Stored rows that the result no longer holds are paired with rows that it holds and the store
doesn't: by the key, by what makes them one contract, or by what makes them one row corrected.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from metrics.schema import Contract
from metrics.store.corrections import correction_group
from metrics.store.keyless import fingerprint
from metrics.store.merge import Merge, Merged, differ, is_roster_snapshot, same
from metrics.store.scan import identifier, identifiers
from metrics.store.table_layout import TableLayout

EXAMPLES = 3
BEHIND = 10**15
"""Added to the line of a row that had no value, so that rows whose value changes come first as examples."""

PAIRS = "(FROM changed WHERE former_line IS NOT NULL AND latter_line IS NOT NULL)"
"""The rows that were there before and are after, with other values."""

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
    """A table before and after: SELECTs of its rows in one layout, and the columns `held` so far. The connection and
    the number of the import are those of the `merge`, the last one where several files reach the table."""

    merge: Merge
    layout: TableLayout
    held: tuple[str, ...]
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

    def examples(self, rows: str) -> tuple[StoredRow, ...]:
        """The first rows of a FROM-able query, as column → value."""
        shown = self.layout.values
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
        return _additions(_Comparison(merge, merged.layout, (), before, after), f"({after})", number, brought)
    comparison = _Comparison(merge, merged.layout, layout.values, merged.layout.select(stored, layout), after)
    if merged.only_new and merge.stored == stored:
        return _additions(comparison, f"({merged.rows})", merged.added, brought)
    _lay_out_changes(comparison)
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
    """Table `changed`: rows before and after, side by side, that don't stand on the other side with the same values.

    The columns of the row before are `former_…`, those of the row after `latter_…`; a row that is added or removed has
    one of them. Rows of a key are one row; else what they agree in says so.
    """
    key = tuple(name for name in comparison.contract.key if name in comparison.layout.columns)
    if key:
        _join_by_key(comparison, key)
        if comparison.contract.begins:
            _join_contracts(comparison, identifier(comparison.contract.begins))
        return
    _lay_out_unequal(comparison)
    if set(comparison.held) < set(comparison.layout.values):  # rows that were stored before a file had a column
        _join_left_over(comparison, tuple(map(identifier, comparison.held)))
    if group := correction_group(comparison.layout):
        _join_left_over(comparison, group)


def _join_by_key(comparison: _Comparison, key: tuple[str, ...]) -> None:
    """Table `changed` by the key. Assignments of one first day stand twice where a roster said other things of it."""
    before, after, on = f"({comparison.before})", f"({comparison.after})", key
    if "valid_from" in key:
        parts = tuple(map(identifier, key))
        before, after = (f"(SELECT *, {_placed(parts)} FROM {rows})" for rows in (before, after))
        on = ("place", *_part_names(parts))
    _join_sides(comparison, before, after, on)


def _placed(parts: Sequence[str]) -> str:
    """Parts that rows agree in, as SQL, and the place of a row among those that do."""
    return f"{_parts(parts)}, row_number() OVER (PARTITION BY {', '.join(parts)} ORDER BY import_number, line) AS place"


def _join_sides(comparison: _Comparison, before: str, after: str, on: tuple[str, ...]) -> None:
    """Table `changed`, of two FROM-able queries: rows that agree in these columns are one row."""
    names = comparison.layout.names
    shown = ", ".join(
        f"{side}.{identifier(name)} AS {_side(side, name)}" for side in ("former", "latter") for name in names
    )
    unlike = differ(comparison.layout.values, "former", "latter")
    comparison.merge.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE changed AS SELECT {shown} FROM {before} AS former FULL JOIN {after} AS latter "
        f"ON {same(on, 'former', 'latter')} WHERE {unlike}"
    )


def _join_contracts(comparison: _Comparison, begins: str) -> None:
    """Pairs rows of one contract that got a first day, or of one customer and first day that got a contract's id."""
    whose, *ids = (identifier(name) for name in comparison.merge.entity if name in comparison.layout.columns)
    _join_left_over(comparison, (whose, *ids, begins))
    if ids:
        _join_left_over(comparison, (whose, begins), " AND ".join(f"{name} IS NULL" for name in ids))


def _join_left_over(comparison: _Comparison, parts: tuple[str, ...], of_former: str = "true") -> None:
    """Pairs rows that are left over on both sides and agree in these parts, as SQL, in the order of their lines; of the
    rows before those for which `of_former` is true."""
    connection, names = comparison.merge.connection, comparison.layout.names
    if not all(comparison.merge.number(f"SELECT count(*) FROM {rows}") for rows in (_removed(names), _added(names))):
        return
    connection.execute("CREATE OR REPLACE TEMP TABLE formerly AS FROM changed")
    before = f"(SELECT *, {_placed((*parts, of_former))} FROM {_removed(names, 'formerly')})"
    after = f"(SELECT *, {_placed((*parts, 'true'))} FROM {_added(names, 'formerly')})"
    _join_sides(comparison, before, after, ("place", *_part_names((*parts, of_former))))
    connection.execute("INSERT INTO changed SELECT * FROM formerly WHERE former_line + latter_line IS NOT NULL")


def _lay_out_unequal(comparison: _Comparison) -> None:
    """Table `changed`, no row of it paired yet: of each identical row those that one side has more of."""
    connection, names = comparison.merge.connection, comparison.layout.names
    marks = fingerprint(comparison.layout.values)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE result AS SELECT *, {marks} FROM ({comparison.after})")
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE unequal AS SELECT first_hash, second_hash, sum(side) AS surplus FROM ("
        f"SELECT {marks}, 1 AS side FROM ({comparison.before}) UNION ALL "
        "SELECT first_hash, second_hash, -1 FROM result) GROUP BY ALL HAVING sum(side) <> 0"
    )
    before = f"(SELECT *, {marks} FROM ({comparison.before}))"
    former, latter = (
        f"SELECT {', '.join(f'{identifier(name)} AS {_side(side, name)}' for name in names)} "
        f"FROM {rows} JOIN (FROM unequal WHERE {surplus} > 0) USING (first_hash, second_hash) QUALIFY row_number() "
        f"OVER (PARTITION BY first_hash, second_hash ORDER BY import_number DESC, line DESC) <= {surplus}"
        for side, rows, surplus in (("former", before, "surplus"), ("latter", "result", "-surplus"))
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE changed AS {former} UNION ALL BY NAME {latter}")


def _side(side: str, name: str) -> str:
    """A column of the row before (`former`) or after (`latter`) in the table `changed`."""
    return identifier(f"{side}_{name}")


def _one_side(side: str, other: str, names: Sequence[str], table: str) -> str:
    shown = ", ".join(f"{_side(side, name)} AS {identifier(name)}" for name in names)
    return f"(SELECT {shown} FROM {table} WHERE {_side(other, 'line')} IS NULL)"


def _added(names: Sequence[str], table: str = "changed") -> str:
    """A FROM-able query of the rows that nothing stood for before."""
    return _one_side("latter", "former", names, table)


def _removed(names: Sequence[str], table: str = "changed") -> str:
    """A FROM-able query of the rows that nothing stands for after."""
    return _one_side("former", "latter", names, table)


def _changes(comparison: _Comparison, brought: int) -> TablePreview:
    merge, names = comparison.merge, comparison.layout.names
    added, removed = _added(names), _removed(names)
    beside = _beside(comparison, added)
    return TablePreview(
        table=comparison.contract.name,
        stored=merge.number(f"SELECT count(*) FROM ({comparison.before})"),
        brought=brought,
        repeated=max(brought - _brought_changes(merge), 0),
        added=merge.number(f"SELECT count(*) FROM {added}"),
        replaced=merge.number(f"SELECT count(*) FROM {PAIRS}"),
        removed=merge.number(f"SELECT count(*) FROM {removed}"),
        beside=merge.number(f"SELECT count(*) FROM {beside}") if beside else 0,
        columns=_column_previews(comparison),
        added_rows=comparison.examples(added),
        removed_rows=comparison.examples(removed),
        beside_rows=comparison.examples(beside) if beside else (),
        names=names,
    )


def _brought_changes(merge: Merge) -> int:
    """How many rows of the files change something: a row of a roster may correct several assignments."""
    if is_roster_snapshot(merge):
        people = f"SELECT person_id FROM {merge.incoming} WHERE person_id IN (SELECT latter_person_id FROM changed)"
        return merge.number(f"SELECT count(DISTINCT person_id) FROM ({people})")
    return merge.number(f"SELECT count(*) FROM changed WHERE latter_import_number = {merge.import_number}")


def _column_previews(comparison: _Comparison) -> tuple[ColumnPreview, ...]:
    """The columns in which rows differ from what they were, in the order of the table."""
    names, connection = comparison.layout.values, comparison.merge.connection
    counts = ", ".join(
        f"count(*) FILTER ({_differs(name)}), "
        f"count(*) FILTER ({_differs(name)} AND {_side('former', name)} IS NOT NULL)"
        for name in names
    )
    (row,) = connection.execute(f"SELECT {counts} FROM {PAIRS}").fetchall()
    changed = [(name, *row[2 * place : 2 * place + 2]) for place, name in enumerate(names) if row[2 * place]]
    if not changed:
        return ()
    first = ", ".join(_first_changes(name, comparison.naming) for name, _, _ in changed)
    (cells,) = connection.execute(f"SELECT {first} FROM {PAIRS}").fetchall()
    return tuple(
        ColumnPreview(name, rows, overwritten, _cell_changes(examples), comparison.layout.kept.get(name, ""))
        for (name, rows, overwritten), examples in zip(changed, cells, strict=True)
    )


def _differs(name: str) -> str:
    return f"{_side('former', name)} IS DISTINCT FROM {_side('latter', name)}"


def _first_changes(name: str, naming: Sequence[str]) -> str:
    """The first changes of a column's cells, as SQL: lists of the row's name, the value before and the value after."""
    named = "".join(f", {identifier(each)} := {_side('latter', each)}" for each in naming)
    place = f"latter_line + CASE WHEN {_side('former', name)} IS NULL THEN {BEHIND} ELSE 0 END"
    return (
        f"min_by(struct_pack(value_before := {_side('former', name)}, value_after := {_side('latter', name)}{named}), "
        f"{place}, {EXAMPLES}) FILTER ({_differs(name)})"
    )


def _cell_changes(examples: Sequence[dict[str, Any]]) -> tuple[CellChange, ...]:
    return tuple(
        CellChange(example, before, after)
        for example in examples
        for before, after in [(example.pop("value_before"), example.pop("value_after"))]
    )
