"""What the Scorecard says in words, computed from answers: what changed, where, and whether that means anything.

No sentence speaks more strongly than its evidence: a change inside the natural process limits is called routine
variation, one without enough periods says so, and none names a cause.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Literal

from metrics.formatting import format_change, format_change_interval, format_count, format_value, plural
from metrics.query import Answer, AnswerRow, ComparedValue, Grain, Period
from metrics.semantic import Metric
from metrics.statistics import Estimate, ProcessLimits, benjamini_hochberg, difference, two_sided_probability, xmr

Strength = Literal["real change", "more than chance", "unsure", "routine variation", "too few periods"]
Direction = Literal["good", "bad", "unchanged"]

_STRONG: tuple[Strength, ...] = ("real change", "more than chance")

MINIMUM_ROWS = 20
"""Fewer events (deals, customers) than this on either side are not ranked."""

MINIMUM_PEOPLE = 5
"""Fewer people than this on either side are not ranked, where people are what is counted."""

_NORMAL_95 = 1.959964
_RANGE_TO_DEVIATION = 1.128


@dataclass(frozen=True, slots=True)
class ChangeFinding:
    """One metric in one segment: its latest complete period against the one before.

    `strength` says how much the change means: only a "real change" may be shown as good or bad news; "unsure" lies
    outside the natural limits on too few rows to exclude its usual level. `direction` is that of a real change from its
    usual level, of anything else from the period before. `score` is the change in standard errors, None where there is
    no measure of error.
    """

    sentence: str
    metric: str
    segment: Mapping[str, str]
    period: Period
    value: float
    change: float
    n: int
    direction: Direction
    strength: Strength
    score: float | None
    plan_gap: float | None
    limits: ProcessLimits


@dataclass(frozen=True, slots=True)
class WhatChanged:
    """The changes that stand out most, strongest first, out of `checked` ones; `sentence` says how many survive."""

    findings: tuple[ChangeFinding, ...]
    checked: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Balance:
    """Leading beside lagging metrics, and a sentence that sums both up."""

    leading: tuple[ChangeFinding, ...]
    lagging: tuple[ChangeFinding, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class _Series:
    """One segment's rows over the complete periods of an answer; None where it has no row."""

    segment: Mapping[str, str]
    rows: tuple[AnswerRow | None, ...]
    grain: Grain


def describe_change(metric: Metric, answer: Answer, currency: str = "USD") -> tuple[ChangeFinding, ...]:
    """What changed in each segment of an answer (one finding for an answer without segments).

    Segments without a value in the latest complete period, or in one before it that covers as much, have none.
    """
    findings = (_finding(metric, series, currency) for series in _series(answer))
    return tuple(finding for finding in findings if finding is not None)


def process_limits(metric: Metric, rows: Sequence[AnswerRow | None], grain: Grain) -> ProcessLimits:
    """The natural limits of one segment's values over complete, settled periods in time order, as the Scorecard draws
    them.

    Months are judged by their place in the quarter, where there are enough of them, so that the push at every quarter's
    end is not taken for news. (Quarters of any fiscal year part the months in the same three.)
    """
    values = [None if row is None or not row.comparable else row.value for row in rows]
    measured = [value for value in values if value is not None]
    lowest = 0.0 if measured and min(measured) >= 0 else None
    highest = 1.0 if metric.unit == "share" and measured and max(measured) <= 1 else None
    cycle = [row.period.start.month % 3 for row in rows if row is not None] if grain == "month" else []
    return xmr(values, cycle=cycle if len(cycle) == len(rows) else (), lowest=lowest, highest=highest)


def what_changed(
    pairs: Iterable[tuple[Metric, Answer]], currency: str = "USD", limit: int = 5, minimum_score: float = 1.0
) -> WhatChanged:
    """What changed most and where, across metrics and segments.

    Changes are ranked by their size in standard errors (from the interval of the change, else from the moving ranges),
    real changes first. Left out: partial periods, fewer than `MINIMUM_ROWS` events or `MINIMUM_PEOPLE` people a side,
    changes without a measure of error, and those smaller than `minimum_score` standard errors.
    """
    ranked: list[ChangeFinding] = []
    for metric, answer in pairs:
        ranked.extend(finding for finding in _enough(metric, answer, currency) if finding.score is not None)
    judged = _judged(ranked)
    large = [finding for finding in judged if (finding.score or 0.0) >= minimum_score]
    standing_out = sum(finding.strength in _STRONG for finding in large)
    order = sorted(large, key=lambda finding: (finding.strength not in _STRONG, -(finding.score or 0.0)))
    return WhatChanged(tuple(order[:limit]), len(judged), _checked_sentence(len(judged), standing_out))


def leading_beside_lagging(pairs: Iterable[tuple[Metric, Answer]], currency: str = "USD") -> Balance:
    """The whole company's leading metrics beside its lagging ones (B11, B12)."""
    sides: dict[str, list[ChangeFinding]] = {"leading": [], "lagging": []}
    titles: dict[str, str] = {}
    for metric, answer in pairs:
        titles[metric.name] = metric.short_title
        sides[metric.kind].extend(describe_change(metric, answer, currency))
    parts = [_side_sentence(kind, findings, titles) for kind, findings in sides.items()]
    sentence = " ".join(parts) + " That two move together does not show that one moves the other."
    return Balance(tuple(sides["leading"]), tuple(sides["lagging"]), sentence)


def _series(answer: Answer) -> tuple[_Series, ...]:
    starts = sorted({row.period.start for row in answer.rows if row.comparable})
    segments: dict[tuple[tuple[str, str], ...], dict[object, AnswerRow]] = {}
    for row in answer.rows:
        if row.comparable:
            segments.setdefault(tuple(row.dimensions.items()), {})[row.period.start] = row
    grain = answer.question.grain
    return tuple(
        _Series(dict(key), tuple(rows.get(start) for start in starts), grain) for key, rows in segments.items()
    )


def _finding(metric: Metric, series: _Series, currency: str) -> ChangeFinding | None:
    row = series.rows[-1] if series.rows else None
    before = series.rows[-2] if len(series.rows) > 1 else None
    if row is None or row.value is None:
        return None
    change = _change(row, before)
    if change.value is None:
        return None
    limits = process_limits(metric, series.rows, series.grain)
    strength = _strength(limits, row)
    plan = row.compared.get("plan")
    finding = ChangeFinding(
        sentence="",
        metric=metric.name,
        segment=series.segment,
        period=row.period,
        value=row.value,
        change=change.value,
        n=row.n,
        direction=_direction(metric, change.value, limits, strength),
        strength=strength,
        score=_score(change, limits),
        plan_gap=plan.change if plan else None,
        limits=limits,
    )
    return replace(finding, sentence=_sentence(metric, finding, change, plan, currency))


def _strength(limits: ProcessLimits, row: AnswerRow) -> Strength:
    if limits.verdict.kind == "routine variation":
        return "routine variation"
    if limits.verdict.kind != "real change":
        return "too few periods"
    usual = limits.limits[-1].mean
    usual_is_possible = row.low is not None and row.high is not None and row.low <= usual <= row.high
    return "unsure" if usual_is_possible else "real change"


def _change(row: AnswerRow, before: AnswerRow | None) -> Estimate:
    """The change from the period before: the answer's own comparison, else the difference of the two rows.

    None where the two don't cover as much.
    """
    compared = row.compared.get("previous")
    if compared is not None and compared.reason is not None:
        return Estimate(None, reason=compared.reason)
    if compared is not None and compared.change is not None:
        n = compared.n if compared.n is not None else before.n if before else 0
        return Estimate(compared.change, compared.low, compared.high, n)
    if before is None or before.value is None:
        return Estimate(None)
    own, other = (Estimate(each.value, each.low, each.high, each.n) for each in (row, before))
    return replace(difference(own, other), n=before.n)


def _score(change: Estimate, limits: ProcessLimits) -> float | None:
    """The change in standard errors, without what the place in the quarter adds.

    The moving ranges measure it where the values have no interval.
    """
    if change.value is None:
        return None
    if change.low is not None and change.high is not None:
        error = (change.high - change.low) / (2 * _NORMAL_95)
    elif limits.moving_range is not None:
        error = sqrt(2) * limits.moving_range / _RANGE_TO_DEVIATION
    else:
        return None
    seasonal = limits.offsets[-1] - limits.offsets[-2] if limits.offsets else 0.0
    return abs(change.value - seasonal) / error if error > 0 else None


def _direction(metric: Metric, change: float, limits: ProcessLimits, strength: Strength) -> Direction:
    if strength == "real change":
        is_up = limits.verdict.side == "above"
    elif change == 0:
        return "unchanged"
    else:
        is_up = change > 0
    return "good" if is_up == (metric.better == "higher") else "bad"


def _enough(metric: Metric, answer: Answer, currency: str) -> tuple[ChangeFinding, ...]:
    """Findings of segments with enough behind both of their periods."""
    minimum = MINIMUM_PEOPLE if metric.population else MINIMUM_ROWS
    findings = []
    for series in _series(answer):
        finding = _finding(metric, series, currency)
        if finding is None:
            continue
        row = series.rows[-1]
        before = _change(row, series.rows[-2] if len(series.rows) > 1 else None).n if row else 0
        if min(finding.n, before) >= minimum:
            findings.append(finding)
    return tuple(findings)


def _judged(findings: Sequence[ChangeFinding]) -> tuple[ChangeFinding, ...]:
    """Where there are too few periods for limits, a change that survives all the others looked at stands out."""
    survives = benjamini_hochberg([two_sided_probability(finding.score or 0.0) for finding in findings])
    return tuple(
        replace(finding, strength="more than chance", sentence=f"{finding.sentence} {_BEYOND_CHANCE}")
        if survivor and finding.strength == "too few periods"
        else finding
        for finding, survivor in zip(findings, survives, strict=True)
    )


_UNSURE = "Outside its natural limits, but on too few rows to be sure that it left its usual level."
_BY_PLACE = "Each month was held against the same month of earlier quarters."
_BEYOND_CHANCE = "Against the period before it is more than chance alone would explain."


def _sentence(
    metric: Metric, finding: ChangeFinding, change: Estimate, plan: ComparedValue | None, currency: str
) -> str:
    def text(value: float) -> str:
        return format_value(value, metric.unit, currency, compact=True)

    moved = "rose" if finding.change > 0 else "fell"
    course = f"{moved} from {text(finding.value - finding.change)} to {text(finding.value)}"
    if finding.change == 0:
        course = f"stayed at {text(finding.value)}"
    evidence = [format_change(finding.change, metric.unit, currency, compact=True)]
    if change.low is not None and change.high is not None:
        evidence.append(format_change_interval(change.low, change.high, metric.unit, currency, compact=True))
    evidence.append(f"n = {format_count(finding.n)}")
    parts = [f"{_subject(metric, finding.segment)} {course} in {finding.period.label} ({', '.join(evidence)})."]
    if plan is not None and plan.value is not None and plan.change is not None:
        gap = format_change(plan.change, metric.unit, currency, compact=True)
        parts.append(f"Against the plan of {text(plan.value)}: {gap}.")
    parts.append(_verdict(finding))
    if any(finding.limits.offsets):
        parts.append(_BY_PLACE)
    return " ".join(parts)


def _verdict(finding: ChangeFinding) -> str:
    """What the series says. Where it last moved back towards its usual level, both are said."""
    verdict = finding.limits.verdict
    if finding.strength == "unsure":
        return _UNSURE
    moved = "above" if finding.change > 0 else "below"
    if verdict.kind == "real change" and finding.change != 0 and verdict.side != moved:
        return f"Even so it is {verdict.standing}, which routine variation does not explain."
    return verdict.sentence


def _subject(metric: Metric, segment: Mapping[str, str]) -> str:
    where = ", ".join(f"{dimension.replace('_', ' ')} {value}" for dimension, value in segment.items())
    return f"{metric.short_title} ({where})" if where else metric.short_title


def _checked_sentence(checked: int, standing_out: int) -> str:
    if checked == 0:
        return "There are no two complete periods with enough behind them to compare."
    count_words = "none is" if standing_out == 0 else "1 is" if standing_out == 1 else f"{standing_out} are"
    return f"{plural(checked, 'change was', 'changes were')} checked; {count_words} more than routine variation."


def _side_sentence(kind: str, findings: Sequence[ChangeFinding], titles: Mapping[str, str]) -> str:
    if not findings:
        return f"No {kind} metric has two complete periods to compare."
    real = [finding for finding in findings if finding.strength == "real change"]
    words = {"good": "for the better", "bad": "for the worse", "unchanged": "level with the period before"}
    named = "; ".join(f"{titles[finding.metric].lower()} {words[finding.direction]}" for finding in real)
    moved = f"{len(real)} moved beyond routine variation: {named}." if real else "none moved beyond routine variation."
    return f"Of {plural(len(findings), f'{kind} metric')} {moved}"
