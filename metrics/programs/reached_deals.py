"""The deals of those whom a program reached: what a won one brings, and which share of them is decided so far."""

from dataclasses import dataclass
from typing import Any

from metrics.errors import Unavailable
from metrics.impact import thresholds
from metrics.programs.evaluation import Evaluation
from metrics.programs.exposure import Exposure
from metrics.programs.outcome_counting import CLOSED, NoOutcome, counted_by, outcome_of
from metrics.programs.panel_query import OutcomePanel, outcome_panel_of
from metrics.query import Question, Reader, bind_metric, decided_since_start, frame_over, kept_facts, metric_named
from metrics.statistics import CONFIDENCE, ClusterSums, clustered_ratio, normal_quantile

MEAN_DEAL = "mean_deal_value"
CLOSED_DEALS = "win_rate_with_no_decision"
"""The metric that counts every closed deal, however it ended."""
THEIRS = "those reached since"
Frame = Any


@dataclass(frozen=True, slots=True)
class WonDeal:
    """The mean value of a won deal in the workspace's currency, its standard error, and how many deals it rests on.

    `whose` says whose deals these are; `own` is how many those reached have won since, with an amount.
    """

    value: float
    error: float
    deals: int
    whose: str
    own: int

    @property
    def sentence(self) -> str:
        """Whose mean it is and, where it isn't that of those reached, why."""
        whose_mean = f"A won deal is taken to be worth the mean of the {self.deals:,} won by {self.whose}."
        if self.whose == THEIRS:
            return whose_mean
        least = thresholds().least_won_deals
        return (
            f"{whose_mean} Those reached since have won {self.own:,} with an amount; a mean of their own takes {least}."
        )


def won_deal(reader: Reader, evaluation: Evaluation) -> WonDeal | None:
    """The mean deal won by those reached since they were, in the months and by the day that the evaluation counts by.

    Where that are too few, the mean of everybody in the functions, and segments or regions where people are compared
    within them, that were reached. None where those are too few as well, or amounts were never imported.
    """
    exposure, outcome_panel, choices = evaluation.exposure, evaluation.outcome_panel, evaluation.choices
    if exposure is None or outcome_panel is None:
        return None
    key = ("won deal", exposure, outcome_panel.months, choices.day, choices.within)
    return reader.session().remember(
        key, lambda: _won_deal(reader, exposure, outcome_panel, choices.day, choices.within)
    )


def decided_share(reader: Reader, evaluation: Evaluation) -> float:
    """Of the deals of those reached, since they were, in the months judged, the share that is closed by now.

    1 where deals count by the day they closed, as then none of a month is still to come.
    """
    exposure, outcome_panel, day = evaluation.exposure, evaluation.outcome_panel, evaluation.choices.day
    if day == CLOSED or exposure is None or outcome_panel is None:
        return 1.0
    key = ("decided share", exposure, outcome_panel.months, day)
    return reader.session().remember(key, lambda: _decided_share(reader, exposure, outcome_panel, day))


def _won_deal(
    reader: Reader, exposure: Exposure, outcome_panel: OutcomePanel, day: str, within: str | None
) -> WonDeal | None:
    outcome = outcome_of(metric_named(reader.snapshot, MEAN_DEAL))
    assert not isinstance(outcome, NoOutcome)
    try:
        deal_values = outcome_panel_of(reader, outcome, exposure, day, within)
    except Unavailable:
        return None
    if deal_values.rows is None:
        return None
    places = [place for place, month in enumerate(deal_values.months) if month in outcome_panel.months]
    rows = deal_values.rows[deal_values.rows["period"].isin(places)]
    first = {
        start.person: sum(month.end < start.day for month in deal_values.months) for start in reversed(exposure.starts)
    }
    own = rows[rows["period"] >= rows["who"].map(first)]
    won = int(own["facts"].sum())
    alike = ["work", within] if within else ["work"]
    peers = rows.merge(rows.loc[rows["who"].isin(first), alike].drop_duplicates())
    words = f"people of the same function{f' and {within}' if within else ''} as those reached"
    return _mean(own, THEIRS, won) or _mean(peers, words, won)


def _mean(rows: Frame, whose: str, own: int) -> WonDeal | None:
    """The mean with its error, people being the independent units; None of too few deals, or of one person's."""
    people = rows.groupby("who")[["numerator", "denominator"]].sum()
    x, n = people["numerator"].to_numpy(float), people["denominator"].to_numpy(float)
    sums = ClusterSums(len(n), *(float(total) for total in (x.sum(), n.sum(), x @ x, x @ n, n @ n)))
    ratio = clustered_ratio(sums)
    if sums.n < thresholds().least_won_deals or sums.clusters < 2 or ratio.value is None or ratio.value < 0:
        return None
    has_interval = ratio.low is not None and ratio.high is not None
    error = (ratio.high - ratio.low) / (2 * normal_quantile(CONFIDENCE)) if has_interval else 0.0  # type: ignore[operator]
    return WonDeal(ratio.value, error, int(sums.n), whose, own)


def _decided_share(reader: Reader, exposure: Exposure, outcome_panel: OutcomePanel, day: str) -> float:
    metric = counted_by(metric_named(reader.snapshot, CLOSED_DEALS), day)
    bound = bind_metric(reader, metric, Question(metric.name))
    starts = [(start.person, start.day) for start in exposure.starts]
    steps, query = decided_since_start(metric, starts)
    counts = frame_over(
        bound, [(month.start, month.end) for month in outcome_panel.months], (kept_facts(bound), *steps), query
    )
    closed, waiting = int(counts["closed"].iloc[0]), int(counts["waiting"].iloc[0])
    return closed / (closed + waiting) if closed else 1.0
