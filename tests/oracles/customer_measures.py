"""Customers who stay, leave, pay more or pay less."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from tests.oracles.measured import Measured, Number, by_group, quotient
from tests.oracles.roster import Roster, day
from tests.oracles.rows import Company, Row

ONE_DAY = timedelta(days=1)


@cache
def rows_of(company: Company) -> Mapping[str, list[Row]]:
    """The rows of each customer, as they stand in the file."""
    rows_by_customer: dict[str, list[Row]] = defaultdict(list)
    for row in company.rows("customers"):
        rows_by_customer[row["customer_id"]].append(row)
    return rows_by_customer


def churn_rate(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Customers active on the first day that left within the period ÷ customers active on that day."""
    stayed: dict[str, dict[str, bool]] = defaultdict(dict)
    for row in company.rows("customers"):
        started, ended = day(row["started_on"]), day(row.get("ended_on"))
        valid_from, valid_to = day(row.get("valid_from")), day(row.get("valid_to"))
        holds = (valid_from is None or valid_from <= first) and (valid_to is None or first < valid_to)
        if holds and started and started <= first and (ended is None or ended >= first):
            group = roster.group(row.get("account_manager"), first, by)
            left = _left(company, row)
            stayed[group][row["customer_id"]] = left is None or left > last or left > company.data_through
    return {
        group: Number(sum(not kept for kept in customers.values()) / len(customers), len(customers))
        for group, customers in stayed.items()
    }


def _left(company: Company, row: Row) -> date | None:
    """The last day of a customer's stay: contracts that follow one another day by day are one stay."""
    ended, valid_to = day(row.get("ended_on")), day(row.get("valid_to"))
    ends = [each for each in (ended, valid_to - ONE_DAY if valid_to else None) if each]
    if not ends:
        return None
    for other in rows_of(company)[row["customer_id"]]:
        begins = max(begun for name in ("started_on", "valid_from") if (begun := day(other.get(name))))
        if begins == min(ends) + ONE_DAY:
            return _left(company, other)
    return min(ends)


@dataclass(frozen=True)
class Spell:
    """Some days of a customer at one value; `last` is the last of them, date.max while nobody knows an end."""

    first: date
    last: date
    value: Decimal | None
    manager: str


@cache
def spells(company: Company) -> Mapping[str, list[Spell]]:
    """Each customer's spells that last a day at least, one after the other: a later one ends an earlier one."""
    spells_by_customer: dict[str, list[Spell]] = {}
    for customer, rows in rows_of(company).items():
        written = sorted(_written(rows), key=lambda spell: spell.first)
        following = [*(spell.first - ONE_DAY for spell in written[1:]), date.max]
        spells_by_customer[customer] = [
            Spell(spell.first, min(spell.last, until), spell.value, spell.manager)
            for spell, until in zip(written, following, strict=False)
        ]
    return spells_by_customer


def _written(rows: list[Row]) -> Iterator[Spell]:
    for row in rows:
        first = max(begun for name in ("started_on", "valid_from") if (begun := day(row.get(name))))
        ended, valid_to = day(row.get("ended_on")), day(row.get("valid_to"))
        last = min(ended or date.max, valid_to - ONE_DAY if valid_to else date.max)
        if first <= last:
            value = Decimal(row["annual_value"]) if row.get("annual_value") else None
            yield Spell(first, last, value, row.get("account_manager", ""))


def spell_on(stay: list[Spell], on: date) -> Spell | None:
    return next((spell for spell in stay if spell.first <= on <= spell.last), None)


def last_day_of_stay(stay: list[Spell], on: date) -> date:
    """The end of the whole stay that a day belongs to: spells without a day between them are one."""
    last = on
    while (spell := spell_on(stay, last)) is not None:
        if spell.last == date.max:
            return date.max
        last = spell.last + ONE_DAY
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
    valueless = {row["customer_id"] for row in company.rows("customers") if not row.get("annual_value")}
    for customer, stay in spells(company).items():
        then = spell_on(stay, first)
        if then is not None and then.value is not None and customer not in valueless:
            later = spell_on(stay, last + ONE_DAY)
            after = later.value if later is not None and later.value is not None else Decimal(0)
            yield Kept(then.manager, then.value, after, last_day_of_stay(stay, first) <= last)


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
