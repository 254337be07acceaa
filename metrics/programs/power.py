"""What could be seen of a program before it begins, found by judging months that are over as if it had been there."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from metrics.errors import Unavailable
from metrics.impact import CannotBeJudged, Panel, minimum_detectable_effect, placebo_standard_error, thresholds
from metrics.programs.clustering import TOGETHER
from metrics.programs.driver_links import NOBODY
from metrics.programs.evaluation import usual_choices
from metrics.programs.outcome_counting import NoOutcome, ProgramOutcome, outcome_of
from metrics.programs.panel_query import Frame, OutcomePanel, outcome_panel_of, panel_of
from metrics.programs.rollout_assignment import Design
from metrics.query import ExposureStart, Reader, metric_named

DRAWS = 5
"""Standard errors differ little from draw to draw: the mean of five is within some 5 % of that of fifty."""
SEED = 1
FEWEST = 4
"""Two people, or teams, on either side is the least that can be judged at all."""


@dataclass(frozen=True, slots=True)
class Power:
    """The standard error with which a program that reaches half is judged, and how many people that were on a side.

    `teams` is how many teams there were to draw from, None where people were drawn.
    """

    standard_error: float
    reached: float
    waiting: float
    teams: int | None = None


def power_of(reader: Reader, metric: str, functions: Sequence[str], design: Design, months: int) -> Power | None:
    """How a program for people of some functions would be judged after so many months, from the last ones here.

    Half of the people, or teams, are drawn by lot five times and taken to have been reached then. None where the
    outcome can't be followed by person and month, or there are too few people or months.
    """
    key = ("power", metric, tuple(functions), design, months)
    return reader.session().remember(key, lambda: _power(reader, metric, functions, design, months))


def detectable_effect_with(power: Power, reached: int, waiting: int) -> float | None:
    """The smallest effect that would be seen in four of five cases with so many people on either side.

    None with fewer than a claim takes. The standard error shrinks with √(1 ÷ reached + 1 ÷ waiting).
    """
    rules = thresholds()
    if reached < rules.least_treated or waiting < rules.least_comparison:
        return None
    if power.teams is not None:
        with_it = round(power.teams * reached / (reached + waiting))
        if min(with_it, power.teams - with_it) < rules.least_teams:
            return None
    wider = (1 / reached + 1 / waiting) / (1 / power.reached + 1 / power.waiting)
    return minimum_detectable_effect(power.standard_error * sqrt(wider))


def had_results(reader: Reader, metric: str, functions: Sequence[str]) -> int:
    """How many people of some functions had a result in the last three months with data."""
    history = _outcome_history(reader, metric)
    if history is None:
        return 0
    lately = history.of(functions)["period"] >= len(history.outcome_panel.months) - 3
    return int(history.of(functions).loc[lately, "who"].nunique())


@dataclass(frozen=True, slots=True)
class _OutcomeHistory:
    """An outcome of everybody by month, with nobody reached."""

    outcome: ProgramOutcome
    outcome_panel: OutcomePanel
    within: str | None

    def of(self, functions: Sequence[str]) -> Frame:
        """The cells of people of some functions."""
        return self.outcome_panel.rows[self.outcome_panel.rows["work"].isin(functions)]

    def pretended(self, rows: Frame, reached: Sequence[int], start: int, design: Design) -> Panel | CannotBeJudged:
        """The panel, had people been reached in the month `start`."""
        day = self.outcome_panel.months[start].start
        starts = [ExposureStart(person, day, start) for person in reached]
        return panel_of(rows, starts, TOGETHER[design], self.outcome_panel.months, self.outcome.facts, self.within)


def _outcome_history(reader: Reader, metric: str) -> _OutcomeHistory | None:
    return reader.session().remember(("outcome history", metric), lambda: _outcome_history_of(reader, metric))


def _outcome_history_of(reader: Reader, metric: str) -> _OutcomeHistory | None:
    """The history of an outcome, None where it can't be followed by person and month."""
    outcome, choices = outcome_of(metric_named(reader.snapshot, metric)), usual_choices(reader.snapshot)
    if isinstance(outcome, NoOutcome):
        return None
    try:
        outcome_panel = outcome_panel_of(reader, outcome, NOBODY, choices.day, choices.within)
    except Unavailable:
        return None
    return None if outcome_panel.rows is None else _OutcomeHistory(outcome, outcome_panel, choices.within)


def _power(reader: Reader, metric: str, functions: Sequence[str], design: Design, months: int) -> Power | None:
    history = _outcome_history(reader, metric)
    if history is None:
        return None
    rows, start = history.of(functions), len(history.outcome_panel.months) - months
    units = _units(rows, start, design)
    if start < thresholds().least_months_before or len(units) < FEWEST:
        return None
    random = np.random.default_rng(SEED)
    drawn = [
        [person for unit in random.permutation(len(units))[: len(units) // 2] for person in units[unit]]
        for _ in range(DRAWS)
    ]
    standard_error = placebo_standard_error([history.pretended(rows, reached, start, design) for reached in drawn])
    if standard_error is None:
        return None
    reached = float(np.mean([len(each) for each in drawn]))
    teams = len(units) if design == "team by team" else None
    return Power(standard_error, reached, sum(map(len, units)) - reached, teams)


def _units(rows: Frame, start: int, design: Design) -> list[list[int]]:
    """Who can be drawn together: those with results before a month and from it on, alone or by their team then."""
    after = rows[(rows["period"] >= start) & (rows["denominator"] > 0)].sort_values("period")
    before = rows.loc[(rows["period"] < start) & (rows["denominator"] > 0), "who"]
    first = after[after["who"].isin(before)].drop_duplicates("who").sort_values("who")
    if design == "person by person":
        return [[person] for person in first["who"].tolist()]
    return [group["who"].tolist() for _, group in first.groupby(first["team"].fillna(""), sort=True)]
