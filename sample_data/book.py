"""The book of business: which accounts are customers on a day, for how long, and at what value."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from heapq import heappop, heappush

from sample_data.division import Division
from sample_data.market import Account
from sample_data.plan import CUSTOMERS_SINCE, FIRST_DAY, any_of, day_between

FIRST_CUSTOMERS = 720
YEARS_STAYED = {"Enterprise": 11.0, "Mid-market": 5.5}
"""How long a customer stays on average, in years: one over the yearly risk of leaving."""
TRIES = 40

Key = tuple[str, str]


@dataclass(slots=True)
class Stay:
    """A customer: its first and last day, and what it paid a year at first.

    `changes` holds on some days what the value is multiplied by and what is added to it.
    """

    account: Account
    started: date
    gone: date
    value: float
    changes: dict[date, tuple[float, float]] = field(default_factory=dict)


class Book:
    """Accounts on their way from prospect to customer to gone, moved on from day to day."""

    def __init__(self, division: Division, accounts: tuple[Account, ...]) -> None:
        """The book as it stands before the first deal."""
        self.numbers = division.stream("book")
        self.stays: list[Stay] = []
        self._prospects: dict[Key, list[Account]] = {}
        self._customers: dict[Key, list[Stay]] = {}
        self._to_come: list[tuple[date, int, Stay]] = []
        self._busy_until: dict[Account, date] = {}
        self._stay_of: dict[Account, Stay] = {}
        old = set(self.numbers.permutation(len(accounts))[:FIRST_CUSTOMERS].tolist())
        for place, account in enumerate(accounts):
            self._prospects.setdefault((account.segment, account.region), []).append(account)
            if place in old:
                since = day_between(self.numbers, CUSTOMERS_SINCE, FIRST_DAY - timedelta(days=300))
                self._won(account, since, float(self.numbers.lognormal(10.2, 0.8)))

    def turn_to(self, day: date) -> None:
        """Makes customers of those whose deal was won by a day. Days are given in order."""
        while self._to_come and self._to_come[0][0] <= day:
            _, _, stay = heappop(self._to_come)
            self._customers.setdefault((stay.account.segment, stay.account.region), []).append(stay)

    def prospect(self, key: Key, day: date) -> Account:
        """An account that isn't a customer, and as a rule talks to no other seller."""
        for _ in range(TRIES):
            account = any_of(self.numbers, self._prospects[key])
            if self._busy_until.get(account, day) <= day:
                break
        return account

    def customer(self, key: Key, day: date) -> Stay | None:
        """A customer who stays beyond the day; None where there is hardly any."""
        stays = self._customers.get(key, [])
        for _ in range(TRIES if stays else 0):
            stay = any_of(self.numbers, stays)
            if stay.gone > day:
                return stay
        return None

    def occupied(self, account: Account, until: date) -> None:
        """No other deal is opened with this account before that day."""
        self._busy_until[account] = until

    def won(self, account: Account, day: date, value: float) -> None:
        """New business: the account is a customer from that day on, unless another deal made it one already."""
        if account not in self._stay_of:
            self._won(account, day, value)

    def grown(self, account: Account, day: date, more: float) -> None:
        """An expansion: the customer pays so much more a year from that day on."""
        self._stay_of[account].changes.setdefault(day, (1.0, more))

    def _won(self, account: Account, day: date, value: float) -> None:
        self._prospects[account.segment, account.region].remove(account)
        stay = Stay(account, day, self._last_day(account, day), value)
        self.stays.append(stay)
        self._stay_of[account] = stay
        heappush(self._to_come, (day, len(self.stays), stay))

    def _last_day(self, account: Account, started: date) -> date:
        return started + timedelta(days=90 + int(self.numbers.exponential(365 * YEARS_STAYED[account.segment])))
