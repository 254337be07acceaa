"""The days a metric's facts cover: outside nothing is known, inside no events are a real zero."""

from datetime import date, timedelta

from metrics.query.session import Session
from metrics.semantic import FactModel, Metric, covered_selects, fact_models, quiet_days_select, relations_read

END = "$end"
"""How the day that the data ends is written in these SELECTs: with the day itself each would be another text."""

LONGEST_QUIET = 7
"""Days of silence at a table's end are taken for nothing having happened, where it has been as quiet before."""


def window_selects() -> tuple[str, ...]:
    """Every SELECT that covered days are found by, each once."""
    models = fact_models().values()
    days = [(model, day) for model in models for day in ("", *model.days)]
    ends = [sql.format(end=END) for model, day in days for sql in covered_selects(model, day)]
    quiet = [sql for model in models if (sql := quiet_days_select(model))]
    return tuple(dict.fromkeys((*ends, *quiet)))


def covered_days(session: Session, metric: Metric) -> tuple[date, date] | None:
    """First and last day its facts cover, both included; None where nothing has happened yet.

    Deals created before the first one closed were created all the same: each kind of day has a window of its own.
    Facts that stand on the days of another table's rows cover what those do.
    """
    model = fact_models().get(metric.facts_from)
    if model is None:
        return None
    table = fact_models()[model.covered_like].table if model.covered_like else metric.table
    day = metric.placed_by if metric.placed_by in model.days else ""
    return session.remember(("covered", model.name, table, day), lambda: _covered(session, model, table, day))


def _covered(session: Session, model: FactModel, table: str, day: str) -> tuple[date, date] | None:
    end = session.data_through
    if end is None:
        return None
    first, last = (_day(session, sql, end) for sql in covered_selects(model, day))
    if last and last < end <= last + timedelta(days=_quiet_days(session, model, end)):
        last = end
    for window in session.snapshot.settings.coverage:
        if window.table == table:
            first, last = window.first_day or first, min(window.last_day or last or end, end)
    last = last or end
    return None if first is None or last < first else (first, last)


def _quiet_days(session: Session, model: FactModel, end: date) -> int:
    """How many days without an event are nothing unusual for a table of events: its longest gap, up to a week."""
    sql = quiet_days_select(model)
    if sql is None:
        return 0
    session.need(relations_read(sql))
    ((longest,),) = session.rows(
        "SELECT MAX(gap) FROM (SELECT DATE_DIFF('day', LAG(day) OVER (ORDER BY day), day) AS gap\n"
        f"FROM (SELECT DISTINCT day FROM ({sql}) AS events WHERE day <= $end) AS days) AS gaps",
        {"end": end},
    )
    return min(longest or 0, LONGEST_QUIET)


def _day(session: Session, sql: str, end: date) -> date | None:
    text = sql.format(end=END)
    session.need(relations_read(text))
    ((value,),) = session.rows(text, {"end": end} if END in text else None)
    day: date | None = value
    return day
