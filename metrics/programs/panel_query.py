"""From a workspace to a panel: what each person achieved in each month, by a metric's own facts.

Numerators and denominators are those that the metric itself adds up, so a panel's cells sum to what `ask` answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from metrics.impact import (
    NEVER,
    ONE,
    CannotBeJudged,
    Ints,
    Observations,
    Panel,
    Rollout,
    Together,
    build_panel,
    tenure_bands,
    thresholds,
)
from metrics.programs.exposure import Exposure
from metrics.programs.outcome_counting import ProgramOutcome, counted_by
from metrics.query import (
    PANEL_RELATIONS,
    BoundQuery,
    ExposureStart,
    Period,
    Question,
    Reader,
    Span,
    SqlStep,
    bind_metric,
    facts_before_start,
    frame_over,
    kept_facts,
    panel_cells,
    periods_within,
    standalone,
    undecided,
)
from metrics.semantic import deal_columns

MOST_OPEN = 0.5
"""A month at the end counts only while at most this share of its deals is still open."""
RIPE = 0.05
"""Where what is open counts as not reached yet, a month at the end counts only while at most so much more is open than
usual: unripe months make every effect look smaller than it is."""
WHOLE = ("spell", "distinct")
"""What is counted once a month counts as treated from the first whole month with the program."""
Frame = Any


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
    reader: Reader, outcome: ProgramOutcome, exposure: Exposure, day: str, segment: str | None
) -> OutcomePanel:
    """The panel of an outcome by month, with deals counted by `day` (see `counted_by`).

    Compared is within the people's `segment` (a column of the roster, None: all) and band of tenure, among people of
    the functions that the program reached. Raises Unavailable where the metric, so counted, can't be computed.
    """
    metric = counted_by(outcome.metric, day)
    bound = bind_metric(reader, metric, Question(metric.name))
    bound.session.need(PANEL_RELATIONS)
    deciding = _months(bound)
    months = deciding.judged
    if not months:
        return OutcomePanel(
            _no_month(outcome, deciding.unripe), (), deciding.unripe, (), deciding.still_open, None, "", ""
        )
    starts = _starts(outcome, exposure, months)
    spans = [(month.start, month.end) for month in months]
    steps, query = panel_cells(bound.compiled, outcome.form, starts)
    rows, left = _comparable(_read(bound, spans, steps, query), starts, outcome)
    early = LeftOut("of the month of the start, before it", _early(bound, spans, starts))
    return OutcomePanel(
        panel=panel_of(rows, starts, exposure.together, months, outcome.facts, segment),
        months=months,
        unripe=deciding.unripe,
        left=tuple(each for each in (*left, early) if each.count),
        still_open=deciding.still_open,
        rows=rows,
        prelude=bound.session.prelude((*bound.compiled.needs, *PANEL_RELATIONS)),
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
    together: Together,
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
            cluster=None if together == "people" else rows[ONE[together]].fillna("").to_numpy(str),
            together=together,
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
    steps, query = undecided(bound.metric)
    spans = [(month.start, month.end) for month in months]
    rows = frame_over(bound, spans, (kept_facts(bound), *steps), query)
    waiting, counted = np.zeros(len(months)), np.zeros(len(months))
    waiting[rows["period"]], counted[rows["period"]] = rows["waiting"], rows["counted"]
    return waiting, counted


def _starts(outcome: ProgramOutcome, exposure: Exposure, months: Sequence[Period]) -> tuple[ExposureStart, ...]:
    """Each person's start day and the month it lies in, −1 before the first; months after the last go on counting.

    What is counted on a month's first day, or once a month, is treated from the first month that begins on or after the
    start.
    """
    first = months[0].start
    return tuple(
        ExposureStart(start.person, start.day, -1 if start.day < first else _period(outcome, first, start.day))
        for start in exposure.starts
    )


def periods_of_starts(outcome: ProgramOutcome, exposure: Exposure, outcome_panel: OutcomePanel) -> Ints:
    """The period from which each person of a panel was reached by an exposure (people,), `NEVER` if not within it.

    Periods before the panel are counted on: months since the start are those since it.
    """
    panel, months = outcome_panel.panel, outcome_panel.months
    assert isinstance(panel, Panel)  # whoever asks has one
    begins = {start.person: _period(outcome, months[0].start, start.day) for start in reversed(exposure.starts)}
    reached = {person: period for person, period in begins.items() if period < len(months)}
    return np.array([reached.get(int(person), NEVER) for person in panel.names], dtype=np.int64)


def _period(outcome: ProgramOutcome, first: date, day: date) -> int:
    """The month that a start lies in, counted from the one that begins on the `first` day; negative before it."""
    place = (day.year - first.year) * 12 + day.month - first.month
    return place + (outcome.form in WHOLE and day.day > 1)


def _read(bound: BoundQuery, spans: Sequence[Span], steps: Sequence[SqlStep], query: str) -> Frame:
    """The cells as a frame. What is asked of spells finds its own facts, `placed` in the months."""
    own = () if bound.metric.shape == "spell" else (kept_facts(bound),)
    return frame_over(bound, spans, (*own, *steps), query)


def _early(bound: BoundQuery, spans: Sequence[Span], starts: Sequence[ExposureStart]) -> int:
    """How many facts lie in the month of their person's start, before it."""
    if bound.metric.shape == "spell":
        return 0
    steps, query = facts_before_start(starts)
    return int(frame_over(bound, spans, (kept_facts(bound), *steps), query)["facts"].iloc[0])


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
