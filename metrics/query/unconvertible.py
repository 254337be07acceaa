"""Money of which nothing can be converted: it is not available, with the currencies that lack a rate, and never 0."""

from collections.abc import Mapping, Sequence

from metrics.formatting import plural
from metrics.query.binding import BoundQuery, Span, run_over
from metrics.query.compile.row_lists import rows_left_out
from metrics.query.question import AnswerRow, Period
from metrics.query.suppression import SUPPRESSED
from metrics.query.undated import without_value
from metrics.semantic import deal_columns

NO_RATE = "no exchange rate for its currency on the day"
"""Why a deal is left out of money, in the words of the metrics that leave it out."""
MOST_NAMED = 5


def with_money_told(bound: BoundQuery, asked: Sequence[Period], rows: Sequence[AnswerRow]) -> list[AnswerRow]:
    """The rows, without a value where all that would count in a period is money that can't be converted."""
    empty = {row.period for row in rows if _counts_nothing(row)}
    if not empty or not deal_columns(bound.metric.facts_from) or NO_RATE not in bound.metric.sql:
        return list(rows)
    without = _without_rate(bound, [(period.start, period.end) for period in asked])
    reasons = {period: _reason(bound, without[place]) for place, period in enumerate(asked) if place in without}
    return [
        without_value(row, reasons[row.period]) if _counts_nothing(row) and row.period in reasons else row
        for row in rows
    ]


def _counts_nothing(row: AnswerRow) -> bool:
    return not row.n and not row.value and row.reason != SUPPRESSED


def _without_rate(bound: BoundQuery, spans: Sequence[Span]) -> Mapping[int, Mapping[str, int]]:
    """How many deals of each period lack a rate, by period and currency."""
    steps, inside = rows_left_out(bound.compiled, NO_RATE)
    query = f"SELECT period, currency, COUNT(*) AS deals FROM (\n{inside}\n) AS facts GROUP BY period, currency"
    by_period: dict[int, dict[str, int]] = {}
    for period, currency, deals in run_over(bound, bound.compiled, spans, steps, query):
        by_period.setdefault(int(period), {})[str(currency).strip()] = int(deals)
    return by_period


def _reason(bound: BoundQuery, without: Mapping[str, int]) -> str:
    named = sorted(without, key=lambda currency: (-without[currency], currency))
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    own = bound.snapshot.settings.currency
    deals = plural(sum(without.values()), "deal")
    return (
        f"{deals} in {', '.join(named[:MOST_NAMED])}{more} can't be converted: no rate into {own} holds on the day, "
        "and nothing else counts. Import rates."
    )
