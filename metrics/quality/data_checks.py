"""The data checks: one SQL file each in `checks/`, whose rows are what was found and whose header says what follows.

Every query has a column `found` (what a person reads) before the columns to download; `sought`, where there is one, is
the word whose nearest name is looked for.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import pandas as pd

from metrics.query import Reader, Session
from metrics.semantic import catalog, relations_read, with_models
from metrics.statistics import SimilarNames, nearest
from metrics.store import Snapshot

FOLDER = Path(__file__).parent / "checks"
MOST_EXAMPLES = 5
MOST_ROWS = 100_000
ENTRY = re.compile(r"^-- (?P<name>[a-z]+):\s*(?P<value>.*)$")
TABLE = re.compile(r"(?P<table>\w+)\s*\((?P<columns>[^)]*)\)")
Severity = Literal["changes numbers", "worth a look"]
SEVERITIES: tuple[Severity, ...] = ("changes numbers", "worth a look")
Columns = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class DataCheck:
    """One file of `checks/`. `metrics` are those it bears on, with their variants, `effect` how; it says nothing unless
    the columns it `reads` (table → columns) are there. `nearest` names columns among which a sought word may be
    misspelled. One that tells what a new format changed speaks only of versions written `before` it, until the next."""

    name: str
    title: str
    table: str
    severity: Severity
    metrics: tuple[str, ...]
    effect: str
    fix: str
    reads: Columns
    nearest: Columns
    query: str
    before: int | None = None


@dataclass(frozen=True, slots=True)
class DataFinding:
    """What one check found: how many rows its query gives, and the first of them in words."""

    check: str
    title: str
    table: str
    count: int
    examples: tuple[str, ...]
    effect: str
    metrics: tuple[str, ...]
    fix: str
    severity: Severity
    query: str


def read_check(path: Path) -> DataCheck:
    """The check written in one file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = [match for line in lines if (match := ENTRY.match(line))]
    entries = {match["name"]: match["value"].strip() for match in header}
    return DataCheck(
        name=path.stem,
        title=entries["title"],
        table=entries["table"],
        severity="changes numbers" if entries["severity"] == "changes numbers" else "worth a look",
        metrics=_with_variants(entries["metrics"].replace(",", " ").split()),
        effect=entries["effect"],
        fix=entries["fix"],
        reads=_columns(entries["reads"]),
        nearest=_columns(entries.get("nearest", "")),
        query=with_models("\n".join(line for line in lines if not line.startswith("--")).strip()),
        before=int(entries["before"]) if "before" in entries else None,
    )


def _with_variants(named: Sequence[str]) -> tuple[str, ...]:
    """The metrics a header names; what bears on a headline metric bears on its variants over the same facts too."""
    heads = [catalog()[name] for name in named if catalog()[name].headline]
    alike = {(metric.group, metric.facts_from) for metric in heads}
    return tuple(
        name for name, metric in catalog().items() if name in named or (metric.group, metric.facts_from) in alike
    )


def _columns(text: str) -> Columns:
    """Tables and columns of a line like `people (person_id, email), training (held_on)`."""
    columns = {match["table"]: tuple(match["columns"].replace(",", " ").split()) for match in TABLE.finditer(text)}
    return MappingProxyType(columns)


@cache
def list_data_checks() -> Mapping[str, DataCheck]:
    """Every check by name: those that change numbers first, each group in the order of its titles."""
    checks = sorted(
        map(read_check, FOLDER.glob("*.sql")), key=lambda check: (SEVERITIES.index(check.severity), check.title)
    )
    return MappingProxyType({check.name: check for check in checks})


def check_data(reader: Reader) -> tuple[DataFinding, ...]:
    """What all checks find in a version, in the order of `checks`; a check that finds nothing isn't there."""
    open_session = reader.session()
    if open_session.data_through is None:
        return ()
    checks = [check for check in list_data_checks().values() if _applies(reader.snapshot, check)]
    findings = reader.listed(lambda: [_finding(open_session, check) for check in checks])
    return tuple(finding for finding in findings if finding is not None)


def finding_rows(reader: Reader, name: str, most: int = MOST_ROWS) -> pd.DataFrame:
    """All rows one check found, up to `most`, to be downloaded."""
    check = list_data_checks()[name]
    open_session = reader.session()
    open_session.need(relations_read(check.query))
    sql = f"SELECT * FROM (\n{check.query}\n) AS found LIMIT {most}"
    frame: pd.DataFrame = reader.listed(lambda: open_session.frame(sql))
    if "sought" in frame:
        frame["nearest"] = [_nearest(open_session, check, word) for word in frame["sought"]]
    return frame.drop(columns="found")


def _applies(snapshot: Snapshot, check: DataCheck) -> bool:
    """Whether the files brought what the check reads, and it speaks of the version's format."""
    if check.before is not None and (snapshot.written_as is None or snapshot.written_as >= check.before):
        return False
    brought = {name: {*table.columns, *table.kept} for name, table in snapshot.tables.items()}
    return all(table in brought and set(columns) <= brought[table] for table, columns in check.reads.items())


def _finding(open_session: Session, check: DataCheck) -> DataFinding | None:
    count, examples = open_session.remember(("check", check.name), lambda: _rows_in_words(open_session, check))
    if not count:
        return None
    return DataFinding(
        check.name,
        check.title,
        check.table,
        count,
        examples,
        check.effect,
        check.metrics,
        check.fix,
        check.severity,
        check.query,
    )


def _rows_in_words(open_session: Session, check: DataCheck) -> tuple[int, tuple[str, ...]]:
    """How many rows a check finds, and the first few in words."""
    open_session.need(relations_read(check.query))
    sought = "sought" if check.nearest else "NULL"
    first = open_session.rows(
        f"SELECT count(*) OVER (), found, {sought} FROM (\n{check.query}\n) AS found LIMIT {MOST_EXAMPLES}"
    )
    examples = tuple(_example(open_session, check, text, word) for _, text, word in first)
    return (first[0][0] if first else 0), examples


def _example(open_session: Session, check: DataCheck, text: str, word: str | None) -> str:
    name = _nearest(open_session, check, word) if word else None
    return f"{text} (nearest name: {name})" if name else text


def _nearest(open_session: Session, check: DataCheck, word: str) -> str | None:
    return nearest(word, _names(open_session, check.nearest))


def _names(open_session: Session, columns: Columns) -> SimilarNames:
    """The names a word may be a misspelling of, those of the first column first."""
    parts = [f"SELECT DISTINCT {column} FROM {table}" for table, names in columns.items() for column in names]
    open_session.need(tuple(columns))
    return open_session.remember(
        ("names", *parts),
        lambda: SimilarNames.of(name for part in parts for (name,) in open_session.rows(part) if name),
    )
