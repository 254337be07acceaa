"""What deals are worth: revenue, discounts, the size of deals, pipeline, and money per day."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tests.oracles.deals import ClosedDeal, closed_before_created, days_to_close, decided_deals, every_deal, rate_of
from tests.oracles.measured import Measured, Number, by_group, middle
from tests.oracles.outcome_measures import closed_within
from tests.oracles.roster import Roster
from tests.oracles.rows import Company


def _won(company: Company, roster: Roster, first: date, last: date, by: str | None) -> dict[str, list[ClosedDeal]]:
    """Won deals with an amount in the company's money, by closing day."""
    won = [deal for deal in decided_deals(company) if deal.outcome == "won" and deal.net is not None]
    return closed_within(won, roster, first, last, by)


def new_business_revenue(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Σ amount of won new deals, by closing day."""
    measured: Measured = {}
    for group, deals in _won(company, roster, first, last, by).items():
        sums = [deal.net for deal in deals if deal.kind == "new"]
        if sums:
            measured[group] = Number(float(sum(sums)), len(sums))
    return measured


def average_discount(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """1 − Σ net ÷ Σ list over won deals with a list price."""
    measured: Measured = {}
    for group, deals in _won(company, roster, first, last, by).items():
        priced = [(deal.net, deal.list_price) for deal in deals if deal.list_price is not None]
        if priced:
            measured[group] = Number(
                1 - float(sum(net for net, _ in priced) / sum(price for _, price in priced)), len(priced)
            )
    return measured


def _discounts(company: Company, roster: Roster, first: date, last: date, by: str | None) -> dict[str, list[Decimal]]:
    """1 − net ÷ list of each won deal with a list price."""
    groups = _won(company, roster, first, last, by)
    each = {
        group: [1 - deal.net / deal.list_price for deal in deals if deal.list_price is not None]
        for group, deals in groups.items()
    }
    return {group: discounts for group, discounts in each.items() if discounts}


def discount_per_deal(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """The mean of the deals' discounts, in which a small deal weighs as much as a big one."""
    return {
        group: Number(float(sum(discounts) / len(discounts)), len(discounts))
        for group, discounts in _discounts(company, roster, first, last, by).items()
    }


def discount_per_deal_median(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """The deal in the middle, by its discount."""
    return {group: middle(discounts) for group, discounts in _discounts(company, roster, first, last, by).items()}


def mean_deal_value(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Σ amount ÷ number of won deals of all kinds with an amount, by closing day."""
    return {
        group: Number(float(sum(deal.net for deal in deals) / len(deals)), len(deals))
        for group, deals in _won(company, roster, first, last, by).items()
    }


def median_deal_value(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """The won deal in the middle, by its amount."""
    return {
        group: middle([deal.net for deal in deals]) for group, deals in _won(company, roster, first, last, by).items()
    }


def pipeline_created(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Σ amount of the deals created in the period at the rate of that day, whatever became of them."""
    created = [
        (deal, deal.amount * rate)
        for deal in every_deal(company)
        if deal.created and first <= deal.created <= min(last, company.data_through)
        and deal.outcome != "ignore" and deal.amount is not None and not closed_before_created(deal)
        and (rate := rate_of(company, deal.currency, deal.created)) is not None
    ]  # fmt: skip
    groups = by_group(created, roster, by, lambda pair: pair[0].owner, lambda pair: pair[0].created)
    return {group: Number(float(sum(worth for _, worth in deals)), len(deals)) for group, deals in groups.items()}


class Velocity(NamedTuple):
    """The four factors of sales velocity: deals × win rate × mean won value ÷ mean days."""

    deals: int
    win_rate: float
    mean_won_value: float | None
    mean_days: float


def velocity_factors(company: Company, roster: Roster, first: date, last: date, by: str | None) -> dict[str, Velocity]:
    """Of won and lost deals by closing day; without a creation day, or won for an unknown sum, they are left out."""
    timed = [
        deal
        for deal in decided_deals(company)
        if days_to_close(deal) is not None and not (deal.outcome == "won" and deal.net is None)
    ]
    return {group: _factors(deals) for group, deals in closed_within(timed, roster, first, last, by).items()}


def _factors(deals: list[ClosedDeal]) -> Velocity:
    won = [deal.net for deal in deals if deal.outcome == "won"]
    days = [days_to_close(deal) for deal in deals]
    return Velocity(
        len(deals), len(won) / len(deals), float(sum(won) / len(won)) if won else None, sum(days) / len(days)
    )


def sales_velocity(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Money a day: 0 where nothing was won, unknown where the deals took no time at all."""
    measured: Measured = {}
    for group, (deals, rate, value, days) in velocity_factors(company, roster, first, last, by).items():
        measured[group] = Number(deals * rate * (value or 0) / days if days else None, deals)
    return measured
