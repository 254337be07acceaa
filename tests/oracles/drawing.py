"""What the drawn companies' tables share: the days they speak of, and the ways in which files name people."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

FIRST, LAST = date(2023, 2, 10), date(2025, 5, 20)
NEVER = date(2061, 1, 1)
"""A day no data will reach."""
CRM_ID = "0051t000003XyZaAAK"


def stream(seed: int, table: str) -> random.Random:
    """Random numbers of one table's own: what is drawn for it changes no other table."""
    return random.Random(f"{table} of {seed}")


def days_within(draw: random.Random, count: int) -> Iterator[date]:
    """Days of the period, the first, the last and 29 February always among them."""
    yield from (FIRST, LAST, date(2024, 2, 29))
    for _ in range(count):
        yield FIRST + timedelta(days=draw.randrange((LAST - FIRST).days + 1))


def reference(draw: random.Random, person: str) -> str:
    """One of the ways a file names somebody."""
    if person == "P06":
        return draw.choice(["P06", CRM_ID, CRM_ID[:15], "P06@COXSWAIN.EXAMPLE", "dana  ortiz"])
    return draw.choice([person, person, f"{person.lower()}@coxswain.example"])


def known_by(on: date, after: date) -> date:
    """The day itself, or a day after the data ends where it lies beyond their last."""
    return on if on <= LAST else after
