"""Which rates of people and teams can be told apart, and over which days."""

from dataclasses import dataclass
from datetime import date

from metrics.formatting import plural
from metrics.people.performance import can_be_rated, performance_rates
from metrics.people.performance_block import performance_blocks, performance_computed
from metrics.query import Question, Reader, event_days, missing_columns, periods_within
from metrics.report import Note, Report
from metrics.semantic import Metric, dimensions_of, is_known, metrics_of

YEAR = "the last four quarters"
EVERYTHING = "all of it"
QUARTERS = 4
DaysAsked = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class RateChoices:
    """The rates of people and teams in one version, and the periods they can be asked over."""

    reader: Reader

    @property
    def metrics(self) -> dict[str, Metric]:
        """The metrics that are a share of things counted for people or teams, lagging first: win rate leads."""
        metrics = [
            metric
            for metric in metrics_of(self.reader.snapshot).values()
            if not missing_columns(self.reader.snapshot, metric)
            and (can_be_rated(metric, "person") or can_be_rated(metric, "team"))
        ]
        metrics.sort(key=lambda metric: (metric.kind != "lagging", metric.order))
        return {metric.title: metric for metric in metrics}

    @property
    def periods(self) -> dict[str, DaysAsked]:
        """The last year of whole quarters, each quarter, and everything: first and last day, None where open-ended."""
        days = event_days(self.reader)
        if days is None:
            return {EVERYTHING: (None, None)}
        every = periods_within(None, None, "quarter", days, self.reader.snapshot.settings)
        quarters = [each for each in every if each.complete]
        periods: dict[str, DaysAsked] = {}
        if quarters:
            last = quarters[-QUARTERS:]
            label = YEAR if len(last) == QUARTERS else f"all {plural(len(last), 'whole quarter')} there are"
            periods[label] = (last[0].start, last[-1].end)
        periods |= {each.label: (each.start, each.end) for each in reversed(quarters)}
        return {**periods, EVERYTHING: (None, None)}

    def report(self, metric: Metric, by: str, period: str, *, by_rate: bool) -> Report:
        """The rates of each person or team over a period, in order of name or of rate; or why they can't be told.

        Raises Unavailable where the metric can't be computed.
        """
        every = dimensions_of(self.reader.snapshot, metric.facts_from)
        if not can_be_rated(metric, by) or not any(
            each.name == by and is_known(self.reader.snapshot, each) for each in every
        ):
            reason = f"{metric.title} can't be told for each {by} here: choose another metric, or upload the roster."
            return Report((Note(reason, "nothing"),))
        performance = performance_rates(self.reader, Question(metric.name, *self.periods[period], by=(by,)))
        return Report(performance_blocks(performance, period, by_rate=by_rate), performance_computed(performance))
