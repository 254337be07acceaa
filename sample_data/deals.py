"""The deals: who opened them, how they ended, and at what price."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from sample_data.book import Book
from sample_data.chances import Chances
from sample_data.market import Account
from sample_data.openings import Opening, openings
from sample_data.plan import FIRST_DAY, LAST_DAY, PRODUCTS, Product, Row, Team, any_of, euro_rate, picks, working_day
from sample_data.planted import PULLED_FORWARD
from sample_data.prices import Prices
from sample_data.roster import Person, Roster
from sample_data.words import WORDS

MEDIAN_DAYS = {"Enterprise": 84, "Mid-market": 42}
SPREAD_OF_DAYS = 0.5
LOST_LINGER = 1.3
"""How much longer a deal stays open that isn't won."""
NO_DECISION = 0.10
"""Share of all deals that end without a decision, whoever has them."""


@dataclass(frozen=True, slots=True)
class Deal:
    """A deal as it went, or will go: `closed_on` may lie after the last recorded day. Prices in US dollars.

    `chance` is that of winning it, given that it is decided; `discount_without` is what the discount would have been
    without any program.
    """

    opportunity_id: str
    opening: Opening
    owner: Person
    account: Account
    product: Product
    quantity: int
    kind: str
    closed_on: date
    outcome: str
    chance: float
    discount: float
    discount_without: float
    lost_reason: str | None

    @property
    def created_on(self) -> date:
        """The day it was opened."""
        return self.opening.created_on

    @property
    def team(self) -> Team:
        """The team it was opened in."""
        return self.opening.team

    @property
    def closed(self) -> bool:
        """Whether it was closed by the last recorded day."""
        return self.closed_on <= LAST_DAY

    @property
    def won(self) -> bool:
        """Whether it was won by the last recorded day."""
        return self.closed and self.outcome == "Closed Won"

    @property
    def list_value(self) -> float:
        """The price before any discount."""
        return float(self.product.list_price * self.quantity)

    @property
    def amount(self) -> float:
        """The net price."""
        return self.list_value * (1 - self.discount)


@dataclass(frozen=True, slots=True)
class Draw:
    """What chance decides about a deal before anybody does anything."""

    days: float
    early: float
    decided: float
    fate: float
    product: str
    quantity: int
    haggling: float


def draws(numbers: np.random.Generator, opened: Sequence[Opening]) -> Iterator[Draw]:
    """A draw for each deal."""
    count = len(opened)
    medians = np.array([MEDIAN_DAYS[opening.team.segment] for opening in opened])
    days = medians * np.exp(numbers.normal(0, SPREAD_OF_DAYS, count))
    early, decided, fate = numbers.random((3, count))
    bought = {
        segment: picks(numbers, {product.product_id: product.weight[segment] for product in PRODUCTS}, count)
        for segment in MEDIAN_DAYS
    }
    quantity, haggling = 1 + numbers.poisson(0.8, count), numbers.normal(0, 1, count)
    for place, opening in enumerate(opened):
        yield Draw(
            float(days[place]), float(early[place]), float(decided[place]), float(fate[place]),
            bought[opening.team.segment][place], int(quantity[place]), float(haggling[place]),
        )  # fmt: skip


def closing_day(created: date, days: float, early: float) -> date:
    """The working day a deal closes on; some of those due in a quarter's first month are pulled into the one before."""
    due = max(created, workday(created + timedelta(days=int(days) + 1)))
    if due.month % 3 == 1 and early < PULLED_FORWARD:
        sooner = working_day(due.replace(day=1) - timedelta(days=1 + int(14 * early / PULLED_FORWARD)))
        return sooner if sooner > created else due
    return due


def workday(day: date) -> date:
    """A working day, or the first recorded day: what falls on that one isn't moved before it."""
    return day if day == FIRST_DAY else working_day(day)


class Dealing:
    """Turns openings into deals, day after day."""

    def __init__(self, roster: Roster, book: Book, chances: Chances, prices: Prices) -> None:
        """The people who deal, the accounts they deal with, and what their chances and prices depend on."""
        self.roster, self.book, self.chances, self.prices = roster, book, chances, prices
        self.numbers = roster.division.stream("deals")

    def owner(self, opening: Opening, until: date) -> Person:
        """Who has the deal at its end: whoever opened it, or a colleague if that one leaves or moves before."""
        team, opener = opening.team.name, opening.opener
        if opener.there(until) and opener.team_on(until) == team:
            return opener
        there = self.roster.sellers(team, until)
        longer = [person for person in there if person.there(opening.created_on)]
        return any_of(self.numbers, longer or there)

    def deal(self, opening: Opening, draw: Draw) -> Deal:
        """One deal from its opening to its end."""
        created = opening.created_on
        self.book.turn_to(created)
        account, kind = self.with_whom(opening)
        lost_on = closing_day(created, draw.days * LOST_LINGER, draw.early)
        owner = self.owner(opening, min(lost_on, LAST_DAY))
        chance = self.chances.of(owner, opening, kind)
        won = draw.decided >= NO_DECISION and draw.fate < chance
        closed = closing_day(created, draw.days, draw.early) if won else lost_on
        outcome = "Closed Won" if won else "Closed Lost" if draw.decided >= NO_DECISION else "No Decision"
        reason = any_of(self.numbers, WORDS["lost_reasons"]) if outcome == "Closed Lost" else None
        discount, unmoved = self.prices.of(owner, opening, closed, draw.haggling)
        product = next(each for each in PRODUCTS if each.product_id == draw.product)
        self.book.occupied(account, closed)
        return Deal(
            "", opening, owner, account, product, draw.quantity, kind, closed, outcome, chance, discount,
            unmoved, reason,
        )  # fmt: skip

    def with_whom(self, opening: Opening) -> tuple[Account, str]:
        """The account and the kind of a deal: where there is no customer to sell more to, it is new business."""
        key = (opening.team.segment, opening.team.region)
        customer = self.book.customer(key, opening.created_on) if opening.kind != "new" else None
        if customer is None:
            return self.book.prospect(key, opening.created_on), "new"
        return customer.account, opening.kind

    def settle(self, deal: Deal) -> None:
        """What winning a deal does to the book: a new customer, or more from an old one."""
        if not deal.won:
            return
        if deal.kind == "new":
            self.book.won(deal.account, deal.closed_on, deal.amount)
        elif deal.kind == "expansion":
            self.book.grown(deal.account, deal.closed_on, deal.amount)


def all_deals(roster: Roster, book: Book, chances: Chances, prices: Prices) -> tuple[Deal, ...]:
    """Every deal that isn't over before the first recorded day, in the order of opening."""
    opened = openings(roster)
    dealing = Dealing(roster, book, chances, prices)
    deals: list[Deal] = []
    for opening, draw in zip(opened, draws(roster.division.stream("draws"), opened), strict=True):
        deal = dealing.deal(opening, draw)
        dealing.settle(deal)
        if deal.closed_on >= FIRST_DAY:
            number = roster.division.key("D", len(deals) + 1)
            deals.append(replace(deal, opportunity_id=number))
    return tuple(deals)


def recorded(deals: Sequence[Deal]) -> tuple[Deal, ...]:
    """The deals that were opened by the last recorded day."""
    return tuple(deal for deal in deals if deal.created_on <= LAST_DAY)


def money(deal: Deal) -> float:
    """The deal's amount in its own currency, to the cent."""
    rate = euro_rate(min(deal.closed_on, LAST_DAY)) if deal.team.currency == "EUR" else 1.0
    return round(deal.amount / rate, 2)


def deal_rows(deals: Sequence[Deal], stages: Mapping[str, str]) -> Iterator[Row]:
    """The `opportunities` table, each deal in the stage in which it stands on the last day."""
    for deal in deals:
        stage = stages[deal.opportunity_id]
        yield {
            "opportunity_id": deal.opportunity_id, "stage": stage, "owner": deal.owner.person_id,
            "account_id": deal.account.account_id, "product_id": deal.product.product_id, "quantity": deal.quantity,
            "created_on": deal.created_on, "closed_on": deal.closed_on, "amount": money(deal), "kind": deal.kind,
            "source": deal.opening.source, "currency": deal.team.currency,
            "lost_reason": deal.lost_reason if deal.closed else None,
        }  # fmt: skip
