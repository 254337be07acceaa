"""What the company is like: its days, teams, products and programs. Everything else is drawn from these."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

import numpy as np

FIRST_DAY = date(2023, 10, 1)
"""First of the twelve quarters in which everything is recorded."""
LAST_DAY = date(2026, 9, 30)
DEALS_SINCE = date(2023, 1, 1)
"""The first deals are opened earlier, so that those closed in the first quarter have their whole cycle behind them."""
CUSTOMERS_SINCE = date(2019, 1, 1)

Row = dict[str, object]
Item = TypeVar("Item")

SELLER, MANAGER, PRESALES = "Account Executive", "Sales Manager", "Solutions Engineer"
GENERATOR = "Sales Development Representative"
ACCOUNT_MANAGER, SUPPORT, HEAD = "Customer Success Manager", "Support Specialist", "Head of Customer Success"
ENABLER = "Enablement Manager"

FUNCTIONS = {
    SELLER: "sales",
    MANAGER: "sales",
    PRESALES: "presales",
    GENERATOR: "sales development",
    ACCOUNT_MANAGER: "customer success",
    HEAD: "customer success",
    SUPPORT: "support",
    ENABLER: "enablement",
}
LEADERS = (MANAGER, HEAD)
REGIONS = {"Americas": ("East", "West"), "Europe": ("North", "South"), "APAC": ("North", "South")}
"""Where the company sells, and the two parts each region's segments are divided into."""
SEGMENTS = ("Enterprise", "Mid-market")


@dataclass(frozen=True, slots=True)
class Team:
    """A team: its manager's role, and how many seats there are in every other role. Sales teams have a segment."""

    name: str
    region: str
    segment: str
    currency: str
    manager_role: str
    seats: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Product:
    """A product, its list price in US dollars, and how often each segment buys it."""

    product_id: str
    name: str
    list_price: int
    tier: str
    weight: Mapping[str, float]


def sales_teams() -> Iterator[Team]:
    """Twelve teams of eleven sellers with their lead generators, two for each region and segment."""
    for segment in SEGMENTS:
        generators, engineers = (2, 2) if segment == "Enterprise" else (3, 0)
        for region, parts in REGIONS.items():
            for part in parts:
                seats = {SELLER: 11, GENERATOR: generators, PRESALES: engineers}
                currency = "EUR" if region == "Europe" else "USD"
                yield Team(f"{segment} {region} {part}", region, segment, currency, MANAGER, seats)


def success_teams() -> Iterator[Team]:
    """One team of account managers and support for each region."""
    for region in REGIONS:
        yield Team(f"Customer Success {region}", region, "", "USD", HEAD, {ACCOUNT_MANAGER: 6, SUPPORT: 2})


SALES_TEAMS = tuple(sales_teams())
TEAMS = (*SALES_TEAMS, *success_teams())

PRODUCTS = (
    Product("TIDE-STARTER", "Tide Starter", 6_000, "starter", {"Mid-market": 0.40, "Enterprise": 0.05}),
    Product("TIDE-TEAM", "Tide Team", 12_000, "base", {"Mid-market": 0.30, "Enterprise": 0.15}),
    Product("TIDE-BUSINESS", "Tide Business", 24_000, "base", {"Mid-market": 0.20, "Enterprise": 0.30}),
    Product("TIDE-INSIGHT", "Tide Insight", 9_000, "starter", {"Mid-market": 0.08, "Enterprise": 0.15}),
    Product("TIDE-ENTERPRISE", "Tide Enterprise", 64_000, "flagship", {"Mid-market": 0.02, "Enterprise": 0.35}),
)

EURO = {
    date(2023, 1, 1): 1.07,
    date(2023, 7, 1): 1.10,
    date(2024, 1, 1): 1.08,
    date(2024, 7, 1): 1.09,
    date(2025, 1, 1): 1.04,
    date(2025, 7, 1): 1.16,
    date(2026, 1, 1): 1.14,
    date(2026, 7, 1): 1.12,
}
"""US dollars for one euro, from each day on."""


def any_of(numbers: np.random.Generator, choices: Sequence[Item]) -> Item:
    """One of the choices, each as likely."""
    return choices[int(numbers.integers(len(choices)))]


def picks(numbers: np.random.Generator, weights: Mapping[Item, float], count: int) -> list[Item]:
    """So many of the words, each as likely as its weight."""
    words, shares = list(weights), np.array(list(weights.values()))
    return [words[place] for place in numbers.choice(len(words), size=count, p=shares / shares.sum())]


def day_between(numbers: np.random.Generator, first: date, last: date) -> date:
    """Any day from `first` to `last`, both included."""
    return first + timedelta(days=int(numbers.integers((last - first).days + 1)))


def working_day(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def workday_from(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)


def month_after(day: date, months: int = 1) -> date:
    """The first day of the month so many months after a day's."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def months(first: date, last: date) -> Iterator[date]:
    """The first day of every month from the one of `first` to the one of `last`."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = month_after(month)


def quarters() -> Iterator[tuple[date, date]]:
    """First and last day of every quarter from the first day on."""
    for start in list(months(FIRST_DAY, LAST_DAY))[::3]:
        yield start, month_after(start, 3) - timedelta(days=1)


def euro_rate(day: date) -> float:
    """US dollars for one euro on a day."""
    return next(rate for since, rate in sorted(EURO.items(), reverse=True) if since <= day)
