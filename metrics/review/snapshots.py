"""Frozen periods: the numbers of a quarter as they were presented, kept as a document of the workspace."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime
from math import isclose
from typing import Any

from metrics.errors import Unavailable, UserError
from metrics.query import AnswerRow, Grain, Period, Question, Reader, ask, data_through, event_days, periods_within
from metrics.schema import Settings
from metrics.semantic import Metric, metrics_of, normal_form
from metrics.store import DocumentKind, Snapshot, Workspace

COMPANY = ""
"""The key of the company's own number among those of its teams."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with what it rests on, as in `AnswerRow`."""

    value: float | None
    n: int
    low: float | None
    high: float | None
    components: Mapping[str, float | int | None]
    beside: float | None = None
    reason: str | None = None

    def same_as(self, other: "Figure") -> bool:
        """Whether a reader would see the same number, as sure, of as many; sums may differ in their last digits."""
        names = self.components.keys() | other.components.keys()
        pairs = [(self.value, other.value), (self.beside, other.beside)]
        pairs += [(self.components.get(name), other.components.get(name)) for name in names]
        ends = [(self.low, other.low), (self.high, other.high)]
        return self.n == other.n and all(_alike(*pair) for pair in pairs) and all(_alike(*end, 1e-6) for end in ends)


Figures = Mapping[str, Figure]
"""A metric's numbers in one period: the company's (`COMPANY`), and each team's by its name."""


@dataclass(frozen=True, slots=True)
class FrozenMetric:
    """A metric's numbers as they were presented. `definition` is the digest of what was computed (`defined_as`)."""

    name: str
    title: str
    unit: Any
    definition: str
    complete: bool
    figures: Figures


@dataclass(frozen=True, slots=True)
class FrozenPeriod:
    """A period as it was presented: from which version, when, by whom, under which settings.

    `unavailable` are the titles of the metrics that couldn't be computed, with the reason.
    """

    start: date
    end: date
    label: str
    version: int
    frozen_at: datetime
    who: str
    data_through: date | None
    settings: Settings
    metrics: tuple[FrozenMetric, ...]
    unavailable: Mapping[str, str]

    @property
    def name(self) -> str:
        """What it is kept under: its days, so that freezing it again replaces it."""
        return _name(self.start, self.end)

    @property
    def complete(self) -> bool:
        """Whether the data covered the whole period for every metric."""
        return all(metric.complete for metric in self.metrics)


def frozen_periods(snapshot: Snapshot) -> tuple[FrozenPeriod, ...]:
    """The periods frozen in a version, the latest first. Raises UserError where one of them can't be read."""
    periods = FROZEN_PERIODS.list(snapshot).values()
    return tuple(sorted(periods, key=lambda each: (each.end, each.start), reverse=True))


def frozen_period(snapshot: Snapshot, start: date, end: date) -> FrozenPeriod | None:
    """The frozen numbers of exactly these days; None where nobody froze them."""
    return FROZEN_PERIODS.load(snapshot, _name(start, end))


def periods_to_freeze(reader: Reader, grain: Grain) -> dict[str, Period]:
    """The periods that data covers at least in part, the latest first, by label; empty while there is no data."""
    days = event_days(reader)
    if days is None:
        return {}
    periods = periods_within(None, None, grain, days, reader.snapshot.settings)
    return {period.label: period for period in reversed(periods)}


def freeze(workspace: Workspace, reader: Reader, period: Period, who: str) -> FrozenPeriod:
    """Keeps the numbers of a period in one version of a workspace, and publishes that as a version of its own.

    One period is frozen once: what stood there before is replaced, and comes back by an undo. Raises UserError where no
    metric has a number in the period.
    """
    period_snapshot = as_presented(reader, period, who)
    if all(figure.value is None for metric in period_snapshot.metrics for figure in metric.figures.values()):
        raise UserError(f"Nothing is known of {period.label}: there is no number in it to freeze.")
    again = " again" if period_snapshot.name in FROZEN_PERIODS.held(workspace.latest()) else ""
    action = f"Froze {period.label}{again}"
    FROZEN_PERIODS.save(workspace, period_snapshot.name, period_snapshot, action=action, who=who)
    return period_snapshot


def thaw(workspace: Workspace, period_snapshot: FrozenPeriod, who: str) -> None:
    """Takes a frozen period away, by a version that can be undone."""
    action = f"Took the frozen {period_snapshot.label} away"
    FROZEN_PERIODS.remove(workspace, period_snapshot.name, action=action, who=who)


def as_presented(reader: Reader, period: Period, who: str) -> FrozenPeriod:
    """Every available metric of a version in one period, for the company and by team."""
    presented, unavailable = [], {}
    for metric in metrics_of(reader.snapshot).values():
        try:
            company = _company(reader, metric.name, period.start, period.end)
        except (Unavailable, UserError) as reason:
            unavailable[metric.title] = str(reason)
            continue
        figures = {COMPANY: _figure(company), **_teams(reader, metric.name, period.start, period.end)}
        complete = company.period.complete
        presented.append(FrozenMetric(metric.name, metric.title, metric.unit, digest(metric), complete, figures))
    return FrozenPeriod(
        start=period.start,
        end=period.end,
        label=period.label,
        version=reader.snapshot.number,
        frozen_at=datetime.now(UTC),
        who=who,
        data_through=data_through(reader),
        settings=reader.snapshot.settings,
        metrics=tuple(presented),
        unavailable=unavailable,
    )


def figures_of(reader: Reader, metric: str, start: date, end: date) -> Figures:
    """A metric's numbers in one period of one version; of one that can't be computed only the reason."""
    try:
        company = _figure(_company(reader, metric, start, end))
    except (Unavailable, UserError) as reason:
        return {COMPANY: Figure(None, 0, None, None, {}, reason=str(reason))}
    return {COMPANY: company, **_teams(reader, metric, start, end)}


def digest(metric: Metric) -> str:
    """What identifies how a metric is computed: its SELECT and what its header says is done to the facts, in SHA-256.

    White space, comments, capital letters and quotes of the SELECT are no part of it.
    """
    return _digest(metric, normal_form(metric.sql))


def defined_as(metric: Metric, definition: str) -> bool:
    """Whether a metric is computed as the one whose digest was kept; former programs kept one of the bare text."""
    return definition in (digest(metric), _digest(metric, " ".join(metric.sql.split())))


def _digest(metric: Metric, sql: str) -> str:
    parts = {
        "sql": sql,
        "shape": metric.shape,
        "measure": metric.measure,
        "parts": metric.parts,
        "population": metric.population,
        "stock": metric.stock,
        "day": metric.day,
        "factors": [asdict(factor) for factor in metric.factors],
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def snapshot_document(period_snapshot: FrozenPeriod) -> dict[str, Any]:
    """A frozen period as plain values that JSON can hold."""
    document: dict[str, Any] = FROZEN_PERIODS.values(period_snapshot)
    return document


def _to_values(period_snapshot: FrozenPeriod) -> dict[str, Any]:
    return {
        "start": period_snapshot.start.isoformat(),
        "end": period_snapshot.end.isoformat(),
        "label": period_snapshot.label,
        "version": period_snapshot.version,
        "frozen_at": period_snapshot.frozen_at.isoformat(),
        "who": period_snapshot.who,
        "data_through": period_snapshot.data_through.isoformat() if period_snapshot.data_through else None,
        "settings": period_snapshot.settings.to_document(),
        "metrics": [
            {
                "name": metric.name,
                "title": metric.title,
                "unit": metric.unit,
                "definition": metric.definition,
                "complete": metric.complete,
                "figures": [
                    {"team": team or None, **figure_document(figure)} for team, figure in metric.figures.items()
                ],
            }
            for metric in period_snapshot.metrics
        ],
        "unavailable": dict(period_snapshot.unavailable),
    }


def figure_document(figure: Figure) -> dict[str, Any]:
    """One number as plain values that JSON can hold."""
    return {
        "value": figure.value,
        "n": figure.n,
        "low": figure.low,
        "high": figure.high,
        "components": dict(figure.components),
        "beside": figure.beside,
        "reason": figure.reason,
    }


def _of_values(_: str, document: Mapping[str, Any]) -> FrozenPeriod:
    return FrozenPeriod(
        start=date.fromisoformat(document["start"]),
        end=date.fromisoformat(document["end"]),
        label=document["label"],
        version=document["version"],
        frozen_at=datetime.fromisoformat(document["frozen_at"]),
        who=document["who"],
        data_through=date.fromisoformat(document["data_through"]) if document["data_through"] else None,
        settings=Settings.from_document(document["settings"]),
        metrics=tuple(_metrics(document["metrics"])),
        unavailable=document["unavailable"],
    )


def _metrics(documents: Sequence[Mapping[str, Any]]) -> Iterator[FrozenMetric]:
    for document in documents:
        figures = {entry["team"] or COMPANY: Figure(**_fields(Figure, entry)) for entry in document["figures"]}
        yield FrozenMetric(**{**_fields(FrozenMetric, document), "figures": figures})


def _fields(kind: type[Figure] | type[FrozenMetric], document: Mapping[str, Any]) -> dict[str, Any]:
    """What a document says of the fields that are known today."""
    return {field.name: document[field.name] for field in fields(kind) if field.name in document}


def _name(start: date, end: date) -> str:
    return f"{start.isoformat()}_{end.isoformat()}"


def _called(name: str) -> str:
    return f"The period {name.replace('_', ' to ')}"


FROZEN_PERIODS = DocumentKind(folder="frozen/", called=_called, made="frozen", encode=_to_values, decode=_of_values)
"""The frozen periods of a workspace, each under its first and last day."""


def _company(reader: Reader, metric: str, start: date, end: date) -> AnswerRow:
    return ask(reader, Question(metric, start, end)).rows[0]


def _teams(reader: Reader, metric: str, start: date, end: date) -> Figures:
    """The numbers by team; none where nobody ever said which teams there are."""
    try:
        rows = ask(reader, Question(metric, start, end, by=("team",))).rows
    except (Unavailable, UserError):
        return {}
    return {row.dimensions["team"]: _figure(row) for row in rows}


def _figure(row: AnswerRow) -> Figure:
    return Figure(row.value, row.n, row.low, row.high, row.components, row.beside, row.reason)


def _alike(value: float | None, other: float | None, tolerance: float = 1e-9) -> bool:
    if value is None or other is None:
        return value is other
    return isclose(value, other, rel_tol=tolerance, abs_tol=1e-12)
