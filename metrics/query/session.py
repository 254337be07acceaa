"""One version of a workspace, open on an engine: which relations it has, which are kept as tables, when its data ends.

Prepared views become tables when a question first needs them.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from threading import Lock, RLock
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from metrics.engines import DuckDB, Engine, SqlError
from metrics.schema import Settings, contracts
from metrics.semantic import (
    WORDS,
    ModelError,
    event_selects,
    list_tables,
    literal,
    prepared_views,
    recomputed_views,
    relations,
    relations_read,
    require_view_columns,
)
from metrics.store import Snapshot, require_whole
from metrics.trust import Access

Remembered = TypeVar("Remembered")

OPEN_VERSIONS = 4
PASSING_TABLES = 200


class Session:
    """One version of a workspace, open for questions up to `data_through`. Safe to use from several threads."""

    def __init__(self, snapshot: Snapshot, as_of: date | None = None, *, without_rows: bool = False) -> None:
        """Opens the version, as if the data ended on `as_of` where that is earlier than it does.

        `without_rows` its prepared views are empty, and its data ends when it was published: to see what can be asked.
        """
        self.snapshot = snapshot
        self._without_rows = without_rows
        self._engine: Engine = DuckDB(file for table in snapshot.tables.values() for file in table.files)
        self._lock = RLock()
        self._sql: dict[str, str] = {}
        self._derived: dict[str, str] = {}
        self._passing: OrderedDict[str, str] = OrderedDict()
        self._numbers = count()
        self._remembered: dict[Any, Any] = {}
        self.data_through: date | None  # nothing that is asked before it is known can take another day for it
        self._known_through: date | None
        if without_rows:
            self.data_through = self._known_through = snapshot.published_at.date()
            return
        latest = self._settings.data_through or self._latest_event()
        self.data_through = min(latest, as_of) if latest and as_of else latest
        cut = self.data_through != latest or self._settings.data_through
        self._known_through = self._latest_event() if cut else latest

    def rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        """What a SELECT gives. Its relations must have been made by `need` or `derive`."""
        with self._reading():
            return self._engine.rows(sql, parameters)

    def frame(self, sql: str, parameters: Mapping[str, object] | None = None) -> Any:
        """What a SELECT gives, as a pandas frame."""
        with self._reading():
            return self._engine.frame(sql, parameters)

    def columns(self, relation: str) -> tuple[str, ...]:
        """The columns of a stored table or prepared view."""
        self.need((relation,))
        return self.remember(
            ("columns", relation), lambda: tuple(row[0] for row in self.rows(f"DESCRIBE SELECT * FROM {relation}"))
        )

    def need(self, names: Sequence[str]) -> None:
        """Makes prepared views, and what they read, ready to be read by name."""
        with self._lock:
            missing = [name for name in names if name not in self._sql]
            for name in relations.in_order(missing):
                if name not in self._sql and (sql := self._text(name)) is not None:
                    self._define(name, sql)

    def derive(self, sql: str, *, passing: bool = False) -> str:
        """The name of a table holding what a SELECT gives; made the first time, found again after.

        What it reads must have been made by `need` or `derive`.
        Of the `passing` ones, which come with every choice of days, only those used last are kept. They are dropped
        long after they were last handed out, so that no reader misses the table it is about to read.
        """
        with self._lock:
            if (name := self._derived.get(sql)) is None:
                name = f"derived_{next(self._numbers)}"
                with self._reading():
                    self._engine.create(name, sql, kept=True)
                self._derived[sql] = name
            if passing:
                self._passing.pop(sql, None)
                self._passing[sql] = name
                if len(self._passing) > PASSING_TABLES:
                    oldest, table = self._passing.popitem(last=False)
                    del self._derived[oldest]
                    self._engine.drop(table)
            return name

    def remember(self, key: object, find: Callable[[], Remembered]) -> Remembered:
        """Something found out once about this version."""
        with self._lock:
            if key not in self._remembered:
                self._remembered[key] = find()
            remembered: Remembered = self._remembered[key]
            return remembered

    def prelude(self, names: Sequence[str]) -> str:
        """The CREATE VIEWs and TABLEs that the named relations stand on, each after those it reads.

        What many others read is a table, as it is here: as a view it would be computed again for each of them.
        """
        self.need(names)
        texts = {name: self._sql[name] for name in relations.in_order(names) if name in self._sql}
        kinds = {name: "TABLE" if _kept(name) else "VIEW" for name in texts}
        return "\n\n".join(f"CREATE {kinds[name]} {name} AS\n{sql};" for name, sql in texts.items())

    def text(self, name: str) -> str:
        """The SELECT that a relation is made by. Raises KeyError where there is no such relation."""
        self.need((name,))
        return self._sql[name]

    @property
    def kind_known(self) -> bool:
        """Whether any deal says whether it is new business; where none does, each one counts as that."""
        self.need(relations_read(WORDS["workspace"]))
        return self.remember("kind known", lambda: bool(self.rows(WORDS["workspace"])[0][0]))

    def _text(self, name: str) -> str | None:
        """The SELECT behind a stored table, a prepared view or a settings table; None for a name of none."""
        if name in contracts():
            if not self._without_rows:  # nothing that is published yet, and read for its words only
                require_whole(self.snapshot, (name,))
            return relations.stored_table(self.snapshot, name)
        if name in prepared_views():
            return relations.prepared_view(self.snapshot, name)
        made = {
            "workspace": self._workspace,
            "stage_outcomes": self._stage_outcomes,
            "reason_outcomes": self._reason_outcomes,
            "role_functions": self._role_functions,
            "local_days": self._local_days,
            "list_coverage": self._list_coverage,
        }.get(name)
        return made() if made else None

    def _define(self, name: str, sql: str) -> None:
        empty = self._without_rows and name in prepared_views()
        made = f"SELECT *\nFROM (\n{sql}\n) AS nothing\nLIMIT 0" if empty else sql
        with self._reading():
            self._engine.create(name, made, kept=empty or _kept(name))
        if name in prepared_views():
            try:  # of what was made: to describe the SELECT itself takes as long as running it over few rows
                require_view_columns(name, lambda: [column for column, *_ in self.rows(f"DESCRIBE {name}")])
            except ModelError:
                self._engine.drop(name)
                raise
        self._sql[name] = sql

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """What can't be run because a file was damaged while it was open is said to be that."""
        try:
            yield
        except SqlError:
            require_whole(self.snapshot, [name for name in self._sql if name in contracts()], again=True)
            raise

    def _words(self, name: str) -> list[tuple[Any, ...]]:
        self.need(relations_read(WORDS[name]))
        return self.rows(f"SELECT DISTINCT * FROM ({WORDS[name]}) AS words ORDER BY ALL")

    def _workspace(self) -> str:
        through = self.data_through or date.min
        return relations.workspace_row(self.snapshot, through, self._known_through or through, self.kind_known)

    def _stage_outcomes(self) -> str:
        return relations.stage_outcomes(self._words("stage_outcomes"), self._settings)

    def _reason_outcomes(self) -> str:
        return relations.reason_outcomes((word for (word,) in self._words("reason_outcomes")), self._settings)

    def _role_functions(self) -> str:
        return relations.role_functions((word for (word,) in self._words("role_functions")), self._settings)

    def _local_days(self) -> str:
        self.need(relations_read(WORDS["local_days"]))
        ((first, last),) = self.rows(WORDS["local_days"])
        last = first if self._without_rows else last
        return relations.local_days(first, last, self._settings.time_zone)

    @property
    def _settings(self) -> Settings:
        return self.snapshot.settings

    def _list_coverage(self) -> str:
        """Until when each list speaks: the day the data ended when it was last imported, unless the settings say."""
        stated = {window.table: window.last_day for window in self._settings.coverage}
        rows = []
        for table in list_tables():
            if (state := self.snapshot.tables.get(table)) is not None:
                latest = stated.get(table) or self._latest_event(state.imported_in)
                rows.append((table, min(latest, self.data_through) if latest and self.data_through else None))
        return relations.list_coverage(rows)

    def _latest_event(self, imported_in: int | None = None) -> date | None:
        """The latest day on which something happened, never later than the day the version was published; with
        `imported_in`, among what had been imported by then."""
        events = event_selects()
        self.need([relation for relation, _ in events])
        zone = ZoneInfo(self._settings.time_zone)
        uploaded = literal(self.snapshot.published_at.astimezone(zone).date())
        up_to = "" if imported_in is None else f" AND import_number <= {int(imported_in)}"
        days = " UNION ALL ".join(
            f"SELECT MAX(day) AS day FROM ({sql}) AS days WHERE day <= {uploaded}{up_to}" for _, sql in events
        )
        ((latest,),) = self.rows(f"SELECT MAX(day) FROM ({days}) AS latest")
        latest_day: date | None = latest
        return latest_day


def _kept(name: str) -> bool:
    """Whether a relation is kept as a table, or computed whenever it is read; days are many, and slow to read."""
    return name == "local_days" or (name in prepared_views() and name not in recomputed_views())


_sessions: OrderedDict[tuple[Path, int, str, Settings, Access, date | None], Session] = OrderedDict()
_opening = Lock()


def open_session(snapshot: Snapshot, access: Access, as_of: date | None = None) -> Session:
    """The open session of a version for those who may see the same, made when first asked for.

    What one session remembers never reaches somebody with other access. The sessions used longest ago are closed.
    """
    key = (snapshot.folder, snapshot.number, snapshot.digest, snapshot.settings, access, as_of)
    with _opening:
        session = _sessions.pop(key, None) or Session(snapshot, as_of)
        _sessions[key] = session
        while len(_sessions) > OPEN_VERSIONS:
            _sessions.popitem(last=False)
        return session
