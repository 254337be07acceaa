"""Panels with nobody reached against answers: of each person and month, and of everybody's months in sum."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

import pytest

from metrics.programs.outcome_counting import CLOSED, ProgramOutcome, may_count_by_entry
from metrics.programs.panel_query import OutcomePanel
from metrics.programs.registration import CREATED
from metrics.query.answers import ask
from metrics.query.question import AnswerRow, Question
from metrics.query.reader import Reader
from metrics.semantic.definition import catalog
from metrics.store.snapshot import Snapshot
from tests.oracles.deals import ClosedDeal, closed_deals, days_to_close
from tests.oracles.panel_cells import (
    FOLLOWED,
    NOBODY,
    Cells,
    anybody,
    cells_in,
    days_counted,
    days_of,
    differences,
    ids_by_name,
    observed,
)
from tests.oracles.roster import NOT_MATCHED, Roster
from tests.oracles.rows import Company
from tests.readers import reader_of

Told = dict[tuple[str, date], tuple[float | None, float | None]]
"""Numerator and denominator by person and first day of the month, as answers have them, None where they have none."""
MEANS: dict[str, Callable[[ClosedDeal], float | Decimal | None]] = {
    "deal_velocity": lambda deal: days_taken(deal) if deal.outcome == "won" else None,
    "deal_cycle_all": lambda deal: days_taken(deal),
    "median_deal_value": lambda deal: deal.net if deal.outcome == "won" else None,
    "discount_per_deal_median": lambda deal: (
        1 - deal.net / deal.list_price if deal.outcome == "won" and None not in (deal.net, deal.list_price) else None
    ),
}
"""What the medians are taken of: an answer has no sum of it, so the deals' own files say what a month's sum is."""


def days_taken(deal: ClosedDeal) -> int | None:
    return days_to_close(deal)


def summed_from_files(sample: Company, roster: Roster, metric: str) -> dict[tuple[str, date], float]:
    sums: dict[tuple[str, date], float] = defaultdict(float)
    for deal in closed_deals(sample):
        if (worth := MEANS[metric](deal)) is not None:
            sums[str(roster.person(deal.owner)), deal.closed.replace(day=1)] += float(worth)
    return sums


def parts_of(row: AnswerRow, outcome: ProgramOutcome) -> tuple[float | None, float | None]:
    metric = outcome.metric
    above = row.components.get(metric.numerator)
    below = row.components[metric.denominator] if metric.denominator else row.n if outcome.form == "mean" else None
    return above, below


def told_of_people(snapshot: Snapshot, outcome: ProgramOutcome, ids: dict[str, str]) -> Told:
    """What answers say of each person and month; of those who stand for nobody under the words for that."""
    rows = ask(reader_of(snapshot), Question(outcome.metric.name, grain="month", by=("person",))).rows
    named = [(row.dimensions["person"], row) for row in rows if row.period.complete]
    return {(ids.get(name, name), row.period.start): parts_of(row, outcome) for name, row in named}


@dataclass(frozen=True)
class Beside:
    """A metric's panel with nobody reached, its cells, and what answers say of the same people and months."""

    outcome: ProgramOutcome
    outcomes: OutcomePanel
    cells: Cells
    answers: Told


@pytest.fixture(scope="module", params=FOLLOWED)
def beside(request: pytest.FixtureRequest, sample: Company, sample_snapshot: Snapshot) -> Beside:
    outcomes, outcome = observed(sample_snapshot, request.param, NOBODY), FOLLOWED[request.param]
    answers = told_of_people(sample_snapshot, outcome, ids_by_name(sample))
    return Beside(outcome, outcomes, cells_in(outcomes, sample), answers)


def test_with_nobody_reached_a_cell_is_what_the_answer_says_of_that_person_and_month(
    sample: Company, roster: Roster, beside: Beside
) -> None:
    """A sum stands over the share of the month somebody was there, of which no answer speaks: the roster does. So
    people without a fact have cells of it, too."""
    answers, cells, form = beside.answers, beside.cells, beside.outcome.form
    if form == "sum":
        there = {key: len(days_counted(roster, anybody, *key)) / len(days_of(key[1])) for key in cells}
        own = {key: (answers[key][0] if key in answers else 0.0, share) for key, share in there.items()}
    elif form == "mean":
        sums = summed_from_files(sample, roster, beside.outcome.metric.name)
        own = {key: (sums[key], answers[key][1]) for key in answers.keys() & cells.keys()}
    else:
        own = {key: answers[key] for key in answers.keys() & cells.keys()}
    assert differences(own, cells) == []


def test_what_has_no_cell_is_of_people_who_were_not_there(roster: Roster, beside: Beside) -> None:
    """Of names that stand for nobody, and of people whom the roster doesn't have on any of the month's days; customers
    are counted on its first day, so that is the one on which their manager has to be there."""
    stock, months = beside.outcome.form == "spell", {month.start for month in beside.outcomes.months}
    without = [key for key, (_, below) in beside.answers.items() if key not in beside.cells and below != 0]
    without = [key for key in without if key[1] in months]
    there = {key: days_counted(roster, anybody, *key) for key in without if key[0] != NOT_MATCHED}
    assert sorted(key for key, days in there.items() if (key[1] in days if stock else days)) == []


def test_the_cells_of_a_month_and_what_has_none_sum_up_to_the_answer_about_everybody(
    sample_reader: Reader, beside: Beside
) -> None:
    """Months that the data covers in part have no cells, nor have those at the end in which too much is still open.
    Answers have no sum of what a median is taken of, and nothing of how long people were there."""
    question = Question(beside.outcome.metric.name, grain="month")
    whole = [row for row in ask(sample_reader, question).rows if row.period.complete]
    kept = [month.start for month in beside.outcomes.months]
    assert [row.period.start for row in whole][: len(kept)] == kept
    assert len(kept) == len(whole) or beside.outcome.metric.beside
    whole = whole[: len(kept)]
    for place in range(2):
        sums: dict[date, float] = defaultdict(float)
        for key, parts in (beside.answers | beside.cells).items():
            sums[key[1]] += parts[place] or 0
        expected = {
            row.period.start: each for row in whole if (each := parts_of(row, beside.outcome)[place]) is not None
        }
        assert {month: sums[month] for month in expected} == pytest.approx(expected, rel=1e-9, abs=1e-6)


def test_win_rates_by_creation_are_those_of_the_cohorts(
    sample: Company, sample_snapshot: Snapshot, sample_reader: Reader
) -> None:
    """But for the months at the end, which are left out where most of their deals are still open."""
    outcomes = observed(sample_snapshot, "win_rate", NOBODY, CREATED)
    answers = told_of_people(sample_snapshot, FOLLOWED["win_rate_by_cohort"], ids_by_name(sample))
    cells = cells_in(outcomes, sample)
    assert differences({key: answers[key] for key in cells}, cells) == []
    open_share = {
        row.period.start: row.beside or 0.0
        for row in ask(sample_reader, Question("win_rate_by_cohort", grain="month")).rows
    }
    last = outcomes.months[-1].start
    assert open_share[last] <= 0.5
    assert all(share > 0.5 for month, share in open_share.items() if month > last)


@pytest.mark.parametrize("metric", [name for name, outcome in FOLLOWED.items() if outcome.metric.beside])
def test_no_panel_ends_with_a_month_in_which_too_much_is_still_open(
    sample_snapshot: Snapshot, sample_reader: Reader, metric: str
) -> None:
    """Half, where what is open is in no part of the value; where it counts as not reached yet, five points more than
    in the middle one of the older months."""
    day = CREATED if may_count_by_entry(catalog()[metric]) else CLOSED
    last = observed(sample_snapshot, metric, NOBODY, day).months[-1].start
    rows = [row for row in ask(sample_reader, Question(metric, grain="month")).rows if row.period.complete]
    shares = {row.period.start: row.beside or 0.0 for row in rows}
    older = list(shares.values())[: len(shares) // 2]
    most = 0.5 if metric == "win_rate_by_cohort" else median(older) + 0.05
    assert shares[last] <= most
    assert all(share > most for month, share in shares.items() if month > last)
