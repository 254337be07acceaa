"""The customers: those the company began with, those it won, and those it lost again."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from sample_data.deals import Deal
from sample_data.market import Account
from sample_data.plan import CUSTOMERS_SINCE, FIRST_DAY, LAST_DAY, Row, any_of, day_between, stream
from sample_data.roster import Person, Roster

FIRST_CUSTOMERS = 150
YEARS_STAYED = {"Enterprise": 11.0, "Mid-market": 5.5}
"""How long a customer stays on average, in years: one over the yearly risk of leaving."""
INVOLUNTARY = 0.2
"""Share of those who left that did not choose to: insolvent, bought, or no longer paying."""


def customer(number: int, numbers: np.random.Generator, account: Account, started: date, value: float,
             manager: Person) -> Row:  # fmt: skip
    """One customer, gone or still there on the last day."""
    stayed = timedelta(days=90 + int(numbers.exponential(365 * YEARS_STAYED[account.segment])))
    reason = "involuntary" if numbers.random() < INVOLUNTARY else "voluntary"
    gone = started + stayed <= LAST_DAY
    return {
        "customer_id": f"C{number:04d}", "account_id": account.account_id, "started_on": started,
        "ended_on": started + stayed if gone else None, "annual_value": round(value),
        "account_manager": manager.person_id, "segment": account.segment, "end_reason": reason if gone else None,
    }  # fmt: skip


def customer_rows(roster: Roster, accounts: Sequence[Account], deals: Sequence[Deal]) -> list[Row]:
    """The `customers` table: one row for each account that ever bought, from its first purchase on."""
    numbers = stream("customers")
    managers = roster.members("Customer Success", LAST_DAY, "Customer Success Manager")
    first: Mapping[str, tuple[Account, date, float]] = {
        accounts[place].account_id: (
            accounts[place], day_between(numbers, CUSTOMERS_SINCE, FIRST_DAY - timedelta(days=1)),
            float(numbers.lognormal(10.2, 0.8)),
        )
        for place in numbers.permutation(len(accounts))[:FIRST_CUSTOMERS]
    }  # fmt: skip
    bought = dict(first)
    for deal in sorted(deals, key=lambda one: one.closed_on):
        if deal.won and deal.kind == "new":
            bought.setdefault(deal.account.account_id, (deal.account, deal.closed_on, deal.amount))
    return [
        customer(number, numbers, account, started, value, any_of(numbers, managers))
        for number, (account, started, value) in enumerate(sorted(bought.values(), key=lambda one: one[1]), start=1)
    ]
