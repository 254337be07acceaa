"""Which rates of people and teams can be told apart, and over which days."""

from datetime import date

from metrics.formatting import plural
from metrics.people.performance import can_be_rated, performance_rates
from metrics.people.performance_block import performance_blocks, performance_computed
from metrics.query import Question, event_days, missing_columns, periods_within
from metrics.report import Note, Report
from metrics.semantic import Metric, dimensions_of, is_known, metrics_of
from metrics.store import Snapshot

YEAR = "the last four quarters"
EVERYTHING = "all of it"
QUARTERS = 4
DaysAsked = tuple[date | None, date | None]


def rate_metrics(snapshot: Snapshot) -> dict[str, Metric]:
    """The metrics that are a share of things counted for people or teams, lagging first: win rate leads."""
    metrics = [
        metric
        for metric in metrics_of(snapshot).values()
        if not missing_columns(snapshot, metric) and (can_be_rated(metric, "person") or can_be_rated(metric, "team"))
    ]
    metrics.sort(key=lambda metric: (metric.kind != "lagging", metric.order))
    return {metric.title: metric for metric in metrics}


def rate_periods(snapshot: Snapshot) -> dict[str, DaysAsked]:
    """The last year of whole quarters, each quarter, and everything: first and last day, None where open-ended."""
    days = event_days(snapshot)
    if days is None:
        return {EVERYTHING: (None, None)}
    quarters = [each for each in periods_within(None, None, "quarter", days, snapshot.settings) if each.complete]
    periods: dict[str, DaysAsked] = {}
    if quarters:
        last = quarters[-QUARTERS:]
        label = YEAR if len(last) == QUARTERS else f"all {plural(len(last), 'whole quarter')} there are"
        periods[label] = (last[0].start, last[-1].end)
    periods |= {each.label: (each.start, each.end) for each in reversed(quarters)}
    return {**periods, EVERYTHING: (None, None)}


def rate_report(snapshot: Snapshot, metric: Metric, by: str, period: str, *, by_rate: bool) -> Report:
    """The rates of each person or team over one of the periods, in order of name or of rate; or why not.

    Raises Unavailable where the metric can't be computed.
    """
    dimensions = {each.name for each in dimensions_of(snapshot, metric.facts_from) if is_known(snapshot, each)}
    if by not in dimensions or not can_be_rated(metric, by):
        reason = f"{metric.title} can't be told for each {by} here: choose another metric, or upload the roster."
        return Report((Note(reason, "nothing"),))
    performance = performance_rates(snapshot, Question(metric.name, *rate_periods(snapshot)[period], by=(by,)))
    return Report(performance_blocks(performance, period, by_rate=by_rate), performance_computed(performance))
