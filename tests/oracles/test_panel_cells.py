"""Panels of people and months against the files: customers lost, who did what at all, deals by their stages."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from metrics.impact.panel import NEVER, Panel
from metrics.programs.exposure import Exposure, PersonStart, exposure_of
from metrics.programs.registration import CREATED, TrainingRule
from metrics.programs.registry import program_named
from metrics.query.reader import Reader
from metrics.store.snapshot import Snapshot
from tests.oracles.customer_measures import last_day_of_stay, spells, spells_on
from tests.oracles.deals import closed_deals, decided_deals, every_deal
from tests.oracles.panel_cells import (
    NOBODY,
    Cells,
    anybody,
    cells_in,
    days_counted,
    days_of,
    differences,
    ids_by_name,
    months_between,
    observed,
)
from tests.oracles.roster import Place, Roster, day
from tests.oracles.rows import Company

DID = {
    "training_attendance": ("training", "held_on", lambda row: row["attended"] == "true"),
    "content_access": ("content_access", "accessed_at", lambda row: True),
    "content_sharing": ("content_access", "accessed_at", lambda row: row["action"] == "share"),
    "content_on_deals": ("content_access", "accessed_at", lambda row: bool(row["opportunity_id"])),
}
"""What a person does or doesn't do in a month: the table, the column of the day, and which rows count."""


def facing(place: Place) -> bool:
    return place.customer_facing


def selling(place: Place) -> bool:
    return place.seller


def too_early(person: str, on: date, starts: dict[str, date]) -> bool:
    """In the month in which the programme reached the person, but before it did."""
    start = starts.get(person, date.min)
    return (on.year, on.month) == (start.year, start.month) and on < start


def of_functions_reached(roster: Roster, starts: dict[str, date]) -> list[str]:
    """The people who were ever in a function that somebody reached was ever in."""
    wanted = {row["function"] for person in starts for row in roster.spells[person]}
    return [person for person in roster.people if wanted & {row["function"] for row in roster.spells[person]}]


def starts_in_files(sample: Company, roster: Roster, program: str) -> dict[str, date]:
    rows = [row for row in sample.rows("rollout") if row["program_id"] == program]
    return {str(roster.person(row["person_id"])): date.fromisoformat(row["treated_on"]) for row in rows}


# --- who did it at all ---


def who_did_it(sample: Company, roster: Roster, metric: str, starts: dict[str, date]) -> Cells:
    """1 of 1 for a person who did it on a day on which they counted, 0 of 1 where they counted and didn't.

    A month in which the programme reached the person after its first day is no whole one, with it or without it.
    """
    table, column, counts = DID[metric]
    able = facing if metric == "training_attendance" else selling
    did: dict[tuple[str, date], set[date]] = defaultdict(set)
    for row in sample.rows(table):
        if counts(row) and (on := day(row[column])) and on <= sample.data_through:
            did[str(roster.person(row["person_id"])), on.replace(day=1)].add(on)
    first = min(on for row in sample.rows(table) if (on := day(row[column])))
    cells: Cells = {}
    for month in months_between(first, sample.data_through):
        for person in of_functions_reached(roster, starts):
            there = days_counted(roster, able, person, month)
            if there and not month < starts.get(person, month) <= days_of(month)[-1]:
                cells[person, month] = (float(bool(there & did[person, month])), 1.0)
    return cells


@pytest.mark.parametrize("program", ["DISCOVERY", "PRESENCE"])
@pytest.mark.parametrize("metric", DID)
def test_who_did_it_at_all_in_a_month_is_what_the_files_say(
    sample: Company, roster: Roster, sample_snapshot: Snapshot, sample_reader: Reader, metric: str, program: str
) -> None:
    starts = starts_in_files(sample, roster, program)
    outcomes = observed(sample_snapshot, metric, exposure_of(sample_reader, program_named(sample_reader, program)))
    assert differences(who_did_it(sample, roster, metric, starts), cells_in(outcomes, sample)) == []


# --- customers lost ---


@cache
def lost_by_manager(sample: Company, roster: Roster) -> dict[tuple[str, date], list[tuple[float, bool, bool]]]:
    """Of each person and month the customers of the first day: their value, whether all of it is known, whether they
    left within the month."""
    valueless = {row["customer_id"] for row in sample.rows("customers") if not row["annual_value"]}
    first = min(spell.first for stay in spells(sample).values() for spell in stay)
    customers: dict[tuple[str, date], list[tuple[float, bool, bool]]] = defaultdict(list)
    for month in months_between(first, sample.data_through):
        for customer, stay in spells(sample).items():
            there = spells_on(stay, month)  # of the sample no customer has two contracts at once
            if there and (person := roster.person(there[0].manager)):
                left = last_day_of_stay(stay, month) <= days_of(month)[-1]
                customers[person, month].append((float(there[0].value or 0), customer not in valueless, left))
    return customers


def customers_lost(sample: Company, roster: Roster, starts: dict[str, date], metric: str) -> Cells:
    """Of the customers a person had on a month's first day, and was there, those who left within the month."""
    allowed, cells = set(of_functions_reached(roster, starts)), {}
    for (person, month), customers in lost_by_manager(sample, roster).items():
        if person in allowed and roster.place(person, month) is not None:
            worth = [(value, left) if metric == "revenue_churn" else (1.0, left) for value, has_value, left in customers
                     if has_value or metric == "churn_rate"]  # fmt: skip
            cells[person, month] = (sum(each for each, left in worth if left), sum(each for each, _ in worth))
    return {key: cell for key, cell in cells.items() if cell[1] > 0}


def made_up_starts(sample: Company, roster: Roster) -> dict[str, date]:
    """Every second manager of customers, reached on the first, a middle or the last day of a month, or on a hiring."""
    managers = sorted({str(roster.person(row["account_manager"])) for row in sample.rows("customers")} - {"None"})
    days = [date(2025, 1, 1), date(2025, 1, 2), date(2025, 3, 17), date(2025, 6, 30), date(2024, 2, 29)]
    starts = {person: days[number % len(days)] for number, person in enumerate(managers[::2])}
    hired = {person: date.fromisoformat(roster.spells[person][0]["started_on"]) for person in starts}
    return {person: max(start, hired[person]) for person, start in starts.items()}


def reaching(snapshot: Snapshot, sample: Company, starts: dict[str, date]) -> Exposure:
    """A programme that reached these people on these days."""
    ids, rows = ids_by_name(sample), observed(snapshot, "churn_rate", NOBODY).rows
    numbers = {ids[name]: int(who) for name, who in zip(rows["name"], rows["who"], strict=True)}
    person_starts = [PersonStart(numbers[person], start) for person, start in starts.items() if person in numbers]
    return Exposure("roll-out", TrainingRule(), tuple(person_starts), (), "people")


def months_of_coming(roster: Roster) -> set[tuple[str, date]]:
    """The months in which somebody was hired after their first day."""
    hired = {
        (person, date.fromisoformat(row["started_on"])) for person in roster.people for row in roster.spells[person]
    }
    return {(person, on.replace(day=1)) for person, on in hired if on.day > 1}


@pytest.mark.parametrize("metric", ["churn_rate", "revenue_churn"])
def test_customers_lost_are_counted_on_the_first_day_of_each_month(
    sample: Company, roster: Roster, sample_snapshot: Snapshot, metric: str
) -> None:
    starts = made_up_starts(sample, roster)
    theirs = cells_in(observed(sample_snapshot, metric, reaching(sample_snapshot, sample, starts)), sample)
    coming = months_of_coming(roster)
    own = customers_lost(sample, roster, starts, metric)
    assert differences(own, {key: cell for key, cell in theirs.items() if key not in coming}) == []


def test_nobody_answers_for_customers_of_a_day_before_they_were_hired(
    sample: Company, roster: Roster, sample_snapshot: Snapshot
) -> None:
    cells = cells_in(observed(sample_snapshot, "churn_rate", NOBODY), sample)
    assert sorted(cells.keys() & months_of_coming(roster)) == []


def test_customers_count_as_treated_from_the_first_month_that_begins_on_or_after_the_start(
    sample: Company, roster: Roster, sample_snapshot: Snapshot
) -> None:
    starts = made_up_starts(sample, roster)
    outcomes = observed(sample_snapshot, "churn_rate", reaching(sample_snapshot, sample, starts))
    assert isinstance(outcomes.panel, Panel)
    ids, rows = ids_by_name(sample), outcomes.rows
    person = {int(who): ids[name] for name, who in zip(rows["name"], rows["who"], strict=True)}
    for who, since in zip(outcomes.panel.names, outcomes.panel.treated_from, strict=True):
        start = starts.get(person[int(who)])
        own = NEVER if start is None else sum(month.start < start for month in outcomes.months)
        assert since == own, (person[int(who)], start)


# --- deals by the day they came into a stage ---


def came_into(sample: Company, stage: str) -> dict[str, date]:
    """The first day on which each deal came into the stage."""
    first_days: dict[str, date] = {}
    for row in sample.rows("stage_history"):
        if row["stage"] == stage and (on := day(row["entered_on"])):
            first_days[row["opportunity_id"]] = min(on, first_days.get(row["opportunity_id"], on))
    return first_days


def months_of_entry(sample: Company, entered: dict[str, date]) -> list[date]:
    """Whole months the deals speak of, without those at the end of which most deals are still open."""
    closed = [deal.closed for deal in closed_deals(sample)]
    months = months_between(min(closed), sample.data_through)
    outcomes: dict[date, list[str | None]] = defaultdict(list)
    for deal in every_deal(sample):
        if deal.number in entered:
            outcomes[entered[deal.number].replace(day=1)].append(deal.outcome)
    while outcomes[months[-1]].count("open") > len(outcomes[months[-1]]) / 2:
        months.pop()
    return months


def deals_by_stage(sample: Company, roster: Roster, metric: str, stage: str, starts: dict[str, date]) -> Cells:
    entered, allowed = came_into(sample, stage), set(of_functions_reached(roster, starts))
    decided = {deal.number for deal in decided_deals(sample)}
    months = set(months_of_entry(sample, entered))
    cells: dict[tuple[str, date], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for deal in closed_deals(sample):
        on, person = entered.get(deal.number), roster.person(deal.owner)
        if on is None or person not in allowed or on.replace(day=1) not in months:
            continue
        if too_early(str(person), on, starts) or not was_there(roster, str(person), on, starts):
            continue
        cell = cells[str(person), on.replace(day=1)]
        if metric == "win_rate" and deal.number in decided:
            cell[0] += deal.outcome == "won"
            cell[1] += 1
        elif metric == "average_discount" and deal.outcome == "won" and None not in (deal.net, deal.list_price):
            cell[0] += deal.list_price - deal.net
            cell[1] += deal.list_price
    return {key: (float(cell[0]), float(cell[1])) for key, cell in cells.items() if cell[1] > 0}


def was_there(roster: Roster, person: str, on: date, starts: dict[str, date]) -> bool:
    """On a day at least of the month, of the days that count."""
    return any(
        not too_early(person, other, starts) for other in days_counted(roster, anybody, person, on.replace(day=1))
    )


@pytest.mark.parametrize(
    ("stage", "program"), [("Discovery", "DISCOVERY"), ("Proposal", "PLAYBOOK"), ("Negotiation", "PRESENCE")]
)
@pytest.mark.parametrize("metric", ["win_rate", "average_discount"])
def test_deals_count_by_the_first_day_they_came_into_a_stage(
    sample: Company,
    roster: Roster,
    sample_snapshot: Snapshot,
    sample_reader: Reader,
    metric: str,
    stage: str,
    program: str,
) -> None:
    starts = starts_in_files(sample, roster, program)
    outcomes = observed(
        sample_snapshot, metric, exposure_of(sample_reader, program_named(sample_reader, program)), stage
    )
    assert [month.start for month in outcomes.months] == months_of_entry(sample, came_into(sample, stage))
    assert differences(deals_by_stage(sample, roster, metric, stage, starts), cells_in(outcomes, sample)) == []


# --- who is compared with whom ---


def test_people_hired_on_the_first_of_a_month_change_bands_of_tenure_by_the_calendar(
    sample_snapshot: Snapshot, sample_reader: Reader
) -> None:
    """So many whole months after their hiring all of them are in one band, however many days those months had."""
    outcomes = observed(
        sample_snapshot, "win_rate", exposure_of(sample_reader, program_named(sample_reader, "DISCOVERY")), CREATED
    )
    assert isinstance(outcomes.panel, Panel)
    hired = {who: on for who, on in zip(outcomes.rows["who"], outcomes.rows["hired_on"], strict=True) if on.day == 1}
    bands: dict[int, set[object]] = defaultdict(set)
    for unit, period, group in zip(outcomes.panel.unit, outcomes.panel.period, outcomes.panel.group, strict=True):
        if on := hired.get(outcomes.panel.names[unit]):
            month = outcomes.months[period].start
            bands[12 * (month.year - on.year) + month.month - on.month].add(outcomes.panel.groups[group][1])
    assert {months: sorted(groups) for months, groups in bands.items() if len(groups) > 1} == {}
