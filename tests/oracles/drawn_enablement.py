"""What is done for the people of the drawn companies, and what they do: training, content, hours, onboarding."""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from tests.oracles.drawing import FIRST, LAST, days_within, reference
from tests.oracles.drawn_people import NEW_HIRES, newcomers
from tests.oracles.rows import Row


def training(draw: random.Random) -> Iterator[Row]:
    trained = ["P01", "P02", "P03", "P05", "P06", "P08", "P09", "P11", "P12", "stranger@nowhere.example"]
    for number, held in enumerate(days_within(draw, 60)):
        person = draw.choice(trained)
        yield {"person_id": person if "@" in person else reference(draw, person), "held_on": str(held),
               "session_id": f"S{number}", "attended": draw.choice(["true", "true", "false", ""])}  # fmt: skip
    yield {"person_id": "P04", "held_on": "2061-01-01", "session_id": "planned", "attended": ""}


def more_training(draw: random.Random) -> Iterator[Row]:
    """Further seats, of the sellers above all."""
    for number, held in enumerate(days_within(draw, 110)):
        person = draw.choice(["P01", "P03", "P05", "P06", "P07", "P08", "P12", "S01", "S03", "nobody"])
        yield {"person_id": reference(draw, person), "held_on": str(held), "session_id": f"T{number}",
               "attended": draw.choice(["true", "true", "true", "false", "false", ""])}  # fmt: skip


def with_results(rows: Iterable[Row], draw: random.Random, after: date) -> Iterator[Row]:
    """The same seats with who was invited, who completed and how well, as far as anybody knows; one more planned."""
    for row in rows:
        yield {
            **row,
            "invited": draw.choice(["true", "true", "true", "false", ""]),
            "completed": draw.choice(["true", "true", "false", ""]),
            "score": draw.choice(["", "", "0", "100", f"{draw.uniform(30, 100):.1f}"]),
        }
    yield {"person_id": "P01", "held_on": str(after), "session_id": "planned too", "attended": "false",
           "invited": "true", "completed": "true", "score": "100"}  # fmt: skip


def content_access(draw: random.Random) -> Iterator[Row]:
    """Times in UTC; around midnight the day depends on the time zone. The ends are safe at noon."""
    for number, on in enumerate(days_within(draw, 80)):
        hour = 12 if number < 3 or on in (FIRST, LAST) else draw.choice([0, 2, 9, 15, 23])
        at = datetime(on.year, on.month, on.day, hour, draw.randrange(60))
        person = draw.choice(["P01", "P02", "P03", "P04", "P05", "P07", "P08", "P09", "P11", "nobody"])
        yield {
            "person_id": person,
            "accessed_at": at.isoformat(sep=" "),
            "action": draw.choice(["view", "share", "use"]),
        }


def more_access(draw: random.Random) -> Iterator[Row]:
    """Further accesses, all of sellers, named in every way."""
    for on in days_within(draw, 140):
        person = draw.choice(["P01", "P03", "P06", "P06", "P07", "S01", "S03", "S11", "S12"])
        yield {"person_id": reference(draw, person), "accessed_at": f"{on} 12:{draw.randrange(10, 60)}:00",
               "action": draw.choice(["view", "view", "share", ""])}  # fmt: skip


def on_deals(rows: Iterable[Row], draw: random.Random, deals: Sequence[Row]) -> Iterator[Row]:
    """The same accesses, some of them for a deal: a known one or one nobody has."""
    for row in rows:
        deal_id = draw.choice(deals)["opportunity_id"]
        yield {**row, "opportunity_id": draw.choice(["", "", deal_id, deal_id, "a deal nobody knows"])}


def customer_time(draw: random.Random) -> Iterator[Row]:
    for on in days_within(draw, 150):
        person = draw.choice(["P01", "P02", "P03", "P06", "P08", "P09", "P11", "P12", "nobody"])
        yield {"person_id": person, "on_date": str(on), "hours": f"{draw.uniform(0.25, 8):.2f}"}


def onboarding(draw: random.Random) -> Iterator[Row]:
    """Two milestones for some; the last one counts. Leavers and those under way never finish. P07's row says when the
    account was created, N0 is in no roster."""
    account_created = {"P07": date(2024, 2, 12)}
    for person, hired in [*NEW_HIRES.items(), ("P07", date(2024, 1, 31)), ("P10", LAST), ("N0", date(2024, 2, 1))]:
        for milestone in draw.choice([["certified"], ["first call", "certified"]]):
            completed = hired + timedelta(days=draw.randrange(20, 150))
            through = completed <= LAST and person != "N2" and draw.random() < 0.75
            yield {
                "person_id": person,
                "started_on": str(account_created.get(person, hired)),
                "completed_on": str(completed) if through else "",
                "milestone": milestone,
            }


def more_onboarding(draw: random.Random) -> Iterator[Row]:
    """New sellers: some through on day 90 exactly or the day after, some never."""
    for row in newcomers():
        if row["person_id"] in ("S01", "S02", "S05", "S07", "S08", "S11", "S12"):
            completed = date.fromisoformat(row["started_on"]) + timedelta(days=draw.choice([30, 90, 90, 91, 140]))
            through = completed <= LAST and draw.random() < 0.8
            if row["valid_from"] == row["started_on"]:
                yield {"person_id": row["person_id"], "started_on": row["started_on"],
                       "completed_on": str(completed) if through else "", "milestone": "certified"}  # fmt: skip
