"""How sure an answer says it is, against sums made row by row and person by person."""

from collections import Counter, defaultdict
from datetime import date

import pytest

from metrics.query.answers import ask
from metrics.query.question import Question
from metrics.statistics.intervals import ClusterSums, Estimate, clustered_ratio, clustered_share, wilson
from metrics.store.snapshot import Snapshot
from tests.oracles.company import FIRST, LAST, company
from tests.oracles.deals import Deal, days_to_close, decided_deals
from tests.oracles.measures import days_between
from tests.oracles.roster import NOT_MATCHED, Roster, day
from tests.oracles.rows import Company, published
from tests.readers import reader_of
from tests.statistics.clusters import clustered_median

START, END = date(2023, 2, 1), date(2025, 6, 30)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory) -> tuple[Company, Roster, Snapshot]:
    drawn = company(5)
    return drawn, Roster(drawn), published(drawn, tmp_path_factory.mktemp("company"))


def deals_by_region(drawn: Company, roster: Roster, first: date, last: date) -> dict[str, dict[str, list[Deal]]]:
    """Region → person → deals, without those of nobody known."""
    by_region: dict[str, dict[str, list[Deal]]] = defaultdict(lambda: defaultdict(list))
    for deal in decided_deals(drawn):
        person = roster.person(deal.owner)
        if person and first <= deal.closed <= last:
            by_region[roster.group(deal.owner, deal.closed, "region")][person].append(deal)
    return by_region


def sums_of(pairs: list[tuple[float, float]]) -> ClusterSums:
    return ClusterSums(
        len(pairs),
        sum(x for x, _ in pairs),
        sum(n for _, n in pairs),
        sum(x * x for x, _ in pairs),
        sum(x * n for x, n in pairs),
        sum(n * n for _, n in pairs),
    )


def of_win_rate(sellers: dict[str, list[Deal]]) -> Estimate:
    return clustered_share(
        sums_of([(sum(deal.outcome == "won" for deal in deals), len(deals)) for deals in sellers.values()])
    )


def of_discount(sellers: dict[str, list[Deal]]) -> Estimate | None:
    pairs = []
    for deals in sellers.values():
        priced = [
            deal for deal in deals if deal.outcome == "won" and deal.net is not None and deal.list_price is not None
        ]
        if priced:
            listed = float(sum(deal.list_price for deal in priced))
            pairs.append((listed - float(sum(deal.net for deal in priced)), listed))
    return clustered_ratio(sums_of(pairs)) if pairs else None


def of_velocity(sellers: dict[str, list[Deal]]) -> Estimate | None:
    rows = [
        (person, days_to_close(deal))
        for person, deals in sellers.items()
        for deal in deals
        if deal.outcome == "won" and days_to_close(deal) is not None
    ]
    return clustered_median([person for person, _ in rows], [took for _, took in rows]) if rows else None


@pytest.mark.parametrize(
    ("metric", "estimate"),
    [("win_rate", of_win_rate), ("average_discount", of_discount), ("deal_velocity", of_velocity)],
)
def test_what_sellers_own_is_clustered_by_seller(workspace, metric, estimate):
    drawn, roster, snapshot = workspace
    answer = ask(reader_of(snapshot), Question(metric, START, END, "all", ("region",)))
    compared = 0
    for row in answer.rows:
        region = row.dimensions["region"]
        sellers = deals_by_region(drawn, roster, row.period.start, row.period.end).get(region)
        own = estimate(sellers) if sellers else None
        if region == NOT_MATCHED or own is None:
            continue
        assert same(row.low, own.low), (row, own)
        assert same(row.high, own.high), (row, own)
        compared += row.low is not None
    assert compared >= 2


@pytest.mark.parametrize("metric", ["training_attendance", "content_access", "churn_rate"])
def test_shares_of_people_and_customers_are_wilson(workspace, metric):
    _, _, snapshot = workspace
    rows = [
        row for row in ask(reader_of(snapshot), Question(metric, START, END, "quarter")).rows if row.value is not None
    ]
    assert rows
    for row in rows:
        own = wilson(round(row.value * row.n), row.n)
        assert same(row.low, own.low)
        assert same(row.high, own.high)


def test_hours_a_week_are_clustered_by_person(workspace):
    drawn, roster, snapshot = workspace
    for row in ask(reader_of(snapshot), Question("customer_hours", START, END, "quarter")).rows:
        first, last = max(row.period.start, FIRST), min(row.period.end, LAST)
        weeks, hours = Counter(), Counter()
        for person in roster.people:
            weeks[person] = sum(is_counted(roster, person, on) for on in days_between(first, last)) / 7
        for entry in drawn.rows("customer_time"):
            person, on = roster.person(entry["person_id"]), day(entry["on_date"])
            if person and first <= on <= last and is_counted(roster, person, on):
                hours[person] += float(entry["hours"])
        own = clustered_ratio(sums_of([(hours[person], weeks[person]) for person in weeks if weeks[person]]), lowest=0)
        assert same(row.low, own.low)
        assert same(row.high, own.high)


def is_counted(roster: Roster, person: str, on: date) -> bool:
    place = roster.place(person, on)
    return place is not None and place.customer_facing


def test_a_total_has_no_interval(workspace):
    _, _, snapshot = workspace
    rows = ask(reader_of(snapshot), Question("new_business_revenue", START, END, "quarter")).rows
    assert {(row.low, row.high) for row in rows} == {(None, None)}


@pytest.mark.parametrize("metric", ["win_rate", "training_attendance", "content_access", "customer_hours"])
def test_a_period_is_complete_only_if_the_data_reaches_both_of_its_ends(workspace, metric):
    _, _, snapshot = workspace
    for row in ask(reader_of(snapshot), Question(metric, date(2022, 10, 1), END, "quarter")).rows:
        assert row.period.complete == (row.period.start >= FIRST and row.period.end <= LAST)


@pytest.mark.parametrize("metric", ["win_rate", "new_business_revenue", "training_attendance", "customer_hours"])
def test_outside_the_covered_days_there_is_no_value_but_a_reason(workspace, metric):
    _, _, snapshot = workspace
    rows = ask(reader_of(snapshot), Question(metric, date(2022, 10, 1), date(2022, 12, 31), "month")).rows
    assert rows
    assert all(row.value is None and row.reason for row in rows)


def test_the_data_reach_to_the_last_event_that_happened(workspace):
    _, _, snapshot = workspace
    assert ask(reader_of(snapshot), Question("win_rate")).data_through == LAST


def same(own: float | None, other: float | None) -> bool:
    return own == other or (None not in (own, other) and own == pytest.approx(other, rel=1e-6, abs=1e-9))
