"""What each person achieved in each month, counted row by row from the sample's files, against the panels."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest

from metrics.programs.exposure import exposure_of
from metrics.programs.outcome_counting import CLOSED, ProgramOutcome, outcome_of
from metrics.programs.panel_query import OutcomePanel, outcome_panel_of
from metrics.programs.registration import CREATED
from metrics.programs.registry import program_named
from metrics.semantic.definition import catalog
from metrics.store.snapshot import Snapshot
from tests.oracles.deals import (
    ClosedDeal,
    closed_before_created,
    closed_deals,
    covered_by_deals,
    days_to_close,
    decided_deals,
    every_deal,
)
from tests.oracles.roster import Roster, day
from tests.oracles.rows import Company
from tests.readers import reader_of

Cells = dict[tuple[str, date], list[Decimal]]
"""Numerator and denominator by person and first day of the month."""
ZERO = Decimal(0)


def month_of(on: date) -> date:
    return on.replace(day=1)


def next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def starts_of(sample: Company, roster: Roster, program: str) -> dict[str, date]:
    rows = [row for row in sample.rows("rollout") if row["program_id"] == program]
    return {str(roster.person(row["person_id"])): date.fromisoformat(row["treated_on"]) for row in rows}


def is_early(person: str, on: date, starts: dict[str, date]) -> bool:
    """In the month of the start, but before it."""
    start = starts.get(person)
    return start is not None and month_of(start) == month_of(on) and on < start


def active_days(roster: Roster, person: str, first: date, starts: dict[str, date], facing: bool = False) -> list[date]:
    days = [first + timedelta(days=number) for number in range((next_month(first) - first).days)]
    return [
        on
        for on in days
        if (place := roster.place(person, on)) is not None
        and not is_early(person, on, starts)
        and (place.customer_facing or not facing)
    ]


def functions(roster: Roster, people: Iterable[str]) -> set[str]:
    return {row["function"] for person in people for row in roster.spells[person]}


def whole_months(first: date, last: date) -> list[date]:
    months, month = [], month_of(first)
    while month <= last:
        if month >= first and next_month(month) - timedelta(days=1) <= last:
            months.append(month)
        month = next_month(month)
    return months


def deal_months(sample: Company, counted: Callable[[ClosedDeal], bool], by: str) -> list[date]:
    first_closed, last = covered_by_deals(sample)
    if by == CLOSED:
        return whole_months(first_closed, last)
    usable = [deal for deal in every_deal(sample) if deal.outcome != "ignore" and not closed_before_created(deal)]
    months = whole_months(min(deal.created for deal in usable if deal.created), last)
    open_in, all_in = defaultdict(int), defaultdict(int)
    for deal in every_deal(sample):
        if deal.created:
            all_in[month_of(deal.created)] += 1
            open_in[month_of(deal.created)] += deal.outcome == "open"
    while months and open_in[months[-1]] > 0.5 * all_in[months[-1]]:
        months.pop()
    return months


def of_deals(
    sample: Company, roster: Roster, starts: dict[str, date], by: str,
    worth: Callable[[ClosedDeal], tuple[Decimal, Decimal] | None],
) -> Cells:  # fmt: skip
    """Sums over deals, counted by creation or close, of people there in that month."""
    cells: Cells = defaultdict(lambda: [ZERO, ZERO])
    months = set(deal_months(sample, lambda deal: worth(deal) is not None, by))
    was_there = cache(lambda person, month: bool(active_days(roster, person, month, starts)))
    for deal in closed_deals(sample):
        if by == CREATED and closed_before_created(deal):
            continue
        on, parts, person = deal.created if by == CREATED else deal.closed, worth(deal), roster.person(deal.owner)
        if on is None or parts is None or person is None or month_of(on) not in months or is_early(person, on, starts):
            continue
        if was_there(person, month_of(on)):
            cell = cells[person, month_of(on)]
            cell[0], cell[1] = cell[0] + parts[0], cell[1] + parts[1]
    return {key: cell for key, cell in cells.items() if cell[1] != 0}


def decided(sample: Company) -> Callable[[ClosedDeal], tuple[Decimal, Decimal] | None]:
    numbers = {deal.number for deal in decided_deals(sample)}
    return lambda deal: (Decimal(deal.outcome == "won"), Decimal(1)) if deal.number in numbers else None


def discounted(deal: ClosedDeal) -> tuple[Decimal, Decimal] | None:
    if deal.outcome != "won" or deal.net is None or deal.list_price is None:
        return None
    return deal.list_price - deal.net, deal.list_price


def taken(deal: ClosedDeal) -> tuple[Decimal, Decimal] | None:
    if deal.outcome != "won" or days_to_close(deal) is None:
        return None
    return Decimal(days_to_close(deal)), Decimal(1)


def panel(snapshot: Snapshot, metric: str, program: str, by: str) -> OutcomePanel:
    outcome = outcome_of(catalog()[metric])
    assert isinstance(outcome, ProgramOutcome)
    return outcome_panel_of(
        reader_of(snapshot),
        outcome,
        exposure_of(reader_of(snapshot), program_named(reader_of(snapshot), program)),
        by,
        "segment",
    )


def ids_of(sample: Company) -> dict[str, str]:
    """The ids by what people are called: their name, with the id where two share one."""
    pairs = {(row["name"], row["person_id"]) for row in sample.rows("people")}
    return dict(pairs) | {f"{name} ({person})": person for name, person in pairs}


def cells_of(outcomes: OutcomePanel, sample: Company) -> Cells:
    ids = ids_of(sample)
    return {
        (ids[name], outcomes.months[period].start): [Decimal(repr(above)), Decimal(repr(below))]
        for name, period, above, below in zip(
            outcomes.rows["name"],
            outcomes.rows["period"],
            outcomes.rows["numerator"],
            outcomes.rows["denominator"],
            strict=True,
        )
        if below > 0
    }


def assert_same(own: Cells, theirs: Cells) -> None:
    assert own.keys() == theirs.keys()
    for key, cell in own.items():
        assert [float(each) for each in theirs[key]] == pytest.approx([float(each) for each in cell], abs=1e-6), key


def only(cells: Cells, roster: Roster, allowed: set[str]) -> Cells:
    """Of people in functions that somebody reached is in."""
    return {
        key: cell for key, cell in cells.items()
        if any(row["function"] in allowed for row in roster.spells[key[0]])
    }  # fmt: skip


@pytest.mark.parametrize("program", ["DISCOVERY", "PRESENCE"])
@pytest.mark.parametrize("by", [CREATED, CLOSED])
@pytest.mark.parametrize("metric", ["win_rate", "average_discount", "deal_velocity"])
def test_cells_of_deals_are_those_of_the_files(
    sample: Company, roster: Roster, sample_snapshot: Snapshot, metric: str, by: str, program: str
) -> None:
    worth = {"win_rate": decided(sample), "average_discount": discounted, "deal_velocity": taken}[metric]
    starts = starts_of(sample, roster, program)
    own = only(of_deals(sample, roster, starts, by, worth), roster, functions(roster, starts))
    outcomes = panel(sample_snapshot, metric, program, by)
    assert [month.start for month in outcomes.months] == deal_months(sample, lambda _: True, by)
    assert_same(own, cells_of(outcomes, sample))


def test_revenue_stands_over_the_share_of_the_month_a_person_was_there(
    sample: Company, roster: Roster, sample_snapshot: Snapshot
) -> None:
    starts = starts_of(sample, roster, "PRESENCE")
    allowed, months = functions(roster, starts), deal_months(sample, lambda _: True, CLOSED)
    own: Cells = {}
    for person in roster.people:
        if functions(roster, [person]) & allowed:
            for month in months:
                days = active_days(roster, person, month, starts)
                if days:
                    own[person, month] = [ZERO, Decimal(len(days)) / (next_month(month) - month).days]
    for deal in closed_deals(sample):
        person = roster.person(deal.owner)
        counts = deal.outcome == "won" and deal.kind == "new" and deal.net is not None
        key = (str(person), month_of(deal.closed))
        if counts and key in own and not is_early(key[0], deal.closed, starts):
            own[key][0] += deal.net
    assert_same(own, cells_of(panel(sample_snapshot, "new_business_revenue", "PRESENCE", CLOSED), sample))


def test_hours_stand_over_the_weeks_of_customer_facing_people(
    sample: Company, roster: Roster, sample_snapshot: Snapshot
) -> None:
    starts = starts_of(sample, roster, "PRESENCE")
    allowed = functions(roster, starts)
    days = [written for row in sample.rows("customer_time") if (written := day(row["on_date"]))]
    own: Cells = {}
    for month in whole_months(min(days), sample.data_through):
        for person in roster.people:
            if functions(roster, [person]) & allowed:
                active = active_days(roster, person, month, starts, facing=True)
                if active:
                    own[person, month] = [ZERO, Decimal(len(active)) / 7]
    for row in sample.rows("customer_time"):
        on, person = date.fromisoformat(row["on_date"]), roster.person(row["person_id"])
        place = roster.place(person, on) if person else None
        key = (str(person), month_of(on))
        if place and place.customer_facing and key in own and not is_early(key[0], on, starts):
            own[key][0] += Decimal(row["hours"])
    assert_same(own, cells_of(panel(sample_snapshot, "customer_hours", "PRESENCE", CREATED), sample))


def test_segment_and_tenure_are_those_of_the_first_day_in_the_month(
    sample: Company, roster: Roster, sample_snapshot: Snapshot
) -> None:
    outcomes = panel(sample_snapshot, "win_rate", "DISCOVERY", CREATED)
    starts = starts_of(sample, roster, "DISCOVERY")
    ids = ids_of(sample)
    for row in outcomes.rows.sample(400, random_state=1).itertuples():
        person, month = ids[row.name], outcomes.months[row.period].start
        first = active_days(roster, person, month, starts)[0]
        spell = roster.spell(person, first)
        assert spell is not None
        assert (row.segment, row.team) == (spell["segment"], spell["team"])
        hired = date.fromisoformat(spell["started_on"])
        whole = 12 * (month.year - hired.year) + month.month - hired.month - (hired.day > month.day)
        assert row.tenure == max(0, whole)
