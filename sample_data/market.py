"""Whom the company sells to, and what: accounts, products, exchange rates."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sample_data.division import Division
from sample_data.plan import EURO, PRODUCTS, REGIONS, Row, any_of
from sample_data.words import WORDS

ACCOUNTS = 7_000
ENTERPRISE = 0.42
"""Share of the accounts that are big companies."""


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """A company that buys, or might. Equal to itself only."""

    account_id: str
    name: str
    industry: str
    segment: str
    region: str
    employees: int


def accounts(division: Division) -> tuple[Account, ...]:
    """Every account, each with a name of its own."""
    numbers = division.stream("accounts")
    starts, ends = WORDS["company_starts"], WORDS["company_ends"]
    pairs = numbers.permutation(len(starts) * len(ends))[:ACCOUNTS]
    regions = list(REGIONS)
    drawn = []
    for place, pair in enumerate(pairs):
        start, end = divmod(int(pair), len(ends))
        enterprise = numbers.random() < ENTERPRISE
        employees = int(numbers.integers(1_000, 20_000) if enterprise else numbers.integers(60, 1_000))
        drawn.append(
            Account(
                division.key("A", place + 1001),
                division.named(f"{starts[start]} {ends[end]}"),
                any_of(numbers, WORDS["industries"]),
                "Enterprise" if enterprise else "Mid-market",
                any_of(numbers, regions),
                employees,
            )
        )
    return tuple(drawn)


def account_rows(accounts: Iterable[Account]) -> Iterator[Row]:
    """The `accounts` table."""
    for account in accounts:
        yield {"account_id": account.account_id, "name": account.name, "industry": account.industry,
               "segment": account.segment, "region": account.region, "employees": account.employees}  # fmt: skip


def product_rows() -> list[Row]:
    """The `products` table."""
    return [
        {"product_id": product.product_id, "name": product.name, "list_price": product.list_price, "tier": product.tier}
        for product in PRODUCTS
    ]


def rate_rows() -> list[Row]:
    """The `rates` table."""
    return [{"currency": "EUR", "valid_from": since, "rate": rate} for since, rate in EURO.items()]
