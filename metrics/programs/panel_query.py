"""From a workspace to a panel: what each person achieved in each month, by a metric's own facts.

Numerators and denominators are those that the metric itself adds up, so a panel's cells sum to what `ask` answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import indent
from typing import Any

import numpy as np

from metrics.impact import CannotBeJudged, Observations, Panel, Rollout, build_panel, tenure_bands, thresholds
from metrics.programs.exposure import Exposure
from metrics.programs.outcome_counting import ProgramOutcome, counted_by
from metrics.query import (
    POPULATIONS,
    BoundQuery,
    Period,
    Question,
    Span,
    SqlStep,
    accounted,
    bind_metric,
    frame_over,
    periods_within,
    standalone,
)
from metrics.semantic import Metric, deal_columns, inline_table
from metrics.store import Snapshot

MOST_OPEN = 0.5
"""A month at the end counts only while at most this share of its deals is still open."""
RIPE = 0.05
"""Where what is open counts as not reached yet, a month at the end counts only while at most so much more is open than
usual: unripe months make every effect look smaller than it is."""
RELATIONS = ("roster", "persons")
WHOLE = ("spell", "distinct")
"""What is counted once a month counts as treated from the first whole month with the program."""
Frame = Any


@dataclass(frozen=True, slots=True)
class ExposureStart:
    """A person, the day the program reached them, and the month of the panel from which that counts."""

    person: int
    day: date
    period: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Facts, or people, that are in no cell, and why."""

    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class OutcomePanel:
    """The panel of a program and an outcome, what it leaves out, and the SQL of its cells.

    `months` are the panel's periods, `unripe` those after them of which too much is open to be judged, `still_open` the
    share of the facts of the last three months judged that are not decided yet. `rows` has a row per cell: person,
    month, numerator, denominator, facts, segment, tenure, team, start.
    """

    panel: Panel | CannotBeJudged
    months: tuple[Period, ...]
    unripe: tuple[Period, ...]
    left: tuple[LeftOut, ...]
    still_open: float
    rows: Frame
    prelude: str
    sql: str


def outcome_panel_of(
    snapshot: Snapshot, outcome: ProgramOutcome, exposure: Exposure, day: str, segment: str | None
) -> OutcomePanel:
    """The panel of an outcome by month, with deals counted by `day` (see `counted_by`).

    Compared is within the people's `segment` (a column of the roster, None: all) and band of tenure, among people of
    the functions that the program reached. Raises Unavailable where the metric, so counted, can't be computed.
    """
    metric = counted_by(outcome.metric, day)
    bound = bind_metric(snapshot, metric, Question(metric.name))
    bound.session.need(RELATIONS)
    deciding = _months(bound)
    months = deciding.judged
    if not months:
        return OutcomePanel(
            _no_month(outcome, deciding.unripe), (), deciding.unripe, (), deciding.still_open, None, "", ""
        )
    starts = _starts(outcome, exposure, months)
    spans = [(month.start, month.end) for month in months]
    steps, query = _steps(bound, outcome, starts)
    rows, left = _comparable(_read(bound, spans, steps, query), starts, outcome)
    early = LeftOut("of the month of the start, before it", _early(bound, spans, steps[0]))
    return OutcomePanel(
        panel=panel_of(rows, starts, exposure.by_team, months, outcome.facts, segment),
        months=months,
        unripe=deciding.unripe,
        left=tuple(each for each in (*left, early) if each.count),
        still_open=deciding.still_open,
        rows=rows,
        prelude=bound.session.prelude((*bound.compiled.needs, *RELATIONS)),
        sql=standalone(bound, spans, steps, query),
    )


def _no_month(outcome: ProgramOutcome, unripe: Sequence[Period]) -> CannotBeJudged:
    if unripe:
        because = f"in every whole month too many {outcome.facts} are still open: it is too early."
        return CannotBeJudged("no data", because)
    return CannotBeJudged("no data", "there is no whole month with data on the outcome.")


def panel_of(
    rows: Frame,
    starts: Sequence[ExposureStart],
    by_team: bool,
    months: Sequence[Period],
    facts: str,
    segment: str | None,
) -> Panel | CannotBeJudged:
    """The panel of `rows` as `outcome_panel_of` reads them, had people been reached in the months that `starts` say."""
    first = months[0].start
    hired = rows["hired_on"].astype("datetime64[s]")
    return build_panel(
        Observations(
            rows["who"].to_numpy(),
            rows["period"].to_numpy(),
            rows["numerator"].to_numpy(float),
            rows["denominator"].to_numpy(float),
            count=rows["facts"].to_numpy(float),
            segment=alike(rows, segment),
            band=tenure_bands(rows["tenure"].to_numpy(float), thresholds().tenure_edges),
            cluster=rows["team"].fillna("").to_numpy(str) if by_team else None,
            hired=((hired.dt.year - first.year) * 12 + hired.dt.month - first.month).to_numpy(float),
        ),
        Rollout([start.person for start in starts], [start.period for start in starts]),
        [month.label for month in months],
        counted=facts,
    )


def alike(rows: Frame, segment: str | None) -> Any:
    """Who is comparable: those of one segment who do the same work, which is named where several kinds of it are."""
    parts = [rows["work"].fillna("")] if rows["work"].nunique(dropna=False) > 1 else []
    parts += [rows[segment].fillna("")] if segment else []
    if not parts:
        return None
    return parts[0].str.cat(parts[1:], sep=" · ").to_numpy(str)


@dataclass(frozen=True, slots=True)
class Months:
    """The months that are judged, those at the end that are not ripe yet, and what is still open of the last three."""

    judged: tuple[Period, ...]
    unripe: tuple[Period, ...]
    still_open: float


def _months(bound: BoundQuery) -> Months:
    """The whole months that the facts cover, without those at the end in which too much is undecided."""
    whole = tuple(
        month for month in periods_within(None, None, "month", bound.covered, bound.snapshot.settings) if month.complete
    )
    metric = bound.metric
    if metric.shape == "spell" or (deal_columns(metric.facts_from) is None and metric.beside is None):
        return Months(whole, (), 0.0)
    waiting, counted = _waiting(bound, whole)
    share = np.divide(waiting, counted, out=np.zeros(len(whole)), where=counted > 0)
    most = MOST_OPEN
    if metric.beside and metric.beside[1] == metric.denominator and len(whole) > 1:
        most = float(np.median(share[: len(whole) // 2])) + RIPE
    ripe = len(whole)
    while ripe and share[ripe - 1] > most:
        ripe -= 1
    last = slice(max(0, ripe - 3), ripe)
    total = counted[last].sum()
    return Months(whole[:ripe], whole[ripe:], float(waiting[last].sum() / total) if total else 0.0)


def _waiting(bound: BoundQuery, months: Sequence[Period]) -> tuple[Any, Any]:
    """How many deals (or leads) of each month are still open, and how many there are."""
    beside = bound.metric.beside
    relation, waiting, counted = (
        ("facts", f"SUM(facts.{beside[0]})", f"SUM(facts.{beside[1]})")
        if beside
        else ("accounted", "COUNT(CASE WHEN accounted.reason = 'still open' THEN 1 END)", "COUNT(*)")
    )
    counting = f"WHERE {relation}.reason IS NULL\n" if beside else ""
    sql = (
        f"SELECT period_days.period, {counted} AS counted, {waiting} AS waiting\n"
        f"FROM {relation} INNER JOIN period_days ON period_days.day = {relation}.day\n"
        f"{counting}GROUP BY period_days.period"
    )
    steps = (_kept_facts(bound), ("accounted", accounted(bound.metric)))
    return _by_month(bound, months, steps, sql)


def _by_month(bound: BoundQuery, months: Sequence[Period], steps: Sequence[SqlStep], sql: str) -> tuple[Any, Any]:
    rows = frame_over(bound, [(month.start, month.end) for month in months], steps, sql)
    waiting, counted = np.zeros(len(months)), np.zeros(len(months))
    waiting[rows["period"]], counted[rows["period"]] = rows["waiting"], rows["counted"]
    return waiting, counted


def _starts(outcome: ProgramOutcome, exposure: Exposure, months: Sequence[Period]) -> tuple[ExposureStart, ...]:
    """Each person's start day and the month it lies in, −1 before the first; months after the last go on counting.

    What is counted on a month's first day, or once a month, is treated from the first month that begins on or after the
    start.
    """
    first = months[0].start

    def period(day: date) -> int:
        place = max(-1, (day.year - first.year) * 12 + day.month - first.month)
        return place + (outcome.form in WHOLE and place >= 0 and day.day > 1)

    return tuple(ExposureStart(start.person, start.day, period(start.day)) for start in exposure.starts)


def _steps(
    bound: BoundQuery, outcome: ProgramOutcome, starts: Sequence[ExposureStart]
) -> tuple[tuple[SqlStep, ...], str]:
    """The SQL of a row per person and month: what was achieved, and who the person was then.

    Facts of the month of the start that lie before it are left out: they aren't treated, nor may they count as such.
    """
    earliest = {start.person: start for start in reversed(starts)}
    columns = {"person": "INTEGER", "start_day": "DATE", "period": "INTEGER"}
    written = [(start.person, start.day, start.period) for _, start in sorted(earliest.items())]
    steps: list[SqlStep] = [("starts", inline_table(columns, written)), ("present", _present())]
    steps.append(("there", _there(first_day=outcome.form == "spell")))
    steps.append(("achieved", _spells(bound.metric) if outcome.form == "spell" else _achieved(bound.metric, outcome)))
    everybody = outcome.form in ("sum", "distinct") or bound.metric.population is not None
    if everybody:
        steps.append(("everybody", _everybody(bound.metric, outcome)))
    return tuple(steps), _joined(outcome, everybody)


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
    on_time = " AND since = first_day" if first_day else ""
    return (
        "SELECT ranked.period, ranked.person, roster.team, roster.region, roster.segment, roster.work,\n"
        "    hired.hired_on,\n"
        "    CASE WHEN roster.started_on IS NOT NULL\n"
        "        THEN GREATEST(DATE_SUB('month', roster.started_on, ranked.first_day), 0) END AS tenure\n"
        "FROM (\n    SELECT present.*, ROW_NUMBER() OVER (PARTITION BY period, person ORDER BY since, spell) AS place\n"
        f"    FROM present\n    WHERE days > 0{on_time}\n) AS ranked\n"
        "INNER JOIN roster ON roster.spell = ranked.spell\n"
        "INNER JOIN (\n    SELECT person, MIN(started_on) AS hired_on FROM roster GROUP BY person\n"
        ") AS hired ON hired.person = ranked.person\nWHERE ranked.place = 1"
    )


def _achieved(metric: Metric, outcome: ProgramOutcome) -> str:
    """What each person achieved in each month, from the facts per day."""
    above, below = {
        "mean": (f"SUM(CAST(facts.{metric.numerator} AS DOUBLE) * facts.facts)", "SUM(facts.facts)"),
        "distinct": ("1", "0"),
        "sum": (f"SUM(facts.{metric.numerator})", "0"),
        "ratio": (
            f"SUM(facts.{metric.numerator})",
            "0" if metric.population or not metric.denominator else f"SUM(facts.{metric.denominator})",
        ),
    }[outcome.form]
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
        f"SELECT period, who, CAST(SUM({metric.numerator}) AS DOUBLE) AS numerator,\n"
        f"    CAST(SUM({metric.denominator}) AS DOUBLE) AS denominator, CAST(SUM(facts) AS BIGINT) AS facts\n"
        "FROM placed\nGROUP BY period, who"
    )


def _everybody(metric: Metric, outcome: ProgramOutcome) -> str:
    """Who is counted whether or not anything happened: active people, in weeks, months or simply as there."""
    population = metric.population
    flag = f"\n    AND roster.{POPULATIONS[population][0]}" if population else ""
    unit = {"distinct": "1", "sum": "SUM(present.days) / CAST(MAX(present.whole) AS DOUBLE)"}.get(
        outcome.form, "SUM(present.days) / 7.0"
    )
    return (
        f"SELECT present.period, present.person AS who, CAST({unit} AS DOUBLE) AS denominator\n"
        f"FROM present\nINNER JOIN roster ON roster.spell = present.spell{flag}\n"
        "WHERE present.days > 0\nGROUP BY present.period, present.person"
    )


def _joined(outcome: ProgramOutcome, everybody: bool) -> str:
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
        f"FROM (\n{indent(cells, '    ')}\n) AS cells\n"
        "LEFT JOIN persons ON persons.person = cells.who\n"
        "LEFT JOIN there ON there.period = cells.period AND there.person = cells.who\n"
        "ORDER BY cells.who, cells.period"
    )


def _kept_facts(bound: BoundQuery) -> SqlStep:
    return "facts", f"SELECT * FROM {bound.session.derive(bound.compiled.facts)}"


def _read(bound: BoundQuery, spans: Sequence[Span], steps: Sequence[SqlStep], query: str) -> Frame:
    """The cells as a frame. What is asked of spells finds its own facts, `placed` in the months."""
    own = () if bound.metric.shape == "spell" else (_kept_facts(bound),)
    return frame_over(bound, spans, (*own, *steps), query)


def _early(bound: BoundQuery, spans: Sequence[Span], starts: SqlStep) -> int:
    """How many facts lie in the month of their person's start, before it."""
    if bound.metric.shape == "spell":
        return 0
    query = (
        "SELECT COALESCE(SUM(facts.facts), 0) AS facts\nFROM facts\n"
        "INNER JOIN period_days ON period_days.day = facts.day\n"
        "INNER JOIN starts ON starts.person = facts.who AND starts.period = period_days.period\n"
        "WHERE facts.reason IS NULL AND facts.day < starts.start_day"
    )
    return int(frame_over(bound, spans, (_kept_facts(bound), starts), query)["facts"].iloc[0])


def _comparable(
    rows: Frame, starts: Sequence[ExposureStart], outcome: ProgramOutcome
) -> tuple[Frame, tuple[LeftOut, ...]]:
    """The cells of people of the roster, of the functions that were reached; and how many facts that leaves out.

    Whether somebody did it at all is told of whole months only: of the month of the start it can't be.
    """
    reached = rows["who"].isin([start.person for start in starts])
    functions = set(rows.loc[reached & rows["is_there"], "work"])
    there = rows["matched"] & rows["is_there"]
    kept = there & (rows["work"].isin(functions) if functions else True)
    whole = ~_begun_within(rows, starts) if outcome.form == "distinct" else kept | True
    reasons = {
        "of people who are not in the roster": ~rows["matched"],
        "of a month in which their person was not active": rows["matched"] & ~rows["is_there"],
        "of people in functions that the programme doesn't reach": there & ~kept,
        "of the month of the start, which is not a whole one": kept & ~whole,
    }
    left = tuple(LeftOut(reason, int(rows.loc[where, "facts"].sum())) for reason, where in reasons.items())
    return rows[kept & whole].astype({"who": "int64"}), left


def _begun_within(rows: Frame, starts: Sequence[ExposureStart]) -> Any:
    """Which cells are of the month in which the program reached the person after its first day."""
    # What counts by whole months is treated from the next month on: the month of the start is the one before.
    within = {(start.person, start.period - 1) for start in starts if start.day.day > 1 and start.period > 0}
    return np.array([each in within for each in zip(rows["who"], rows["period"], strict=True)], dtype=bool)
