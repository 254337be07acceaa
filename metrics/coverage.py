"""The days a metric's table speaks of: outside nothing is known, inside no events are a real zero."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from metrics.definition import Metric
from metrics.engines.duckdb import Session
from metrics.prelude import relations_read

ACCESSED = (
    "SELECT LEAST(CASE WHEN latest.at < local_days.second_day_from THEN local_days.first_day ELSE local_days.second_day"
    " END, {end}) FROM (SELECT {extreme}(accessed_at) AS at FROM content_access"
    " WHERE CAST(accessed_at AS DATE) <= {end}) AS latest"
    " INNER JOIN local_days ON local_days.utc_day = CAST(latest.at AS DATE)"
)
"""The local day of the first or last access: found among moments, for there may be millions of them."""

FIRST_AND_LAST: Mapping[str, tuple[str, str | None]] = MappingProxyType(
    {
        "opportunities": (
            "SELECT MIN(closed_day) FROM deals WHERE outcome IN ('won', 'lost', 'no_decision') AND closed_day <= {end}",
            "SELECT GREATEST(MAX(CASE WHEN closed_day <= {end} THEN closed_day END),"
            " MAX(CASE WHEN created_on <= {end} THEN created_on END)) FROM deals",
        ),
        "training": (
            "SELECT MIN(held_on) FROM training WHERE held_on <= {end}",
            "SELECT MAX(held_on) FROM training WHERE held_on <= {end}",
        ),
        "content_access": (
            ACCESSED.format(extreme="MIN", end="{end}"),
            ACCESSED.format(extreme="MAX", end="{end}"),
        ),
        "customer_time": (
            "SELECT MIN(on_date) FROM customer_time WHERE on_date <= {end}",
            "SELECT MAX(on_date) FROM customer_time WHERE on_date <= {end}",
        ),
        "onboarding": ("SELECT MIN(hired_on) FROM onboardings WHERE hired_on <= {end}", None),
        "customers": ("SELECT MIN(spell_from) FROM customer_spells WHERE spell_from <= {end}", None),
    }
)
"""How the first and last day are found; None: a list of what exists, which speaks until the data ends."""


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


def _day(opened: Session, sql: str | None, end: date) -> date | None:
    if sql is None:
        return end
    text = sql.format(end=f"DATE '{end.isoformat()}'")
    opened.need(relations_read(text))
    ((day,),) = opened.rows(text)
    found: date | None = day
    return found
