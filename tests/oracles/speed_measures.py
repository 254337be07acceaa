"""How long deals take, and how old the open ones are."""

from collections.abc import Iterable
from datetime import date

from tests.oracles.deals import ClosedDeal, closed_deals, days_to_close, decided_deals, open_deals
from tests.oracles.measured import Measured, by_group, middle
from tests.oracles.outcome_measures import OWNER, closed_within, of_outcome
from tests.oracles.roster import Roster
from tests.oracles.rows import Company


def _median_days(deals: Iterable[ClosedDeal], roster: Roster, first: date, last: date, by: str | None) -> Measured:
    timed = closed_within((deal for deal in deals if days_to_close(deal) is not None), roster, first, last, by)
    return {group: middle([days_to_close(deal) for deal in deals]) for group, deals in timed.items()}


def deal_velocity(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Median days from created to closed of won deals."""
    return _median_days(of_outcome(decided_deals(company), "won"), roster, first, last, by)


def deal_cycle_all(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Median days from created to closed of every deal that ended, however it did."""
    return _median_days(closed_deals(company), roster, first, last, by)


def open_deal_age(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Median days since their creation of the deals open on the last day: open today, or closed after that day."""
    still = [*open_deals(company), *(deal for deal in closed_deals(company) if deal.closed > last)]
    there = [deal for deal in still if deal.created and deal.created <= last]
    groups = by_group(there, roster, by, OWNER, lambda deal: last)
    return {group: middle([(last - deal.created).days for deal in deals]) for group, deals in groups.items()}
