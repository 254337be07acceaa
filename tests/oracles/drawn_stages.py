"""The stages the drawn deals went through, written in no order at all."""

import random
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from tests.oracles.drawing import FIRST, LAST
from tests.oracles.rows import Row

OPEN = ("Prospecting", "Qualification", "Negotiation")
ENDS = ("Closed Won", "Closed Lost", "Went quiet")
Steps = list[tuple[str, date]]

KNOWN_PATHS: dict[str, Steps] = {
    "open from first to last": [("Prospecting", FIRST), ("Qualification", LAST)],
    "won in words, lost by its flags": [("Prospecting", date(2024, 3, 5)), ("Negotiation", date(2024, 3, 20))],
    "closed in words, open by its flag": [("Negotiation", date(2024, 3, 5)), ("Closed Won", date(2024, 4, 1))],
    "of a stage nobody knows": [("Prospecting", date(2024, 3, 5))],
    "won in the far future": [("Prospecting", date(2024, 3, 2))],
    "won on the day it was negotiated": [("Closed Won", date(2024, 5, 6)), ("Negotiation", date(2024, 5, 6))],
    "there and back": [
        ("Prospecting", date(2024, 3, 4)), ("Negotiation", date(2024, 3, 18)),
        ("Prospecting", date(2024, 4, 8)), ("Negotiation", date(2024, 4, 22)),
    ],
    "closed before it was created, by its history": [
        ("Negotiation", date(2024, 2, 12)), ("Closed Won", date(2024, 2, 20)),
    ],
    "in its stage already": [
        ("Prospecting", date(2024, 3, 4)), ("Prospecting", date(2024, 3, 11)), ("Negotiation", date(2024, 3, 18)),
        ("Negotiation", date(2024, 4, 22)),
    ],
    "won, and changed after": [
        ("Negotiation", date(2024, 3, 5)), ("Closed Won", date(2024, 4, 1)), ("Closed Won", date(2024, 5, 2)),
    ],
    "went quiet before it was lost": [
        ("Qualification", date(2024, 3, 8)), ("Went quiet", date(2024, 4, 9)), ("Closed Lost", date(2024, 6, 3)),
    ],
    "a deal nobody knows": [("Prospecting", date(2024, 3, 8)), ("Negotiation", date(2024, 3, 9))],
}  # fmt: skip


def stage_history(draw: random.Random, deals: Sequence[Row], after: date) -> list[Row]:
    """The paths of half the random deals and of all the known ones, shuffled. The deals that say which days are covered
    keep to their own dates."""
    paths = dict(KNOWN_PATHS)
    paths["moves on after the data ends"] = [("Prospecting", date(2024, 4, 1)), ("Qualification", after)]
    paths["closes after the data ends"] = [("Negotiation", date(2024, 4, 1)), ("Closed Won", after)]
    for deal in deals:
        number = deal["opportunity_id"]
        if re.match(r"D\d|S\d", number) and number not in ("D0000", "D0001", "D0002", "S08-0") and draw.random() < 0.6:
            paths[number] = list(dict.fromkeys(_path(draw, deal)))
    rows = [
        {"opportunity_id": deal, "stage": stage, "entered_on": str(entered)}
        for deal, steps in paths.items() for stage, entered in steps
    ]  # fmt: skip
    draw.shuffle(rows)
    return rows


def _path(draw: random.Random, deal: Row) -> Iterator[tuple[str, date]]:
    """Open stages forth and back, some on one day; then most closed deals an end, some of them two."""
    closed, over = date.fromisoformat(deal["closed_on"]), deal["stage"] in ENDS
    end = closed if over else LAST
    on = min(date.fromisoformat(deal["created_on"]) + timedelta(days=draw.choice([0, 0, 2])), end)
    for number in range(draw.randrange(1, 6)):
        astray = draw.choices(["Limbo", "Test record", "Closed Lost", ""], [1, 1, 0 if over else 2, 16])[0]
        usual = OPEN[min(number, 2)] if draw.random() < 0.6 else draw.choice(OPEN)
        yield astray or usual, on
        on = min(on + timedelta(days=draw.choice([0, 0, 1, 5, draw.randrange(60)])), end)
    if over and draw.random() < 0.75:
        yield from _closings(draw, deal["stage"], max(on, closed - timedelta(days=draw.choice([0, 0, 7]))), closed)


def _closings(draw: random.Random, stage: str, first: date, closed: date) -> Iterator[tuple[str, date]]:
    """Closed on a day, or earlier and then reopened and closed again."""
    again = first + timedelta(days=draw.randrange(1, 20))
    if again <= closed and draw.random() < 0.5:
        yield draw.choice(ENDS), first
        yield "Negotiation", again
        yield stage, closed
    else:
        yield stage, first
