"""The leads of the drawn companies: found, met, qualified or turned down, put aside for later, and what they became."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from tests.oracles.drawing import days_within, known_by, reference
from tests.oracles.rows import Row

GENERATORS = ("P12", "P12", "P01", "P03", "P06", "N1")


def leads(draw: random.Random, deals: Sequence[Row], after: date) -> Iterator[Row]:
    """At random every order of what can happen to a lead, then one of each kind of trouble."""
    became = [deal["opportunity_id"] for deal in deals if deal["stage"] in ("Closed Won", "Closed Lost")]
    other = [deal["opportunity_id"] for deal in deals if deal["opportunity_id"] not in became]
    for number, created in enumerate(days_within(draw, 150)):
        cells = {"lead_id": f"L{number:03}", "created_on": str(created), "generator": _generator(draw)}
        deal = draw.choice([draw.choice(became), draw.choice(became), draw.choice(other), "a deal nobody knows", ""])
        yield cells | _fate(draw, created, after) | {"opportunity_id": deal}
    yield from _troubled(after)


def _generator(draw: random.Random) -> str:
    name = reference(draw, draw.choice(GENERATORS))
    return draw.choices([name, "Jon  Call", "Alex Kim", "nobody@coxswain.example", ""], [20, 2, 1, 1, 1])[0]


def _fate(draw: random.Random, created: date, after: date) -> Row:
    """Days of meeting, qualifying, refusal and nurture, each of which may lack, in any order."""

    def later(chance: float, most: int) -> str:
        if draw.random() >= chance:
            return ""
        return str(known_by(created + timedelta(days=draw.randrange(most)), after))

    met = draw.random() < 0.7
    nurture = created + timedelta(days=draw.choice([30, 90, 180, 400]))
    return {
        "meeting_on": later(1 if met else 0, 45),
        "qualified_on": later(0.6 if met else 0.1, 80),
        "disqualified_on": later(0.2, 120),
        "nurture_until": str(nurture) if draw.random() < 0.4 else "",
    }


def _troubled(after: date) -> Iterator[Row]:
    base = {"created_on": "2024-03-01", "generator": "P12", "meeting_on": "2024-03-11", "qualified_on": "2024-03-20"}
    won = base | {"opportunity_id": "S11-2"}
    yield base | {"lead_id": "of a test", "opportunity_id": "a test"}
    yield base | {"lead_id": "of a deal won in the future", "opportunity_id": "won in the far future"}
    yield base | {"lead_id": "of a deal won before it was created", "opportunity_id": "before it was created"}
    yield base | {"lead_id": "of an open deal", "opportunity_id": "open past its date"}
    yield base | {"lead_id": "of a deal nobody can place", "opportunity_id": "of a stage nobody knows"}
    yield won | {"lead_id": "won and turned down", "disqualified_on": "2024-04-30"}
    yield won | {"lead_id": "a second lead of the same deal"}
    yield won | {"lead_id": "met before it was found", "meeting_on": "2024-02-20"}
    yield won | {"lead_id": "turned down before it was met", "disqualified_on": "2024-03-05"}
    yield base | {"lead_id": "met after the data ends", "meeting_on": str(after), "qualified_on": ""}
    yield base | {"lead_id": "qualified after the data ends", "qualified_on": str(after)}
    yield base | {"lead_id": "turned down after the data ends", "qualified_on": "", "disqualified_on": str(after)}
    yield {"lead_id": "found after the data ends", "created_on": str(after), "meeting_on": str(after)}
    waiting = {"created_on": "2024-03-01", "generator": "P01", "nurture_until": "2024-06-30"}
    yield waiting | {"lead_id": "due since the last day of June"}
    yield waiting | {"lead_id": "due in the far future", "nurture_until": "2060-12-31"}
    yield waiting | {"lead_id": "qualified before it was due", "qualified_on": "2024-06-29"}
    yield waiting | {"lead_id": "qualified on the day it was due", "qualified_on": "2024-06-30"}
    yield waiting | {"lead_id": "due for a month", "disqualified_on": "2024-07-31"}
    yield waiting | {"lead_id": "due, qualified after the data ends", "qualified_on": str(after)}
