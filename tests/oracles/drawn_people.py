"""The people of the drawn companies.

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
S…       hired to sell since the first day of the deals (S9: the day before it); S02 leaves without having won, S10 just
         before winning, S03 moves soon, S04 is hired to lead sellers, S05 to call, S06 leaves and is hired again
"""

from collections.abc import Iterator
from datetime import date

from tests.oracles.drawing import FIRST, LAST
from tests.oracles.rows import Row

NEW_HIRES = {
    "N1": FIRST, "N2": date(2023, 4, 3), "N3": date(2023, 4, 20), "N4": date(2023, 5, 2), "N5": date(2024, 2, 29),
    "N6": date(2024, 3, 1), "N7": date(2024, 3, 31), "N8": date(2025, 4, 1),
}  # fmt: skip
SELLER, SALES = "Account Executive", "sales"


def spell(person: str, name: str, role: str, function: str, team: str, region: str, **days: str) -> Row:
    """Somebody there since March 2021 unless `days` say otherwise."""
    hired = {"started_on": "2021-03-01", "left_on": "", "valid_from": "2021-03-01", "valid_to": ""} | days
    email = f"{person.lower()}@coxswain.example"
    return {"person_id": person, "name": name, "email": email, "role": role, "function": function, "team": team,
            "region": region, **hired}  # fmt: skip


def people() -> Iterator[Row]:
    seller, sales = SELLER, SALES
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
    yield from newcomers()


def newcomers() -> Iterator[Row]:
    """People hired to sell, or to do something else first."""

    def hired(person: str, on: str, team: str, role: str = SELLER, function: str = SALES, **days: str) -> Row:
        region = {"North": "EMEA", "South": "Americas", "West": "Americas"}[team]
        dates = {"started_on": on, "valid_from": on} | days
        return spell(person, f"Newcomer {person}", role, function, team, region, **dates)

    yield hired("S01", "2023-05-15", "North")
    yield hired("S02", "2023-05-15", "South", left_on="2024-01-31")
    yield hired("S03", "2024-02-29", "North", valid_to="2024-05-01")
    yield hired("S03", "2024-02-29", "South", valid_from="2024-05-01")
    yield hired("S04", "2023-05-02", "North", role="Sales Manager", valid_to="2023-12-01")
    yield hired("S04", "2023-05-02", "North", valid_from="2023-12-01")
    yield hired("S05", "2023-04-20", "North", "Sales Development Representative", "sales development",
                valid_to="2023-10-01")  # fmt: skip
    yield hired("S05", "2023-04-20", "North", valid_from="2023-10-01")
    yield hired("S06", "2023-06-30", "South", left_on="2023-09-30", valid_to="2023-10-01")
    yield hired("S06", "2024-03-01", "North")
    yield hired("S07", "2025-04-10", "West")
    yield hired("S08", str(FIRST), "West")
    yield hired("S09", "2023-02-09", "West")
    yield hired("S10", "2024-02-05", "North", left_on="2024-03-15")
    yield hired("S11", "2024-03-11", "South")
    yield hired("S12", "2024-01-15", "South")
