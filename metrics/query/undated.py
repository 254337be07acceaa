"""Facts without a day: they count over all time, and where they are many no period can be told."""

from collections.abc import Sequence
from dataclasses import replace

from metrics.formatting import format_count, plural
from metrics.query.binding import BoundQuery, over_all_time, run_over
from metrics.query.compile.facts import UNDATED
from metrics.query.question import AnswerRow, ComparedValue
from metrics.semantic import literal

MOST_UNDATED = 0.01
"""Above this share of facts without a day a period's value would be of those only that have one."""


def with_periods_told(bound: BoundQuery, rows: Sequence[AnswerRow]) -> list[AnswerRow]:
    """The rows, without a value of their own or of another period where too many facts say nothing of theirs."""
    if not bound.metric.undated or over_all_time(bound):
        return list(rows)
    undated, everything = bound.session.remember(("undated", bound.metric.sql), lambda: _counted(bound))
    if undated <= MOST_UNDATED * everything:
        return list(rows)
    reason = (
        f"{format_count(undated)} of {plural(everything, 'row')} have no day, so no period can be told: "
        "ask over all time, or export the days they were due or assigned."
    )
    return [without_value(row, reason) for row in rows]


def without_value(row: AnswerRow, reason: str) -> AnswerRow:
    """A row that has no value, and why. A plan is still known, but nothing is held against it."""
    compared = {
        name: ComparedValue(other.value if name == "plan" else None, None, reason=reason)
        for name, other in row.compared.items()
    }
    return replace(row, value=None, low=None, high=None, compared=compared, reason=reason)


def _counted(bound: BoundQuery) -> tuple[int, int]:
    """How many facts have no day, and how many there are."""
    query = (
        f"SELECT SUM(CASE WHEN day = {literal(UNDATED)} THEN facts ELSE 0 END), SUM(facts)\n"
        "FROM facts\nWHERE reason IS NULL"
    )
    ((undated, everything),) = run_over(bound, bound.compiled, (), (), query)
    return int(undated or 0), int(everything or 0)
