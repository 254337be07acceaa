"""A young cohort is not held against settled ones; leads nobody turns down don't keep old ones unsettled for ever."""

from datetime import date

import pytest

from metrics.insights.change_findings import describe_change, process_limits
from metrics.query.answers import ask
from metrics.query.maturity import UNSETTLED, unlike, with_settled
from metrics.query.question import AnswerRow, Period, Question
from metrics.query.reader import Reader
from metrics.semantic.definition import catalog

COHORTS = [name for name, metric in catalog().items() if metric.beside]


def cohort(month: int, still_open: float | None, team: str) -> AnswerRow:
    period = Period(date(2026, month, 1), date(2026, month, 28), f"month {month}", complete=True)
    return AnswerRow(period, {"team": team}, 0.4, 100, None, None, {}, {}, beside=still_open)


def test_only_cohorts_more_open_than_their_segment_usually_ends_are_unsettled() -> None:
    rows = [cohort(1, 0.12, "A"), cohort(2, 0.33, "A"), cohort(1, 0.33, "B"), cohort(2, None, "B"), cohort(1, 0.9, "C")]
    settled = with_settled(rows, {("A",): 0.12, ("B",): 0.3})
    assert [row.settled for row in settled] == [True, False, True, True, True]


@pytest.mark.parametrize("name", COHORTS)
def test_whether_a_cohort_is_young_does_not_depend_on_the_days_asked_for(name: str, sample_reader: Reader) -> None:
    answer = ask(sample_reader, Question(name, grain="quarter"))
    last = answer.rows[-1]
    alone = Question(name, last.period.start, last.period.end, grain="quarter")
    assert not last.settled
    assert [row.settled for row in ask(sample_reader, alone).rows] == [False]


def test_cohorts_with_unlike_shares_open_are_not_compared() -> None:
    assert (
        unlike(0.33, 0.12) == "33% of it is still open, against 12% of the other: compare them once both have settled."
    )
    assert unlike(0.14, 0.12) is None
    assert unlike(None, 0.12) is None


@pytest.mark.parametrize("name", COHORTS)
def test_no_change_or_signal_is_claimed_of_a_young_cohort(name: str, sample_reader: Reader) -> None:
    answer = ask(sample_reader, Question(name, grain="month", compare=("previous",)))
    metric = catalog()[name]
    young = [place for place, row in enumerate(answer.rows) if not row.settled]
    signals = {signal.position for signal in process_limits(metric, answer.rows, "month").signals}
    assert young
    assert not signals & set(young)
    assert all(
        change.period != answer.rows[place].period for change in describe_change(metric, answer) for place in young
    )
    before, row = answer.rows[young[-1] - 1], answer.rows[young[-1]]
    assert row.beside is not None
    assert before.beside is not None
    assert (row.compared["previous"].change is None) == (abs(row.beside - before.beside) > UNSETTLED)
