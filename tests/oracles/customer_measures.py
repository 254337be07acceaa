"""Customers who stay, leave, pay more or pay less."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from tests.oracles.measured import Measured, Number, by_group, quotient
from tests.oracles.roster import Roster, day
from tests.oracles.rows import Company, Row

ONE_DAY = timedelta(days=1)


def churn_rate(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Customers active on the first day that left within the period ÷ customers active on that day."""
    gone: dict[str, list[bool]] = defaultdict(list)
    for stay in spells(company).values():
        if there := [spell for spell in stay if spell.first <= first <= spell.last]:
            oldest = min(there, key=lambda spell: (spell.first, spell.last))
            left = last_day_of_stay(stay, first)
            gone[roster.group(oldest.manager, first, by)].append(left <= min(last, company.data_through))
    return {group: Number(sum(left) / len(left), len(left)) for group, left in gone.items()}


@dataclass(frozen=True)
class Spell:
    """Some days of a contract at one value; `last` is the last of them, date.max while nobody knows an end."""

    first: date
    last: date
    value: Decimal | None
    manager: str


@cache
def spells(company: Company) -> Mapping[str, list[Spell]]:
    """Each customer's spells that last a day at least, those of all its contracts."""
    accounts = {row["account_id"] for row in company.rows("accounts")}
    rows_by_customer: dict[str, list[Row]] = defaultdict(list)
    for row in company.rows("customers"):
        account = row.get("account_id") or ""
        rows_by_customer[account if account in accounts else row["customer_id"]].append(row)
    grace = timedelta(days=company.settings.renewal_grace_days)
    return {customer: _renewed(_side_by_side(rows, grace), grace) for customer, rows in rows_by_customer.items()}


def _side_by_side(rows: list[Row], grace: timedelta) -> list[Spell]:
    """The spells of a customer's contracts: in each a later one ends an earlier one."""
    contracts: dict[tuple[str, str, bool], list[Row]] = defaultdict(list)
    for row in rows:
        named = bool(row.get("contract_id"))
        contracts[row["customer_id"], row["contract_id"] if named else row["started_on"], named].append(row)
    begun = {contract: [_first(row) for row in written] for contract, written in contracts.items()}
    side_by_side, with_ids = [], []
    for contract, written in contracts.items():
        others = [first for other, firsts in begun.items() if other != contract for first in firsts]
        in_turn = sorted(_written(written, others, grace), key=lambda spell: spell.first)
        following = [*(spell.first - ONE_DAY for spell in in_turn[1:]), date.max]
        ended = [replace(spell, last=min(spell.last, until)) for spell, until in zip(in_turn, following, strict=False)]
        (with_ids if contract[2] else side_by_side).extend(ended)
    until = min((spell.first - ONE_DAY for spell in with_ids), default=date.max)
    without = [replace(spell, last=min(spell.last, until)) for spell in side_by_side if spell.first <= until]
    return with_ids + without


def _first(row: Row) -> date:
    return max(begun for name in ("started_on", "valid_from") if (begun := day(row.get(name))))


def _written(rows: list[Row], others: list[date], grace: timedelta) -> Iterator[Spell]:
    """The rows of one contract as spells. A term that renews goes on, but where another contract takes over."""
    for row in rows:
        first, ended, valid_to = _first(row), day(row.get("ended_on")), day(row.get("valid_to"))
        last = min(ended or date.max, valid_to - ONE_DAY if valid_to else date.max)
        if first <= last:
            if row.get("renews") == "true" and not row.get("end_reason") and last < date.max:
                next_day = last + ONE_DAY
                last = last if any(next_day <= other <= next_day + grace for other in others) else date.max
            value = Decimal(row["annual_value"]) if row.get("annual_value") else None
            yield Spell(first, last, value, row.get("account_manager", ""))


def _renewed(stay: list[Spell], grace: timedelta) -> list[Spell]:
    """The spells, those behind which nothing is going on drawn out to the next that begins within the grace period."""
    drawn_out = []
    for spell in stay:
        later = [other.first for other in stay if other.first > spell.last]
        if spell.last < date.max and later and not spells_on(stay, spell.last + ONE_DAY):
            renewal = min(later)
            if renewal - (spell.last + ONE_DAY) <= grace:
                spell = replace(spell, last=renewal - ONE_DAY)
        drawn_out.append(spell)
    return drawn_out


def spells_on(stay: list[Spell], on: date) -> list[Spell]:
    return [spell for spell in stay if spell.first <= on <= spell.last]


def worth(there: list[Spell]) -> Decimal:
    return sum((spell.value for spell in there if spell.value is not None), Decimal(0))


def last_day_of_stay(stay: list[Spell], on: date) -> date:
    """The end of the whole stay that a day belongs to: spells without a day between them are one."""
    last = on
    while there := spells_on(stay, last):
        latest = max(spell.last for spell in there)
        if latest == date.max:
            return date.max
        last = latest + ONE_DAY
    return last - ONE_DAY


@dataclass(frozen=True)
class Kept:
    """A customer of the first day: what they paid then, what they pay after the last day, whether they left between."""

    manager: str
    before: Decimal
    after: Decimal
    left: bool


def kept(company: Company, first: date, last: date) -> Iterator[Kept]:
    """The customers active on the first day, without those of whom any spell's value is unknown."""
    for stay in spells(company).values():
        then = spells_on(stay, first)
        if then and all(spell.value is not None for spell in stay):
            largest = min(then, key=lambda spell: (-(spell.value or 0), spell.first, spell.last))
            after = worth(spells_on(stay, last + ONE_DAY))
            yield Kept(largest.manager, worth(then), after, last_day_of_stay(stay, first) <= last)


def _of_the_start(
    company: Company, roster: Roster, first: date, last: date, by: str | None, counts: Callable[[Kept], Decimal]
) -> Measured:
    """Σ of what counts ÷ Σ of what customers paid on the first day."""
    groups = by_group(kept(company, first, last), roster, by, lambda each: each.manager, lambda each: first)
    return {
        group: Number(
            quotient(sum(counts(each) for each in customers), sum(each.before for each in customers)), len(customers)
        )
        for group, customers in groups.items()
    }


def revenue_churn(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """What those paid who left within the period ÷ what all paid on its first day."""
    return _of_the_start(company, roster, first, last, by, lambda each: each.before if each.left else Decimal(0))


def gross_revenue_retention(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """What is left of the first day's value after the last day, growth not counted."""
    return _of_the_start(company, roster, first, last, by, lambda each: min(each.before, each.after))


def net_revenue_retention(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """What the same customers pay after the last day ÷ what they paid on the first."""
    return _of_the_start(company, roster, first, last, by, lambda each: each.after)
