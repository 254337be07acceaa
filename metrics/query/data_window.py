"""The days a metric's facts cover: outside nothing is known, inside no events are a real zero."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from metrics.engines import Session
from metrics.semantic import Metric, relations_read

DEALS = ("SELECT first_day FROM deals_covered", "SELECT last_day FROM deals_covered")

FIRST_AND_LAST: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("deals", "first_wins", "quotas"), DEALS),
        "attendances": (
            "SELECT MIN(held_on) FROM training WHERE held_on <= {end}",
            "SELECT MAX(held_on) FROM training WHERE held_on <= {end}",
        ),
        "accesses": (
            "SELECT MIN(accessed_day) FROM access_days WHERE accessed_day <= {end}",
            "SELECT MAX(accessed_day) FROM access_days WHERE accessed_day <= {end}",
        ),
        "customer_hours": (
            "SELECT MIN(on_date) FROM customer_time WHERE on_date <= {end}",
            "SELECT MAX(on_date) FROM customer_time WHERE on_date <= {end}",
        ),
        "activities_done": (
            "SELECT MIN(on_date) FROM activities WHERE on_date <= {end}",
            "SELECT MAX(on_date) FROM activities WHERE on_date <= {end}",
        ),
        "onboardings": (
            "SELECT MIN(hired_on) FROM onboardings WHERE hired_on <= {end}",
            "SELECT covered_to FROM list_coverage WHERE table_name = 'onboarding'",
        ),
        "customer_spells": (
            "SELECT MIN(spell_from) FROM customer_spells WHERE spell_from <= {end}",
            "SELECT covered_to FROM list_coverage WHERE table_name = 'customers'",
        ),
        "lead_journeys": (
            "SELECT MIN(created_on) FROM leads WHERE created_on <= {end}",
            "SELECT GREATEST(MAX(CASE WHEN created_on <= {end} THEN created_on END), MAX(met_on), MAX(qualified_on),"
            " MAX(disqualified_on)) FROM lead_journeys",
        ),
        "stage_visits": (
            "SELECT MIN(entered_on) FROM stage_history WHERE entered_on <= {end}",
            "SELECT MAX(entered_on) FROM stage_history WHERE entered_on <= {end}",
        ),
    }
)
"""How the first and last day of each prepared view that facts are selected from are found."""

OTHERS_DAYS: Mapping[str, str] = MappingProxyType({"first_wins": "opportunities", "quotas": "opportunities"})
"""Views whose facts are rows of one table, but stand on the days that another one covers."""


EVENT_DAYS: Mapping[str, str] = MappingProxyType(
    {
        "attendances": "SELECT held_on AS day FROM training",
        "accesses": "SELECT accessed_day AS day FROM access_days",
        "activities_done": "SELECT on_date AS day FROM activities",
        "lead_journeys": "SELECT created_on AS day FROM leads",
        "stage_visits": "SELECT entered_on AS day FROM stage_history",
    }
)
"""Views of events that needn't happen every day. (Hours do count by the day, and deals by what they cover.)"""

LONGEST_QUIET = 7
"""Days of silence at a table's end are taken for nothing having happened, where it has been as quiet before."""


def covered_days(session: Session, metric: Metric) -> tuple[date, date] | None:
    """First and last day its facts cover, both included; None where nothing has happened yet."""
    table = OTHERS_DAYS.get(metric.facts_from, metric.table)
    return session.remember(("covered", metric.facts_from, table), lambda: _covered(session, metric.facts_from, table))


def _covered(session: Session, view: str, table: str) -> tuple[date, date] | None:
    end = session.data_through
    if end is None or view not in FIRST_AND_LAST:
        return None
    first, last = (_day(session, sql, end) for sql in FIRST_AND_LAST[view])
    if last and last < end <= last + timedelta(days=_quiet_days(session, view, end)):
        last = end
    for window in session.snapshot.settings.coverage:
        if window.table == table:
            first, last = window.first_day or first, min(window.last_day or last or end, end)
    last = last or end
    return None if first is None or last < first else (first, last)


def _quiet_days(session: Session, view: str, end: date) -> int:
    """How many days without an event are nothing unusual for a table of events: its longest gap, up to a week."""
    if view not in EVENT_DAYS:
        return 0
    sql = EVENT_DAYS[view]
    session.need(relations_read(sql))
    ((longest,),) = session.rows(
        "SELECT MAX(gap) FROM (SELECT DATE_DIFF('day', LAG(day) OVER (ORDER BY day), day) AS gap\n"
        f"FROM (SELECT DISTINCT day FROM ({sql}) AS events WHERE day <= $end) AS days) AS gaps",
        {"end": end},
    )
    return min(longest or 0, LONGEST_QUIET)


def _day(session: Session, sql: str, end: date) -> date | None:
    text = sql.format(end=f"DATE '{end.isoformat()}'")
    session.need(relations_read(text))
    ((value,),) = session.rows(text)
    day: date | None = value
    return day
