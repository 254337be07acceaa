"""The `customers` table: a row for each spell of a customer at one value, from the first purchase to the last day."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from sample_data.book import Book, Stay
from sample_data.plan import ACCOUNT_MANAGER, FIRST_DAY, LAST_DAY, Row, any_of
from sample_data.roster import Roster

INVOLUNTARY = 0.2
"""Share of those who left that did not choose to: insolvent, bought, or no longer paying."""
SMALLER, DEARER = 0.10, 0.15
"""Share of anniversaries on which a customer buys less from then on, and on which the price goes up."""
PRICE_RISE = 1.05


def yearly_changes(numbers: np.random.Generator, stay: Stay) -> None:
    """What becomes of a customer's value on each anniversary: mostly nothing, now and then a little less or more."""
    day = stay.started + timedelta(days=365)
    while day < min(stay.gone, LAST_DAY):
        turn = numbers.random()
        if day >= FIRST_DAY and turn < SMALLER + DEARER:
            factor = 1 - 0.35 * float(numbers.random()) if turn < SMALLER else PRICE_RISE
            stay.changes.setdefault(day, (factor, 0.0))
        day += timedelta(days=365)


def spells(stay: Stay) -> Iterator[tuple[date, date | None, int]]:
    """Each spell at one value: its first day, the first day no longer, and the value in whole dollars."""
    value, since = stay.value, stay.started
    for day, (factor, more) in sorted(stay.changes.items()):
        if stay.started < day <= min(stay.gone, LAST_DAY):
            yield since, day, round(value)
            value, since = value * factor + more, day
    yield since, None, round(value)


def customer_rows(roster: Roster, book: Book) -> Iterator[Row]:
    """Every customer won by the last day, in the order in which they came."""
    numbers = roster.division.stream("customers")
    stays = [stay for stay in book.stays if stay.started <= LAST_DAY]
    for number, stay in enumerate(sorted(stays, key=lambda stay: (stay.started, stay.account.account_id)), start=1):
        yearly_changes(numbers, stay)
        gone = stay.gone if stay.gone <= LAST_DAY else None
        reason = "involuntary" if numbers.random() < INVOLUNTARY else "voluntary"
        for since, until, value in spells(stay):
            managers = roster.members(f"Customer Success {stay.account.region}", max(since, FIRST_DAY), ACCOUNT_MANAGER)
            yield {
                "customer_id": roster.division.key("C", number), "valid_from": since, "valid_to": until,
                "account_id": stay.account.account_id, "started_on": stay.started, "ended_on": gone,
                "annual_value": value, "account_manager": any_of(numbers, managers).person_id,
                "segment": stay.account.segment, "end_reason": reason if gone else None,
            }  # fmt: skip
