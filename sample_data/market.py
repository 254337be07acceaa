"""Whom the company sells to, and what: accounts, products, exchange rates."""

from dataclasses import dataclass

from sample_data.plan import EURO, PRODUCTS, Row, any_of, stream
from sample_data.words import WORDS

ACCOUNTS = 640


@dataclass(frozen=True, slots=True)
class Account:
    """A company that buys, or might."""

    account_id: str
    name: str
    industry: str
    segment: str
    region: str
    employees: int


def accounts() -> tuple[Account, ...]:
    """Every account, each with a name of its own."""
    numbers = stream("accounts")
    starts, ends = WORDS["company_starts"], WORDS["company_ends"]
    pairs = numbers.permutation(len(starts) * len(ends))[:ACCOUNTS]
    found = []
    for place, pair in enumerate(pairs):
        start, end = divmod(int(pair), len(ends))
        enterprise = numbers.random() < 0.45
        employees = int(numbers.integers(1_000, 20_000) if enterprise else numbers.integers(60, 1_000))
        found.append(
            Account(
                f"A{place + 1001}",
                f"{starts[start]} {ends[end]}",
                any_of(numbers, WORDS["industries"]),
                "Enterprise" if enterprise else "Mid-market",
                "Europe" if numbers.random() < 0.45 else "Americas",
                employees,
            )
        )
    return tuple(found)


def account_rows(found: tuple[Account, ...]) -> list[Row]:
    """The `accounts` table."""
    return [
        {"account_id": one.account_id, "name": one.name, "industry": one.industry, "segment": one.segment,
         "region": one.region, "employees": one.employees}
        for one in found
    ]  # fmt: skip


def product_rows() -> list[Row]:
    """The `products` table."""
    return [
        {"product_id": one.product_id, "name": one.name, "list_price": one.list_price, "tier": one.tier}
        for one in PRODUCTS
    ]


def rate_rows() -> list[Row]:
    """The `rates` table."""
    return [{"currency": "EUR", "valid_from": since, "rate": rate} for since, rate in EURO.items()]
