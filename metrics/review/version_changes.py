"""What a version of a workspace changed, in words, and whether a metric can feel it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from metrics.formatting import format_date, plural
from metrics.query import Scope, compile_question
from metrics.schema import Coverage, RoleFunction, Settings, StageWord, contracts
from metrics.semantic import OWN_METRICS, WORDS, Metric, list_tables, reads_of_view, relations_read
from metrics.store import StoredTable, TableChange, Version

SETTING_WORDS = {
    "amount_means": "a deal's amount is its",
    "fiscal_year_start": "first month of the fiscal year",
    "week_start": "first day of the week",
    "quantity_default": "usual quantity",
    "attended_share": "part of a session that counts as attended",
}
"""What settings are called where their own names don't say it."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What may have changed a number: which version, when, by whom, what it did, and with which files.

    No version did it where the program computes otherwise than it did.
    """

    version: int | None
    at: datetime | None
    who: str
    sentence: str
    files: tuple[str, ...] = ()


def tables_of(metric: Metric) -> frozenset[str]:
    """Every stored table that a metric's numbers by team rest on, the roster's included."""
    tables: set[str] = set(metric.reads)
    waiting = [*compile_question(metric, Scope()).needs, "roster"]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in contracts():
            tables.add(name)
        waiting += _read_by(name)
    return frozenset(tables)


def _read_by(name: str) -> Sequence[str]:
    """What a prepared view, or a relation made from settings and from words of the data, stands on."""
    if name == "list_coverage":
        return list_tables()
    return relations_read(WORDS[name]) if name in WORDS else reads_of_view(name)


def reaches(version: Version, before: Version, metric: str, tables: frozenset[str]) -> bool:
    """Whether a version differs from the one before in what a metric rests on: its tables, settings, or definition."""
    return (
        version.settings != before.settings
        or _own_definition(version, metric) != _own_definition(before, metric)
        or any(_content(version.tables.get(name)) != _content(before.tables.get(name)) for name in tables)
    )


def _own_definition(version: Version, metric: str) -> str | None:
    """What tells apart the texts of an own metric; None for one of the catalog."""
    return OWN_METRICS.held(version).get(metric)


def cause_of(version: Version, before: Version, metric: str, tables: frozenset[str]) -> Cause:
    """What a version did that a metric can feel."""
    files = tuple(_files(version, tables))
    did = ", ".join(f"{name} ({words})" for name, words in files) or version.action
    details = list(settings_changed(before.settings, version.settings))
    if _own_definition(version, metric) != _own_definition(before, metric):
        details.append("the metric's own definition changed")
    if not reaches(version, before, metric, tables):
        details.append("the day up to which the data speaks moved with it")
    sentence = f"{did}: {'; '.join(details)}" if details else did
    names = tuple(name for name, _ in files) or tuple(file.name for file in version.files)
    return Cause(version.number, version.published_at, version.who, sentence, names)


def settings_changed(before: Settings, after: Settings) -> tuple[str, ...]:
    """Every setting that differs, from → to, in words."""
    return tuple(words for field in fields(Settings) for words in _differences(field.name, before, after))


def _differences(name: str, before: Settings, after: Settings) -> Iterator[str]:
    old, new = getattr(before, name), getattr(after, name)
    if old == new:
        return
    if not isinstance(new, tuple):
        yield f"{SETTING_WORDS.get(name, name.replace('_', ' '))} {_shown(old)} → {_shown(new)}"
        return
    former, present = (dict(map(_entry, entries)) for entries in (old, new))
    for key in former | present:
        if former.get(key) != present.get(key):
            yield f"{key} {former.get(key, 'as usual')} → {present.get(key, 'as usual')}"


def _entry(entry: StageWord | RoleFunction | Coverage) -> tuple[str, str]:
    """One line of a list of settings: what it speaks of, and what it says."""
    if isinstance(entry, StageWord):
        return f"stage “{entry.word}”{f' of {entry.pipeline}' if entry.pipeline else ''}", entry.outcome
    if isinstance(entry, RoleFunction):
        return f"role “{entry.role}”", f"{entry.function}{', manager' if entry.manager else ''}"
    return f"days of {entry.table}", f"{_shown(entry.first_day)} to {_shown(entry.last_day)}"


def _shown(value: object) -> str:
    if value is None:
        return "not said"
    return format_date(value) if isinstance(value, date) else str(value)


def _content(table: StoredTable | None) -> tuple[object, ...]:
    """What tells a table's content from another's; NULL-like where there is none."""
    if table is None:
        return ()
    files = tuple(file.sha256 for file in table.files)
    return files, table.columns, tuple(table.kept.items()), table.snapshots_on, table.imported_in


def _files(version: Version, tables: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The files of an import that reached one of the tables, with what each did; those that changed rows, if any."""
    changes: Sequence[TableChange | None] = version.changes
    if len(changes) != len(version.files):  # an older program may have written fewer
        changes = [None] * len(version.files)
    reached = [(file.name, change) for file, change in zip(version.files, changes, strict=True) if file.table in tables]
    effective = [(name, change) for name, change in reached if change is None or _rows(change)]
    for name, change in effective or reached:
        yield name, f"{change.table}: {_counts(change)}" if change else "imported"


def _rows(change: TableChange) -> int:
    return change.added + change.updated + change.closed


def _counts(change: TableChange) -> str:
    counts = ((change.added, "added"), (change.updated, "updated"), (change.closed, "closed"))
    return ", ".join(f"{plural(count, 'row')} {done}" for count, done in counts if count) or "no row changed"
