"""Why a product of ratios moved: what each of its factors added to the change, or took from it.

The Shapley value (Shapley 1953) of each factor: its effect averaged over all orders in which the factors could have
moved from what they were to what they are. No order is preferred, and the parts sum to the change exactly.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from math import comb

from metrics.errors import UserError
from metrics.formatting import format_change, format_value, listed
from metrics.query import AnswerRow, Comparison, Period, Question, period_before, year_before
from metrics.schema import Settings
from metrics.semantic import Factor, Metric

EARLIER_PERIODS: Mapping[Comparison, str] = {"previous": "the period before", "year ago": "a year earlier"}


@dataclass(frozen=True, slots=True)
class Contribution:
    """One factor in both periods, and what its change added to the value (below 0: took from it).

    `before` and `after` are None where there was nothing to divide by; such a factor has no part in the change.
    """

    factor: Factor
    before: float | None
    after: float | None
    change: float


@dataclass(frozen=True, slots=True)
class Decomposition:
    """The change of a value from one period to another; the contributions, in the metric's order, sum to it."""

    earlier: Period
    later: Period
    before: float
    after: float
    contributions: tuple[Contribution, ...]

    @property
    def change(self) -> float:
        """What the value is now less what it was."""
        return self.after - self.before


def earlier_question(question: Question, period: Period, against: Comparison, settings: Settings) -> Question:
    """The same question about the period that `period` is held against. Raises UserError where that is no period."""
    if against not in EARLIER_PERIODS:
        raise UserError(
            "A change is explained from an earlier period: compare with the period before, or with a year earlier."
        )
    span = {"previous": period_before, "year ago": year_before}[against](period, question.grain, settings)
    return replace(question, start=span[0], end=span[1], compare=())


def decompose(metric: Metric, earlier: AnswerRow, later: AnswerRow) -> Decomposition:
    """What each factor of a product added to the change between two rows of it.

    Raises UserError where either has no value, or the two don't cover as much.
    """
    for row in (earlier, later):
        if row.value is None:
            raise UserError(f"{metric.title} has no value in {row.period.label}, so its change can't be explained.")
        if not row.period.complete:
            raise UserError(f"{row.period.label} is not complete: the two periods don't cover as many days.")
    before, after = ([_exact(factor, row.components) for factor in metric.factors] for row in (earlier, later))
    parts = shapley(*_both_known(before, after), [factor.divides for factor in metric.factors])
    contributions = (
        Contribution(factor, _float(was), _float(now), float(part))
        for factor, was, now, part in zip(metric.factors, before, after, parts, strict=True)
    )
    return Decomposition(earlier.period, later.period, earlier.value or 0.0, later.value or 0.0, tuple(contributions))


def shapley(before: Sequence[Fraction], after: Sequence[Fraction], divides: Sequence[bool]) -> list[Fraction]:
    """Each factor's part in the change of the product; those that divide must not be 0. The parts sum to the change.

    A factor's part is the mean, over all orders of the factors, of what its own move changes when its turn comes:
    summed over the sets that may have moved before it, each weighted by the share of orders in which they have.
    """
    count = len(before)

    def product(moved: frozenset[int]) -> Fraction:
        total = Fraction(1)
        for position in range(count):
            factor = (after if position in moved else before)[position]
            total = total / factor if divides[position] else total * factor
        return total

    parts = []
    for position in range(count):
        others = [other for other in range(count) if other != position]
        sets = [frozenset(chosen) for size in range(count) for chosen in combinations(others, size)]
        effects = (
            (product(moved | {position}) - product(moved)) / (count * comb(count - 1, len(moved))) for moved in sets
        )
        parts.append(sum(effects, Fraction(0)))
    return parts


def decomposition_sentence(metric: Metric, decomposition: Decomposition, currency: str = "USD") -> str:
    """The decomposition in one sentence: what came from which factor, and what stood against it."""

    def parts(sign: int, word: str) -> str:
        """“$0.9K from more deals and $0.3K from a rise in win rate”, the largest part first."""
        chosen = [each for each in decomposition.contributions if each.change * sign > 0]
        written = [
            f"{_amount(metric, each.change, currency)} {word} {_movement(each, currency)}"
            for each in sorted(chosen, key=lambda each: -abs(each.change))
        ]
        return listed(written)

    if not any(each.change for each in decomposition.contributions):
        return f"{metric.short_title} did not change, and neither did what it is made of."
    rose = decomposition.change >= 0
    course = f"{'rose' if rose else 'fell'} by {_amount(metric, decomposition.change, currency)}"
    course = course if decomposition.change else "stayed where it was"
    sentence = f"{metric.short_title} {course}: {parts(1 if rose else -1, 'from')}"
    against = parts(-1 if rose else 1, "taken away by" if rose else "won back by")
    return f"{sentence}; {against}." if against else f"{sentence}."


def _both_known(
    before: Sequence[Fraction | None], after: Sequence[Fraction | None]
) -> tuple[list[Fraction], list[Fraction]]:
    """Factors that are unknown in one period as if they had not moved. Where both are, another factor is 0 in both."""
    was = [next((each for each in pair if each is not None), Fraction(1)) for pair in zip(before, after, strict=True)]
    now = [next((each for each in pair if each is not None), Fraction(1)) for pair in zip(after, before, strict=True)]
    return was, now


def _exact(factor: Factor, components: Mapping[str, float | int | None]) -> Fraction | None:
    """The factor's value from the components, without rounding; None where there is nothing to divide by."""
    above = components.get(factor.numerator)
    below = components.get(factor.denominator) if factor.denominator else 1
    return Fraction(above) / Fraction(below) if above is not None and below else None


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _amount(metric: Metric, value: float, currency: str) -> str:
    """The size of a change, without its sign."""
    return format_change(abs(value), metric.unit, currency, compact=True).removeprefix("+")


def _movement(each: Contribution, currency: str) -> str:
    """What a factor did: “more deals (40 → 52)”, “a lower win rate (44.0 % → 40.0 %)”."""
    factor = each.factor
    was, now = (format_value(value, factor.unit, currency, compact=True) for value in (each.before, each.after))
    rose = (each.after or 0) > (each.before or 0)
    name = factor.title[0].lower() + factor.title[1:]
    if factor.unit == "count":
        return f"{'more' if rose else 'fewer'} {name} ({was} → {now})"
    return f"a {'rise' if rose else 'fall'} in {name} ({was} → {now})"
