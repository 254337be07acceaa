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
    found = []
    for place, pair in enumerate(pairs):
        start, end = divmod(int(pair), len(ends))
        enterprise = numbers.random() < ENTERPRISE
        employees = int(numbers.integers(1_000, 20_000) if enterprise else numbers.integers(60, 1_000))
        found.append(
            Account(
                division.key("A", place + 1001),
                division.named(f"{starts[start]} {ends[end]}"),
                any_of(numbers, WORDS["industries"]),
                "Enterprise" if enterprise else "Mid-market",
                any_of(numbers, regions),
                employees,
            )
        )
    return tuple(found)


def account_rows(found: Iterable[Account]) -> Iterator[Row]:
    """The `accounts` table."""
    for one in found:
        yield {"account_id": one.account_id, "name": one.name, "industry": one.industry, "segment": one.segment,
               "region": one.region, "employees": one.employees}  # fmt: skip


def product_rows() -> list[Row]:
    """The `products` table."""
    return [
        {"product_id": one.product_id, "name": one.name, "list_price": one.list_price, "tier": one.tier}
        for one in PRODUCTS
    ]


def rate_rows() -> list[Row]:
    """The `rates` table."""
    return [{"currency": "EUR", "valid_from": since, "rate": rate} for since, rate in EURO.items()]
