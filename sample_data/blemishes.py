"""What is wrong with the sample on purpose, so that Data checks and Match people have something to find.

Each function changes the rows it names and nothing else. Real exports look like this. `PROBLEMS` says what Data checks
make of it: exactly these findings, each with so many rows.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sample_data.plan import FIRST_DAY, LAST_DAY, SELLER, Row

UNKNOWN_OWNER = "Robin Castlequist"
"""Owns deals and is in no roster."""
GUESTS = ("Guest 1", "Guest 2")
MISSPELT_PRODUCT = "TIDE-BUISNESS"
UNKNOWN_CURRENCY = "GBP"
"""Has no rate."""
UNKNOWN_STAGE = "On ice"
"""A stage word nobody has explained."""

Tables = dict[str, Iterable[Row]]


@dataclass(frozen=True, slots=True)
class Blemish:
    """What one check finds: its name, how many rows, and what lies behind it."""

    check: str
    count: int
    says: str


PROBLEMS = (
    Blemish("closed_before_created", 3, "Three deals whose close date was typed wrong, twelve days too early."),
    Blemish("closed_without_date", 3, "Three closed deals without a close date and without a stage history."),
    Blemish("customers_ended_before_started", 1, "A customer whose last day lies five days before the first."),
    Blemish("impossible_hours", 1, "Somebody entered minus four hours."),
    Blemish("mixed_currencies", 3, "Deals are in dollars and, in Europe, in euros; two are in pounds by mistake."),
    Blemish("onboarding_completed_before_start", 1, "A certificate dated before its holder was hired."),
    Blemish("open_past_date", 7, "Seven open deals whose expected close has passed."),
    Blemish("owners_not_matched", 1, f"Ten deals belong to {UNKNOWN_OWNER}, who is in no roster."),
    Blemish("participants_not_matched", 3, f"Two guests and {UNKNOWN_OWNER} in training and content access."),
    Blemish("products_not_listed", 1, f"Four deals are for {MISSPELT_PRODUCT}, a slip of the pen."),
    Blemish("repeated_attendance", 2, "Two people stand twice in the list of one session."),
    Blemish("same_email", 1, "A seller who left came back under a new number, with the old e-mail address."),
    Blemish("similar_deals", 2, "Two deals were entered a second time under another id."),
    Blemish("training_outside_employment", 4, "Two were trained before they were hired, two after they had left."),
    Blemish("unconvertible", 2, f"Two deals are in {UNKNOWN_CURRENCY}, for which there is no rate."),
    Blemish("unknown_stages", 1, f"Three deals are in a stage called “{UNKNOWN_STAGE}”, which nobody has explained."),
    Blemish("won_at_nothing", 1, "A won deal of nothing."),
    Blemish("won_without_amount", 2, "Two won deals without an amount."),
)
SET_ASIDE = {"opportunities": 2}
"""Rows an import sets aside: a deal exported twice, and an older state of another."""


def places(rows: list[Row], stage: str, kind: str = "new") -> list[int]:
    """Where the deals of a kind in a stage are."""
    return [place for place, row in enumerate(rows) if row["stage"] == stage and row["kind"] == kind]


def before(day: object, count: int) -> date:
    """The day that many days earlier."""
    if not isinstance(day, date):
        raise TypeError(f"{day!r} is no day")
    return day - timedelta(days=count)


def spoil_deals(rows: list[Row]) -> frozenset[str]:
    """Spoils deals, adds doubled ones, and says for which deals the CRM recorded no stage history."""
    won, lost = places(rows, "Closed Won"), places(rows, "Closed Lost")
    for place in [*won[200:1400:240], *lost[300:1500:240]]:
        rows[place]["owner"] = UNKNOWN_OWNER
    for place in won[310:1500:300]:
        rows[place]["product_id"] = MISSPELT_PRODUCT
    for place in won[450:1000:330]:
        rows[place]["currency"] = UNKNOWN_CURRENCY
    for place in won[600:1000:350]:
        rows[place]["amount"] = None
    rows[won[777]]["amount"] = 0.0
    for number, place in enumerate(places(rows, "Negotiation")[:7]):
        rows[place]["closed_on"] = LAST_DAY - timedelta(days=9 + 3 * number)
    for place in places(rows, "Discovery")[5:20:5]:
        rows[place]["stage"] = UNKNOWN_STAGE
    dateless, reversed_ = [won[666], lost[610], lost[900]], [won[755], lost[760], lost[1200]]
    for place in dateless:
        rows[place]["closed_on"] = None
    for place in reversed_:
        rows[place]["closed_on"] = before(rows[place]["created_on"], 12)
    unrecorded = frozenset(str(rows[place]["opportunity_id"]) for place in dateless + reversed_)
    rows.extend(
        {**rows[place], "opportunity_id": f"D9900{number}"} for number, place in enumerate((won[101], lost[88]))
    )
    rows.append(dict(rows[won[100]]))  # identical: counts once
    rows.append({**rows[lost[100]], "amount": 999.0})  # differs: the last one counts
    return unrecorded


def spoil_people(people: list[Row]) -> None:
    """A seller who left is hired again under another number."""
    gone = next(row for row in people if row["role"] == SELLER and isinstance(row["left_on"], date))
    again = before(LAST_DAY, 240)
    people.append({
        **gone, "person_id": "P999", "started_on": again, "left_on": None, "valid_from": again, "valid_to": None
    })  # fmt: skip


def spoil_training(rows: list[Row], people: list[Row]) -> None:
    """People trained before they were hired, after they left, or twice at once, and some whom no roster knows."""
    late = [row for row in people if isinstance(row["started_on"], date) and row["started_on"] > FIRST_DAY][:2]
    gone = [row for row in people if isinstance(row["left_on"], date) and row["left_on"] < LAST_DAY - timedelta(60)]
    attended = [row for row in rows if row["attended"]]
    template = {**attended[0], "session_id": "UPDATE-0"}
    for person in late:
        rows.append({**template, "person_id": person["person_id"], "held_on": before(person["started_on"], 20)})
    for person in gone[1:3]:
        rows.append({**template, "person_id": person["person_id"], "held_on": before(person["left_on"], -30)})
    for name in (*GUESTS, UNKNOWN_OWNER):
        rows.append({**template, "person_id": name})
    rows.extend({**row, "minutes": 30} for row in attended[50:150:50])


def spoil_rest(onboarding: list[Row], customers: list[Row], hours: list[Row]) -> None:
    """A certificate before hiring, a customer that ended before it started, negative hours."""
    row = next(row for row in onboarding if row["milestone"] == "certified" and row["completed_on"])
    row["completed_on"] = before(row["started_on"], 3)
    spells = [row["customer_id"] for row in customers]
    row = next(row for row in customers if row["ended_on"] and spells.count(row["customer_id"]) == 1)
    row["ended_on"] = before(row["started_on"], 5)
    hours[100]["hours"] = -4.0


def with_strangers(rows: Iterable[Row], at: Mapping[int, str]) -> Iterator[Row]:
    """The rows with somebody else in those places."""
    for place, row in enumerate(rows):
        yield {**row, "person_id": at[place]} if place in at else row


def spoil(tables: Tables) -> None:
    """Puts everything else that is wrong on purpose into a clean company's tables."""
    people, training, onboarding, customers, hours = (
        list(tables[name]) for name in ("people", "training", "onboarding", "customers", "customer_time")
    )
    spoil_people(people)
    spoil_training(training, people)
    spoil_rest(onboarding, customers, hours)
    content = with_strangers(tables["content_access"], {200: UNKNOWN_OWNER, 700: UNKNOWN_OWNER})
    tables |= {"people": people, "training": training, "onboarding": onboarding, "customers": customers,
               "customer_time": hours, "content_access": content}  # fmt: skip
