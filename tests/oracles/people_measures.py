"""Whom training and content reached, and hours with customers: divided by the people who were there."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from tests.oracles.measured import Measured, Number, days_between
from tests.oracles.roster import Place, Roster, day
from tests.oracles.rows import Company, Row


def customer_facing(place: Place) -> bool:
    return place.customer_facing


def seller(place: Place) -> bool:
    return place.seller


def training_attendance(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """People with an attended session ÷ people active and customer-facing in the period."""
    came = [
        (row["person_id"], held)
        for row in company.rows("training")
        if row.get("attended") == "true" and (held := day(row["held_on"])) and held <= company.data_through
    ]
    return _reached(roster, came, first, last, by, customer_facing)


def content_access(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Active sellers with an access ÷ active sellers."""
    return _reached(roster, _accesses(company, lambda row: True), first, last, by, seller)


def content_sharing(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Active sellers who shared content ÷ active sellers."""
    shared = _accesses(company, lambda row: row.get("action") == "share")
    return _reached(roster, shared, first, last, by, seller)


def content_on_deals(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Active sellers with an access on a deal ÷ active sellers."""
    on_deals = _accesses(company, lambda row: bool(row.get("opportunity_id")))
    return _reached(roster, on_deals, first, last, by, seller)


def _accesses(company: Company, counts: Callable[[Row], bool]) -> list[tuple[str, date]]:
    """Who accessed content on which day, which is the workspace's and not the clock's in Greenwich."""
    zone = ZoneInfo(company.settings.time_zone)
    return [
        (row["person_id"], datetime.fromisoformat(row["accessed_at"]).replace(tzinfo=UTC).astimezone(zone).date())
        for row in company.rows("content_access")
        if counts(row)
    ]


def _reached(
    roster: Roster,
    events: list[tuple[str, date]],
    first: date,
    last: date,
    by: str | None,
    counts: Callable[[Place], bool],
) -> Measured:
    """Distinct people who did it while they counted ÷ distinct people who counted on any day of the period."""
    reached: dict[str, set[str]] = defaultdict(set)
    for reference, on in events:
        person = roster.person(reference)
        place = roster.place(person, on) if person else None
        if person and place and counts(place) and first <= on <= last:
            reached[getattr(place, by) if by else ""].add(person)
    active = _active(roster, first, last, by, counts)
    return {group: Number(len(reached[group]) / len(people), len(people)) for group, people in active.items()}


@cache
def _active(
    roster: Roster, first: date, last: date, by: str | None, counts: Callable[[Place], bool]
) -> Mapping[str, set[str]]:
    """The people who counted on any day of the period, in every group they were in while they did."""
    active: dict[str, set[str]] = defaultdict(set)
    for person in roster.people:
        for on in days_between(first, last):
            place = roster.place(person, on)
            if place and counts(place):
                active[getattr(place, by) if by else ""].add(person)
    return active


def customer_hours(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Hours with customers ÷ person-weeks of active customer-facing people."""
    person_days: dict[str, int] = defaultdict(int)
    people: dict[str, set[str]] = defaultdict(set)
    hours: dict[str, float] = defaultdict(float)
    for person in roster.people:
        for on in days_between(first, last):
            place = roster.place(person, on)
            if place and place.customer_facing:
                group = getattr(place, by) if by else ""
                person_days[group] += 1
                people[group].add(person)
    for row in company.rows("customer_time"):
        person, on = roster.person(row["person_id"]), day(row["on_date"])
        place = roster.place(person, on) if person and on else None
        if place and on and place.customer_facing and first <= on <= last:
            hours[getattr(place, by) if by else ""] += float(row["hours"])
    return {group: Number(hours[group] / (days / 7), len(people[group])) for group, days in person_days.items()}
