"""Quotas: how much pipeline stands behind them, and how much of them was reached."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache

from tests.oracles.deals import Deal, closed_deals, every_deal, rate_of
from tests.oracles.measured import Measured, Number, by_group, days_between, middle, quotient, share
from tests.oracles.roster import Roster, day
from tests.oracles.rows import Company


@dataclass(frozen=True)
class Quota:
    """What one person was to win of new business from one day to another, both included."""

    person: str
    starts: date
    ends: date
    target: Decimal


def quotas(company: Company) -> list[Quota]:
    """The targets of persons for new business; those of teams and of the company, and of other metrics, are none."""
    return [
        Quota(row["person_id"], starts, ends, Decimal(row["value"]))
        for row in company.rows("targets")
        if row.get("person_id") and row["metric"] == "new_business_revenue"
        and (starts := day(row["period_start"])) and (ends := day(row["period_end"])) and starts <= ends
    ]  # fmt: skip


def same_person(roster: Roster, one: str, other: str) -> bool:
    """Whether two references name one person; of people the roster doesn't know, whether they are the same words."""
    return (roster.person(one) or f"? {one}") == (roster.person(other) or f"? {other}")


def open_at_start_of(company: Company, deal: Deal, on: date) -> bool:
    """Created before the day, and not closed before it."""
    if deal.created is None or deal.created >= on:
        return False
    if deal.outcome == "open":
        return True
    return any(closed.number == deal.number and closed.closed >= on for closed in closed_deals(company))


def amount_of(company: Company, deal: Deal) -> Decimal:
    """In the company's money at the rate of the closing day, of an open deal at today's; nothing where unknown."""
    rate = rate_of(company, deal.currency, deal.closed or company.data_through)
    return deal.amount * rate if deal.amount is not None and rate is not None else Decimal(0)


@cache
def pipeline_behind(company: Company, roster: Roster, quota: Quota) -> Decimal:
    """Σ amount of the person's deals open at the start of the quota's first day."""
    return sum(
        (
            amount_of(company, deal)
            for deal in every_deal(company)
            if same_person(roster, deal.owner, quota.person) and open_at_start_of(company, deal, quota.starts)
        ),
        Decimal(0),
    )


def pipeline_coverage(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Σ open pipeline ÷ Σ quota, both of the quotas above zero that start in the period."""
    known = [quota for quota in quotas(company) if quota.target > 0]
    starting = [quota for quota in known if first <= quota.starts <= min(last, company.data_through)]
    groups = by_group(starting, roster, by, lambda quota: quota.person, lambda quota: quota.starts)
    return {
        group: Number(
            quotient(
                sum(pipeline_behind(company, roster, quota) for quota in found), sum(quota.target for quota in found)
            ),
            len(found),
        )
        for group, found in groups.items()
    }


def expected_share(roster: Roster, quota: Quota, ramp_days: int) -> Fraction:
    """The part of a quota expected of somebody who was there for part of it, or was new; all of it of a stranger."""
    person = roster.person(quota.person)
    if person is None:
        return Fraction(1)
    hired = [begun for row in roster.rows if row["person_id"] == person and (begun := day(row.get("started_on")))]
    before_the_first = min(hired) - timedelta(days=1) if hired else None
    expected = Fraction(0)
    for on in days_between(quota.starts, quota.ends):
        if roster.place(person, on) is not None:
            tenure = (on - before_the_first).days if before_the_first else ramp_days
            expected += min(Fraction(1), Fraction(tenure, ramp_days)) if ramp_days else Fraction(1)
    return expected / ((quota.ends - quota.starts).days + 1)


def won_new_business(company: Company, roster: Roster, quota: Quota) -> Decimal:
    """What the person won of new business within the quota's days."""
    return sum(
        (
            deal.net
            for deal in closed_deals(company)
            if deal.outcome == "won" and deal.kind == "new" and deal.net is not None
            and quota.starts <= deal.closed <= quota.ends and same_person(roster, deal.owner, quota.person)
        ),
        Decimal(0),
    )  # fmt: skip


@cache
def attainments(company: Company, roster: Roster) -> tuple[tuple[Quota, Fraction], ...]:
    """What was won of each quota that is over, without those that nothing was expected of."""
    ramp_days = company.settings.ramp_days
    found = []
    for quota in quotas(company):
        expected = Fraction(quota.target) * expected_share(roster, quota, ramp_days)
        if quota.ends <= company.data_through and expected > 0:
            found.append((quota, Fraction(won_new_business(company, roster, quota)) / expected))
    return tuple(found)


def _attained(company: Company, roster: Roster, first: date, last: date, by: str | None) -> dict[str, list[Fraction]]:
    ending = [(quota, reached) for quota, reached in attainments(company, roster) if first <= quota.ends <= last]
    groups = by_group(ending, roster, by, lambda pair: pair[0].person, lambda pair: pair[0].ends)
    return {group: [reached for _, reached in pairs] for group, pairs in groups.items()}


def quota_attainment(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """The median quota's attainment, of those that end in the period."""
    return {group: middle(reached) for group, reached in _attained(company, roster, first, last, by).items()}


def quota_attained(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """The share of quotas reached in full, of those that end in the period."""
    return {
        group: Number(share([each for each in reached if each >= 1], reached), len(reached))
        for group, reached in _attained(company, roster, first, last, by).items()
    }
