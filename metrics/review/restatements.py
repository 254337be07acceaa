"""A frozen period beside its numbers now: which were restated, from what to what, and by which file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from metrics.query import Reader, missing_columns
from metrics.review.attribution import Attribution, VersionStep, same, same_figures
from metrics.review.snapshots import (
    Figure,
    Figures,
    FrozenMetric,
    FrozenPeriod,
    figure_document,
    figures_of,
)
from metrics.semantic import metrics_of
from metrics.store import Workspace


@dataclass(frozen=True, slots=True)
class RestatedNumber:
    """One number as it was presented and as it is now. `team` is empty for the company's. `change` is now − then, None
    where there is none to be had, as between two currencies."""

    metric: FrozenMetric
    team: str
    then: Figure | None
    now: Figure | None
    change: float | None
    steps: tuple[VersionStep, ...] = ()

    @property
    def restated(self) -> bool:
        """Whether the number, how sure it is, or how many it rests on is another one now."""
        return not same(self.then, self.now)

    @property
    def value_changed(self) -> bool:
        """Whether the value itself is another one now."""
        return not same(*(Figure(f.value, 0, None, None, {}) if f else None for f in (self.then, self.now)))


@dataclass(frozen=True, slots=True)
class Restatement:
    """Every frozen number beside the one of version `version`, in the order of the catalogue.

    `redefined` are the titles of metrics whose definition is another one now and gives other numbers for what was
    presented; `later` those that weren't there then.
    """

    period_snapshot: FrozenPeriod
    version: int
    currency: str
    numbers: tuple[RestatedNumber, ...]
    redefined: tuple[str, ...]
    later: tuple[str, ...]

    @property
    def restated(self) -> tuple[RestatedNumber, ...]:
        """The numbers that changed, those whose value did first."""
        changed = [number for number in self.numbers if number.restated]
        return tuple(sorted(changed, key=lambda number: not number.value_changed))


def restatement_of(workspace: Workspace, period_snapshot: FrozenPeriod, reader: Reader) -> Restatement:
    """The frozen numbers beside those of a later version, with the steps of each that changed.

    Only where a number changed are the versions in between asked, and of these those that changed what it rests on.
    """
    metrics_by_name = metrics_of(reader.snapshot)
    now = {
        metric.name: figures_of(reader, metric.name, period_snapshot.start, period_snapshot.end)
        for metric in period_snapshot.metrics
    }
    changed = [metric for metric in period_snapshot.metrics if not same_figures(metric.figures, now[metric.name])]
    attribution = Attribution(workspace, period_snapshot, reader, changed, now) if changed else None
    numbers: list[RestatedNumber] = []
    for metric in period_snapshot.metrics:
        steps = attribution.steps(metric) if attribution and metric in changed else {}
        numbers += _numbers(
            metric, now[metric.name], steps, period_snapshot.settings.currency == reader.snapshot.settings.currency
        )
    names = {metric.name for metric in period_snapshot.metrics}
    return Restatement(
        period_snapshot=period_snapshot,
        version=reader.snapshot.number,
        currency=reader.snapshot.settings.currency,
        numbers=tuple(numbers),
        redefined=tuple(metric.title for metric in changed if attribution and attribution.redefined(metric)),
        later=tuple(
            m.title for m in metrics_by_name.values() if m.name not in names and not missing_columns(reader.snapshot, m)
        ),
    )


def restatement_rows(comparison: Restatement) -> list[dict[str, Any]]:
    """A row a number, the restated ones first: raw values for spreadsheets."""
    rest = [number for number in comparison.numbers if not number.restated]
    return [_row(number) for number in (*comparison.restated, *rest)]


def restatement_document(comparison: Restatement) -> dict[str, Any]:
    """The comparison as plain values that JSON can hold."""
    period_snapshot = comparison.period_snapshot
    return {
        "period": period_snapshot.label,
        "period_start": period_snapshot.start.isoformat(),
        "period_end": period_snapshot.end.isoformat(),
        "complete": period_snapshot.complete,
        "version": period_snapshot.version,
        "frozen_at": period_snapshot.frozen_at.isoformat(),
        "who": period_snapshot.who,
        "compared_with_version": comparison.version,
        "numbers": [_number_document(number) for number in comparison.numbers],
        "definition_changed": list(comparison.redefined),
        "available_since": list(comparison.later),
    }


def _number_document(number: RestatedNumber) -> dict[str, Any]:
    then, now = (figure and figure_document(figure) for figure in (number.then, number.now))
    return {
        "metric": number.metric.name,
        "team": number.team or None,
        "restated": number.restated,
        "then": then,
        "now": now,
        "change": number.change,
        "steps": [
            {
                "from": step.before.value if step.before else None,
                "to": step.after.value if step.after else None,
                "n_from": step.before.n if step.before else None,
                "n_to": step.after.n if step.after else None,
                "by": [cause.sentence for cause in step.causes],
                "files": [name for cause in step.causes for name in cause.files],
                "versions": [cause.version for cause in step.causes],
                "at": [cause.at.isoformat() if cause.at else None for cause in step.causes],
                "doubt": step.doubt,
            }
            for step in number.steps
        ],
    }


def _row(number: RestatedNumber) -> dict[str, Any]:
    then, now = number.then, number.now
    causes = [cause for step in number.steps for cause in step.causes]
    return {
        "Metric": number.metric.title,
        "Team": number.team or "Company",
        "Restated": "yes" if number.restated else "no",
        "As presented": then and then.value,
        "Now": now and now.value,
        "Difference": number.change,
        "n as presented": then and then.n,
        "n now": now and now.n,
        "Low as presented": then and then.low,
        "High as presented": then and then.high,
        "Low now": now and now.low,
        "High now": now and now.high,
        "By": " | ".join(map(_step_text, number.steps)),
        "When": " | ".join(f"{cause.at:%Y-%m-%d %H:%M} UTC" if cause.at else "" for cause in causes),
        "Version": " | ".join(str(cause.version or "") for cause in causes),
        "Doubt": " | ".join(dict.fromkeys(step.doubt for step in number.steps if step.doubt)),
    }


def _step_text(step: VersionStep) -> str:
    before, after = (figure.value if figure else None for figure in (step.before, step.after))
    return f"{before} → {after}: {' or '.join(cause.sentence for cause in step.causes)}"


def _numbers(
    metric: FrozenMetric, now: Figures, steps: Mapping[str, tuple[VersionStep, ...]], one_currency: bool
) -> Iterator[RestatedNumber]:
    for team in sorted(metric.figures.keys() | now.keys()):  # the company's key is the smallest
        then, present = metric.figures.get(team), now.get(team)
        change = _difference(then, present) if metric.unit != "money" or one_currency else None
        yield RestatedNumber(metric, team, then, present, change, steps.get(team, ()))


def _difference(then: Figure | None, now: Figure | None) -> float | None:
    if then is None or now is None or then.value is None or now.value is None:
        return None
    return now.value - then.value
