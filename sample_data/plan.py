"""What the company is like: its days, teams, products and programmes. Everything else is drawn from these."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar
from zlib import crc32

import numpy as np

SEED = 20260930
FIRST_DAY = date(2024, 10, 1)
"""First of the eight quarters in which people, training, content and customer time are recorded."""
LAST_DAY = date(2026, 9, 30)
DEALS_SINCE = date(2024, 1, 1)
"""Deals are recorded for longer, so that those won in the first quarter have their whole cycle behind them."""
CUSTOMERS_SINCE = date(2021, 1, 1)

Row = dict[str, object]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Team:
    """A team: its manager's role, and how many seats there are in every other role."""

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


@dataclass(frozen=True, slots=True)
class Program:
    """An enablement programme, and the day it reaches each team."""

    program_id: str
    name: str
    outcome_metric: str
    kind: str
    cost: int
    reaches: Mapping[str, date]


TEAMS = (
    Team("Enterprise Americas", "Americas", "Enterprise", "USD", "Sales Manager",
         {"Account Executive": 8, "Solutions Engineer": 2}),
    Team("Enterprise Europe", "Europe", "Enterprise", "EUR", "Sales Manager",
         {"Account Executive": 6, "Solutions Engineer": 1}),
    Team("Mid-market Americas", "Americas", "Mid-market", "USD", "Sales Manager", {"Account Executive": 8}),
    Team("Mid-market Europe", "Europe", "Mid-market", "EUR", "Sales Manager", {"Account Executive": 7}),
    Team("Sales Development", "Americas", "", "USD", "Head of Sales Development",
         {"Sales Development Representative": 6}),
    Team("Customer Success", "Americas", "", "USD", "Head of Customer Success",
         {"Customer Success Manager": 6, "Support Specialist": 2}),
)  # fmt: skip

FUNCTIONS = {
    "Account Executive": "sales",
    "Sales Manager": "sales",
    "Solutions Engineer": "presales",
    "Sales Development Representative": "sales development",
    "Head of Sales Development": "sales development",
    "Customer Success Manager": "customer success",
    "Head of Customer Success": "customer success",
    "Support Specialist": "support",
    "Enablement Manager": "enablement",
}

PRODUCTS = (
    Product("TIDE-STARTER", "Tide Starter", 6_000, "starter", {"Mid-market": 0.40, "Enterprise": 0.05}),
    Product("TIDE-TEAM", "Tide Team", 12_000, "base", {"Mid-market": 0.30, "Enterprise": 0.15}),
    Product("TIDE-BUSINESS", "Tide Business", 24_000, "base", {"Mid-market": 0.20, "Enterprise": 0.30}),
    Product("TIDE-INSIGHT", "Tide Insight", 9_000, "starter", {"Mid-market": 0.08, "Enterprise": 0.15}),
    Product("TIDE-ENTERPRISE", "Tide Enterprise", 64_000, "flagship", {"Mid-market": 0.02, "Enterprise": 0.35}),
)

PROGRAMS = (
    Program("DISCOVERY", "Discovery coaching", "win_rate", "coaching", 48_000,
            {"Mid-market Americas": date(2025, 7, 1), "Enterprise Americas": date(2025, 10, 1),
             "Mid-market Europe": date(2026, 1, 1), "Enterprise Europe": date(2026, 4, 1)}),
    Program("PLAYBOOK", "Value playbook", "average_discount", "content", 30_000,
            {"Enterprise Americas": date(2025, 4, 1), "Enterprise Europe": date(2025, 4, 1),
             "Mid-market Americas": date(2025, 10, 1), "Mid-market Europe": date(2025, 10, 1)}),
    Program("FIRST-90", "First ninety days", "onboarding_time", "onboarding", 22_000,
            {team.name: date(2025, 10, 1) for team in TEAMS}),
)  # fmt: skip

WIN_LIFT = 0.45
"""What discovery coaching adds to the log-odds of winning a deal that opens after it reached the team."""
DISCOUNT_CUT = 0.035
"""What the value playbook takes off the discount of a deal won after it reached the team."""
ONBOARDING_CUT = 0.80
"""What First ninety days multiplies the days of an onboarding by."""

EURO = {
    date(2024, 1, 1): 1.08,
    date(2024, 7, 1): 1.09,
    date(2025, 1, 1): 1.04,
    date(2025, 7, 1): 1.16,
    date(2026, 1, 1): 1.14,
    date(2026, 7, 1): 1.12,
}
"""US dollars for one euro, from each day on."""


def stream(name: str) -> np.random.Generator:
    """Random numbers of a table's own, so that a new table leaves the others as they were."""
    return np.random.default_rng([SEED, crc32(name.encode())])


def any_of(numbers: np.random.Generator, choices: Sequence[Item]) -> Item:
    """One of the choices, each as likely."""
    return choices[int(numbers.integers(len(choices)))]


def days(first: date, last: date) -> int:
    """How many days there are from `first` to `last`, both included."""
    return (last - first).days + 1


def day_between(numbers: np.random.Generator, first: date, last: date) -> date:
    """Any day from `first` to `last`, both included."""
    return first + timedelta(days=int(numbers.integers(days(first, last))))


def working_day(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def reached(program_id: str, team: str, day: date) -> bool:
    """Whether a programme had reached a team by then."""
    program = next(program for program in PROGRAMS if program.program_id == program_id)
    return team in program.reaches and program.reaches[team] <= day


def euro_rate(day: date) -> float:
    """US dollars for one euro on a day."""
    return next(rate for since, rate in sorted(EURO.items(), reverse=True) if since <= day)
