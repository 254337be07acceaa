"""The deals of the drawn companies: many at random, some of each kind of trouble, and those of new people."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from tests.oracles.drawing import FIRST, LAST, days_within, reference
from tests.oracles.rows import Row

FIRST_DEALS = {
    "S01": (("Closed Lost", "2023-06-14"), ("Closed Won", "2023-07-29"), ("Closed Won", "2023-09-01")),
    "S02": (("Closed Lost", "2023-06-24"), ("Went quiet", "2023-11-02"), ("Negotiation", "2024-03-01")),
    "S03": (("Closed Won", "2024-07-08"),),
    "S04": (("Closed Won", "2023-05-12"),),
    "S05": (("Closed Won", "2023-11-20"),),
    "S06": (("Closed Lost", "2023-09-11"), ("Closed Won", "2024-05-20")),
    "S07": (("Negotiation", "2025-05-05"),),
    "S08": (("Closed Won", str(FIRST)),),
    "S09": (("Closed Won", "2023-03-01"),),
    "S10": (("Closed Won", "2024-03-28"),),
    "S11": (("Closed Won", "2024-03-01"), ("Closed Lost", "2024-04-02"), ("Closed Won", "2024-04-25")),
    "S12": (("Closed Lost", "2024-06-17"), ("Went quiet", "2024-08-19")),
}
"""What new people's deals came to and when. S11's first one was won before they were hired."""


def products() -> Iterator[Row]:
    yield {"product_id": "BASE", "name": "Base", "list_price": "1000"}
    yield {"product_id": "FLAG", "name": "Flagship", "list_price": "25000.50"}
    yield {"product_id": "FREE", "name": "Unpriced", "list_price": ""}


def rates() -> Iterator[Row]:
    yield {"currency": "EUR", "valid_from": "2022-01-01", "rate": "1.10"}
    yield {"currency": "EUR", "valid_from": "2024-03-01", "rate": "1.05"}


def opportunities(draw: random.Random) -> Iterator[Row]:
    owners = ["P01", "P02", "P03", "P04", "P05", "P06", "P07", "P08", "P11"]
    stages = ["Closed Won", "Closed Won", "Closed Lost", "Closed Lost", "Went quiet", "Test record", "Negotiation"]
    for number, closed in enumerate(days_within(draw, 240)):
        owner = draw.choice(owners)
        stage = "Closed Won" if owner == "P07" else draw.choice(stages)
        named = draw.choices([reference(draw, owner), "Alex Kim", "Somebody Else", ""], [20, 1, 1, 1])[0]
        created = closed - timedelta(days=draw.randrange(200))
        yield {"opportunity_id": f"D{number:04}", "stage": stage, "owner": named,
               "created_on": str(max(created, FIRST)), "closed_on": str(closed), **money(draw),
               "is_closed": "", "is_won": "", "lost_reason": draw.choice(["", "Price", "No decision"])}  # fmt: skip
    base = {"stage": "Closed Won", "owner": "P01", "created_on": "2024-03-01", "closed_on": "2024-04-01",
            "amount": "1000", "kind": "new", "currency": "USD", "product_id": "BASE", "quantity": "1"}  # fmt: skip
    yield base | {"opportunity_id": "before it was created", "closed_on": "2024-02-01"}
    yield base | {"opportunity_id": "won in the far future", "closed_on": "2061-01-01"}
    yield base | {"opportunity_id": "open past its date", "stage": "Prospecting"}
    yield base | {"opportunity_id": "open, expected much later", "stage": "Prospecting", "closed_on": "2061-01-01"}
    yield base | {"opportunity_id": "won in words, lost by its flags", "is_closed": "true", "is_won": "false"}
    yield base | {
        "opportunity_id": "lost in words, won by its flags",
        "stage": "Closed Lost",
        "is_closed": "true",
        "is_won": "true",
    }
    yield base | {"opportunity_id": "closed in words, open by its flag", "is_closed": "false", "is_won": "false"}
    yield base | {"opportunity_id": "of a stage nobody knows", "stage": "Limbo"}
    yield base | {"opportunity_id": "of a leaver", "owner": "P02", "closed_on": "2024-03-28"}
    yield base | {"opportunity_id": "in the gap", "owner": "P03", "created_on": "2023-08-01", "closed_on": "2023-09-15"}


def money(draw: random.Random) -> dict[str, str]:
    """Every way to a list price, three currencies (one without a rate), and none of it."""
    net = draw.randrange(500, 90_000)
    product = draw.choice(["BASE", "FLAG", "FREE", "GONE", ""])
    cells = {"amount": str(net), "kind": draw.choice(["new", "new", "expansion", "renewal"]), "currency": "USD",
             "product_id": product, "quantity": draw.choice(["", "1", "3"]),
             "list_amount": "", "discount_pct": ""}  # fmt: skip
    way = draw.randrange(4)
    if way == 0:
        cells |= {"list_amount": f"{net * draw.uniform(1, 1.6):.2f}", "currency": draw.choice(["USD", "EUR", "GBP"])}
    if way == 1:
        cells |= {"discount_pct": str(draw.choice([0, 0.1, 0.25])), "currency": draw.choice(["USD", "EUR"])}
    if draw.random() < 0.05:
        cells |= {"amount": ""}
    return cells


def first_deals(draw: random.Random) -> Iterator[Row]:
    """The deals of people hired not long ago, each created at most a month before it closed."""
    for person, ends in FIRST_DEALS.items():
        for number, (stage, closed) in enumerate(ends):
            created = max(date.fromisoformat(closed) - timedelta(days=draw.randrange(30)), FIRST)
            yield {"opportunity_id": f"{person}-{number}", "stage": stage, "owner": reference(draw, person),
                   "created_on": str(created), "closed_on": closed, **money(draw)}  # fmt: skip


def troubled(after: date) -> Iterator[Row]:
    """Deals without a date, deals of the future, and deals that only their history makes sense of."""
    base = {"stage": "Closed Won", "owner": "P05", "created_on": "2024-03-01", "closed_on": "2024-06-03",
            "amount": "4000", "kind": "new", "currency": "EUR", "list_amount": "5000"}  # fmt: skip
    yield base | {"opportunity_id": "won, never created", "created_on": ""}
    yield base | {"opportunity_id": "lost, never created", "stage": "Closed Lost", "created_on": ""}
    yield base | {"opportunity_id": "open, never created", "stage": "Negotiation", "created_on": ""}
    yield base | {"opportunity_id": "won, never closed", "closed_on": ""}
    yield base | {"opportunity_id": "created after the data ends", "stage": "Prospecting", "created_on": str(after)}
    yield base | {"opportunity_id": "won on the day it was created", "closed_on": "2024-03-01"}
    yield base | {"opportunity_id": "open from first to last", "stage": "Qualification", "created_on": str(FIRST)}
    yield base | {"opportunity_id": "open since the last day", "stage": "Prospecting", "created_on": str(LAST)}
    yield base | {"opportunity_id": "moves on after the data ends", "stage": "Prospecting"}
    yield base | {"opportunity_id": "closes after the data ends"}
    yield base | {"opportunity_id": "won on the day it was negotiated"}
    yield base | {"opportunity_id": "there and back", "stage": "Closed Lost"}
    yield base | {"opportunity_id": "in its stage already"}
    yield base | {"opportunity_id": "won, and changed after", "closed_on": ""}
    yield base | {"opportunity_id": "closed before it was created, by its history"}
    yield base | {"opportunity_id": "a test", "stage": "Test record"}
    yield base | {"opportunity_id": "went quiet before it was lost", "stage": "Closed Lost"}
