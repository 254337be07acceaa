"""The win rate four ways, on deals drawn by hand: each step names deals that can be counted on one's fingers."""

from datetime import date
from pathlib import Path

import pytest

from metrics.errors import Unavailable, UserError
from metrics.insights.win_rate_bridge import BY_VALUE, Count, WalkStep, WinRateWalk, bridge_sentences, win_rates
from metrics.query.answers import ask
from metrics.query.question import Question, Where
from metrics.query.reader import Reader
from metrics.schema.settings import Settings, StageWord
from metrics.store.snapshot import Snapshot
from metrics.trust.access import Access
from tests.query.drawn import drawn
from tests.readers import reader_of

Q2 = Question("win_rate", date(2025, 4, 1), date(2025, 6, 30), "quarter")
PEOPLE = """
    person_id | name | function | team  | valid_from | valid_to
    W         | Wim  | sales    | West  | 2020-01-01 | 2025-05-01
    W         | Wim  | sales    | East  | 2025-05-01 |
    E         | Eva  | sales    | East  | 2020-01-01 |
"""
DEALS = """
    opportunity_id | owner | stage        | created_on | closed_on  | amount | lost_reason
    in-won         | E     | Closed Won   | 2025-04-02 | 2025-05-20 | 100    |
    in-lost        | E     | Closed Lost  | 2025-04-03 | 2025-06-30 | 300    | price
    moved          | W     | Closed Won   | 2025-04-04 | 2025-06-01 | 200    |
    later          | E     | Closed Won   | 2025-06-30 | 2025-07-01 | 500    |
    open           | E     | Proposal     | 2025-05-05 |            | 900    |
    none           | E     | Closed Lost  | 2025-04-05 | 2025-04-06 | 700    | no decision
    test           | E     | Test         | 2025-04-07 | 2025-04-08 | 1      |
    undated        | E     | Closed Won   | 2025-04-09 |            | 1      |
    backwards      | E     | Closed Lost  | 2025-06-09 | 2025-06-01 |        | price
    earlier        | E     | Closed Lost  | 2025-01-10 | 2025-04-01 |        | price
    no-day         | E     | Closed Won   |            | 2025-04-11 | 400    |
    none-earlier   | E     | Closed Lost  | 2025-01-12 | 2025-05-12 | 2      | no decision
    outside        | E     | Closed Won   | 2025-01-13 | 2025-03-31 | 800    |
"""


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    words = (StageWord("Test", "ignore"), StageWord("no decision", "no_decision"))
    return drawn(tmp_path_factory.mktemp("ways"), Settings(stage_words=words), people=PEOPLE, opportunities=DEALS)


def steps(walk: WinRateWalk) -> dict[str, tuple[int, int]]:
    return {step.words: (step.count.deals, step.count.won) for step in (walk.start, *walk.steps, walk.end)}


def test_every_deal_is_in_one_step(company: Snapshot) -> None:
    four_ways = win_rates(reader_of(company), Q2)
    assert steps(four_ways.cohort) == {
        "created in Q2 2025": (9, 3),
        "closed before it was created": (-1, 0),
        "closed without a close date": (-1, 0),
        "set aside as a test or a duplicate": (-1, 0),
        "still open": (-1, 0),
        "ended without a decision": (-1, 0),
        "decided so far": (4, 3),
    }
    assert steps(four_ways.closing) == {
        "decided so far": (4, 3),
        "decided after Q2 2025": (-1, -1),
        "created earlier and decided in Q2 2025": (1, 0),
        "decided in Q2 2025, but without a usable creation date": (2, 1),
        "decided in Q2 2025": (6, 3),
    }
    assert steps(four_ways.no_decisions)["ended without a decision in Q2 2025"] == (2, 0)
    assert steps(four_ways.no_decisions)["closed in Q2 2025"] == (8, 3)
    assert steps(four_ways.valued) == {
        "decided in Q2 2025": (6, 3),
        "without an amount": (-2, 0),
        "with an amount": (4, 3),
    }
    assert (four_ways.won_value, four_ways.decided_value) == (700, 1000)


def test_the_four_are_those_of_the_four_metrics(company: Snapshot) -> None:
    four_ways = win_rates(reader_of(company), Q2)
    assert four_ways.rates == {
        "win_rate_by_cohort": 3 / 4, "win_rate": 3 / 6, "win_rate_with_no_decision": 3 / 8, BY_VALUE: 0.7,
    }  # fmt: skip
    for name, rate in four_ways.rates.items():
        assert ask(reader_of(company), Question(name, Q2.start, Q2.end, "quarter")).rows[0].value == rate


@pytest.mark.parametrize(
    ("team", "change", "decided"),
    [("East", (1, 1), (6, 3)), ("West", (-1, -1), (0, 0))],
)
def test_a_seller_who_moved_is_one_step_of_both_teams(
    company: Snapshot, team: str, change: tuple[int, int], decided: tuple[int, int]
) -> None:
    """“moved” was created in West and closed in East."""
    question = Question("win_rate", Q2.start, Q2.end, "quarter", where=(Where("team", (team,)),))
    four_ways = win_rates(reader_of(company), question)
    assert steps(four_ways.closing)["more or fewer, as their sellers changed teams before they closed"] == change
    end = four_ways.closing.end.count
    assert (end.deals, end.won) == decided
    assert four_ways.rates["win_rate"] == ask(reader_of(company), question).rows[0].value
    today = win_rates(
        reader_of(company), Question("win_rate", Q2.start, Q2.end, "quarter", (), question.where, roster="today")
    )
    assert not any("changed teams" in step.words for step in today.closing.steps)


def test_what_one_may_see_limits_every_step(company: Snapshot) -> None:
    own = Question("win_rate", Q2.start, Q2.end, "quarter", access=Access("teams", ("West",)))
    assert win_rates(reader_of(company), own).cohort.start.count == Count(1, 1)
    with pytest.raises(UserError, match="fewer than 5 people"):
        win_rates(reader_of(company), Question("win_rate", Q2.start, Q2.end, "quarter", access=Access("aggregates")))


def test_it_is_told_in_a_sentence_each(company: Snapshot) -> None:
    assert bridge_sentences(win_rates(reader_of(company), Q2)) == (
        "Of 9 deals created in Q2 2025, leave out 1 closed before it was created, 1 closed without a close date, 1 set "
        "aside as a test or a duplicate, 1 still open and 1 ended without a decision: 4 decided so far, of which 3 won "
        "= 75.0 %.",
        "Of 4 deals decided so far, leave out 1 decided after Q2 2025; add 1 created earlier and decided in Q2 2025 "
        "and 2 decided in Q2 2025, but without a usable creation date: 6 decided in Q2 2025, of which 3 won = 50.0 %.",
        "Of 6 deals decided in Q2 2025, add 2 ended without a decision in Q2 2025: 8 closed in Q2 2025, of which 3 won "
        "= 37.5 %.",
        "Of 6 deals decided in Q2 2025, leave out 2 without an amount: 4 with an amount, worth $1.00K, of which $700 "
        "won = 70.0 %.",
    )


def test_steps_that_do_not_lead_there_are_refused() -> None:
    start, end = WalkStep("created", Count(3, 1)), WalkStep("decided", Count(2, 1))
    with pytest.raises(ValueError, match="lead to"):
        WinRateWalk(start, (WalkStep("still open", Count(-2, 0)),), end)
    assert WinRateWalk(start, (WalkStep("still open", Count(-1, 0)),), end).end == end


@pytest.mark.parametrize(
    "where", [(), (Where("team", ("Enterprise Europe North",)),), (Where("tier", ("base", "starter")),)]
)
def test_every_month_of_the_sample_adds_up_to_what_the_metrics_say(
    sample_reader: Reader, where: tuple[Where, ...]
) -> None:
    names = list(win_rates(sample_reader, Q2).rates)
    answers = {
        name: {row.period: row for row in ask(sample_reader, Question(name, grain="month", where=where)).rows}
        for name in names
    }
    for period in answers["win_rate"]:
        rows = [of_period[period] for of_period in answers.values()]
        four_ways = win_rates(sample_reader, Question("win_rate", period.start, period.end, "month", where=where))
        assert [four_ways.rates[name] for name in names] == pytest.approx([row.value for row in rows])
        assert [walk.end.count.deals for walk in four_ways.walks] == [row.n for row in rows]


def test_several_periods_or_a_missing_column_are_refused(company: Snapshot, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="one period, not of"):
        win_rates(reader_of(company), Question("win_rate", grain="month"))
    bare = drawn(tmp_path, opportunities="opportunity_id | stage | closed_on\n1 | Closed Won | 2025-04-02")
    with pytest.raises(Unavailable, match=r"opportunities\.created_on"):
        win_rates(reader_of(bare), Q2)


def test_without_amounts_the_other_three_are_still_there(tmp_path: Path) -> None:
    deals = "opportunity_id | stage | created_on | closed_on\n1 | Closed Won | 2025-04-02 | 2025-04-02"
    four_ways = win_rates(reader_of(drawn(tmp_path, opportunities=deals)), Q2)
    assert four_ways.rates == {"win_rate_by_cohort": 1, "win_rate": 1, "win_rate_with_no_decision": 1, BY_VALUE: None}
    assert len(bridge_sentences(four_ways)) == 3


def test_where_nothing_was_decided_there_is_no_rate(company: Snapshot) -> None:
    """In Q2 2025 nobody but Eva and Wim closed anything, and Wim only in East."""
    four_ways = win_rates(
        reader_of(company), Question("win_rate", Q2.start, Q2.end, "quarter", where=(Where("team", ("West",)),))
    )
    assert (four_ways.rates["win_rate"], four_ways.rates["win_rate_by_cohort"]) == (None, 1)
    assert bridge_sentences(four_ways)[1].endswith("0 decided in Q2 2025, of which 0 won = –.")
