"""How sure a quotient is goes by whose rows they are: seven rows of two people are no seven independent ones."""

from collections.abc import Sequence
from datetime import date

import pytest

from metrics.query.answers import ask
from metrics.query.question import Question
from metrics.schema.settings import Coverage, Settings, StageWord
from metrics.statistics.intervals import ClusterSums, clustered_ratio, clustered_share
from metrics.store.snapshot import Snapshot
from tests.query.drawn import drawn
from tests.readers import reader_of

Pairs = Sequence[tuple[float, float]]
HALF_YEAR = (date(2025, 1, 1), date(2025, 6, 30))
SETTINGS = Settings(
    data_through=HALF_YEAR[1],
    stage_words=(StageWord("Qualifying", "open"),),
    coverage=(Coverage("opportunities", *HALF_YEAR),),
)
PEOPLE = "person_id | function | started_on\n" + "\n".join(f"{person} | sales | 2024-01-01" for person in "ABC")
DEALS = """
    opportunity_id | owner | stage       | created_on | closed_on  | amount | list_amount
    1              | A     | Closed Won  | 2025-01-02 | 2025-02-10 | 100    | 125
    2              | A     | Closed Won  | 2025-01-02 | 2025-02-10 | 200    | 200
    3              | A     | Closed Won  | 2025-01-02 | 2025-02-10 | 300    | 400
    4              | A     | Closed Lost | 2025-01-02 | 2025-02-10 | 400    |
    5              | B     | Closed Lost | 2025-01-02 | 2025-02-10 | 100    |
    6              | B     | Closed Lost | 2025-01-02 | 2025-02-10 | 100    |
    7              | B     | Closed Lost | 2025-01-02 | 2025-02-10 | 100    |
    8              | C     | Closed Won  | 2025-01-02 | 2025-02-10 | 50     | 100
"""
HISTORY = "opportunity_id | stage | entered_on\n" + "\n".join(f"{n} | Qualifying | 2025-01-02" for n in range(1, 9))
LEADS = """
    lead_id | generator | created_on | meeting_on | qualified_on | opportunity_id
    1       | A         | 2025-01-02 | 2025-01-10 | 2025-01-20   | 1
    2       | A         | 2025-01-02 | 2025-01-10 | 2025-01-20   | 4
    3       | A         | 2025-01-02 | 2025-01-10 |              |
    4       | A         | 2025-01-02 |            |              |
    5       | B         | 2025-01-02 |            |              |
    6       | B         | 2025-01-02 | 2025-01-10 |              |
    7       | B         | 2025-01-02 | 2025-01-10 | 2025-01-20   | 5
    8       | C         | 2025-01-02 | 2025-01-10 | 2025-01-20   | 8
"""
QUOTAS = {"A": (400, 500, 600, 700), "B": (100, 100, 100), "C": (50,)}
TARGETS = "metric | person_id | value | period_start | period_end\n" + "\n".join(
    f"new_business_revenue | {person} | {value} | 2025-02-01 | 2025-03-31"
    for person, values in QUOTAS.items() for value in values
)  # fmt: skip
SCORES = {"A": (80, 60, 70, 90), "B": (10, 20, 30), "C": (50,)}
"""Those of B neither came nor completed anything, and neither did A with 90."""
TRAINING = "person_id | session_id | held_on | invited | attended | completed | score\n" + "\n".join(
    f"{person} | {score} | 2025-02-01 | true | {done} | {done} | {score}"
    for person, scores in SCORES.items() for score in scores for done in [person != "B" and score != 90]
)  # fmt: skip
CUSTOMERS = """
    customer_id | valid_from | valid_to   | started_on | ended_on   | annual_value | account_manager
    stays       | 2024-01-01 |            | 2024-01-01 |            | 100          | A
    leaves      | 2024-01-01 |            | 2024-01-01 | 2025-02-28 | 50           | A
    grows       | 2024-01-01 | 2025-03-01 | 2024-01-01 |            | 100          | A
    grows       | 2025-03-01 |            | 2024-01-01 |            | 150          | A
"""
THREE_OF_FOUR = ((3, 4), (0, 3), (1, 1))


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return drawn(
        tmp_path_factory.mktemp("company"),
        SETTINGS,
        people=PEOPLE,
        opportunities=DEALS,
        stage_history=HISTORY,
        leads=LEADS,
        targets=TARGETS,
        training=TRAINING,
        customers=CUSTOMERS,
    )


def bounds(company: Snapshot, metric: str) -> tuple[float, float | None, float | None]:
    (row,) = ask(reader_of(company), Question(metric, *HALF_YEAR)).rows
    assert row.value is not None
    return row.value, row.low, row.high


def sums_of(pairs: Pairs) -> ClusterSums:
    """The sums over clusters, from each cluster's own two."""
    xs, ns = zip(*pairs, strict=True)
    products = (
        sum(a * b for a, b in zip(first, second, strict=True)) for first, second in ((xs, xs), (xs, ns), (ns, ns))
    )
    return ClusterSums(len(pairs), sum(xs), sum(ns), *products)


@pytest.mark.parametrize(
    ("metric", "pairs"),
    [
        ("win_rate", THREE_OF_FOUR),
        ("win_rate_with_no_decision", THREE_OF_FOUR),
        ("win_rate_by_cohort", THREE_OF_FOUR),
        ("stage_conversion", THREE_OF_FOUR),
        ("quota_attained", THREE_OF_FOUR),
        ("training_show_rate", THREE_OF_FOUR),
        ("training_completion", THREE_OF_FOUR),
        ("lead_to_meeting", ((3, 4), (2, 3), (1, 1))),
        ("meeting_to_qualified", ((2, 3), (1, 2), (1, 1))),
        ("qualified_to_won", ((1, 2), (0, 1), (1, 1))),
    ],
)
def test_a_share_is_as_sure_as_the_people_behind_it_differ(company: Snapshot, metric: str, pairs: Pairs) -> None:
    own = clustered_share(sums_of(pairs))
    assert bounds(company, metric) == pytest.approx((own.value, own.low, own.high))


@pytest.mark.parametrize(
    ("metric", "pairs", "limits"),
    [
        ("win_rate_by_value", ((600, 1000), (0, 300), (50, 50)), (0, 1)),
        ("average_discount", ((125, 725), (50, 100)), (None, None)),
        ("discount_per_deal", ((0.45, 3), (0.5, 1)), (None, None)),
        ("pipeline_coverage", ((4000, 2200), (900, 300), (50, 50)), (0, None)),
        ("training_score", ((300, 4), (60, 3), (50, 1)), (0, None)),
        ("revenue_churn", ((0, 100), (50, 50), (0, 100)), (0, 1)),
        ("gross_revenue_retention", ((100, 100), (0, 50), (100, 100)), (0, 1)),
        ("net_revenue_retention", ((100, 100), (0, 50), (150, 100)), (0, None)),
    ],
)
def test_a_ratio_is_as_sure_as_sellers_or_customers_differ(
    company: Snapshot, metric: str, pairs: Pairs, limits: tuple[float | None, float | None]
) -> None:
    """All customers are one account manager's: by seller nothing could be said."""
    lowest, highest = limits
    own = clustered_ratio(sums_of(pairs), lowest=lowest, highest=highest)
    assert own.low is not None
    assert bounds(company, metric) == pytest.approx((own.value, own.low, own.high))
