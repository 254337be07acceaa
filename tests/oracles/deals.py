"""Deals as the documents define them, one row of opportunities.csv at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from tests.oracles.roster import day
from tests.oracles.rows import Company, Row

OUTCOMES = {
    "closed won": "won",
    "closed lost": "lost",
    "prospecting": "open",
    "qualification": "open",
    "negotiation": "open",
}


@dataclass(frozen=True)
class Deal:
    outcome: str
    owner: str
    created: date | None
    closed: date
    kind: str
    net: Decimal | None
    list_price: Decimal | None


@cache
def decided_deals(company: Company) -> tuple[Deal, ...]:
    """Won and lost deals with a closing day that can be: not in the future, not before their creation."""
    return tuple(_decided(company))


def _decided(company: Company) -> Iterator[Deal]:
    for row in company.rows("opportunities"):
        outcome = outcome_of(company, row)
        closed = closed_on(company, row)
        created = day(row.get("created_on"))
        if outcome not in ("won", "lost") or closed is None or closed > company.data_through:
            continue
        if created and closed < created:
            continue
        rate = rate_of(company, row.get("currency", ""), closed)
        net = Decimal(row["amount"]) if row.get("amount") else None
        yield Deal(
            outcome,
            row.get("owner", ""),
            created,
            closed,
            row.get("kind", ""),
            net * rate if net is not None and rate is not None else None,
            list_price(company, row, net, rate),
        )


def outcome_of(company: Company, row: Row) -> str | None:
    """What became of it: the flags win over the words, and a lost reason can say that nothing was decided."""
    own = {word.word.casefold(): word.outcome for word in company.settings.stage_words}
    said = own.get(row["stage"].casefold()) or OUTCOMES.get(row["stage"].casefold())
    if said == "ignore":
        return said
    if row.get("is_won") == "true":
        return "won"
    if row.get("is_closed") == "false":
        return "open"
    if row.get("is_closed") == "true" and row.get("is_won") == "false":
        said = said if said == "no_decision" else "lost"
    if said == "lost" and row.get("lost_reason", "").casefold() == "no decision":
        return "no_decision"
    return said


def closed_on(company: Company, row: Row) -> date | None:
    """The first entry into a closed stage where there is history, else what the deal says."""
    entries = [
        entered
        for entry in company.rows("stage_history")
        if entry["opportunity_id"] == row["opportunity_id"]
        and OUTCOMES.get(entry["stage"].casefold()) in ("won", "lost")
        and (entered := day(entry["entered_on"]))
    ]
    return min(entries) if entries else day(row.get("closed_on"))


def rate_of(company: Company, currency: str, on: date) -> Decimal | None:
    """What one unit is worth in the company's currency on that day."""
    if currency in ("", company.settings.currency):
        return Decimal(1)
    known = [
        (valid_from, Decimal(rate["rate"]))
        for rate in company.rows("rates")
        if rate["currency"] == currency and (valid_from := day(rate["valid_from"])) and valid_from <= on
    ]
    return max(known)[1] if known else None


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
