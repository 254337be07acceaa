"""How long new people take: to complete their onboarding, and to win their first deal. By the day they started."""

from collections import defaultdict
from datetime import date
from functools import cache

from tests.oracles.deals import closed_deals, covered_by_deals
from tests.oracles.measured import Measured, Number
from tests.oracles.roster import Roster, day, described
from tests.oracles.rows import Company
from tests.oracles.survival import Cohort, median_time, through_by

Newcomer = tuple[str, date, int, bool]
"""Who, their first day, how many days they were watched, whether they were through at the end of it."""


def _cohorts(
    newcomers: tuple[Newcomer, ...], roster: Roster, first: date, last: date, by: str | None
) -> dict[str, Cohort]:
    cohorts: dict[str, Cohort] = defaultdict(list)
    for person, started, took, ended in newcomers:
        if first <= started <= last:
            cohorts[roster.group(person, started, by)].append((took, ended))
    return cohorts


@cache
def onboardings(company: Company, roster: Roster) -> tuple[Newcomer, ...]:
    """Each person's whole onboarding, from hiring to the last milestone; who is not through, or gone, is censored."""
    newcomers = []
    for person_id in {row["person_id"] for row in company.rows("onboarding")}:
        rows = [row for row in company.rows("onboarding") if row["person_id"] == person_id]
        person = roster.person(person_id)
        written = min(begun for row in rows if (begun := day(row["started_on"])))
        hired = _hirings(roster, person)
        before = [begun for begun in hired if begun <= written]
        started = max(before) if before else min(hired or [written])
        finished = [day(row.get("completed_on")) for row in rows]
        done = max(completed for completed in finished if completed) if all(finished) else None
        until = min([company.data_through, *(left for left in _leaving(roster, person) if left >= started)])
        ended = done is not None and done <= until
        took = ((done if ended and done else until) - started).days
        newcomers.append((person_id, started, max(0, took), ended))
    return tuple(newcomers)


def _hirings(roster: Roster, person: str | None) -> list[date]:
    return [begun for row in roster.rows if row["person_id"] == person and (begun := day(row.get("started_on")))]


def _leaving(roster: Roster, person: str | None) -> list[date]:
    return [left for row in roster.rows if row["person_id"] == person and (left := day(row.get("left_on")))]


def onboarding_time(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Kaplan–Meier median days of those hired in the period."""
    cohorts = _cohorts(onboardings(company, roster), roster, first, last, by)
    return {group: Number(median_time(cohort), len(cohort)) for group, cohort in cohorts.items()}


def onboarded_by_day_90(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """The share of those hired in the period who were through on day 90, by Kaplan–Meier."""
    cohorts = _cohorts(onboardings(company, roster), roster, first, last, by)
    return {group: Number(through_by(cohort, 90), len(cohort)) for group, cohort in cohorts.items()}


@cache
def first_wins(company: Company, roster: Roster) -> tuple[Newcomer, ...]:
    """Each person hired to sell since the deals are covered, from the first hiring to the first won deal after it."""
    begins, ends = covered_by_deals(company)
    newcomers = []
    for person in roster.people:
        hired = min(_hirings(roster, person), default=None)
        if hired is not None and begins <= hired <= company.data_through and _hired_to_sell(roster, person):
            won = [
                deal.closed
                for deal in closed_deals(company)
                if deal.outcome == "won" and deal.closed >= hired and roster.person(deal.owner) == person
            ]
            watched = min([ends, *(left for left in _leaving(roster, person) if left >= hired)])
            until = min(won) if won else max(watched, hired)
            newcomers.append((person, hired, (until - hired).days, bool(won)))
    return tuple(newcomers)


def _hired_to_sell(roster: Roster, person: str) -> bool:
    """Whether they sold, and led nobody, in the first spell the roster has of them."""
    spells = [row for row in roster.rows if row["person_id"] == person]
    return described(min(spells, key=lambda row: row.get("valid_from") or "")).seller


def time_to_first_won_deal(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Kaplan–Meier median days from hiring to the first won deal."""
    cohorts = _cohorts(first_wins(company, roster), roster, first, last, by)
    return {group: Number(median_time(cohort), len(cohort)) for group, cohort in cohorts.items()}
