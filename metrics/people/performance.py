"""Rates of people and teams: what each one's share likely is, and who can be told apart from the average.

The shares are `ask`'s own. Twelve deals say little of a seller, so each rate is drawn towards everybody's as far as
chance alone would have spread them (`impact.shrinkage`), and a funnel says who stands out (`impact.funnel`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from metrics.errors import UserError
from metrics.impact import Floats, Funnel, Mask, ShrunkRates, Standing, beta_binomial_rates, funnel_plot_of, thresholds
from metrics.query import SUPPRESSED, Answer, AnswerRow, Question, Reader, ask, bind, metric_named
from metrics.semantic import Metric
from metrics.statistics import ClusterSums, benjamini_hochberg, binomial_probability, clustered_ratio
from metrics.trust import EVERYTHING

PERSON = "person"
SHARES = ("share clustered", "wilson")
"""The intervals of metrics that are a share of things counted one by one."""
Side = Literal["above", "below"]


@dataclass(frozen=True, slots=True)
class PerformanceRate:
    """One person's or team's share: `successes` of `n`; `raw` is their quotient, None where n is 0.

    `value`, `low` and `high` say where the share likely lies given everybody's. `side` is the side of the average on
    which all of that lies, None where the average lies within it; `apart` the same where it is still so when everybody
    who was looked at is counted. `standing` is the side of the funnel's outer limits.
    `too_few`: everybody else's numbers say more of it than its own, so that it can't be ranked. Whoever is `aside` of
    the comparison has no `value`, and `reason` says why.
    """

    name: str
    successes: int | None
    n: int
    raw: float | None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    side: Side | None = None
    apart: Side | None = None
    standing: Standing = "within"
    too_few: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PerformanceRates:
    """Everybody's rate of one metric over one period, in order of name.

    `average` is that of all who are compared, together. `aside` are groups that are no person or team, and hidden ones.
    `worth` is how many counted things say as much as one would if a team's people were all alike (1 for people).
    """

    metric: Metric
    answer: Answer
    rates: tuple[PerformanceRate, ...]
    aside: tuple[PerformanceRate, ...]
    average: float | None
    funnel: Funnel | None
    worth: float

    @property
    def by_person(self) -> bool:
        """Whether they are people's, not teams'."""
        return self.answer.question.by == (PERSON,)

    @property
    def looked_at(self) -> int:
        """How many were held against the average."""
        return sum(rate.raw is not None for rate in self.rates)

    @property
    def lost(self) -> tuple[PerformanceRate, ...]:
        """Those whose own range lies beside the average, but who can't be told apart among so many."""
        return tuple(rate for rate in self.rates if rate.side and not rate.apart)

    def on(self, side: Side) -> tuple[PerformanceRate, ...]:
        """Those told apart from the average on one side of it, the farthest first."""
        on_side = [rate for rate in self.rates if rate.apart == side]
        return tuple(sorted(on_side, key=lambda rate: (rate.value or 0) * (-1 if side == "above" else 1)))

    @property
    def outside(self) -> tuple[PerformanceRate, ...]:
        """Those outside the funnel's outer limits."""
        return tuple(rate for rate in self.rates if rate.standing != "within")

    def in_order_of_rate(self) -> tuple[PerformanceRate, ...]:
        """From the highest likely rate to the lowest; whoever has too few to be ranked comes after, by name."""
        return tuple(sorted(self.rates, key=lambda rate: (rate.too_few, 0 if rate.too_few else -(rate.value or 0))))


def can_be_rated(metric: Metric, by: str) -> bool:
    """Whether a metric is a share of things counted for a person (or for a team, where people may be the things)."""
    if metric.measure == "distinct":
        return by != PERSON
    return metric.measure == "ratio" and metric.unit == "share" and metric.interval.startswith(SHARES)


def performance_rates(reader: Reader, question: Question) -> PerformanceRates:
    """The rates of a question by one dimension over one period.

    Raises Unavailable where the metric or the dimension can't be computed, UserError where it is no share of things
    counted, or the question has not exactly one dimension and one period.
    """
    metric = metric_named(reader.snapshot, question.metric)
    if len(question.by) != 1 or question.grain != "all":
        raise UserError("Rates are asked by one dimension and over one period.")
    (by,) = question.by
    if not can_be_rated(metric, by):
        raise UserError(f"{metric.title} is no share of things counted for each {by}, so it has no rates to compare.")
    (dimension,) = bind(reader, question).compiled.scope.by
    nothing = (dimension.not_matched, dimension.nothing)
    answer = ask(reader, question)
    named = [row for row in answer.rows if row.dimensions[by] not in nothing and row.reason != SUPPRESSED]
    aside = [_aside(metric, by, row, dimension.not_matched) for row in answer.rows if row not in named]
    worth = _worth(reader, metric, question) if named and by != PERSON and metric.measure == "ratio" else 1.0
    compared, average, limits = _compared(metric, by, named, worth)
    return PerformanceRates(metric, answer, compared, tuple(aside), average, limits, worth)


def _aside(metric: Metric, by: str, row: AnswerRow, not_matched: str) -> PerformanceRate:
    name = row.dimensions[by]
    if row.reason == SUPPRESSED:
        return PerformanceRate(name, None, 0, None, reason=SUPPRESSED)
    successes, n = _counts(metric, row)
    unknown = "nobody of the roster" if name == not_matched else f"no {by}"
    return PerformanceRate(name, successes, n, row.value, reason=f"Belongs to {unknown}, so it isn't compared.")


def _counts(metric: Metric, row: AnswerRow) -> tuple[int, int]:
    """How many of how many. Raises UserError where these are no counts."""
    above, below = (row.components[part] or 0 for part in (metric.numerator, str(metric.denominator)))
    if above != int(above) or below != int(below) or not 0 <= above <= below:
        raise UserError(f"{metric.title} doesn't count things one by one ({above:g} of {below:g}), so it has no rates.")
    return int(above), int(below)


def _compared(
    metric: Metric, by: str, rows: Sequence[AnswerRow], worth: float
) -> tuple[tuple[PerformanceRate, ...], float | None, Funnel | None]:
    """The rates, their common average, and the funnel around it."""
    counts = [_counts(metric, row) for row in rows]
    won, n = (np.array([count[place] for count in counts], dtype=float) for place in (0, 1))
    shrunk, limits = beta_binomial_rates(won / worth, n / worth), funnel_plot_of(won, n)
    names = [row.dimensions[by] for row in rows]
    if shrunk is None or limits is None:
        empty = (PerformanceRate(name, 0, 0, None, reason="Nothing was counted.") for name in names)
        return tuple(sorted(empty, key=lambda rate: rate.name)), None, None
    average, others = limits.target, shrunk.population.alpha + shrunk.population.beta
    raws = [successes / count if count else None for successes, count in counts]
    sides = _sides(raws, shrunk, average)
    kept = _surviving(sides, binomial_probability(won / worth, n / worth, average), n > 0)
    rates = []
    for place, (name, (successes, count)) in enumerate(zip(names, counts, strict=True)):
        value, low, high = (float(each[place]) for each in (shrunk.value, shrunk.low, shrunk.high))
        apart = sides[place] if place in kept else None
        too_few = apart is None and count / worth < others
        standing = limits.standing[place]
        rates.append(
            PerformanceRate(
                name, successes, count, raws[place], value, low, high, sides[place], apart, standing, too_few
            )
        )
    return tuple(sorted(rates, key=lambda rate: rate.name)), average, limits


def _sides(raws: Sequence[float | None], shrunk: ShrunkRates, average: float) -> list[Side | None]:
    """Each one's side of the average; of one alone there is none."""
    if len(raws) < 2:
        return [None] * len(raws)
    return [_side(raw, low, high, average) for raw, low, high in zip(raws, shrunk.low, shrunk.high, strict=True)]


def _surviving(sides: Sequence[Side | None], chances: Floats, examined: Mask) -> set[int]:
    """The places of those with a side of the average who survive among all who were looked at (evidence.toml).

    `chances` are those of the shares themselves: the posterior's would be drawn towards everybody's rate first, and
    correct for their number twice.
    """
    places = [int(place) for place in np.flatnonzero(examined)]
    kept = benjamini_hochberg([float(chances[place]) for place in places], thresholds().false_share)
    return {place for place, survives in zip(places, kept, strict=True) if survives and sides[place]}


def _side(raw: float | None, low: float, high: float, average: float) -> Side | None:
    """Where all of a range lies. Of an average of 0 or 1, which no range reaches, nobody is on the other side."""
    if raw is None or raw == average:
        return None
    return "above" if low > average else "below" if high < average else None


def _worth(reader: Reader, metric: Metric, question: Question) -> float:
    """How much more a team's rate varies than draws of their own would: its people are not alike.

    The design effect (Kish 1965) pooled over teams: Σ n · v ÷ Σ p(1 − p), with v the variance of each team's share as
    its people differ. Nobody sees the people it is computed from, so it may rest on them where only aggregates are
    shown.
    """
    asked = reader.allowed(replace(question, by=(*question.by, PERSON)))
    if asked.access.scope == "aggregates":
        reader, asked = reader.for_totals(), replace(asked, access=EVERYTHING)
    rows = ask(reader, asked).rows
    teams: dict[str, list[tuple[int, int]]] = {}
    for row in rows:
        teams.setdefault(row.dimensions[question.by[0]], []).append(_counts(metric, row))
    varied, drawn = 0.0, 0.0
    for people in teams.values():
        sums = _sums(people)
        error = clustered_ratio(sums).standard_error
        if error is not None:
            share = sums.x / sums.n
            varied += sums.n * error**2
            drawn += share * (1 - share)
    return max(1.0, varied / drawn) if drawn > 0 else 1.0


def _sums(people: Sequence[tuple[int, int]]) -> ClusterSums:
    x, n = (np.array([each[place] for each in people if each[1]], dtype=float) for place in (0, 1))
    return ClusterSums(len(n), *(float(total) for total in (x.sum(), n.sum(), x @ x, x @ n, n @ n)))
