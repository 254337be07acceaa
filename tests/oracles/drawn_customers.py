"""The customers of the drawn companies: some of one value for all their days, some of one spell after another."""

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from tests.oracles.drawing import LAST, NEVER
from tests.oracles.rows import Row

MANAGERS = ("P11", "P11", "P01", "P03", "P02", "nobody", "")
ONE_DAY = timedelta(days=1)


def customers(draw: random.Random) -> Iterator[Row]:
    managers = ["P11", "P01", "P03", "P02", "nobody", ""]
    yield {"customer_id": "C000", "started_on": "2019-12-31", "ended_on": "", "account_manager": "P11"}
    yield {"customer_id": "C001", "started_on": str(LAST), "ended_on": "", "account_manager": "P11"}
    for number, ended in enumerate([date(2024, 1, 1), date(2023, 12, 31), date(2024, 3, 31), date(2024, 4, 1), LAST]):
        yield {
            "customer_id": f"E{number}",
            "started_on": "2021-05-05",
            "ended_on": str(ended),
            "account_manager": "P11",
        }
    for number in range(60):
        started = date(2020, 1, 1) + timedelta(days=draw.randrange(1900))
        ended = started + timedelta(days=draw.randrange(30, 1500))
        has_end = ended <= LAST and draw.random() < 0.8
        yield {"customer_id": f"K{number:02}", "started_on": str(started), "ended_on": str(ended) if has_end else "",
               "account_manager": draw.choice(managers)}  # fmt: skip


def with_values(rows: Iterable[Row], draw: random.Random) -> Iterator[Row]:
    """The same customers with what they pay a year; of a few nobody knows, one pays nothing."""
    for row in rows:
        value = draw.choices([str(draw.randrange(1_000, 60_000)), "", "0"], [12, 1, 1])[0]
        yield {**row, "valid_from": "", "valid_to": "", "annual_value": value}


def customers_in_spells(draw: random.Random) -> Iterator[Row]:
    """Values that grow and shrink, contracts that follow one another, gaps, and ends of every kind."""
    for number in range(40):
        began = date(2021, 1, 1) + timedelta(days=draw.randrange(1500))
        length = draw.choice([1, 2, 3, 4])
        yield from _spells(draw, f"V{number:02}", began, length, contracts=draw.random() < 0.4)
    yield from _troubled()


def _spells(draw: random.Random, customer: str, began: date, count: int, contracts: bool) -> Iterator[Row]:
    """Spells of a year or so. As contracts each starts and ends by itself; as values they share the stay's dates."""
    value, first, stay = draw.randrange(2_000, 50_000), began, began
    for number in range(count):
        if first > LAST:
            return
        last = first + timedelta(days=draw.choice([60, 181, 364, 364, 500]))
        if last > LAST:  # what began runs on: without an end, or to one that has been agreed
            agreed = str(NEVER) if draw.random() < 0.3 else ""
            yield _row(draw, customer, value, str(first), agreed, str(first if contracts else stay), "")
            return
        is_end = number + 1 == count
        gap = draw.random() < 0.15
        ended = str(last) if contracts or (is_end and draw.random() < 0.5) else ""
        valid_to = "" if ended and draw.random() < 0.5 else str(last + ONE_DAY)
        if is_end and draw.random() < 0.4:
            ended, valid_to = "", ""
        yield _row(draw, customer, value, str(first), valid_to, str(first if contracts else stay), ended)
        value = max(1, round(value * draw.choice([0.5, 0.8, 1, 1, 1.1, 1.5])))
        first = last + timedelta(days=draw.choice([30, 120]) if gap else 1)
        stay = first if gap else stay


def _row(
    draw: random.Random, customer: str, value: int, valid_from: str, valid_to: str, started_on: str, ended_on: str
) -> Row:
    return {"customer_id": customer, "valid_from": valid_from, "valid_to": valid_to, "started_on": started_on,
            "ended_on": ended_on, "annual_value": "" if draw.random() < 0.04 else str(value),
            "account_manager": draw.choice(MANAGERS)}  # fmt: skip


def customers_with_contracts(draw: random.Random) -> Iterator[Row]:
    """Contracts side by side and one behind the other, with ids and without, some of which renew at their term."""
    for number in range(30):
        named = draw.random() < 0.6
        began = date(2022, 1, 1) + timedelta(days=draw.randrange(900))
        for contract in range(draw.choice([1, 2, 3])):
            if began > LAST:
                break
            last = began + timedelta(days=draw.choice([89, 180, 364]))
            open_ended = last > LAST or draw.random() < 0.2
            row = _row(draw, f"T{number:02}", draw.randrange(2_000, 50_000), str(began), "", str(began),
                       "" if open_ended else str(last))  # fmt: skip
            has_id = named and draw.random() < 0.9
            yield row | {
                "contract_id": f"T{number:02}-{contract}" if has_id else "",
                "renews": draw.choice(["true", "false", "", ""]),
                "end_reason": draw.choice(["voluntary", "", "", ""]),
            }
            began += timedelta(days=draw.choice([40, 181, 365, 380, 396]))


def _troubled() -> Iterator[Row]:
    """One grows within a quarter, one halves the day after it, one leaves and comes back, one ends before it begins."""
    there = {"started_on": "2023-01-01", "ended_on": "", "account_manager": "P11"}
    yield there | {"customer_id": "W1", "valid_from": "2023-01-01", "valid_to": "2024-05-15", "annual_value": "1000"}
    yield there | {"customer_id": "W1", "valid_from": "2024-05-15", "valid_to": "", "annual_value": "1500.25"}
    yield there | {"customer_id": "W2", "valid_from": "2023-01-01", "valid_to": "2024-07-01", "annual_value": "8000"}
    yield there | {"customer_id": "W2", "valid_from": "2024-07-01", "valid_to": "", "annual_value": "4000"}
    yield there | {"customer_id": "W3", "valid_from": "2023-01-01", "valid_to": "2024-04-20", "annual_value": "6000"}
    yield there | {"customer_id": "W3", "valid_from": "2024-06-01", "valid_to": "", "started_on": "2024-06-01",
                   "annual_value": "9000"}  # fmt: skip
    yield there | {"customer_id": "W4", "valid_from": "2023-01-01", "valid_to": "", "ended_on": "2022-12-01",
                   "annual_value": "7000"}  # fmt: skip
    yield there | {"customer_id": "W5", "valid_from": "2023-01-01", "valid_to": "", "ended_on": str(LAST),
                   "annual_value": "3000"}  # fmt: skip
