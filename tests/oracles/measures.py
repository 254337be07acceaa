"""The nine metrics, each written from its definition in words, over days and rows. Slow, plain, independent."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from tests.oracles.deals import Deal, decided_deals
from tests.oracles.roster import NOT_MATCHED, Roster, day
from tests.oracles.rows import Company


@dataclass(frozen=True)
class Number:
    """A value and how many it rests on."""

    value: float | None
    n: int


Measured = dict[str, Number]
"""By group; the group of a question without one is ""."""


def days_between(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)


def _deals(company: Company, roster: Roster, first: date, last: date, by: str | None) -> dict[str, list[Deal]]:
    groups: dict[str, list[Deal]] = defaultdict(list)
    for deal in decided_deals(company):
        if first <= deal.closed <= last:
            groups[roster.group(deal.owner, deal.closed, by)].append(deal)
    return groups


def win_rate(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Won ÷ (won + lost), by closing day."""
    groups = _deals(company, roster, first, last, by)
    return {
        group: Number(sum(deal.outcome == "won" for deal in deals) / len(deals), len(deals))
        for group, deals in groups.items()
    }


def new_business_revenue(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Σ amount of won new deals, by closing day."""
    found: Measured = {}
    for group, deals in _deals(company, roster, first, last, by).items():
        sums = [deal.net for deal in deals if deal.outcome == "won" and deal.kind == "new" and deal.net is not None]
        if sums:
            found[group] = Number(float(sum(sums)), len(sums))
    return found


def average_discount(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """1 − Σ net ÷ Σ list over won deals with a list price."""
    found: Measured = {}
    for group, deals in _deals(company, roster, first, last, by).items():
        priced = [
            (deal.net, deal.list_price)
            for deal in deals
            if deal.outcome == "won" and deal.net is not None and deal.list_price is not None
        ]
        if priced:
            found[group] = Number(
                1 - float(sum(net for net, _ in priced) / sum(price for _, price in priced)), len(priced)
            )
    return found


def deal_velocity(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Median days from created to closed of won deals."""
    found: Measured = {}
    for group, deals in _deals(company, roster, first, last, by).items():
        took = [(deal.closed - deal.created).days for deal in deals if deal.outcome == "won" and deal.created]
        if took:
            found[group] = Number(float(median(took)), len(took))
    return found


def churn_rate(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Customers active on the first day that left within the period ÷ customers active on that day."""
    stayed: dict[str, dict[str, bool]] = defaultdict(dict)
    for row in company.rows("customers"):
        started, ended = day(row["started_on"]), day(row.get("ended_on"))
        valid_from, valid_to = day(row.get("valid_from")), day(row.get("valid_to"))
        holds = (valid_from is None or valid_from <= first) and (valid_to is None or first < valid_to)
        if holds and started and started <= first and (ended is None or ended >= first):
            group = roster.group(row.get("account_manager"), first, by)
            left = _left(company, row)
            stayed[group][row["customer_id"]] = left is None or left > last or left > company.data_through
    return {
        group: Number(sum(not kept for kept in customers.values()) / len(customers), len(customers))
        for group, customers in stayed.items()
    }


def _left(company: Company, row: dict[str, str]) -> date | None:
    """The last day of a customer's stay: contracts that follow one another day by day are one stay."""
    ended, valid_to = day(row.get("ended_on")), day(row.get("valid_to"))
    ends = [each for each in (ended, valid_to - timedelta(days=1) if valid_to else None) if each]
    if not ends:
        return None
    for other in company.rows("customers"):
        begins = max(begun for name in ("started_on", "valid_from") if (begun := day(other.get(name))))
        if other["customer_id"] == row["customer_id"] and begins == min(ends) + timedelta(days=1):
            return _left(company, other)
    return min(ends)


def training_attendance(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """People with an attended session ÷ people active and customer-facing in the period."""
    came = [
        (row["person_id"], held)
        for row in company.rows("training")
        if row.get("attended") == "true" and (held := day(row["held_on"])) and held <= company.data_through
    ]
    return _reached(roster, came, first, last, by, lambda place: place.customer_facing)


def content_access(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Active sellers with an access ÷ active sellers. A day is the workspace's, not the clock's in Greenwich."""
    zone = ZoneInfo(company.settings.time_zone)
    looked = [
        (row["person_id"], datetime.fromisoformat(row["accessed_at"]).replace(tzinfo=UTC).astimezone(zone).date())
        for row in company.rows("content_access")
    ]
    return _reached(roster, looked, first, last, by, lambda place: place.seller)


def _reached(
    roster: Roster,
    events: list[tuple[str, date]],
    first: date,
    last: date,
    by: str | None,
    counts: Callable[..., bool],
) -> Measured:
    """Distinct people who did it while they counted ÷ distinct people who counted on any day of the period."""
    active: dict[str, set[str]] = defaultdict(set)
    reached: dict[str, set[str]] = defaultdict(set)
    for person in roster.people:
        for on in days_between(first, last):
            place = roster.place(person, on)
            if place and counts(place):
                active[getattr(place, by) if by else ""].add(person)
    for reference, on in events:
        person = roster.person(reference)
        place = roster.place(person, on) if person else None
        if person and place and counts(place) and first <= on <= last:
            reached[getattr(place, by) if by else ""].add(person)
    return {group: Number(len(reached[group]) / len(people), len(people)) for group, people in active.items()}


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


def onboarding_time(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Kaplan–Meier median days of those hired in the period; who is not through, or gone, is censored."""
    cohorts: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for person_id in {row["person_id"] for row in company.rows("onboarding")}:
        rows = [row for row in company.rows("onboarding") if row["person_id"] == person_id]
        person = roster.person(person_id)
        written = min(begun for row in rows if (begun := day(row["started_on"])))
        hired = [begun for row in roster.rows if row["person_id"] == person and (begun := day(row.get("started_on")))]
        before = [begun for begun in hired if begun <= written]
        started = max(before) if before else min(hired or [written])
        finished = [day(row.get("completed_on")) for row in rows]
        if not first <= started <= last:
            continue
        done = max(known for known in finished if known) if all(finished) else None
        until = min([company.data_through, *(left for left in _leaving(roster, person) if left >= started)])
        ended = done is not None and done <= until
        took = ((done if ended and done else until) - started).days
        cohorts[roster.group(person_id, started, by)].append((max(0, took), ended))
    return {group: Number(_median_time(cohort), len(cohort)) for group, cohort in cohorts.items()}


def _leaving(roster: Roster, person: str | None) -> list[date]:
    return [left for row in roster.rows if row["person_id"] == person and (left := day(row.get("left_on")))]


def _median_time(cohort: list[tuple[int, bool]]) -> float | None:
    """The product-limit estimate, walked day by day; the middle of a stretch that lies exactly on one half."""
    left, steps = 1.0, []
    for at in sorted({took for took, ended in cohort if ended}):
        at_risk = sum(took >= at for took, _ in cohort)
        finishing = sum(took == at and ended for took, ended in cohort)
        left *= 1 - finishing / at_risk
        steps.append((at, left))
    reached = [at for at, remaining in steps if remaining <= 0.5 + 1e-9]
    below = [at for at, remaining in steps if remaining < 0.5 - 1e-9]
    if not reached:
        return None
    on_the_half = below and reached[0] != below[0]
    return (reached[0] + below[0]) / 2 if on_the_half else float(reached[0])


MEASURES: dict[str, Callable[[Company, Roster, date, date, str | None], Measured]] = {
    measure.__name__: measure
    for measure in (
        training_attendance, onboarding_time, content_access, customer_hours,
        new_business_revenue, win_rate, churn_rate, average_discount, deal_velocity,
    )
}  # fmt: skip

__all__ = ["MEASURES", "NOT_MATCHED", "Measured", "Number"]
