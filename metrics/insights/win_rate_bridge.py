"""The win rate, four ways, led from one count to the next: which deals the one counts and the other doesn't.

By cohort a deal counts when it was created, otherwise when it closed; deals that ended without a decision, and those
without an amount, are in some of the four and not in others. Every deal of the period is in one step.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from math import fsum

from metrics.errors import UserError
from metrics.formatting import format_count, format_money, format_value, listed, plural
from metrics.query import (
    FEWEST_PEOPLE,
    SUPPRESSED,
    BoundQuery,
    Period,
    Question,
    Reader,
    Span,
    bind,
    bounds_of,
    compile_question,
    evaluate_spans,
    group_sizes,
    metric_named,
    named_selects,
    periods_within,
    require_columns,
)
from metrics.semantic import Dimension, catalog

Counts = Mapping[tuple[str, ...], Mapping[str, float | int | None]]
"""The sums of each group: what became of the deals, their other day, and whether they have an amount."""

BY_COHORT, BY_CLOSING, NO_DECISIONS, BY_VALUE = (
    "win_rate_by_cohort", "win_rate", "win_rate_with_no_decision", "win_rate_by_value",
)  # fmt: skip
WAYS = (BY_COHORT, BY_CLOSING, NO_DECISIONS, BY_VALUE)
BY_CREATION_FACTS, BY_CLOSING_FACTS = "win_rates_by_creation", "win_rates_by_closing"
"""The SELECTs of the two sets of facts that the four are counted from."""
DECIDED, ENDED, OPEN, YES, NO_DAY = ("won", "lost"), "no_decision", "open", "yes", "No other_day"
WORDED = {"stage without a known outcome": "in a stage without a known outcome"}
GROUPS = tuple(
    Dimension(name, name, "facts", "deals", name, ("opportunities", "opportunity_id"))
    for name in ("became", "other_day", "valued")
)


@dataclass(frozen=True, slots=True)
class Count:
    """So many deals, and how many of them were won."""

    deals: int
    won: int

    def __add__(self, other: "Count") -> "Count":
        """Both together."""
        return Count(self.deals + other.deals, self.won + other.won)

    def __neg__(self) -> "Count":
        """The same to be taken away."""
        return Count(-self.deals, -self.won)

    def __sub__(self, other: "Count") -> "Count":
        """What is left without the other."""
        return self + -other


NONE = Count(0, 0)


@dataclass(frozen=True, slots=True)
class WalkStep:
    """What is added to a count or, below zero, taken from it; in words that say which deals these are."""

    words: str
    count: Count


@dataclass(frozen=True, slots=True)
class WinRateWalk:
    """From one count to another. Raises ValueError where the steps don't lead there."""

    start: WalkStep
    steps: tuple[WalkStep, ...]
    end: WalkStep

    def __post_init__(self) -> None:
        """Refuse steps that don't add up: a number shown must be one that was counted."""
        reached = sum((step.count for step in self.steps), self.start.count)
        if reached != self.end.count:
            raise ValueError(f"The steps lead to {reached}, not to {self.end.count}.")


@dataclass(frozen=True, slots=True)
class WinRates:
    """The four counts of one period, each reached from another.

    `cohort` goes from the deals created to those of them decided (the win rate by cohort), `closing` on to the deals
    decided within the period (the win rate), `no_decisions` on to all deals closed within it, and `valued` from the win
    rate to the deals with an amount, whose `won_value` of `decided_value` is the win rate by value (both None without
    the column amount).
    """

    period: Period
    cohort: WinRateWalk
    closing: WinRateWalk
    no_decisions: WinRateWalk
    valued: WinRateWalk
    won_value: float | None
    decided_value: float | None

    @property
    def walks(self) -> tuple[WinRateWalk, WinRateWalk, WinRateWalk, WinRateWalk]:
        """The four ways, in the order of `rates`."""
        return self.cohort, self.closing, self.no_decisions, self.valued

    @property
    def rates(self) -> dict[str, float | None]:
        """The four values, by the names of their metrics; None where nothing was decided."""
        ends = [walk.end.count for walk in self.walks[:3]]
        rates = {
            name: count.won / count.deals if count.deals else None
            for name, count in zip((BY_COHORT, BY_CLOSING, NO_DECISIONS), ends, strict=True)
        }
        by_value = (self.won_value or 0) / self.decided_value if self.decided_value else None
        return {**rates, BY_VALUE: by_value}


def win_rates(reader: Reader, question: Question) -> WinRates:
    """The four win rates of the one period that the question asks about, under its filters.

    Raises Unavailable where a column is missing, UserError where the question asks about several periods or the asker
    may not see so few people.
    """
    require_columns(reader.snapshot, metric_named(reader.snapshot, BY_COHORT))
    bound, by_creation = (
        bind(reader, replace(question, metric=name, by=(), compare=(), most=())) for name in (BY_CLOSING, BY_COHORT)
    )
    asked = periods_within(question.start, question.end, question.grain, bound.covered, reader.snapshot.settings)
    if len(asked) != 1:
        raise UserError(f"The four win rates are those of one period, not of {len(asked)}: choose one.")
    span = (asked[0].start, asked[0].end)
    created, closed = _counts(by_creation, BY_CREATION_FACTS, span), _counts(bound, BY_CLOSING_FACTS, span)
    first, last = _covered(by_creation, span)[0], _covered(bound, span)[1]
    cohort = _cohort(asked[0], created)
    closing = _closing(asked[0], cohort.end, created, closed, (first.isoformat(), last.isoformat()))
    undecided = WalkStep(
        f"ended without a decision in {asked[0].label}", _sum(closed, lambda became, *_: became == ENDED)
    )
    valued = _valued(closing.end, closed)
    amounts = "amount" in reader.snapshot.tables["opportunities"].columns
    return WinRates(
        asked[0],
        cohort,
        closing,
        WinRateWalk(closing.end, _kept(undecided), WalkStep(f"closed in {asked[0].label}", _sum(closed, _any))),
        valued,
        _money(closed, "won_value") if amounts else None,
        _money(closed, "decided_value") if amounts else None,
    )


def bridge_sentences(win_rates: WinRates, currency: str = "USD") -> tuple[str, ...]:
    """The four in words, a sentence each: from which deals one comes to the next, and how many of them were won."""
    won = [f", of which {format_count(walk.end.count.won)} won" for walk in win_rates.walks[:3]]
    if win_rates.decided_value is not None:
        total, ours = (
            format_money(value, currency, compact=True) for value in (win_rates.decided_value, win_rates.won_value)
        )
        won.append(f", worth {total}, of which {ours} won")
    pairs = zip(win_rates.walks, won, win_rates.rates.values(), strict=False)
    return tuple(f"{_way(walk)}{part} = {format_value(rate, 'share')}." for walk, part, rate in pairs)


def _way(walk: WinRateWalk) -> str:
    """“Of 156 deals created in Q2, leave out 30 still open; add 5 without a creation date: 131 decided in Q2”."""
    less = [f"{format_count(-step.count.deals)} {step.words}" for step in walk.steps if step.count.deals < 0]
    more = [f"{format_count(step.count.deals)} {step.words}" for step in walk.steps if step.count.deals >= 0]
    parts = [f"{word} {listed(named)}" for word, named in (("leave out", less), ("add", more)) if named]
    start = f"{plural(walk.start.count.deals, 'deal')} {walk.start.words}"
    end = f"{format_count(walk.end.count.deals)} {walk.end.words}"
    return f"Of {start}, {'; '.join(parts) or 'leave out none'}: {end}"


def _covered(bound: BoundQuery, span: Span) -> Span:
    """The first and the last day of a period that is spoken of; the period's own where none is."""
    return next(((first, last) for _, first, last, _ in bounds_of(bound, [span])), span)


def _counts(bound: BoundQuery, facts: str, span: Span) -> Counts:
    metric = replace(
        catalog()[BY_CLOSING],
        sql=named_selects()[facts],
        numerator="won",
        denominator="deals_counted",
        interval="none",
        beside=("won_value", "decided_value"),
    )
    scope = bound.compiled.scope
    if scope.access.scope == "aggregates":
        whole = group_sizes(bound, compile_question(metric, scope), [span])
        if any(people < FEWEST_PEOPLE for people in whole.values()):
            raise UserError(SUPPRESSED)
    compiled = compile_question(metric, replace(scope, by=GROUPS))
    return {group: cell.components for (_, group), cell in evaluate_spans(bound, compiled, [span]).items()}


def _cohort(period: Period, created: Counts) -> WinRateWalk:
    """From all deals created to those decided since."""
    reasons = sorted({became for became, *_ in created} - {*DECIDED, ENDED, OPEN})
    steps = [
        *(WalkStep(WORDED.get(reason, reason), -_sum(created, partial(_became, reason))) for reason in reasons),
        WalkStep("still open", -_sum(created, partial(_became, OPEN))),
        WalkStep("ended without a decision", -_sum(created, partial(_became, ENDED))),
    ]
    start = WalkStep(f"created in {period.label}", _sum(created, _any))
    return WinRateWalk(start, _kept(*steps), WalkStep("decided so far", _sum(created, _decided)))


def _closing(period: Period, cohort: WalkStep, created: Counts, closed: Counts, days: tuple[str, str]) -> WinRateWalk:
    """From the deals of a cohort that are decided to all deals decided within the period."""
    first, last = days
    later = _sum(created, lambda became, day, _: became in DECIDED and day > last)
    both = _sum(closed, lambda became, day, _: became in DECIDED and day != NO_DAY and day >= first)
    steps = (
        WalkStep(f"decided after {period.label}", -later),
        WalkStep("more or fewer, as their sellers changed teams before they closed", both - (cohort.count - later)),
        WalkStep(
            f"created earlier and decided in {period.label}",
            _sum(closed, lambda became, day, _: became in DECIDED and day != NO_DAY and day < first),
        ),
        WalkStep(
            f"decided in {period.label}, but without a usable creation date",
            _sum(closed, lambda became, day, _: became in DECIDED and day == NO_DAY),
        ),
    )
    return WinRateWalk(cohort, _kept(*steps), WalkStep(f"decided in {period.label}", _sum(closed, _decided)))


def _valued(decided: WalkStep, closed: Counts) -> WinRateWalk:
    """From the deals decided within the period to those of them that have an amount."""
    reasons = sorted({valued for became, _, valued in closed if became in DECIDED} - {YES})
    lacking = (WalkStep(reason, -_sum(closed, partial(_decided_and, reason))) for reason in reasons)
    return WinRateWalk(decided, _kept(*lacking), WalkStep("with an amount", _sum(closed, partial(_decided_and, YES))))


def _sum(counts: Counts, wanted: Callable[[str, str, str], bool]) -> Count:
    chosen = [parts for (became, day, valued), parts in counts.items() if wanted(became, day, valued)]
    return Count(*(sum(int(parts[name] or 0) for parts in chosen) for name in ("deals_counted", "won")))


def _money(closed: Counts, name: str) -> float:
    chosen = (parts for (became, _, valued), parts in closed.items() if became in DECIDED and valued == YES)
    return fsum(parts[name] or 0 for parts in chosen)


def _any(*_: str) -> bool:
    return True


def _decided(became: str, *_: str) -> bool:
    return became in DECIDED


def _decided_and(what: str, became: str, _: str, valued: str) -> bool:
    return became in DECIDED and valued == what


def _became(what: str, became: str, *_: str) -> bool:
    return became == what


def _kept(*steps: WalkStep) -> tuple[WalkStep, ...]:
    """The steps that change something."""
    return tuple(step for step in steps if step.count != NONE)
