"""The deals: who opened them, how they ended, and at what price."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sample_data.market import Account
from sample_data.plan import (
    DEALS_SINCE,
    DISCOUNT_CUT,
    LAST_DAY,
    PRODUCTS,
    TEAMS,
    WIN_LIFT,
    Product,
    Row,
    Team,
    any_of,
    euro_rate,
    reached,
    stream,
    working_day,
)  # fmt: skip
from sample_data.roster import Person, Roster
from sample_data.words import WORDS

DEALS = 1_620
TEAM_WEIGHTS = {"Enterprise Americas": 0.24, "Enterprise Europe": 0.18, "Mid-market Americas": 0.32,
                "Mid-market Europe": 0.26}  # fmt: skip
MEDIAN_DAYS = {"Enterprise": 96, "Mid-market": 44}
WIN_LOG_ODDS = {"Enterprise": -1.05, "Mid-market": -0.75}
KINDS = {"new": 0.72, "expansion": 0.18, "renewal": 0.10}
KIND_LOG_ODDS = {"new": 0.0, "expansion": 0.9, "renewal": 1.8}
NO_DECISION = 0.14
"""Share of the deals not won that end without a decision."""
OPEN_STAGES = ("Discovery", "Qualification", "Proposal", "Negotiation")


@dataclass(frozen=True, slots=True)
class Deal:
    """A deal as the CRM would have it, prices in US dollars. `closed_on` of an open deal is the expected day."""

    opportunity_id: str
    team: Team
    owner: Person
    account: Account
    product: Product
    quantity: int
    kind: str
    source: str
    created_on: date
    closed_on: date
    stage: str
    discount: float
    lost_reason: str | None

    @property
    def won(self) -> bool:
        """Whether it was won."""
        return self.stage == "Closed Won"

    @property
    def amount(self) -> float:
        """The net price in US dollars."""
        return self.product.list_price * self.quantity * (1 - self.discount)


def pick(numbers: np.random.Generator, weights: dict[str, float]) -> str:
    """One of the words, as likely as its weight."""
    shares = np.array(list(weights.values()))
    return list(weights)[int(numbers.choice(len(shares), p=shares / shares.sum()))]


def skills(roster: Roster) -> dict[str, float]:
    """How much better or worse than most each person closes, in log-odds."""
    numbers = stream("skills")
    return {person.person_id: float(numbers.normal(0, 0.35)) for person in roster.people}


def opened(numbers: np.random.Generator) -> date:
    """The day a deal is created: a working day, a little likelier later as the company grows."""
    days = (LAST_DAY - DEALS_SINCE).days
    return working_day(DEALS_SINCE + timedelta(days=int(days * numbers.random() ** 0.92)))


def discount(numbers: np.random.Generator, team: Team, day: date) -> float:
    """The share taken off the list price, in half per cents."""
    cut = DISCOUNT_CUT if reached("PLAYBOOK", team.name, day) else 0.0
    asked = float(numbers.normal(0.17 if team.segment == "Enterprise" else 0.11, 0.06)) - cut
    return round(min(0.45, max(0.0, asked)) * 200) / 200


def owner_at(numbers: np.random.Generator, roster: Roster, owner: Person, team: Team, day: date) -> Person:
    """Who owns the deal on that day: the one who opened it, or a colleague once that one left or moved."""
    if owner.there(day) and owner.team_on(day) == team.name:
        return owner
    colleagues = roster.sellers(team.name, day)
    return any_of(numbers, colleagues)


def ending(numbers: np.random.Generator, created: date, closed: date, won: bool) -> tuple[str, str | None]:
    """The stage of a deal on the last day, and why it was lost if it was."""
    if closed > LAST_DAY:
        passed = (LAST_DAY - created).days / max(1, (closed - created).days)
        return OPEN_STAGES[min(3, int(passed * 4))], None
    if won:
        return "Closed Won", None
    if numbers.random() < NO_DECISION:
        return "No Decision", None
    return "Closed Lost", any_of(numbers, WORDS["lost_reasons"])


def deal(numbers: np.random.Generator, number: int, roster: Roster, sold_to: dict[tuple[str, str], list[Account]],
         skill: dict[str, float]) -> Deal:  # fmt: skip
    """One deal, from its creation to its end or to the last day."""
    created = opened(numbers)
    name = pick(numbers, TEAM_WEIGHTS)
    team = next(one for one in TEAMS if one.name == name)
    sellers = roster.sellers(team.name, created)
    owner = any_of(numbers, sellers)
    kind = pick(numbers, KINDS)
    log_odds = WIN_LOG_ODDS[team.segment] + KIND_LOG_ODDS[kind] + skill[owner.person_id]
    log_odds += WIN_LIFT if reached("DISCOVERY", team.name, created) else 0.0
    won = bool(numbers.random() < 1 / (1 + np.exp(-log_odds)))
    length = float(numbers.lognormal(np.log(MEDIAN_DAYS[team.segment]), 0.55)) * (1.0 if won else 1.15)
    closed = max(created, working_day(created + timedelta(days=int(length) + 1)))
    stage, reason = ending(numbers, created, closed, won)
    product_id = pick(numbers, {one.product_id: one.weight[team.segment] for one in PRODUCTS})
    product = next(one for one in PRODUCTS if one.product_id == product_id)
    accounts = sold_to[team.segment, team.region]
    return Deal(
        f"D{number:05d}", team, owner_at(numbers, roster, owner, team, min(closed, LAST_DAY)),
        any_of(numbers, accounts), product, 1 + int(numbers.poisson(0.8)), kind,
        any_of(numbers, WORDS["sources"]), created, closed, stage, discount(numbers, team, closed), reason,
    )  # fmt: skip


def deals(roster: Roster, accounts: tuple[Account, ...]) -> tuple[Deal, ...]:
    """Every deal, in the order of creation."""
    numbers = stream("opportunities")
    sold_to: dict[tuple[str, str], list[Account]] = {}
    for account in accounts:
        sold_to.setdefault((account.segment, account.region), []).append(account)
    skill = skills(roster)
    drawn = [deal(numbers, number, roster, sold_to, skill) for number in range(1, DEALS + 1)]
    return tuple(sorted(drawn, key=lambda one: (one.created_on, one.opportunity_id)))


def money(one: Deal) -> float:
    """The deal's amount in its own currency, to the cent."""
    rate = euro_rate(min(one.closed_on, LAST_DAY)) if one.team.currency == "EUR" else 1.0
    return round(one.amount / rate, 2)


def deal_rows(found: tuple[Deal, ...]) -> list[Row]:
    """The `opportunities` table."""
    return [
        {"opportunity_id": one.opportunity_id, "stage": one.stage, "owner": one.owner.person_id,
         "account_id": one.account.account_id, "product_id": one.product.product_id, "quantity": one.quantity,
         "created_on": one.created_on, "closed_on": one.closed_on, "amount": money(one), "kind": one.kind,
         "source": one.source, "currency": one.team.currency, "lost_reason": one.lost_reason}
        for one in found
    ]  # fmt: skip
