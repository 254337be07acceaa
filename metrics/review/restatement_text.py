"""A frozen period and what became of it, in sentences for the page and the command line."""

from collections.abc import Iterator

from metrics.formatting import Unit, format_change, format_count, format_date, format_interval, format_value, plural
from metrics.review.attribution import VersionStep
from metrics.review.restatements import RestatedNumber, Restatement
from metrics.review.snapshots import Figure, FrozenPeriod

ABSENT = "no such number"


def snapshot_origin(period_snapshot: FrozenPeriod) -> str:
    """When a period was frozen, by whom, from which version of which data."""
    through = f", data through {format_date(period_snapshot.data_through)}" if period_snapshot.data_through else ""
    day = format_date(period_snapshot.frozen_at.date())
    return f"Frozen on {day} by {period_snapshot.who} from version {period_snapshot.version}{through}."


def snapshot_conditions(period_snapshot: FrozenPeriod) -> Iterator[str]:
    """What a reader of the frozen numbers must know, one sentence each."""
    settings = period_snapshot.settings
    meaning = f"; a deal's amount is its {settings.amount_means}" if settings.amount_means else ""
    yield f"Money is in {settings.currency}{meaning}."
    partial = [metric.title for metric in period_snapshot.metrics if not metric.complete]
    if partial:
        which = "every metric" if len(partial) == len(period_snapshot.metrics) else ", ".join(partial)
        yield f"The period was not complete when it was frozen ({which}): later data was bound to change it."
    if period_snapshot.unavailable:
        yield f"Not available then: {', '.join(period_snapshot.unavailable)}."


def restatement_verdict(comparison: Restatement) -> str:
    """How many of the numbers are others now."""
    restated, numbers = comparison.restated, comparison.numbers
    if not restated:
        return f"Nothing was restated: all {format_count(len(numbers))} numbers are still as presented."
    company = sum(not number.team for number in restated)
    everything = plural(len(numbers), "number")
    return (
        f"{format_count(len(restated))} of {everything} {'was' if len(restated) == 1 else 'were'} restated since: "
        f"{format_count(company)} of the company, {format_count(len(restated) - company)} of teams."
    )


def snapshot_remarks(comparison: Restatement) -> Iterator[str]:
    """What else became of the frozen period, one sentence each."""
    if comparison.redefined:
        yield f"The definition changed since: {', '.join(comparison.redefined)}."
    former = comparison.period_snapshot.settings.currency
    if comparison.currency != former:
        yield f"The workspace's currency was {former} and is {comparison.currency}: amounts have no difference."
    if comparison.later:
        yield f"Not available then, but now: {', '.join(comparison.later)}."


def moved_figures(number: RestatedNumber, currencies: tuple[str, str]) -> str:
    """A number from → to, with the difference: 43.4 % → 43.8 % (+0.4 pts), n = 136 → 137."""
    unit: Unit = number.metric.unit
    values = _from_to(number.then, number.now, unit, currencies)
    if number.change is None:
        return values
    if not number.value_changed:
        return f"{values}, the same value"
    return f"{values} ({format_change(number.change, unit, currencies[1])})"


def steps_of(number: RestatedNumber) -> list[str]:
    """Each step of a number: when, in which version, from → to (of several), and by what."""
    several = len(number.steps) > 1
    return [_step(step, number.metric.unit, several) for step in number.steps]


def figure_in_words(figure: Figure | None, unit: Unit, currency: str) -> str:
    """A number with how many it rests on and how sure it is."""
    if figure is None:
        return ABSENT
    if figure.value is None:
        return f"– {figure.reason or ''}".strip()
    interval = format_interval(figure.low, figure.high, unit, currency)
    sure = f", {interval}" if figure.low is not None or figure.high is not None else ""
    return f"{format_value(figure.value, unit, currency)} (n = {format_count(figure.n)}{sure})"


def _step(step: VersionStep, unit: Unit, several: bool) -> str:
    values = _from_to(step.before, step.after, unit, step.currencies)
    if step.doubt:
        named = " · ".join(f"version {cause.version}: {cause.sentence}" for cause in step.causes)
        return f"{values}. {step.doubt} {named}"
    (cause,) = step.causes
    when = f"{format_date(cause.at.date())}, version {cause.version}: " if cause.at else ""
    did = f"by {cause.sentence}" if cause.files else cause.sentence
    if not several:
        return f"{when}{did}"
    return f"{when}{values} {did}" if cause.files else f"{when}{values}. {did}"


def _from_to(before: Figure | None, after: Figure | None, unit: Unit, currencies: tuple[str, str]) -> str:
    figures = zip((before, after), currencies, strict=True)
    values = [format_value(each.value, unit, currency) if each else ABSENT for each, currency in figures]
    text = " → ".join(values)
    if before and after and before.n != after.n:
        return f"{text}, n = {format_count(before.n)} → {format_count(after.n)}"
    if before and after and values[0] == values[1] and (before.low, before.high) != (after.low, after.high):
        ends = (format_interval(each.low, each.high, unit, currencies[1]) for each in (before, after))
        return f"{text}, {' → '.join(ends)}"
    return text
