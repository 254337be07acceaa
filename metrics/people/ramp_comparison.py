"""Ramps side by side: each group's curve from the engine's life tables, and how it differs from all others.

The headline is the difference of restricted means (Royston and Parmar 2013): days sooner or later within a horizon that
both sides were followed to. Many groups are many comparisons, so only those that survive them all are told apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from metrics.errors import UserError
from metrics.impact import (
    Effect,
    Floats,
    LogRank,
    RestrictedMean,
    Spells,
    curve_of,
    known_until,
    log_rank,
    restricted_mean_difference,
    restricted_mean_of,
    thresholds,
)
from metrics.query import (
    SUPPRESSED,
    Question,
    Reader,
    bind,
    evaluate_spans,
    hidden_groups,
    metric_named,
    periods_within,
)
from metrics.semantic import Metric
from metrics.statistics import Estimate, SurvivalCurve, benjamini_hochberg, survival_quantile, under_observation
from metrics.store import Snapshot

EVERYBODY = "Everybody"
NO_KIND = "No kind of people of its own, so it isn't compared."
Table = Sequence[tuple[float, ...]]
"""Rows of (days, ended or not, how many)."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How one group differs from all others: their restricted means up to `horizon` days, and own − others.

    `apart` says whether it can be told apart from them when all comparisons made are counted.
    """

    horizon: float
    own: RestrictedMean
    others: RestrictedMean
    effect: Effect
    log_rank: LogRank | None
    apart: bool = False


@dataclass(frozen=True, slots=True)
class RampGroup:
    """Newcomers of one kind: the times they were followed for, their curve, and the days by which half got there.

    `reason` says why there is no `difference` (or, without a curve, no number at all); both are None for everybody.
    """

    name: str
    followed: Spells | None
    curve: SurvivalCurve | None
    typical: Estimate
    difference: Difference | None = None
    reason: str | None = None

    @property
    def n(self) -> int:
        """How many were followed."""
        return self.curve.n if self.curve else 0

    @property
    def ended(self) -> int:
        """How many of them got there."""
        return self.curve.events if self.curve else 0

    @property
    def since(self) -> float:
        """The day from which they were followed: later than 0 where only those still under way then are compared."""
        return 0.0 if self.followed is None else max(0.0, float(self.followed.start.min(initial=np.inf)))

    def under_way(self, days: Sequence[float]) -> tuple[int, ...]:
        """How many were still under way, and followed, just before each day."""
        if self.followed is None:
            return (0,) * len(days)
        return tuple(int(count) for count in under_observation(self.followed.start, self.followed.stop, days))


@dataclass(frozen=True, slots=True)
class NotGrouped:
    """Newcomers who are in no group, and why."""

    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Ramps:
    """The ramps of one metric. `split` names what the groups differ in, "" where there is only everybody.

    `since` is the day from which they are compared (later than 0 only where a program's effect can't be seen before);
    all days count from the start nevertheless. `by_program` says whether a program splits them;
    `reason` says why a split can't
    be said at all.
    """

    metric: Metric
    question: Question
    whole: RampGroup
    split: str = ""
    groups: tuple[RampGroup, ...] = ()
    since: float = 0.0
    by_program: bool = False
    left: tuple[NotGrouped, ...] = ()
    reason: str | None = None

    @property
    def compared(self) -> tuple[RampGroup, ...]:
        """The groups that could be held against all others."""
        return tuple(group for group in self.groups if group.difference)

    @property
    def apart(self) -> tuple[RampGroup, ...]:
        """Those of them that can be told apart, the fastest first."""
        by_effect = [(group.difference.effect.value, group) for group in self.groups if group.difference]
        return tuple(group for _, group in sorted(by_effect, key=lambda each: each[0]) if is_apart(group))


def is_apart(group: RampGroup) -> bool:
    """Whether a group can be told apart from all others."""
    return group.difference is not None and group.difference.apart


def has_ramp(metric: Metric) -> bool:
    """Whether a metric is a time until something, with those still under way counted."""
    return metric.shape == "duration" and metric.measure == "survival" and metric.day is None


def compared_ramps(reader: Reader, question: Question) -> Ramps:
    """The ramps of a question: by its dimension, or by the quarter or year (its grain) in which people started.

    Raises Unavailable where the metric or the dimension can't be computed, UserError where the metric is no time until
    something or the question splits in two ways.
    """
    metric = metric_with_ramp(reader.snapshot, question.metric)
    if len(question.by) + (question.grain != "all") > 1:
        raise UserError("Ramps are split by one dimension, or by when people started.")
    whole = whole_of(reader, question)
    if whole.reason == SUPPRESSED or (not question.by and question.grain == "all"):
        return Ramps(metric, question, whole)
    bound = bind(reader, question)
    asked = periods_within(question.start, question.end, question.grain, bound.covered, reader.snapshot.settings)
    spans = [(period.start, period.end) for period in asked]
    cells, hidden = evaluate_spans(bound, bound.compiled, spans), hidden_groups(bound, spans)
    names = {key: key[1][0] if question.by else asked[key[0]].label for key in cells}
    groups = [group_of(names[key], cells[key].table, hidden=key in hidden) for key in sorted(cells)]
    split = bound.compiled.scope.by[0].title if question.by else f"Start {question.grain}"
    apart_from = [group for each in bound.compiled.scope.by for group in (each.not_matched, each.nothing)]
    return Ramps(metric, question, whole, split, told_apart(compared(groups, apart_from)))


def metric_with_ramp(snapshot: Snapshot, name: str) -> Metric:
    """The metric of that name. Raises UserError where it is no time until something."""
    metric = metric_named(snapshot, name)
    if not has_ramp(metric):
        raise UserError(f"{metric.title} is no time until something, so it has no ramp.")
    return metric


def whole_of(reader: Reader, question: Question) -> RampGroup:
    """Everybody of a question, whatever it splits by."""
    bound = bind(reader, replace(question, by=(), grain="all"))
    (asked,) = periods_within(question.start, question.end, "all", bound.covered, reader.snapshot.settings)
    spans = [(asked.start, asked.end)]
    cells = evaluate_spans(bound, bound.compiled, spans)
    hidden = bool(hidden_groups(bound, spans))
    return group_of(EVERYBODY, next((cell.table for cell in cells.values()), ()), hidden=hidden)


def group_of(name: str, table: Table, *, hidden: bool = False) -> RampGroup:
    """A group from its life table; of a hidden one only the name."""
    if hidden:
        return RampGroup(name, None, None, Estimate(None, reason=SUPPRESSED), reason=SUPPRESSED)
    days, ended = _one_by_one(table)
    return followed_group(name, Spells(np.full(len(days), -1.0), days, ended > 0, np.ones(len(days), bool)))


def followed_group(name: str, followed: Spells) -> RampGroup:
    """A group from the times its people were followed for."""
    curve = curve_of(replace(followed, group=np.ones(len(followed.stop), bool)), exposed=True)
    return RampGroup(name, followed, curve, survival_quantile(curve))


def _one_by_one(table: Table) -> tuple[Floats, Floats]:
    """The days of each newcomer, and whether they got there (1 or 0)."""
    if not table:
        return np.array([]), np.array([])
    days, ended, counts = (np.array(column, dtype=float) for column in zip(*table, strict=True))
    times = counts.astype(int)
    return np.repeat(days, times), np.repeat(ended, times)


def compared(groups: Sequence[RampGroup], apart_from: Sequence[str] = ()) -> list[RampGroup]:
    """Each group with how it differs from all others; those called as in `apart_from` are no kind of people.

    They are among the others, but no kind is compared with them alone.
    """
    seen = [group for group in groups if group.followed is not None]
    alone = sum(group.name not in apart_from for group in seen) < 2
    with_differences = []
    for group in groups:
        if group.followed is None:
            with_differences.append(group)
        elif group.name in apart_from:
            with_differences.append(replace(group, reason=NO_KIND))
        else:
            others = [other.followed for other in seen if other is not group and other.followed is not None]
            with_differences.append(_against(group, [] if alone else others))
    return with_differences


def _against(group: RampGroup, others: Sequence[Spells]) -> RampGroup:
    if not others or group.followed is None:
        return replace(group, reason="There is nobody else to compare with.")
    comparison = difference(group.followed, pooled_spells(others))
    return replace(group, reason=comparison) if isinstance(comparison, str) else replace(group, difference=comparison)


def pooled_spells(several: Sequence[Spells]) -> Spells:
    """The times of several groups as those of one."""
    return Spells(
        np.concatenate([each.start for each in several]),
        np.concatenate([each.stop for each in several]),
        np.concatenate([each.ended for each in several]),
        np.concatenate([each.group for each in several]),
    )


def difference(own: Spells, rest: Spells) -> Difference | str:
    """How the times of one side differ from those of the other, or a sentence why that can't be said."""
    least = thresholds().least_treated
    for who, spells in (("", own), (" of the others", rest)):
        if len(spells.stop) < least:
            return f"{len(spells.stop)}{who}: too few to compare, {least} are needed."
    sides = (replace(own, group=np.ones(len(own.stop), bool)), replace(rest, group=np.zeros(len(rest.stop), bool)))
    followed = pooled_spells(sides)
    curves = [curve_of(followed, exposed=side) for side in (True, False)]
    return _difference(followed, [curve for curve in curves if curve is not None])


def _difference(followed: Spells, curves: Sequence[SurvivalCurve]) -> Difference | str:
    if not any(curve.events for curve in curves):
        return "Nobody has got there yet."
    horizon = min(known_until(curve) for curve in curves)
    if not np.isfinite(horizon):
        horizon = max(float(curve.days[-1]) for curve in curves)
    usual = min((each.value for each in map(survival_quantile, curves) if each.value is not None), default=0.0)
    means = [restricted_mean_of(curve, horizon) for curve in curves]
    own, others = means
    if own is None or others is None or horizon <= 0 or horizon < usual:
        return f"Too early: one side has been followed for {horizon:g} days only, and half need {usual:g}."
    return Difference(horizon, own, others, restricted_mean_difference(own, others), log_rank(followed))


def told_apart(groups: Sequence[RampGroup]) -> tuple[RampGroup, ...]:
    """The groups, each saying whether its difference survives when all comparisons made are counted."""
    chances: Mapping[int, float] = {
        place: 1.0 if group.difference.effect.probability is None else group.difference.effect.probability
        for place, group in enumerate(groups)
        if group.difference
    }
    surviving = dict(zip(chances, benjamini_hochberg(list(chances.values()), thresholds().false_share), strict=True))
    return tuple(
        replace(group, difference=replace(group.difference, apart=surviving[place] and group.difference.effect.certain))
        if group.difference
        else group
        for place, group in enumerate(groups)
    )
