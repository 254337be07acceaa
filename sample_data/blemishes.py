"""What is wrong with the sample on purpose, so that Data checks and Match people have something to find.

Each function changes the rows it names and nothing else. Real exports look like this.
"""

from datetime import date, timedelta

from sample_data.plan import FIRST_DAY, LAST_DAY, Row

UNKNOWN_OWNER = "Robin Castlequist"
"""Owns deals and is in no roster."""
MISSPELT_PRODUCT = "TIDE-BUISNESS"
UNKNOWN_CURRENCY = "GBP"
"""Has no rate."""

Tables = dict[str, list[Row]]


def won_places(rows: list[Row], kind: str = "new") -> list[int]:
    """Where the won deals of a kind are."""
    return [place for place, row in enumerate(rows) if row["stage"] == "Closed Won" and row["kind"] == kind]


def spoil_deals(rows: list[Row]) -> None:
    """Owners and products nobody knows, a currency without rate, missing and impossible dates, doubled rows."""
    won, lost = won_places(rows), [place for place, row in enumerate(rows) if row["stage"] == "Closed Lost"]
    for place in [*won[20:140:24], *lost[30:150:40]]:
        rows[place]["owner"] = UNKNOWN_OWNER
    for place in won[31:150:30]:
        rows[place]["product_id"] = MISSPELT_PRODUCT
    for place in won[45:100:33]:
        rows[place]["currency"] = UNKNOWN_CURRENCY
    for place in [won[60], lost[61], lost[90]]:
        rows[place]["closed_on"] = None
    for place in [won[75], lost[76], lost[120]]:
        rows[place]["closed_on"] = before(rows[place]["created_on"], 12)
    overdue = [place for place, row in enumerate(rows) if row["stage"] == "Negotiation"][:7]
    for place in overdue:
        rows[place]["closed_on"] = LAST_DAY - timedelta(days=9 + place % 20)
    rows.append(dict(rows[won[10]]))  # identical: counts once
    rows.append({**rows[lost[10]], "amount": 999.0})  # differs: the last one counts


def before(day: object, count: int) -> date:
    """The day that many days earlier."""
    if not isinstance(day, date):
        raise TypeError(f"{day!r} is no day")
    return day - timedelta(days=count)


def spoil_training(rows: list[Row], people: list[Row]) -> None:
    """People trained before they were hired or after they left, and some whom the roster does not know."""
    late = [row for row in people if isinstance(row["started_on"], date) and row["started_on"] > FIRST_DAY][:2]
    gone = [row for row in people if isinstance(row["left_on"], date) and row["left_on"] < LAST_DAY - timedelta(60)][:2]
    template = next(row for row in rows if row["completed"])
    for person in late:
        rows.append({**template, "person_id": person["person_id"], "held_on": before(person["started_on"], 20)})
    for person in gone:
        rows.append({**template, "person_id": person["person_id"], "held_on": before(person["left_on"], -30)})
    for name in ("Guest 1", "Guest 2", "Robin Castlequist"):
        rows.append({**template, "person_id": name})


def spoil_rest(tables: Tables) -> None:
    """A customer that ended before it started, negative hours, an access by a person in no roster."""
    customers, hours, accesses = tables["customers"], tables["customer_time"], tables["content_access"]
    place = next(place for place, row in enumerate(customers) if row["ended_on"])
    customers[place]["ended_on"] = before(customers[place]["started_on"], 5)
    hours[100]["hours"] = -4.0
    accesses[200]["person_id"] = accesses[700]["person_id"] = UNKNOWN_OWNER


def spoil(tables: Tables) -> None:
    """Puts everything that is wrong on purpose into a clean company's tables."""
    spoil_deals(tables["opportunities"])
    spoil_training(tables["training"], tables["people"])
    spoil_rest(tables)
