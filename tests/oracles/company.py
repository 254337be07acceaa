"""Small companies full of traps, drawn from a seed; every table speaks of the same days, from FIRST to LAST.

person   trap
P01      moves from team North to South in the middle of a quarter, and region with it
P02      leaves on 29 February 2024, a deal of theirs closes a month later
P03      leaves and comes back: three months in no team, no spell at all
P04/P05  the same name, so a deal that names it belongs to neither
P06      known by a CRM id of 15 or 18 characters and by e-mail in capitals
P07      wins every deal
P08      becomes a manager: customer-facing still, a seller no more
P09      works in enablement, attends every training, counts nowhere
P10      starts on the last day
"""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from metrics.settings import Settings, StageWord
from tests.oracles.rows import Company, Row

FIRST, LAST = date(2023, 2, 10), date(2025, 5, 20)
CRM_ID = "0051t000003XyZaAAK"
NEW_HIRES = {
    "N1": FIRST, "N2": date(2023, 4, 3), "N3": date(2023, 4, 20), "N4": date(2023, 5, 2), "N5": date(2024, 2, 29),
    "N6": date(2024, 3, 1), "N7": date(2024, 3, 31), "N8": date(2025, 4, 1),
}  # fmt: skip
WORDS = (StageWord("Went quiet", "no_decision"), StageWord("Test record", "ignore"))


def company(seed: int, settings: Settings | None = None) -> Company:
    """One company; the same seed draws the same one."""
    draw = random.Random(seed)
    return Company(
        {
            "people": tuple(people()),
            "identities": ({"person_id": "P06", "system": "CRM", "identifier": CRM_ID},),
            "products": tuple(products()),
            "rates": tuple(rates()),
            "opportunities": tuple(opportunities(draw)),
            "training": tuple(training(draw)),
            "content_access": tuple(content_access(draw)),
            "customer_time": tuple(customer_time(draw)),
            "onboarding": tuple(onboarding(draw)),
            "customers": tuple(customers(draw)),
        },
        settings or Settings(stage_words=WORDS),
        LAST,
    )


def people() -> Iterator[Row]:
    def spell(person: str, name: str, role: str, function: str, team: str, region: str, **days: str) -> Row:
        hired = {"started_on": "2021-03-01", "left_on": "", "valid_from": "2021-03-01", "valid_to": ""} | days
        email = f"{person.lower()}@coxswain.example"
        return {"person_id": person, "name": name, "email": email, "role": role, "function": function, "team": team,
                "region": region, **hired}  # fmt: skip

    seller, sales = "Account Executive", "sales"
    yield spell("P01", "Zoë Møller", seller, sales, "North", "EMEA", valid_to="2024-05-15")
    yield spell("P01", "Zoë Møller", seller, sales, "South", "Americas", valid_from="2024-05-15")
    yield spell("P02", "Ben Leap", seller, sales, "North", "EMEA", left_on="2024-02-29")
    yield spell("P03", "Cara Gap", seller, sales, "South", "Americas", valid_to="2023-08-01")
    yield spell("P03", "Cara Gap", seller, sales, "North", "EMEA", valid_from="2023-11-01")
    yield spell("P04", "Alex Kim", seller, sales, "North", "EMEA")
    yield spell("P05", "Alex Kim", seller, sales, "South", "Americas")
    yield spell("P06", "Dana Ortiz", seller, sales, "South", "Americas")
    yield spell("P07", "Ever Won", seller, sales, "West", "Americas", started_on="2024-01-31", valid_from="2024-01-31")
    yield spell("P08", "Fay Up", seller, sales, "West", "EMEA", valid_to="2024-02-29")
    yield spell("P08", "Fay Up", "Sales Manager", sales, "West", "EMEA", valid_from="2024-02-29")
    yield spell("P09", "Gil Teach", "Enablement Manager", "enablement", "Enablement", "EMEA")
    yield spell("P10", "Hal New", seller, sales, "", "EMEA", started_on=str(LAST), valid_from=str(LAST))
    yield spell("P11", "Ida Care", "Customer Success Manager", "customer success", "Care", "EMEA")
    for person, hired in NEW_HIRES.items():
        left = "2023-06-10" if person == "N2" else ""
        days = {"started_on": str(hired), "valid_from": str(hired), "left_on": left}
        yield spell(person, f"New {person}", "Support Engineer", "support", "Care", "EMEA", **days)
    yield spell("P12", "Jon Call", "Sales Development Representative", "sales development", "North", "EMEA")


def products() -> Iterator[Row]:
    yield {"product_id": "BASE", "name": "Base", "list_price": "1000"}
    yield {"product_id": "FLAG", "name": "Flagship", "list_price": "25000.50"}
    yield {"product_id": "FREE", "name": "Unpriced", "list_price": ""}


def rates() -> Iterator[Row]:
    yield {"currency": "EUR", "valid_from": "2022-01-01", "rate": "1.10"}
    yield {"currency": "EUR", "valid_from": "2024-03-01", "rate": "1.05"}


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
    found = {"amount": str(net), "kind": draw.choice(["new", "new", "expansion", "renewal"]), "currency": "USD",
             "product_id": product, "quantity": draw.choice(["", "1", "3"]),
             "list_amount": "", "discount_pct": ""}  # fmt: skip
    way = draw.randrange(4)
    if way == 0:
        found |= {"list_amount": f"{net * draw.uniform(1, 1.6):.2f}", "currency": draw.choice(["USD", "EUR", "GBP"])}
    if way == 1:
        found |= {"discount_pct": str(draw.choice([0, 0.1, 0.25])), "currency": draw.choice(["USD", "EUR"])}
    if draw.random() < 0.05:
        found |= {"amount": ""}
    return found


def training(draw: random.Random) -> Iterator[Row]:
    trained = ["P01", "P02", "P03", "P05", "P06", "P08", "P09", "P11", "P12", "stranger@nowhere.example"]
    for number, held in enumerate(days_within(draw, 60)):
        person = draw.choice(trained)
        yield {"person_id": person if "@" in person else reference(draw, person), "held_on": str(held),
               "session_id": f"S{number}", "attended": draw.choice(["true", "true", "false", ""])}  # fmt: skip
    yield {"person_id": "P04", "held_on": "2061-01-01", "session_id": "planned", "attended": ""}


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
        known = ended <= LAST and draw.random() < 0.8
        yield {"customer_id": f"K{number:02}", "started_on": str(started), "ended_on": str(ended) if known else "",
               "account_manager": draw.choice(managers)}  # fmt: skip
