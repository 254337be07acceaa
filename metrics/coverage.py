"""The days a metric's table speaks of: outside nothing is known, inside no events are a real zero."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from metrics.definition import Metric
from metrics.engines.duckdb import Session
from metrics.prelude import relations_read

FIRST_AND_LAST: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "opportunities": (
            "SELECT MIN(closed_day) FROM deals WHERE unusable IS NULL",
            "SELECT GREATEST(MAX(CASE WHEN unusable IS NULL THEN closed_day END), MAX(CASE WHEN created_on <= {end}"
            " AND (unusable IS NULL OR outcome IS NULL OR outcome = 'open') THEN created_on END)) FROM deals",
        ),
        "training": (
            "SELECT MIN(held_on) FROM training WHERE held_on <= {end}",
            "SELECT MAX(held_on) FROM training WHERE held_on <= {end}",
        ),
        "content_access": (
            "SELECT MIN(accessed_day) FROM access_days WHERE accessed_day <= {end}",
            "SELECT MAX(accessed_day) FROM access_days WHERE accessed_day <= {end}",
        ),
        "customer_time": (
            "SELECT MIN(on_date) FROM customer_time WHERE on_date <= {end}",
            "SELECT MAX(on_date) FROM customer_time WHERE on_date <= {end}",
        ),
        "onboarding": (
            "SELECT MIN(hired_on) FROM onboardings WHERE hired_on <= {end}",
            "SELECT covered_to FROM list_coverage WHERE table_name = 'onboarding'",
        ),
        "customers": (
            "SELECT MIN(spell_from) FROM customer_spells WHERE spell_from <= {end}",
            "SELECT covered_to FROM list_coverage WHERE table_name = 'customers'",
        ),
    }
)
"""How the first and last day are found. Only deals that count say which days are covered: a mistyped year doesn't."""


def covered_days(opened: Session, metric: Metric) -> tuple[date, date] | None:
    """First and last covered day of the metric's table, both included; None where nothing has happened yet."""
    return opened.remember(("covered", metric.table), lambda: _covered(opened, metric.table))


def _covered(opened: Session, table: str) -> tuple[date, date] | None:
    end = opened.data_through
    if end is None:
        return None
    first, last = (_day(opened, sql, end) for sql in FIRST_AND_LAST[table])
    for known in opened.snapshot.settings.coverage:
        if known.table == table:
            first, last = known.first_day or first, min(known.last_day or last or end, end)
    last = last or end
    return None if first is None or last < first else (first, last)


def _day(opened: Session, sql: str, end: date) -> date | None:
    text = sql.format(end=f"DATE '{end.isoformat()}'")
    opened.need(relations_read(text))
    ((day,),) = opened.rows(text)
    found: date | None = day
    return found
