"""A metric: one SQL file of the catalog, and what its header says."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args

from metrics.formatting import Unit
from metrics.schema import contracts
from metrics.semantic.meaning_change import MeaningChange, meaning_changes
from metrics.semantic.relations import relation_kind
from metrics.semantic.statement import DefinitionError, SelectStatement, StatementError
from metrics.semantic.statement_index import read_statement
from metrics.store import DocumentKind, Snapshot, stored_content

MetricKind = Literal["leading", "lagging"]
Better = Literal["higher", "lower"]
Shape = Literal["event", "spell", "duration"]
Measure = Literal["sum", "ratio", "median", "distinct", "survival", "product"]
Interval = Literal[
    "none",
    "share clustered by seller",
    "share clustered by person",
    "ratio clustered by seller",
    "ratio clustered by person",
    "ratio clustered by customer",
    "wilson",
    "order statistic",
    "kaplan-meier",
]
Population = Literal["customer-facing", "sellers"]
Stock = Literal["left", "kept", "later", "there"]
"""What is counted of spells: of those there on a period's first day the ones that left within it, their value at its
end at most at what it was (kept) or as it is (later); or those there on its last day."""
MetricGroup = Literal[
    "Training", "Onboarding", "Content", "Customer time", "Leads", "Pipeline", "Stages",
    "Revenue", "Win rate", "Customers", "Discount", "Speed", "Quota", "Own metrics",
]  # fmt: skip

FOLDER = Path(__file__).parent / "metrics"
LINE = re.compile(r"--\s?(?:(?P<name>[a-z]+):\s*(?P<value>.*)|(?P<more>.*))$")
TABLE = re.compile(r"(?P<table>[a-z_]+)\s*\((?P<columns>[^()]*)\)")
FACTOR = re.compile(r"(?P<title>[^()=]+?)\s*\((?P<unit>[a-z]+)\)\s*=\s*(?P<value>.+)")
OWN_METRICS = DocumentKind[str](
    folder="metrics/", suffix=".sql", format=None, called="The metric “{}”".format, made="made", encode=str,
    decode=lambda _, text: text,
)  # fmt: skip
"""The metrics of a workspace's own, each the text of a catalog file. What it says is read by `metrics_of`, which needs
the other metrics beside it, and goes on without those that it can't read."""
REQUIRED = (
    "title", "summary", "definition", "example", "kind", "group", "order", "unit", "better", "shape", "measure",
    "value", "interval", "reads", "rules",
)  # fmt: skip
OPTIONAL = ("headline", "population", "stock", "split", "beside", "day", "made", "changed", "undated")
CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "kind": get_args(MetricKind),
        "unit": get_args(Unit),
        "better": get_args(Better),
        "shape": get_args(Shape),
        "measure": get_args(Measure),
        "interval": get_args(Interval),
        "population": get_args(Population),
        "stock": get_args(Stock),
        "group": get_args(MetricGroup),
        "headline": ("yes",),
        "undated": ("over all time",),
    }
)


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of a product of sums: `numerator` (÷ `denominator`). The product is divided by it if it `divides`."""

    title: str
    unit: Unit
    numerator: str
    denominator: str | None
    divides: bool


@dataclass(frozen=True, slots=True)
class Metric:
    """One catalog file.

    `group` is what it is about, `order` its place among those of its kind; `headline` are the nine of B11 and B12.
    `numerator` and `denominator` name the additive components whose quotient is the value (no denominator: the value
    is the numerator itself, or a quantile of it); a product has `factors` instead. `reads` maps a stored table to the
    columns it can't do without.
    `population` names whose activity is the denominator (of `distinct`, or of a `ratio` per person-week), if the
    denominator is the roster. `stock` says what is counted of spells. `split` is the dimension it is usually shown by,
    `beside` a further quotient of components that must be read with the value (the share of a cohort still open), `day`
    the day of a survival whose finished share is the value (None: its median). `changed` says when its numbers came to
    mean something else under the same name. `undated`: facts without a day count over all time. `sql` yields the facts.
    """

    name: str
    title: str
    summary: str
    definition: str
    example: str
    kind: MetricKind
    group: MetricGroup
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
    headline: bool = False
    factors: tuple[Factor, ...] = ()
    stock: Stock | None = None
    split: str | None = None
    beside: tuple[str, str] | None = None
    day: int | None = None
    changed: tuple[MeaningChange, ...] = ()
    undated: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """The additive components behind the value, and behind what stands beside it, each once."""
        quotients = [(self.numerator, self.denominator), self.beside or ()]
        quotients += [(factor.numerator, factor.denominator) for factor in self.factors]
        return tuple(dict.fromkeys(name for quotient in quotients for name in quotient if name))

    @property
    def adds(self) -> bool:
        """Whether values of days add up to the value of their period; stocks and quotients don't."""
        return self.measure == "sum" and self.shape != "spell"

    @property
    def short_title(self) -> str:
        """“Deal velocity” of “Deal velocity: median days to win”."""
        return self.title.split(":")[0]

    @property
    def beside_title(self) -> str:
        """What stands beside the value, in words: “still open”."""
        return self.beside[0].replace("_", " ") if self.beside else ""

    @property
    def table(self) -> str:
        """The stored table whose rows become the facts: the first that the header reads."""
        return next(iter(self.reads))

    @property
    def facts_from(self) -> str:
        """The prepared view that the facts are selected from."""
        return read_statement(self.sql).source

    @property
    def placed_by(self) -> str:
        """The column of that view that places its facts in periods; empty where it is computed, or facts are spells."""
        return read_statement(self.sql).placed_by

    @property
    def relations(self) -> tuple[str, ...]:
        """The stored tables and prepared views that its SELECT reads, in order."""
        return read_statement(self.sql).relations

    @property
    def happened(self) -> str:
        """The fact's column that says which period it belongs to (a spell's is asked on a period's first day)."""
        return {"event": "happened_on", "duration": "started_on", "spell": "valid_from"}[self.shape]


def read_metric(path: Path, name: str | None = None) -> Metric:
    """The metric written in one file, called as the file is or by `name`. Raises DefinitionError in words."""
    lines = path.read_text(encoding="utf-8").splitlines()
    end = next((number for number, line in enumerate(lines) if not line.startswith("--")), len(lines))
    header = _header(path, lines[:end])
    _check_the_end(path, header, lines, end)
    _check(path, header)
    sql = _select(path, lines, end)
    factors = _factors(path, header["value"]) if header["measure"] == "product" else ()
    numerator, denominator = ("", None) if factors else _quotient(header["value"])
    values: dict[str, Any] = {  # checked against CHOICES
        name: header.get(name)
        for name in (*REQUIRED, "population", "stock", "split")
        if name not in ("order", "value", "reads", "rules")
    }
    above, below = _quotient(header.get("beside", ""))
    return Metric(
        name=name or path.stem,
        **values,
        order=int(header["order"]),
        numerator=numerator,
        denominator=denominator,
        reads=_tables(path, header["reads"]),
        rules=tuple(header["rules"].replace(",", " ").split()),
        sql=sql,
        path=path,
        headline="headline" in header,
        factors=factors,
        beside=(above, below) if below else None,
        day=int(header["day"]) if "day" in header else None,
        undated="undated" in header,
        changed=meaning_changes(path.name, header.get("changed", "")),
    )


def _quotient(text: str) -> tuple[str, str | None]:
    """The two sides of `won / decided`; without a slash there is only one."""
    above, _, below = (part.strip() for part in text.partition("/"))
    return above, below or None


def _factors(path: Path, text: str) -> tuple[Factor, ...]:
    """The factors of a line like `deals (count) = decided × win rate (share) = won / decided ÷ days (days) = days`."""
    factors = []
    for sign, written in re.findall(r"(^|[×÷])([^×÷]+)", text):
        match = FACTOR.fullmatch(written.strip())
        if match is None or match["unit"] not in get_args(Unit):
            raise DefinitionError(
                f"{path.name}: “{written.strip()}” is no factor; write it as “title (unit) = component / component”."
            )
        unit: Any = match["unit"]
        factors.append(Factor(match["title"], unit, *_quotient(match["value"]), divides=sign == "÷"))
    return tuple(factors)


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
    return entries


def _check_the_end(path: Path, entries: Mapping[str, str], lines: list[str], end: int) -> None:
    """Raises DefinitionError for an entry of the header that stands below its end, where nobody would read it."""
    for number, line in enumerate(lines[end:], start=end + 1):
        match = LINE.fullmatch(line)
        if match and match["name"] in REQUIRED + OPTIONAL and match["name"] not in entries:
            raise DefinitionError(
                f"{path.name}, line {number}: “-- {match['name']}: …” stands below the header, which ends with line "
                f"{end}; take out what stands between them."
            )


def _select(path: Path, lines: list[str], end: int) -> str:
    """The SELECT below the header. Raises DefinitionError for what isn't one, or reads what no metric can."""
    text = "\n".join(lines[end:])
    sql = text.strip()
    first = len(lines) - len(text.lstrip().splitlines()) + 1
    try:
        if ";" in sql:  # a statement may end with one, but can't within the statements that are put around it
            from metrics.semantic.statement_tree import without_end

            sql = without_end(sql)
        statement = read_statement(sql)
    except StatementError as reason:
        raise reason.of_file(path.name, first) from None
    if not statement.source:
        raise DefinitionError(f"{path.name} has a header but no SELECT … FROM below it; add the one that yields facts.")
    for word, fault in _faults(statement):
        from metrics.semantic.statement_tree import line_of

        raise DefinitionError(f"{path.name}, line {first + line_of(sql, word) - 1}: {fault}.")
    return sql


def _faults(statement: SelectStatement) -> Iterator[tuple[str, str]]:
    """What a metric's SELECT can't have, though others can: the word where it stands, and what to do."""
    for part in statement.parts:
        if kind := relation_kind(part):
            yield part, f"the part “{part}” of its WITH is called like a {kind}; call it otherwise"
    for name in statement.values:
        yield name or "?", f"“${name}” stands for a value that nobody gives; write the value"


def _check(path: Path, entries: Mapping[str, str]) -> None:
    """Raises DefinitionError for an entry that is missing, unknown, or says what it can't."""
    for name in REQUIRED:
        if not entries.get(name):
            raise DefinitionError(f"{path.name}: the header lacks “{name}”; add a line “-- {name}: …”.")
    for name, value in entries.items():
        if name not in REQUIRED + OPTIONAL:
            raise DefinitionError(f"{path.name}: the header says “{name}”, which nobody reads; remove the line.")
        if name in CHOICES and value not in CHOICES[name]:
            raise DefinitionError(f"{path.name}: “{name}” is “{value}”; it can be {', '.join(CHOICES[name])}.")
    for name in ("order", "day"):
        if name in entries and not entries[name].isdecimal():
            raise DefinitionError(f"{path.name}: “{name}” is “{entries[name]}”; write a whole number from 1.")


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
    """Every metric of the catalog by name, leading before lagging, each in the order its file says.

    Raises DefinitionError where two of a kind have the same place in it.
    """
    places: dict[tuple[str, int], Metric] = {}
    for metric in map(read_metric, sorted(FOLDER.glob("*/*.sql"))):
        first = places.setdefault((metric.kind, metric.order), metric)
        if first is not metric:
            raise DefinitionError(
                f"{metric.path.name}: “order” is {metric.order}, as in {first.path.name}; take a number that is free."
            )
    return _in_order(list(places.values()))


def metrics_of(snapshot: Snapshot) -> Mapping[str, Metric]:
    """The catalog together with the metrics that the workspace's people made themselves."""
    return _with_own(_own_files(snapshot))[0]


def metric_groups(snapshot: Snapshot, kind: MetricKind) -> dict[str, tuple[Metric, ...]]:
    """The metrics of a kind under what they are about, each group with its headline metrics first."""
    of_kind = [metric for metric in metrics_of(snapshot).values() if metric.kind == kind]
    groups = {
        group: tuple(sorted((each for each in of_kind if each.group == group), key=lambda each: not each.headline))
        for group in get_args(MetricGroup)
    }
    return {group: metrics for group, metrics in groups.items() if metrics}


def unreadable_metrics(snapshot: Snapshot) -> Mapping[str, str]:
    """Why a document of the workspace is no metric, by its name. The others are as they are without it."""
    return _with_own(_own_files(snapshot))[1]


OwnFile = tuple[str, Path, tuple[int, int] | None]
"""The name of an own metric, the file it stands in, and its size and time of change; None for one that is missing."""


def _own_files(snapshot: Snapshot) -> tuple[OwnFile, ...]:
    """The files of own metrics as they are now: one that was missing or damaged may have been put back."""
    return tuple((name, path, _state_of(path)) for name, path in OWN_METRICS.held(snapshot).items())


def _state_of(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_size, state.st_mtime_ns


@lru_cache(maxsize=100)
def _with_own(own: tuple[OwnFile, ...]) -> tuple[Mapping[str, Metric], Mapping[str, str]]:
    metrics, unreadable = dict(catalog()), {}
    for name, path, _ in own:
        try:
            stored_content(path)  # one that isn't what was kept may count something else
            metrics[name] = _beside(metrics, read_metric(path, name))
        except (DefinitionError, ValueError, OSError) as reason:
            problem = "as text" if isinstance(reason, UnicodeDecodeError) else f"({reason})"
            message = str(reason) if isinstance(reason, DefinitionError) else f"{path.name} can't be read {problem}."
            unreadable[name] = message.replace(path.name, f"{name}.sql")
    return _in_order(list(metrics.values())), MappingProxyType(unreadable)


def _beside(metrics: Mapping[str, Metric], metric: Metric) -> Metric:
    """The metric, if it can stand beside the known ones.

    Raises DefinitionError where it reads what is no table, or a name would mean two things.
    """
    if strange := set(metric.reads) - set(contracts()):
        raise DefinitionError(f"{metric.path.name} reads {', '.join(sorted(strange))}, which is no table.")
    titles = {each.title.casefold() for each in metrics.values()}
    if metric.name in metrics or metric.title.casefold() in titles:
        raise DefinitionError(f"{metric.path.name} is called “{metric.title}” like another metric; rename one of them.")
    return metric


def _in_order(metrics: list[Metric]) -> Mapping[str, Metric]:
    metrics.sort(key=lambda metric: (metric.kind == "lagging", metric.order, metric.title))
    return MappingProxyType({metric.name: metric for metric in metrics})
