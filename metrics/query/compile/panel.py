"""A panel as SQL: what each person achieved in each month, by a metric's own facts, and who the person was then.

The statements read `facts` (but of spells: `placed`), `periods` and `period_days`, as those of a question do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from metrics.query.compile.compiled import Compiled
from metrics.query.compile.facts import POPULATIONS, SqlStep, accounted
from metrics.query.compile.totals import Query, in_weeks
from metrics.semantic import Metric, inline_table, set_in

PanelForm = Literal["ratio", "mean", "sum", "distinct", "spell"]
"""What a cell is: Σ numerator ÷ Σ denominator of the facts; the mean of what the metric takes the median of; the sum
per person-month; whether the person did it at all; or the share of those there on the month's first day."""

PANEL_RELATIONS = ("roster", "persons")
"""What a panel reads besides the facts."""


@dataclass(frozen=True, slots=True)
class ExposureStart:
    """A person, the day a program reached them, and the month of the panel from which that counts."""

    person: int
    day: date
    period: int


def panel_cells(compiled: Compiled, form: PanelForm, starts: Sequence[ExposureStart]) -> Query:
    """A row per person and month: what was achieved, and who the person was then.

    Facts of the month of the start that lie before it are left out: they aren't treated, nor may they count as such.
    """
    metric = compiled.metric
    spells = form == "spell"
    steps = [_starts(starts), ("present", _present()), ("there", _there(first_day=spells))]
    steps.append(("achieved", _spells(metric) if spells else _achieved(metric, form)))
    everybody = form in ("sum", "distinct") or metric.population is not None
    if everybody:
        steps.append(("everybody", _everybody(metric, form)))
    return tuple(steps), _joined(everybody=everybody)


def facts_before_start(starts: Sequence[ExposureStart]) -> Query:
    """How many facts lie in the month of their person's start, before it."""
    query = (
        "SELECT COALESCE(SUM(facts.facts), 0) AS facts\nFROM facts\n"
        "INNER JOIN period_days ON period_days.day = facts.day\n"
        "INNER JOIN starts ON starts.person = facts.who AND starts.period = period_days.period\n"
        "WHERE facts.reason IS NULL AND facts.day < starts.start_day"
    )
    return (_starts(starts),), query


def undecided(metric: Metric) -> Query:
    """How many deals (or leads) of each month are still open (`waiting`), and how many there are (`counted`)."""
    if metric.beside:
        relation, (waiting, counted) = "facts", (f"SUM(facts.{part})" for part in metric.beside)
        counting = "WHERE facts.reason IS NULL\n"
    else:
        relation, waiting, counted = "accounted", WAITING, "COUNT(*)"
        counting = ""
    query = (
        f"SELECT period_days.period, {counted} AS counted, {waiting} AS waiting\n"
        f"FROM {relation}\nINNER JOIN period_days ON period_days.day = {relation}.day\n"
        f"{counting}GROUP BY period_days.period"
    )
    return (("accounted", accounted(metric)),), query


def decided_since_start(metric: Metric, starts: Sequence[tuple[int, date]]) -> Query:
    """How many deals of people, each from a day on, are closed by now, and how many are still open."""
    written = inline_table({"person": "INTEGER", "start_day": "DATE"}, starts)
    query = (
        f"SELECT COUNT(CASE WHEN accounted.reason IS NULL THEN 1 END) AS closed,\n    {WAITING} AS waiting\n"
        "FROM accounted\nINNER JOIN period_days ON period_days.day = accounted.day\n"
        "INNER JOIN starts ON starts.person = accounted.who AND starts.start_day <= accounted.day"
    )
    return (("accounted", accounted(metric)), ("starts", written)), query


WAITING = "COUNT(CASE WHEN accounted.reason = 'still open' THEN 1 END)"


def _starts(starts: Sequence[ExposureStart]) -> SqlStep:
    """The earliest start of each person."""
    earliest = {start.person: start for start in reversed(starts)}
    columns = {"person": "INTEGER", "start_day": "DATE", "period": "INTEGER"}
    written = [(start.person, start.day, start.period) for _, start in sorted(earliest.items())]
    return "starts", inline_table(columns, written)


def _present() -> str:
    """Everybody's active days of each month, spell by spell; of the month of the start those from it on."""
    since = "GREATEST(roster.active_from, periods.first_day, COALESCE(starts.start_day, periods.first_day))"
    return (
        f"SELECT periods.period, roster.person, roster.spell, {since} AS since,\n"
        f"    DATE_DIFF('day', {since}, LEAST(roster.active_to, periods.following_day)) AS days,\n"
        "    DATE_DIFF('day', periods.first_day, periods.following_day) AS whole, periods.first_day\n"
        "FROM periods\n"
        "INNER JOIN roster ON roster.active_from <= periods.last_day AND roster.active_to > periods.first_day\n"
        "LEFT JOIN starts ON starts.person = roster.person AND starts.period = periods.period\n"
        "WHERE roster.active_from < roster.active_to"
    )


def _there(*, first_day: bool) -> str:
    """Who each person was in each month: on the first day there, in the team of that day.

    Where only a month's `first_day` counts, whoever came later in it was not there.
    """
    on_time = " AND present.since = present.first_day" if first_day else ""
    tenure = _whole_months("roster.started_on", "ranked.first_day")
    return (
        "SELECT ranked.period, ranked.person, roster.team, roster.region, roster.segment, roster.work,\n"
        f"    hired.hired_on,\n    CASE WHEN roster.started_on IS NOT NULL THEN GREATEST({tenure}, 0) END AS tenure\n"
        "FROM (\n    SELECT present.*,\n"
        "        ROW_NUMBER() OVER (\n"
        "            PARTITION BY present.period, present.person ORDER BY present.since, present.spell\n"
        f"        ) AS place\n    FROM present\n    WHERE present.days > 0{on_time}\n) AS ranked\n"
        "INNER JOIN roster ON roster.spell = ranked.spell\n"
        "INNER JOIN (\n    SELECT person, MIN(started_on) AS hired_on FROM roster GROUP BY person\n"
        ") AS hired ON hired.person = ranked.person\nWHERE ranked.place = 1"
    )


def _whole_months(first: str, last: str) -> str:
    """The whole months between two days, as SQL; engines have no function for it in common."""
    years, months, days = (
        f"EXTRACT({part} FROM {last}) - EXTRACT({part} FROM {first})" for part in ("YEAR", "MONTH", "DAY")
    )
    return f"({years}) * 12 + {months} - CASE WHEN {days} < 0 THEN 1 ELSE 0 END"


def _achieved(metric: Metric, form: PanelForm) -> str:
    """What each person achieved in each month, from the facts per day."""
    above, below = {
        "mean": (f"SUM(CAST(facts.{metric.numerator} AS DOUBLE) * facts.facts)", "SUM(facts.facts)"),
        "distinct": ("1", "0"),
        "sum": (f"SUM(facts.{metric.numerator})", "0"),
        "ratio": (
            f"SUM(facts.{metric.numerator})",
            "0" if metric.population or not metric.denominator else f"SUM(facts.{metric.denominator})",
        ),
    }[form]
    # Of a cohort only what is in the value is a fact of it: those still open may be in none of its parts.
    counted = below if metric.beside else "SUM(facts.facts)"
    return (
        f"SELECT period_days.period, facts.who, CAST({above} AS DOUBLE) AS numerator,\n"
        f"    CAST({below} AS DOUBLE) AS denominator, CAST({counted} AS BIGINT) AS facts\n"
        "FROM facts\nINNER JOIN period_days ON period_days.day = facts.day\n"
        "LEFT JOIN starts ON starts.person = facts.who AND starts.period = period_days.period\n"
        "WHERE facts.reason IS NULL AND facts.day >= COALESCE(starts.start_day, facts.day)\n"
        "GROUP BY period_days.period, facts.who"
    )


def _spells(metric: Metric) -> str:
    """Of those there on a month's first day, how many left within it."""
    return (
        f"SELECT placed.period, placed.who, CAST(SUM(placed.{metric.numerator}) AS DOUBLE) AS numerator,\n"
        f"    CAST(SUM(placed.{metric.denominator}) AS DOUBLE) AS denominator,\n"
        "    CAST(SUM(placed.facts) AS BIGINT) AS facts\n"
        "FROM placed\nGROUP BY placed.period, placed.who"
    )


def _everybody(metric: Metric, form: PanelForm) -> str:
    """Who is counted whether or not anything happened: active people, in weeks, months or simply as there."""
    population = metric.population
    flag = f"\n    AND roster.{POPULATIONS[population][0]}" if population else ""
    unit = {"distinct": "1", "sum": "SUM(present.days) / CAST(MAX(present.whole) AS DOUBLE)"}.get(
        form, in_weeks("SUM(present.days)")
    )
    return (
        f"SELECT present.period, present.person AS who, CAST({unit} AS DOUBLE) AS denominator\n"
        f"FROM present\nINNER JOIN roster ON roster.spell = present.spell{flag}\n"
        "WHERE present.days > 0\nGROUP BY present.period, present.person"
    )


def _joined(*, everybody: bool) -> str:
    """The cells with who the person was; where nothing happened, a person who counts has 0."""
    cells = "SELECT achieved.* FROM achieved"
    if everybody:
        cells = (
            "SELECT COALESCE(everybody.period, achieved.period) AS period,\n"
            "    COALESCE(everybody.who, achieved.who) AS who,\n"
            "    COALESCE(achieved.numerator, 0) AS numerator, everybody.denominator,\n"
            "    COALESCE(achieved.facts, 0) AS facts\n"
            "FROM everybody\n"
            "FULL JOIN achieved ON achieved.period = everybody.period AND achieved.who = everybody.who"
        )
    return (
        "SELECT cells.*, COALESCE(persons.matched, FALSE) AS matched, persons.name, there.team, there.region,\n"
        "    there.segment, there.work, there.hired_on, there.tenure,\n"
        "    there.person IS NOT NULL AND cells.denominator IS NOT NULL AS is_there\n"
        f"FROM (\n{set_in(cells)}\n) AS cells\n"
        "LEFT JOIN persons ON persons.person = cells.who\n"
        "LEFT JOIN there ON there.period = cells.period AND there.person = cells.who\n"
        "ORDER BY cells.who, cells.period"
    )
