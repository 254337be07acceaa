"""A metric: one SQL file of the catalogue, and what its header says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args

Kind = Literal["leading", "lagging"]
Unit = Literal["share", "money", "days", "hours", "count"]
Better = Literal["higher", "lower"]
Shape = Literal["event", "spell", "duration"]
Measure = Literal["sum", "ratio", "mean", "median", "distinct", "survival"]
Interval = Literal[
    "none", "share clustered by seller", "ratio clustered by seller", "wilson", "order statistic", "kaplan-meier"
]
Population = Literal["customer-facing", "sellers"]

FOLDER = Path(__file__).parent / "catalog"
LINE = re.compile(r"--\s?(?:(?P<name>[a-z]+):\s*(?P<value>.*)|(?P<more>.*))$")
TABLE = re.compile(r"(?P<table>[a-z_]+)\s*\((?P<columns>[^()]*)\)")
FROM = re.compile(r"\bFROM\s+([a-z_]+)")
REQUIRED = (
    "title", "summary", "definition", "kind", "order", "unit", "better", "shape", "measure", "value", "interval",
    "reads", "rules",
)  # fmt: skip
OPTIONAL = ("population",)
CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "kind": get_args(Kind),
        "unit": get_args(Unit),
        "better": get_args(Better),
        "shape": get_args(Shape),
        "measure": get_args(Measure),
        "interval": get_args(Interval),
        "population": get_args(Population),
    }
)


class DefinitionError(ValueError):
    """A catalogue file says something its readers can't use; the message names the file and the line to mend."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One catalogue file.

    `order` is its place among the metrics of its kind, as the rule that asks for it lists them.
    `numerator` and `denominator` name the additive components whose quotient is the value (no denominator: the value
    is the numerator itself, or a quantile of it). `reads` maps a stored table to the columns it can't do without.
    `population` names whose activity is the denominator (of `distinct`, or of a `ratio` per person-week), if the
    denominator is the roster. `sql` yields the facts; `header` is what the file says word by word.
    """

    name: str
    title: str
    summary: str
    definition: str
    kind: Kind
    order: int
    unit: Unit
    better: Better
    shape: Shape
    measure: Measure
    numerator: str
    denominator: str | None
    interval: Interval
    reads: Mapping[str, tuple[str, ...]]
    population: Population | None
    rules: tuple[str, ...]
    sql: str
    path: Path

    @property
    def table(self) -> str:
        """The stored table whose rows become the facts: the first that the header reads."""
        return next(iter(self.reads))

    @property
    def facts_from(self) -> str:
        """The prepared view that the facts are selected from."""
        return FROM.search(self.sql)[1]  # type: ignore[index]  # read_metric refuses SQL without a FROM

    @property
    def happened(self) -> str:
        """The fact's column that says which period it belongs to (a spell's is asked on a period's first day)."""
        return {"event": "happened_on", "duration": "started_on", "spell": "valid_from"}[self.shape]


def read_metric(path: Path) -> Metric:
    """The metric written in one file of the catalogue. Raises DefinitionError in words."""
    lines = path.read_text(encoding="utf-8").splitlines()
    end = next((number for number, line in enumerate(lines) if not line.startswith("--")), len(lines))
    header = _header(path, lines[:end])
    sql = "\n".join(lines[end:]).strip().removesuffix(";")
    if not FROM.search(sql):
        raise DefinitionError(f"{path.name} has a header but no SELECT … FROM below it; add the one that yields facts.")
    numerator, _, denominator = (part.strip() for part in header["value"].partition("/"))
    values: dict[str, Any] = {
        name: header[name] for name in REQUIRED if name not in ("order", "value", "reads", "rules")
    }
    return Metric(
        name=path.stem,
        **values,
        order=int(header["order"]),
        numerator=numerator,
        denominator=denominator or None,
        reads=_tables(path, header["reads"]),
        population=header.get("population"),  # type: ignore[arg-type]  # checked against CHOICES above
        rules=tuple(header["rules"].replace(",", " ").split()),
        sql=sql,
        path=path,
    )


def _header(path: Path, lines: list[str]) -> dict[str, str]:
    """The header's entries; a line without a `name:` continues the one before."""
    entries: dict[str, str] = {}
    name = ""
    for number, line in enumerate(lines, start=1):
        match = LINE.match(line)
        if match is None or (match["name"] is None and not name):
            raise DefinitionError(f"{path.name}, line {number}: “{line}” is not “-- name: value”; write it so.")
        name = match["name"] or name
        if match["name"] is not None and name in entries:
            raise DefinitionError(f"{path.name}, line {number}: “{name}” is said twice; keep one of the two.")
        entries[name] = f"{entries.get(name, '')} {(match['value'] or match['more'] or '').strip()}".strip()
    for name in REQUIRED:
        if not entries.get(name):
            raise DefinitionError(f"{path.name}: the header lacks “{name}”; add a line “-- {name}: …”.")
    for name, value in entries.items():
        if name not in REQUIRED + OPTIONAL:
            raise DefinitionError(f"{path.name}: the header says “{name}”, which nobody reads; remove the line.")
        if name in CHOICES and value not in CHOICES[name]:
            raise DefinitionError(f"{path.name}: “{name}” is “{value}”; it can be {', '.join(CHOICES[name])}.")
    if not entries["order"].isdecimal():
        raise DefinitionError(f"{path.name}: “order” is “{entries['order']}”; write a whole number from 1.")
    return entries


def _tables(path: Path, text: str) -> Mapping[str, tuple[str, ...]]:
    """The tables and columns of a line like `opportunities (stage, closed_on), people (team)`."""
    tables = {match["table"]: tuple(match["columns"].replace(",", " ").split()) for match in TABLE.finditer(text)}
    if not tables or TABLE.sub("", text).strip(" ,"):
        raise DefinitionError(
            f"{path.name}: “reads” is “{text}”; write it as “table (column, column), table (column)”."
        )
    return MappingProxyType(tables)


@cache
def catalog() -> Mapping[str, Metric]:
    """Every metric of the catalogue by name, leading before lagging, each in the order its file says."""
    metrics = [read_metric(path) for path in FOLDER.glob("*/*.sql")]
    metrics.sort(key=lambda metric: (metric.kind == "lagging", metric.order, metric.title))
    return MappingProxyType({metric.name: metric for metric in metrics})
