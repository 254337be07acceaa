"""What stands in front of every metric: stored tables, settings and prepared views, each as one SELECT.

The engine keeps them as tables while a version is open; `sql` prints the same text as CREATE VIEWs.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from metrics.schema import Settings, contracts, function_of, meaning_taught, outcome_of
from metrics.semantic.models.fact_models import deal_model
from metrics.semantic.models.generated import with_models
from metrics.semantic.models.words import WORDS
from metrics.semantic.statement import DefinitionError, StatementError
from metrics.semantic.statement_index import relations_read
from metrics.semantic.written_values import literal
from metrics.store import Snapshot, former_value_sql

FOLDER = Path(__file__).parent / "models"
KEPT = re.compile(r"[ ]*/\* (?P<no>no )?kept columns of (?P<table>\w+)(?: from (?P<alias>\w+))? \*/")
RESERVED = frozenset({"into"})
"""Words of SQL that are columns of a table all the same."""
SETTINGS_TABLES = (*WORDS, "list_coverage")
"""Relations made from settings, and from words of the data."""


def inline_table(columns: Mapping[str, str], rows: Sequence[Sequence[object]]) -> str:
    """A SELECT that gives `rows`; `columns` maps each column to its SQL type, so that no rows have types too."""
    typed = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in columns.items())
    shown = rows or [[None] * len(columns)]
    values = ",\n    ".join("(" + ", ".join(map(_written, row)) + ")" for row in shown)
    nothing = "" if rows else " WHERE FALSE"
    return f"SELECT {typed}\nFROM (VALUES\n    {values}\n) AS written ({', '.join(columns)}){nothing}"


def _written(value: object) -> str:
    """A value as its literal; a day or moment as text: its column is cast, and a cast for each value takes long."""
    if isinstance(value, datetime):
        return f"'{value:%Y-%m-%d %H:%M:%S}'"
    return f"'{value.isoformat()}'" if isinstance(value, date) else literal(value)


@cache
def prepared_views() -> Mapping[str, str]:
    """The text of every prepared view, by name, with what follows from the fact models written out."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.sql"))}
    return MappingProxyType({name: with_models(text) for name, text in texts.items()})


def reads_of_view(name: str) -> tuple[str, ...]:
    """The relations that a prepared view reads (kept columns add none); none for the name of something else.

    Raises DefinitionError for a view that is none.
    """
    text = prepared_views().get(name)
    try:
        return relations_read(text) if text else ()
    except StatementError as reason:
        raise reason.of_file(f"{name}.sql") from None


def in_order(names: Iterable[str], reads: Callable[[str], Sequence[str]] = reads_of_view) -> tuple[str, ...]:
    """The named relations and all that they read, each once and behind what it reads itself.

    What a relation reads is asked of its name, never searched for in SQL that holds values. Raises DefinitionError
    where some read one another in a circle.
    """
    ordered: dict[str, None] = {}

    def add(name: str, readers: tuple[str, ...]) -> None:
        if name in readers:
            circle = " reads ".join((*readers[readers.index(name) :], name))
            raise DefinitionError(f"{name}.sql: {circle}, which never ends; let one of them read something else.")
        if name not in ordered:
            for read in reads(name):
                add(read, (*readers, name))
            ordered[name] = None

    for name in names:
        add(name, ())
    return tuple(ordered)


def relation_kind(name: str) -> str | None:
    """What a relation of that name is, in words; None if there is none."""
    if name in prepared_views():
        return "prepared view"
    return "table" if name in contracts() or name in SETTINGS_TABLES else None


def stored_table(snapshot: Snapshot, name: str) -> str:
    """One stored table with every column of its contract; those that no file ever brought are NULL."""
    state = snapshot.tables.get(name)
    brought = set(state.columns) if state and state.files else set()
    former = state.former_values if state else {}
    parts = [
        quoted(column.name)
        if column.name in brought
        else f"CAST({former_value_sql(former.get(column.name, {}))} AS {column.sql_type}) AS {quoted(column.name)}"
        for column in contracts()[name].stored.values()
    ]
    if state is None or not state.files:
        origin = "CAST(NULL AS INTEGER) AS import_number, CAST(NULL AS BIGINT) AS line"
        return f"SELECT {', '.join(parts)}, {origin}\nWHERE FALSE"
    parts += [quoted(stored) for stored in state.kept]
    files = ", ".join(literal(file) for file in state.files)
    return f"SELECT {', '.join(parts)}, import_number, line\nFROM read_parquet([{files}], union_by_name = TRUE)"


def prepared_view(snapshot: Snapshot, name: str) -> str:
    """One prepared view, with the columns that the workspace's files brought beyond the contract."""
    return KEPT.sub(lambda match: _kept_columns(snapshot, match), prepared_views()[name]).strip()


def kept_name(table: str, stored: str) -> str:
    """What a kept column is called in the prepared views: an account's differ from those of its deals."""
    return f"account_{stored}" if table == "accounts" else stored


def quoted(name: str) -> str:
    """A name as SQL takes it: between quotes where it has other signs, or is a word that names nothing unquoted."""
    plain = re.fullmatch(r"[a-z_][a-z0-9_]*", name) and name not in RESERVED
    return name if plain else '"' + name.replace('"', '""') + '"'


def _kept_columns(snapshot: Snapshot, match: re.Match[str]) -> str:
    table = match["table"]
    state = snapshot.tables.get(table)
    kept = state.kept if state else {}
    parts = (
        f"    , NULL AS {quoted(stored)}"
        if match["no"]
        else f"    , {match['alias'] or table}.{quoted(stored)} AS {quoted(kept_name(table, stored))}"
        for stored in kept
    )
    return "\n".join(parts)


def workspace_row(snapshot: Snapshot, data_through: date, known_through: date, kind_known: bool) -> str:
    """The one row of decisions that prepared views read; `known_through` is the day the data itself ends."""
    settings = snapshot.settings
    columns = {
        "data_through": "DATE",
        "known_through": "DATE",
        "currency": "VARCHAR",
        "quantity_default": "INTEGER",
        "has_roster": "BOOLEAN",
        "kind_known": "BOOLEAN",
        "ramp_days": "INTEGER",
        "renewal_grace_days": "INTEGER",
        "deals_from": "DATE",
        "deals_to": "DATE",
    }
    row = [
        data_through,
        known_through,
        settings.currency.strip().upper(),
        settings.quantity_default,
        has_roster(snapshot),
        kind_known,
        settings.ramp_days,
        settings.renewal_grace_days,
        *_stated_deal_window(settings, data_through),
    ]
    return inline_table(columns, [row])


def _stated_deal_window(settings: Settings, data_through: date) -> tuple[date | None, date | None]:
    """The first and last day that the workspace's people say the deals cover."""
    for window in settings.coverage:
        if window.table == deal_model().table:
            return window.first_day, min(window.last_day, data_through) if window.last_day else None
    return None, None


def has_roster(snapshot: Snapshot) -> bool:
    """Whether anybody has imported who works here."""
    people = snapshot.tables.get("people")
    return people is not None and people.rows > 0


def stage_outcomes(words: Iterable[tuple[str, str]], settings: Settings) -> str:
    """The outcome of each stage word in its pipeline ('' where a deal names none)."""
    rows = [(stage, pipeline, outcome_of(stage, pipeline or None, settings.stage_words)) for stage, pipeline in words]
    return inline_table(
        {"stage": "VARCHAR", "pipeline": "VARCHAR", "outcome": "VARCHAR"}, [row for row in rows if row[2] is not None]
    )


def reason_outcomes(reasons: Iterable[str], settings: Settings) -> str:
    """The lost reasons that say there was no decision: by what was taught for them, else by what a stage would say."""

    def outcome(reason: str) -> str | None:
        return meaning_taught("lost_reason", reason, settings.words) or outcome_of(reason, None, settings.stage_words)

    rows = [(reason, "no_decision") for reason in reasons if outcome(reason) == "no_decision"]
    return inline_table({"lost_reason": "VARCHAR", "outcome": "VARCHAR"}, rows)


def role_functions(words: Iterable[str], settings: Settings) -> str:
    """The function of each role or function word of the roster, and whether its holders lead others."""
    functions = [(word, function_of(word, settings.role_functions)) for word in words]
    rows = [(word, role.function, role.manager) for word, role in functions if role is not None]
    return inline_table({"word": "VARCHAR", "function": "VARCHAR", "manager": "BOOLEAN"}, rows)


def list_coverage(rows: Sequence[tuple[str, date | None]]) -> str:
    """Until which day the tables that list what exists speak; NULL where nothing had happened by then."""
    return inline_table({"table_name": "VARCHAR", "covered_to": "DATE"}, rows)


def local_days(first: date | None, last: date | None, time_zone: str) -> str:
    """For each day of UTC the day it is in a time zone before and from `second_day_from` (in UTC) on."""
    zone = ZoneInfo(time_zone)
    rows = [] if first is None or last is None else [_local_day(day, zone) for day in _days(first, last)]
    columns = {"utc_day": "DATE", "first_day": "DATE", "second_day": "DATE", "second_day_from": "TIMESTAMP"}
    return inline_table(columns, rows)


@lru_cache(maxsize=50_000)
def _local_day(day: date, zone: ZoneInfo) -> tuple[date, date, date, datetime]:
    utc = ZoneInfo("UTC")
    start = datetime(day.year, day.month, day.day, tzinfo=utc)
    first = start.astimezone(zone).date()
    second = (start + timedelta(days=1, seconds=-1)).astimezone(zone).date()
    low, high = 0, 86_400
    while low < high:
        middle = (low + high) // 2
        if (start + timedelta(seconds=middle)).astimezone(zone).date() > first:
            high = middle
        else:
            low = middle + 1
    return day, first, second, (start + timedelta(seconds=low)).replace(tzinfo=None)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
