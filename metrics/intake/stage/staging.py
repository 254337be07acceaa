"""Texts become typed rows in a Parquet file: one pass over the file, and more only for files with something wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from metrics.intake.choices import RateDirection, SameDay
from metrics.intake.confined_connection import connect, literal
from metrics.intake.model import Decision, Problem, TextTable, WordUse
from metrics.intake.recognize.carried_rows import CarriedRows, Leavers
from metrics.intake.recognize.joined_words import JoinedColumn
from metrics.intake.recognize.reading_evidence import NO_VALUE_WORDS
from metrics.intake.recognize.record_kinds import StageField
from metrics.intake.recognize.typed_sql import KeptColumn, PlannedColumn, define_macros, value_sql
from metrics.intake.stage.carried_rows import StoredPeople, mark_carried_rows, settle_leavers
from metrics.intake.stage.currency_signs import settle_currencies
from metrics.intake.stage.currency_words import settle_currency_words
from metrics.intake.stage.duplicates import find_repeated, set_duplicates_aside
from metrics.intake.stage.line_items import made_of_lines, merge_lines
from metrics.intake.stage.meaning import settle_first_days, settle_rates, settle_targets
from metrics.intake.stage.other_records import require_few_differing, require_lasting
from metrics.intake.stage.plain_columns import NotPlain
from metrics.intake.stage.rate_directions import settle_direction
from metrics.intake.stage.row_faults import RowFault, RowFaults
from metrics.intake.stage.same_days import require_no_same_days, set_side_by_side
from metrics.intake.stage.stage_entries import keep_changes_of_the_stage, mark_no_entries
from metrics.intake.stage.stand_ins import ZERO_DAY, day_for_none, empty_stand_in_days, mark_shortened_ids
from metrics.intake.stage.unknown_words import unknown_words
from metrics.schema import Column, Contract, meanings_in, same_word_key
from metrics.store import numbered_parquet

KIND_OF_VALUE = {
    "date": "a date", "timestamp": "a date and time", "money": "an amount", "number": "a number",
    "integer": "a whole number", "percent": "a share or percentage", "boolean": "yes or no", "text": "a known word",
}  # fmt: skip

LEFT_OUT = "It looks like a stored deal under another id; you chose to leave it out."

NOT_YET_WORDS = frozenset({"tbd", "?"})
"""Words that say a value exists and isn't known: unlike “none”, they are reported, as they may blank a known value."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be made of a file: a table's columns, and headers kept as segments. The workspace's time zone and
    currency are those of texts that name none. Rows whose key begins with one of `leave_out` are set aside. `only`:
    of a list of changes, those of the stage. `table_said`: a person says which table it is, whatever its keys say.
    `carried` rows are set aside; `leavers` say who is gone, of whom the workspace may have `stored_people`.
    `joined` columns are made of several cells. `rate_direction` None: told by the size of the rates. `same_day` says
    what differing rows of one customer and day are."""

    contract: Contract
    columns: tuple[PlannedColumn, ...]
    kept: tuple[KeptColumn, ...]
    time_zone: str
    currency: str = "USD"
    leave_out: tuple[str, ...] = ()
    only: StageField | None = None
    table_said: bool = False
    carried: tuple[CarriedRows, ...] = ()
    leavers: Leavers | None = None
    stored_people: StoredPeople = field(default_factory=StoredPeople)
    joined: tuple[JoinedColumn, ...] = ()
    rate_direction: RateDirection | None = None
    same_day: SameDay | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """The key, as far as the file brings it."""
        brought = {planned.column.name for planned in self.columns}
        return tuple(column for column in self.contract.key if column in brought)

    @property
    def headers_besides(self) -> tuple[str, ...]:
        """The headers that something is read from, though they are no column."""
        gone = (self.leavers.header, *self.leavers.day_headers) if self.leavers else ()
        together = (header for column in self.joined for header in column.headers)
        return (*(rows.header for rows in self.carried if rows.flag), *gone, *together)

    def header_of(self, column: str) -> str | None:
        """The header a column comes from."""
        return next((planned.header for planned in self.columns if planned.column.name == column), None)


@dataclass(frozen=True, slots=True)
class Staged:
    """The rows of one file, ready to be published: `rows` is a Parquet file with the typed columns.

    It has `line` too, unless `first_line` is the line its first row began on and each row took one.
    rows_read = rows_used + rows_set_aside; lines of one deal that were summed are all used. `offending` is a CSV of the
    rows with problems, each with its reasons. `unknown` are the words that nobody knows.
    """

    rows: Path
    rows_read: int
    rows_used: int
    problems: tuple[Problem, ...]
    decisions: tuple[Decision, ...]
    offending: Path | None
    first_line: int | None = None
    columns: tuple[str, ...] = ()
    unknown: tuple[WordUse, ...] = ()

    @property
    def relation(self) -> str:
        """A FROM-able expression over the rows, with `line`."""
        return numbered_parquet(self.rows, self.first_line)

    @property
    def rows_set_aside(self) -> int:
        """Rows that could not be used, each with a reason among the problems."""
        return self.rows_read - self.rows_used


def stage_rows(table: TextTable, plan: Plan, scratch: Path) -> Staged:
    """The typed rows of a text table. A bad optional cell becomes NULL, a bad required one sets its row aside.

    Raises NotPlain if a column that was taken for plain is not, and KeysRepeatError, RateDirectionOpenError or
    SameDayOpenError where something has to be asked first.
    """
    typed, final, offending = (scratch / name for name in ("typed.parquet", "rows.parquet", "problems.csv"))
    query = (
        typed_query(table.unnumbered, plan, numbered=False) if table.unnumbered else typed_query(table.relation, plan)
    )
    first_line = table.first_line if table.unnumbered else None
    with connect([*files_of(table), typed, final, offending]) as connection:
        define_macros(connection)
        connection.execute(f"COPY ({query}) TO {literal(str(typed))} (FORMAT parquet, USE_TMP_FILE false)")
        connection.execute(f"CREATE TEMP VIEW typed_rows AS SELECT * FROM {numbered_parquet(typed, first_line)}")
        connection.execute("CREATE TEMP VIEW typed AS SELECT * FROM typed_rows")
        faults = RowFaults(connection)
        if plan.only:
            keep_changes_of_the_stage(connection, faults, table, plan.only)
        mark_carried_rows(faults, table.relation, plan.carried)
        _mark_cells(connection, faults, plan, table.relation)
        unknown = unknown_words(connection, table.relation, plan.columns)
        emptied = empty_stand_in_days(connection, faults, plan.columns)
        emptied += mark_shortened_ids(connection, faults, plan.columns, table.source.name)
        decisions = _settle_rates(connection, faults, plan)
        settled = (*emptied, *_settle(connection, faults, table.relation, plan))
        contracts = settle_first_days(connection, plan.contract, [planned.column.name for planned in plan.columns])
        if contracts:
            settled = (*settled, "valid_from")
        plan = replace(plan, columns=(*plan.columns, *_columns_settled(plan, settled)))
        _mark_left_out(connection, faults, plan)
        names = [planned.column.name for planned in plan.columns]
        if plan.same_day == "add" and (beside := set_side_by_side(connection, plan.contract, names)):
            decisions, settled = (*decisions, beside), (*settled, "contract_id")
            plan = replace(plan, columns=(*plan.columns, *_columns_settled(plan, ("contract_id",))))
        cells = ", ".join(f"c{place}" for place in range(len(table.headers)))
        texts = f"SELECT line, CAST(row({cells}) AS VARCHAR) AS whole FROM {table.relation}"
        decision = _mark_repeated(connection, faults, plan, texts)
        made = made_of_lines([planned.column.name for planned in plan.columns]) if decision else ()
        plan = replace(plan, columns=(*plan.columns, *_columns_settled(plan, made)))
        if plan.contract.name == "stage_history":
            mark_no_entries(connection, faults, table.relation, plan.columns, plan.time_zone)
        problems = faults.collect(table.source.name, table.relation)
        written = faults.write_offending(offending, table.headers, table.set_aside)
        turned = any(each.value == "from" for each in decisions)
        whole = not (faults.rows_aside or decision or settled or turned)
        columns = tuple(planned.column.name for planned in plan.columns)
        rows = typed if whole else _write_usable(connection, plan, final, decision)
        read = table.rows + rows_cut_off(table)
        used = table.rows - faults.rows_aside
    decisions += (*([decision] if decision else []), *([_side_by_side(contracts)] if contracts else []))
    return Staged(rows, read, used, problems, decisions, written, first_line if whole else None, columns, unknown)


def files_of(table: TextTable) -> list[Path]:
    """The files that hold a table's rows, and those that could not be cut into cells."""
    return [*table.files, *([table.set_aside] if table.set_aside else [])]


def rows_cut_off(table: TextTable) -> int:
    """How many rows of a file could not even be cut into cells."""
    return sum(problem.count for problem in table.problems if problem.severity == "sets the row aside")


def typed_query(relation: str, plan: Plan, *, numbered: bool = True) -> str:
    """One typed row per text row, with its line if it is `numbered`.

    Bit i of `bad_cells` says that column i holds a text that is no value of it.
    """
    cells = ", ".join(f'{value_sql(planned, plan.time_zone)} AS "{planned.column.name}"' for planned in plan.columns)
    kept = "".join(f', c{column.position} AS "{column.stored}"' for column in plan.kept)
    texts = "".join(f", {planned.text} AS text_{place}" for place, planned in _fallible(plan))
    names = [planned.column.name for planned in plan.columns] + [column.stored for column in plan.kept]
    columns = ", ".join(f'"{name}"' for name in names)
    bits = " | ".join(_bad_bit(planned.column, place) for place, planned in _fallible(plan))
    line = "line, " if numbered else ""
    values = f"SELECT {line}{cells}{kept}{texts} FROM {relation}"
    return f"SELECT {line}{columns}, CAST({bits or 0} AS BIGINT) AS bad_cells FROM ({values})"


def _bad_bit(column: Column, place: int) -> str:
    """A bit that is set where a text is no value; words for “no value” (n/a, –, NULL) are as good as an empty cell."""
    words = ", ".join(literal(word) for word in sorted(NO_VALUE_WORDS - NOT_YET_WORDS))
    bad = f'"{column.name}" IS NULL AND text_{place} IS NOT NULL AND lower(text_{place}) NOT IN ({words})'
    if column.none:
        bad += f" AND word_key(text_{place}) NOT IN ({', '.join(literal(same_word_key(word)) for word in column.none)})"
    return f"(CASE WHEN {bad} THEN {1 << place} ELSE 0 END)"


def _fallible(plan: Plan) -> list[tuple[int, PlannedColumn]]:
    return [(place, planned) for place, planned in enumerate(plan.columns) if planned.may_fail]


def _mark_cells(connection: duckdb.DuckDBPyConnection, faults: RowFaults, plan: Plan, relation: str) -> None:
    """Marks cells that are no value of their column, and required ones that are empty."""
    required = [planned for planned in plan.columns if planned.column.needed_in_a_row]
    empty = ", ".join(f'count(*) FILTER ("{planned.column.name}" IS NULL)' for planned in required)
    bad, *empties = connection.execute(f"SELECT coalesce(bit_or(bad_cells), 0), {empty} FROM typed").fetchall()[0]
    if any(planned.plain and bad >> place & 1 for place, planned in _fallible(plan)):
        raise NotPlain
    for place, planned in _fallible(plan):
        if bad >> place & 1:
            _mark_unfitting(faults, planned, f"SELECT line FROM typed WHERE bad_cells & {1 << place} <> 0", relation)
    for planned, count in zip(required, empties, strict=True):
        if count:
            place = plan.columns.index(planned)
            where = f'"{planned.column.name}" IS NULL AND bad_cells & {1 << place} = 0'
            faults.mark(_empty_cell(planned), f"SELECT line FROM typed WHERE {where}")


def _mark_unfitting(faults: RowFaults, planned: PlannedColumn, lines: str, relation: str) -> None:
    """Marks the cells that are no value of a column; a day such as 0000-00-00 is none rather than a wrong one."""
    if planned.column.type in ("date", "timestamp"):
        zero = f"SELECT line FROM {relation} WHERE regexp_matches(c{planned.position}, {literal(ZERO_DAY)})"
        faults.mark(day_for_none(planned), zero)
        lines += f" AND line NOT IN ({zero})"
    faults.mark(_bad_cell(planned), lines)


def _settle(connection: duckdb.DuckDBPyConnection, faults: RowFaults, relation: str, plan: Plan) -> tuple[str, ...]:
    """Gives rows the values they mean, where these aren't what is written, and names the columns that changed."""
    if plan.contract.name == "rates":
        return ("currency", "into")
    words = ("currency",) if _settle_words(connection, faults, plan) else ()
    if plan.contract.name == "targets":
        position = {planned.column.name: planned.position for planned in plan.columns}
        changed = settle_targets(connection, faults, relation, position["metric"], position["value"])
        return ("metric", "value") if changed else ()
    if plan.leavers:
        brings_ends = any(planned.column.name == "left_on" for planned in plan.columns)
        gone = settle_leavers(
            connection, faults, relation, plan.leavers, plan.stored_people, brings_ends, plan.time_zone
        )
        return ("left_on",) if gone else ()
    has_currency = "currency" in plan.contract.columns
    return (*words, *settle_currencies(connection, faults, relation, plan.columns, plan.currency, has_currency))


def _settle_words(connection: duckdb.DuckDBPyConnection, faults: RowFaults, plan: Plan) -> bool:
    """Gives currencies their codes; whether any stood there by a name."""
    named = next((planned for planned in plan.columns if planned.column.name == "currency"), None)
    return named is not None and settle_currency_words(connection, faults, named, plan.currency)


def _settle_rates(connection: duckdb.DuckDBPyConnection, faults: RowFaults, plan: Plan) -> tuple[Decision, ...]:
    """Gives rates their currencies and one direction, and says what was decided; nothing for other tables."""
    if plan.contract.name != "rates":
        return ()
    _settle_words(connection, faults, plan)
    settle_rates(connection, plan.currency, [planned.column.name for planned in plan.columns])
    return (settle_direction(connection, plan.rate_direction, plan.currency, plan.header_of("rate")),)


def _mark_left_out(connection: duckdb.DuckDBPyConnection, faults: RowFaults, plan: Plan) -> None:
    """Sets aside the rows that somebody chose to leave out."""
    if plan.leave_out:
        key = plan.contract.key[0]
        connection.execute("CREATE TEMP TABLE left_out AS SELECT unnest(?) AS id", [list(plan.leave_out)])
        chosen = RowFault(plan.header_of(key), None, LEFT_OUT, "Nothing to do.", "sets the row aside")
        faults.mark(chosen, f'SELECT line FROM typed WHERE "{key}" IN (FROM left_out)')


def _columns_settled(plan: Plan, settled: Sequence[str]) -> tuple[PlannedColumn, ...]:
    """Columns that are not in the file and yet were told by its cells."""
    brought = {planned.column.name for planned in plan.columns}
    return tuple(PlannedColumn(plan.contract.stored[name], None, None) for name in settled if name not in brought)


def _bad_cell(planned: PlannedColumn) -> RowFault:
    column = planned.column
    wanted = (
        f"one of {', '.join(column.values)}" if column.values and column.type == "text" else KIND_OF_VALUE[column.type]
    )
    effect = "the row can't be used without it" if column.required else "the cell counts as unknown"
    return RowFault(
        planned.header, planned.position, f"The text is not {wanted} ({column.name}); {effect}.",
        _remedy(column), "sets the row aside" if column.required else "worth a look",
    )  # fmt: skip


def _remedy(column: Column) -> str:
    meanings = meanings_in(column)
    if not meanings:
        return "Correct the cell in the export."
    return f"Say what it means, --word '{column.name}:WORD={'|'.join(meanings)}', or correct the cell in the export."


def _empty_cell(planned: PlannedColumn) -> RowFault:
    return RowFault(
        planned.header, planned.position, f"The cell is empty; without {planned.column.name} the row can't be used.",
        "Fill it in the export.", "sets the row aside",
    )  # fmt: skip


def _mark_repeated(connection: duckdb.DuckDBPyConnection, faults: RowFaults, plan: Plan, texts: str) -> Decision | None:
    """Deals with duplicates of a key, and with the lines of a deal: the decision, if lines were summed. `texts` are the
    file's rows as they are written. Raises OtherRecordsError where the rows are not the table's."""
    connection.execute(
        "CREATE TEMP VIEW usable AS SELECT * EXCLUDE (bad_cells) FROM typed WHERE line NOT IN (SELECT line FROM aside)"
        if faults.rows_aside
        else "CREATE TEMP VIEW usable AS SELECT * EXCLUDE (bad_cells) FROM typed"
    )
    columns = [planned.column.name for planned in plan.columns]
    if not plan.table_said:
        require_lasting(connection, plan.contract, columns)
    if not plan.key or not find_repeated(connection, plan.key, texts):
        return None
    kept = [column.stored for column in plan.kept]
    decision = merge_lines(connection, faults, columns, kept) if plan.contract.name == "opportunities" else None
    if not plan.table_said:
        require_few_differing(connection, plan.contract, plan.key, columns)
    if plan.same_day is None:
        require_no_same_days(connection, plan.contract, columns)
    set_duplicates_aside(connection, faults, plan.key, [*columns, *kept], plan.header_of(plan.key[0]))
    return decision


def _side_by_side(customers: int) -> Decision:
    evidence = f"{customers:,} customers stand on several rows that begin on different days"
    return Decision("one row per contract of a customer", "contracts side by side, whose values add", evidence)


def _write_usable(connection: duckdb.DuckDBPyConnection, plan: Plan, final: Path, lines: Decision | None) -> Path:
    names: Sequence[str] = [planned.column.name for planned in plan.columns] + [column.stored for column in plan.kept]
    columns = ", ".join(["line", *(f'"{name}"' for name in names)])
    own = ", ".join(["line", *(f'NULL AS "{name}"' if name in plan.contract.made else f'"{name}"' for name in names)])
    rows = f"SELECT {own} FROM typed WHERE line NOT IN (SELECT line FROM aside)"
    if lines:
        rows += f" AND line NOT IN (SELECT line FROM lines) UNION ALL SELECT {columns} FROM merged ORDER BY line"
    connection.execute(f"COPY ({rows}) TO {literal(str(final))} (FORMAT parquet, USE_TMP_FILE false)")
    return final
