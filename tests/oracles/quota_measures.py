"""Quotas: how much pipeline stands behind them, and how much of them was reached."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache

from tests.oracles.deals import ClosedDeal, Deal, closed_deals, covered_by_deals, every_deal, rate_of
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


@cache
def counted(company: Company, roster: Roster) -> tuple[Quota, ...]:
    """The quotas, without those that others of the same person tell part by part."""
    every_quota = quotas(company)
    return tuple(
        quota
        for quota in every_quota
        if not any(
            part.starts >= quota.starts and part.ends <= quota.ends and part.target > 0
            and (part.starts, part.ends) != (quota.starts, quota.ends)
            and carrier(roster, part.person) == carrier(roster, quota.person)
            for part in every_quota
        )
    )  # fmt: skip


def carrier(roster: Roster, reference: str) -> str:
    """Whom a reference names; people the roster doesn't know are told apart by the words that name them."""
    return roster.person(reference) or f"? {reference}"


@cache
def deals_of(company: Company, roster: Roster) -> Mapping[str, list[Deal]]:
    """Everybody's deals, whatever became of them."""
    by_carrier: dict[str, list[Deal]] = defaultdict(list)
    for deal in every_deal(company):
        by_carrier[carrier(roster, deal.owner)].append(deal)
    return by_carrier


@cache
def won_new_business_of(company: Company, roster: Roster) -> Mapping[str, list[ClosedDeal]]:
    """Everybody's won new deals with an amount in the company's money."""
    by_carrier: dict[str, list[ClosedDeal]] = defaultdict(list)
    for deal in closed_deals(company):
        if deal.outcome == "won" and deal.kind == "new" and deal.net is not None:
            by_carrier[carrier(roster, deal.owner)].append(deal)
    return by_carrier


@cache
def closing_days(company: Company) -> Mapping[str, date]:
    """Of each deal that ended on a day that can be."""
    return {deal.number: deal.closed for deal in closed_deals(company)}


def open_at_start_of(company: Company, deal: Deal, on: date) -> bool:
    """Created before the day, and not closed before it."""
    if deal.created is None or deal.created >= on:
        return False
    return deal.outcome == "open" or closing_days(company).get(deal.number, date.min) >= on


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
            for deal in deals_of(company, roster).get(carrier(roster, quota.person), ())
            if open_at_start_of(company, deal, quota.starts)
        ),
        Decimal(0),
    )


def pipeline_coverage(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Σ open pipeline ÷ Σ quota, both of the quotas above zero that start in the period."""
    above_zero = [quota for quota in counted(company, roster) if quota.target > 0]
    starting = [quota for quota in above_zero if first <= quota.starts <= min(last, company.data_through)]
    groups = by_group(starting, roster, by, lambda quota: quota.person, lambda quota: quota.starts)
    return {
        group: Number(
            quotient(
                sum(pipeline_behind(company, roster, quota) for quota in group_quotas),
                sum(quota.target for quota in group_quotas),
            ),
            len(group_quotas),
        )
        for group, group_quotas in groups.items()
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
            for deal in won_new_business_of(company, roster).get(carrier(roster, quota.person), ())
            if quota.starts <= deal.closed <= quota.ends
        ),
        Decimal(0),
    )


@cache
def attainments(company: Company, roster: Roster) -> tuple[tuple[Quota, Fraction], ...]:
    """What was won of each quota that is over, without those that nothing was expected of, or of whose first days the
    deals don't speak."""
    ramp_days = company.settings.ramp_days
    attained = []
    for quota in counted(company, roster):
        expected = Fraction(quota.target) * expected_share(roster, quota, ramp_days)
        covered = covered_by_deals(company)[0] <= quota.starts and quota.ends <= company.data_through
        if covered and expected > 0:
            attained.append((quota, Fraction(won_new_business(company, roster, quota)) / expected))
    return tuple(attained)


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
