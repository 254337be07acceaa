"""How deals end: shares of those decided, and how many were lost."""

from collections.abc import Iterable
from datetime import date
from operator import attrgetter

from tests.oracles.deals import ClosedDeal, Deal, closed_before_created, closed_deals, decided_deals, open_deals
from tests.oracles.measured import Measured, Number, by_group, quotient, share
from tests.oracles.roster import Roster
from tests.oracles.rows import Company

OWNER, CLOSED, CREATED = attrgetter("owner"), attrgetter("closed"), attrgetter("created")


def closed_within(
    deals: Iterable[ClosedDeal], roster: Roster, first: date, last: date, by: str | None
) -> dict[str, list[ClosedDeal]]:
    """The deals closed in the period, in the group of their owner on that day."""
    return by_group((deal for deal in deals if first <= deal.closed <= last), roster, by, OWNER, CLOSED)


def of_outcome(deals: Iterable[Deal], *outcomes: str) -> list[Deal]:
    return [deal for deal in deals if deal.outcome in outcomes]


def win_rate(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Won ÷ (won + lost), by closing day."""
    return {
        group: Number(share(of_outcome(deals, "won"), deals), len(deals))
        for group, deals in closed_within(decided_deals(company), roster, first, last, by).items()
    }


def win_rate_with_no_decision(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Won ÷ everything that ended, by closing day."""
    return {
        group: Number(share(of_outcome(deals, "won"), deals), len(deals))
        for group, deals in closed_within(closed_deals(company), roster, first, last, by).items()
    }


def win_rate_by_cohort(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Won ÷ (won + lost) of the deals created in the period; beside it the share of won, lost and open still open."""
    deals = (*decided_deals(company), *open_deals(company))
    dated = [deal for deal in deals if deal.created and not closed_before_created(deal)]
    created = [deal for deal in dated if first <= deal.created <= last]
    measured: Measured = {}
    for group, deals in by_group(created, roster, by, OWNER, CREATED).items():
        decided = of_outcome(deals, "won", "lost")
        measured[group] = Number(
            share(of_outcome(decided, "won"), decided), len(decided), share(of_outcome(deals, "open"), deals)
        )
    return measured


def win_rate_by_value(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Σ amount of won ÷ Σ amount of won and lost, of those with an amount that converts, by closing day."""
    measured: Measured = {}
    valued = [deal for deal in decided_deals(company) if deal.net is not None]
    for group, deals in closed_within(valued, roster, first, last, by).items():
        won = sum(deal.net for deal in of_outcome(deals, "won"))
        measured[group] = Number(quotient(won, sum(deal.net for deal in deals)), len(deals))
    return measured


def lost_deals(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """How many were lost or ended without a decision, by closing day."""
    gone = of_outcome(closed_deals(company), "lost", "no_decision")
    return {
        group: Number(float(len(deals)), len(deals))
        for group, deals in closed_within(gone, roster, first, last, by).items()
    }
