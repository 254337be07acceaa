"""Panels of people and months: customers lost, who did what at all, deals by stage, month's totals, and what may change
in the files without changing an effect."""

import csv
import random
import string
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from metrics.ask import ask, counted_rows, data_through
from metrics.definition import catalog
from metrics.impact.effect import Effect
from metrics.impact.panel import NEVER, Panel
from metrics.intake.choices import ImportChoices
from metrics.programmes.counting import CLOSED, Outcome, may_count_by_entry, outcome_of
from metrics.programmes.judging import judge, usual_choices
from metrics.programmes.known import programme
from metrics.programmes.observing import Observed, observe
from metrics.programmes.reached import Reached, Start, reached
from metrics.programmes.registration import TrainingRule
from metrics.question import Question
from metrics.store.snapshot import Snapshot
from metrics.store.workspace import Workspace
from sample_data.generate import FOLDER
from tests.oracles.customer_measures import last_day_of_stay, spell_on, spells
from tests.oracles.deals import closed_deals, decided_deals, every_deal
from tests.oracles.roster import NOT_MATCHED, Place, Roster, day
from tests.oracles.rows import Company, Row, read_folder

Cells = dict[tuple[str, date], tuple[float, float]]
"""Numerator and denominator by person and first day of the month."""
FOLLOWED = {name: outcome for name, metric in catalog().items() if isinstance(outcome := outcome_of(metric), Outcome)}
NOBODY = Reached("roll-out", TrainingRule(), (), (), False)
DID = {
    "training_attendance": ("training", "held_on", lambda row: row["attended"] == "true"),
    "content_access": ("content_access", "accessed_at", lambda row: True),
    "content_sharing": ("content_access", "accessed_at", lambda row: row["action"] == "share"),
    "content_on_deals": ("content_access", "accessed_at", lambda row: bool(row["opportunity_id"])),
}
"""What a person does or doesn't do in a month: the table, the column of the day, and which rows count."""


@pytest.fixture(scope="module")
def sample(sample_snapshot: Snapshot) -> Company:
    """The files as they stand; of a deal exported twice the last row counts."""
    tables = read_folder(FOLDER)
    deals = {row["opportunity_id"]: row for row in tables["opportunities"]}
    through = data_through(sample_snapshot)
    assert through is not None
    return Company(tables | {"opportunities": tuple(deals.values())}, sample_snapshot.settings, through)


@pytest.fixture(scope="module")
def roster(sample: Company) -> Roster:
    return Roster(sample)


def days_of(month: date) -> list[date]:
    return [on for number in range(31) if (on := month + timedelta(days=number)).month == month.month]


def months_between(first: date, last: date) -> list[date]:
    """The first days of the months that lie wholly within."""
    firsts = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    return [month for month in firsts if first <= month and days_of(month)[-1] <= last]


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


def ids_by_name(sample: Company) -> dict[str, str]:
    """Who is meant by a name, which carries the id where two people share it."""
    pairs = {(row["name"], row["person_id"]) for row in sample.rows("people")}
    return dict(pairs) | {f"{name} ({person})": person for name, person in pairs}


def observed(snapshot: Snapshot, metric: str, who: Reached, day: str = CLOSED) -> Observed:
    return observe(snapshot, FOLLOWED[metric], who, day, "segment")


def cells_in(found: Observed, sample: Company) -> Cells:
    ids, rows = ids_by_name(sample), found.rows[found.rows["denominator"] > 0]
    return {
        (ids[row.name], found.months[row.period].start): (row.numerator, row.denominator) for row in rows.itertuples()
    }


def differences(own: Cells, theirs: Cells) -> list[str]:
    """Each cell that only one of the two has, or that they fill differently."""
    return [
        f"{key[0]} {key[1]:%b %Y}: the oracle says {own.get(key)}, the panel {theirs.get(key)}"
        for key in sorted(own.keys() | theirs.keys())
        if own.get(key) is None or theirs.get(key) != pytest.approx(own[key], rel=1e-9, abs=1e-6)
    ]


# --- who did it at all ---


def who_did_it(sample: Company, roster: Roster, metric: str, starts: dict[str, date]) -> Cells:
    """1 of 1 for a person who did it on a day on which they counted, 0 of 1 where they counted and didn't."""
    table, column, counts = DID[metric]
    did: dict[tuple[str, date], set[date]] = defaultdict(set)
    for row in sample.rows(table):
        if counts(row) and (on := day(row[column])) and on <= sample.data_through:
            did[str(roster.person(row["person_id"])), on.replace(day=1)].add(on)
    first = min(on for row in sample.rows(table) if (on := day(row[column])))
    found: Cells = {}
    for month in months_between(first, sample.data_through):
        for person in of_functions_reached(roster, starts):
            there = {on for on in days_of(month) if not too_early(person, on, starts) and able(roster, metric, person, on)}
            if there:
                found[person, month] = (float(bool(there & did[person, month])), 1.0)
    return found


def able(roster: Roster, metric: str, person: str, on: date) -> bool:
    place: Place | None = roster.place(person, on)
    return place is not None and (place.customer_facing if metric == "training_attendance" else place.seller)


@pytest.mark.parametrize("program", ["DISCOVERY", "PRESENCE"])
@pytest.mark.parametrize("metric", DID)
def test_who_did_it_at_all_in_a_month_is_what_the_files_say(
    sample: Company, roster: Roster, sample_snapshot: Snapshot, metric: str, program: str
) -> None:
    starts = starts_in_files(sample, roster, program)
    found = observed(sample_snapshot, metric, reached(sample_snapshot, programme(sample_snapshot, program)))
    assert differences(who_did_it(sample, roster, metric, starts), cells_in(found, sample)) == []


# --- customers lost ---


def customers_lost(sample: Company, roster: Roster, starts: dict[str, date], metric: str) -> Cells:
    """Of the customers a person had on a month's first day, while there, those who left within the month."""
    first = min(spell.first for stay in spells(sample).values() for spell in stay)
    allowed = set(of_functions_reached(roster, starts))
    valueless = {row["customer_id"] for row in sample.rows("customers") if not row["annual_value"]}
    found: dict[tuple[str, date], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for month in months_between(first, sample.data_through):
        for customer, stay in spells(sample).items():
            spell = spell_on(stay, month)
            person = roster.person(spell.manager) if spell else None
            if spell is None or person not in allowed or roster.place(str(person), month) is None:
                continue
            if metric == "revenue_churn" and customer in valueless:
                continue
            worth = float(spell.value or 0) if metric == "revenue_churn" else 1.0
            cell = found[str(person), month]
            cell[0] += worth * (last_day_of_stay(stay, month) <= days_of(month)[-1])
            cell[1] += worth
    return {key: (cell[0], cell[1]) for key, cell in found.items() if cell[1] > 0}


def made_up_starts(sample: Company, roster: Roster) -> dict[str, date]:
    """Every second manager of customers, reached on the first, a middle or the last day of a month, or on a hiring."""
    managers = sorted({str(roster.person(row["account_manager"])) for row in sample.rows("customers")} - {"None"})
    days = [date(2025, 1, 1), date(2025, 1, 2), date(2025, 3, 17), date(2025, 6, 30), date(2024, 2, 29)]
    starts = {person: days[number % len(days)] for number, person in enumerate(managers[::2])}
    hired = {person: date.fromisoformat(roster.spells[person][0]["started_on"]) for person in starts}
    return {person: max(start, hired[person]) for person, start in starts.items()}


def reaching(snapshot: Snapshot, sample: Company, starts: dict[str, date]) -> Reached:
    """A programme that reached these people on these days."""
    ids, rows = ids_by_name(sample), observed(snapshot, "churn_rate", NOBODY).rows
    numbers = {ids[name]: int(who) for name, who in zip(rows["name"], rows["who"], strict=True)}
    known = [Start(numbers[person], start) for person, start in starts.items() if person in numbers]
    return Reached("roll-out", TrainingRule(), tuple(known), (), False)


@pytest.mark.parametrize("metric", ["churn_rate", "revenue_churn"])
def test_customers_lost_are_counted_on_the_first_day_of_each_month(
    sample: Company, roster: Roster, sample_snapshot: Snapshot, metric: str
) -> None:
    starts = made_up_starts(sample, roster)
    found = observed(sample_snapshot, metric, reaching(sample_snapshot, sample, starts))
    assert differences(customers_lost(sample, roster, starts, metric), cells_in(found, sample)) == []


def test_customers_count_as_treated_from_the_first_month_that_begins_on_or_after_the_start(
    sample: Company, roster: Roster, sample_snapshot: Snapshot
) -> None:
    starts = made_up_starts(sample, roster)
    found = observed(sample_snapshot, "churn_rate", reaching(sample_snapshot, sample, starts))
    assert isinstance(found.panel, Panel)
    ids, rows = ids_by_name(sample), found.rows
    person = {int(who): ids[name] for name, who in zip(rows["name"], rows["who"], strict=True)}
    for who, since in zip(found.panel.names, found.panel.treated_from, strict=True):
        start = starts.get(person[int(who)])
        own = NEVER if start is None else sum(month.start < start for month in found.months)
        assert since == own, (person[int(who)], start)


# --- deals by the day they came into a stage ---


def came_into(sample: Company, stage: str) -> dict[str, date]:
    """The first day on which each deal came into the stage."""
    found: dict[str, date] = {}
    for row in sample.rows("stage_history"):
        if row["stage"] == stage and (on := day(row["entered_on"])):
            found[row["opportunity_id"]] = min(on, found.get(row["opportunity_id"], on))
    return found


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
    found: dict[tuple[str, date], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for deal in closed_deals(sample):
        on, person = entered.get(deal.number), roster.person(deal.owner)
        if on is None or person not in allowed or on.replace(day=1) not in months:
            continue
        if too_early(str(person), on, starts) or not was_there(roster, str(person), on, starts):
            continue
        cell = found[str(person), on.replace(day=1)]
        if metric == "win_rate" and deal.number in decided:
            cell[0] += deal.outcome == "won"
            cell[1] += 1
        elif metric == "average_discount" and deal.outcome == "won" and None not in (deal.net, deal.list_price):
            cell[0] += deal.list_price - deal.net
            cell[1] += deal.list_price
    return {key: (float(cell[0]), float(cell[1])) for key, cell in found.items() if cell[1] > 0}


def was_there(roster: Roster, person: str, on: date, starts: dict[str, date]) -> bool:
    """On a day at least of the month, of the days that count."""
    return any(roster.place(person, other) and not too_early(person, other, starts) for other in days_of(on.replace(day=1)))


@pytest.mark.parametrize("program", ["DISCOVERY", "PLAYBOOK"])
@pytest.mark.parametrize("stage", ["Discovery", "Proposal", "Negotiation"])
@pytest.mark.parametrize("metric", ["win_rate", "average_discount"])
def test_deals_count_by_the_first_day_they_came_into_a_stage(
    sample: Company, roster: Roster, sample_snapshot: Snapshot, metric: str, stage: str, program: str
) -> None:
    starts = starts_in_files(sample, roster, program)
    found = observed(sample_snapshot, metric, reached(sample_snapshot, programme(sample_snapshot, program)), stage)
    assert [month.start for month in found.months] == months_of_entry(sample, came_into(sample, stage))
    assert differences(deals_by_stage(sample, roster, metric, stage, starts), cells_in(found, sample)) == []
