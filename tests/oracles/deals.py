"""Deals as the documents define them, one row of opportunities.csv at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from tests.oracles.history import CLOSED, histories, meaning_of
from tests.oracles.roster import day
from tests.oracles.rows import Company, Row


@dataclass(frozen=True)
class Deal:
    """Any deal. `outcome` is open, won, lost, no_decision, ignore, or None where its stage says nothing known; `closed`
    is the day it says it closed, possible or not, and None while it is open. `amount` is in the deal's own currency."""

    number: str
    outcome: str | None
    owner: str
    created: date | None
    closed: date | None
    kind: str
    lost_reason: str
    amount: Decimal | None
    currency: str


@dataclass(frozen=True)
class ClosedDeal(Deal):
    """A deal that ended on a day that can be, and its money in the company's currency at that day's rate."""

    closed: date
    net: Decimal | None
    list_price: Decimal | None


@cache
def every_deal(company: Company) -> tuple[Deal, ...]:
    """One for each row, whatever is wrong with it."""
    return tuple(_deal(company, row) for row in company.rows("opportunities"))


def _deal(company: Company, row: Row) -> Deal:
    outcome = outcome_of(company, row)
    closed = closed_on(company, row) if outcome in CLOSED else None
    if closed and closed_since(company, closed):
        outcome, closed = "open", None
    return Deal(
        row["opportunity_id"],
        outcome,
        row.get("owner", ""),
        day(row.get("created_on")),
        closed,
        row.get("kind", ""),
        row.get("lost_reason", ""),
        Decimal(row["amount"]) if row.get("amount") else None,
        row.get("currency", ""),
    )


def closed_since(company: Company, closed: date) -> bool:
    """After the day that the settings say the data ends, and on one that has come: seen from that end it is open."""
    return company.settings.data_through is not None and company.data_through < closed <= date.today()


@cache
def open_deals(company: Company) -> tuple[Deal, ...]:
    """Those that are open today."""
    return tuple(deal for deal in every_deal(company) if deal.outcome == "open")


@cache
def closed_deals(company: Company) -> tuple[ClosedDeal, ...]:
    """Won, lost and undecided deals with a closing day that can be: not in the future."""
    return tuple(_closed(company))


def _closed(company: Company) -> Iterator[ClosedDeal]:
    for deal, row in zip(every_deal(company), company.rows("opportunities"), strict=True):
        if deal.closed is None or deal.closed > company.data_through:
            continue
        rate = rate_of(company, deal.currency, deal.closed)
        net = deal.amount * rate if deal.amount is not None and rate is not None else None
        yield ClosedDeal(**vars(deal), net=net, list_price=list_price(company, row, deal.amount, rate))


def closed_before_created(deal: Deal) -> bool:
    """By more than the day that two time zones may make."""
    return deal.closed is not None and deal.created is not None and (deal.created - deal.closed).days > 1


def days_to_close(deal: ClosedDeal) -> int | None:
    """None where nobody knows: without a day of creation, or with one that can't be."""
    if deal.created is None or closed_before_created(deal):
        return None
    return max((deal.closed - deal.created).days, 0)


@cache
def decided_deals(company: Company) -> tuple[ClosedDeal, ...]:
    """The won and the lost among them."""
    return tuple(deal for deal in closed_deals(company) if deal.outcome in ("won", "lost"))


@cache
def covered_by_deals(company: Company) -> tuple[date, date]:
    """The first and the last day the deals speak of: of closings that can be, and of deals created and not closed."""
    closings = [deal.closed for deal in closed_deals(company)]
    begun = [deal.created for deal in every_deal(company) if deal.created and deal.outcome in ("open", None)]
    return min(closings), max(closings + [created for created in begun if created <= company.data_through])


def outcome_of(company: Company, row: Row) -> str | None:
    """What became of it: the flags win over the words, and a lost reason can say that nothing was decided."""
    meaning = meaning_of(company, row["stage"])
    if meaning == "ignore":
        return meaning
    if row.get("is_won") == "true":
        return "won"
    if row.get("is_closed") == "false":
        return "open"
    if row.get("is_closed") == "true" and row.get("is_won") == "false":
        meaning = meaning if meaning == "no_decision" else "lost"
    if meaning == "lost" and row.get("lost_reason", "").casefold() == "no decision":
        return "no_decision"
    return meaning


def closed_on(company: Company, row: Row) -> date | None:
    """What the deal says; where it says nothing, the last entry into a closed stage of its history."""
    entries = histories(company).get(row["opportunity_id"], ())
    closings = [entry.entered for entry in entries if entry.meaning in CLOSED]
    return day(row.get("closed_on")) or (max(closings) if closings else None)


def rate_of(company: Company, currency: str, on: date) -> Decimal | None:
    """What one unit is worth in the company's currency on that day."""
    if currency in ("", company.settings.currency):
        return Decimal(1)
    rates = [
        (valid_from, Decimal(rate["rate"]))
        for rate in company.rows("rates")
        if rate["currency"] == currency and (valid_from := day(rate["valid_from"])) and valid_from <= on
    ]
    return max(rates)[1] if rates else None


def list_price(company: Company, row: Row, net: Decimal | None, rate: Decimal | None) -> Decimal | None:
    """list_amount; else amount ÷ (1 − discount); else price × quantity; else the price, if one unit was confirmed."""
    if rate is None:
        return None
    if Decimal(row.get("list_amount") or 0) > 0:
        return Decimal(row["list_amount"]) * rate
    if row.get("discount_pct") and net is not None and net > 0 and Decimal(row["discount_pct"]) < 1:
        return net / (1 - Decimal(row["discount_pct"])) * rate
    prices = [Decimal(each["list_price"]) for each in company.rows("products")
              if each["product_id"] == row.get("product_id") and Decimal(each.get("list_price") or 0) > 0]  # fmt: skip
    units = Decimal(row.get("quantity") or company.settings.quantity_default or 0)
    return prices[0] * units if prices and units > 0 else None
