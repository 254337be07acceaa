"""Who somebody is and where they were on a day, by walking the rows of people.csv and identities.csv."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tests.oracles.rows import Company, Row

NOT_MATCHED = "Not matched"
CUSTOMER_FACING = {"sales", "sales development", "customer success", "support", "presales", "partner"}
LEADING_ROLES = {"Sales Manager", "Sales Director", "Head of Sales"}


def day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def plain(name: str) -> str:
    """A name without accents, case, double blanks."""
    decomposed = unicodedata.normalize("NFKD", name)
    return " ".join("".join(mark for mark in decomposed if not unicodedata.combining(mark)).casefold().split())


@dataclass(frozen=True)
class Place:
    """Where a person was on a day."""

    team: str
    region: str
    customer_facing: bool
    seller: bool


def described(row: Row) -> Place:
    """What a spell says of where somebody is and what they do there."""
    function = row.get("function", "")
    return Place(
        row.get("team") or "No team",
        row.get("region") or "No region",
        function in CUSTOMER_FACING,
        function == "sales" and row.get("role") not in LEADING_ROLES,
    )


class Roster:
    def __init__(self, company: Company) -> None:
        self.rows = list(company.rows("people"))
        self.people = sorted({row["person_id"] for row in self.rows})
        self.identities = [(row["identifier"], row["person_id"]) for row in company.rows("identities")]
        self.spells = {person: [row for row in self.rows if row["person_id"] == person] for person in self.people}
        self.places: dict[tuple[str, date], Place | None] = {}
        self.resolved: dict[str, str | None] = {}

    def person(self, reference: str | None) -> str | None:
        """One person, or None where nobody or several fit."""
        if not reference:
            return None
        if reference not in self.resolved:
            readings = (set(people) for people in self._readings(reference.strip()))
            first = next((reading for reading in readings if reading), set())
            self.resolved[reference] = first.pop() if len(first) == 1 else None
        return self.resolved[reference]

    def _readings(self, text: str) -> Iterable[list[str]]:
        yield [person for person in self.people if person == text]
        if len(text) in (15, 18):
            yield [
                person for identifier, person in self.identities
                if len(identifier) in (15, 18) and identifier[:15] == text[:15]
            ]  # fmt: skip
        yield [row["person_id"] for row in self.rows if row.get("email") and row["email"].casefold() == text.casefold()]
        yield [row["person_id"] for row in self.rows if row.get("name") and plain(row["name"]) == plain(text)]
        yield [person for identifier, person in self.identities if identifier.casefold() == text.casefold()]

    def spell(self, person: str, on: date) -> Row | None:
        for row in self.spells[person]:
            begins, ends = day(row.get("valid_from")), day(row.get("valid_to"))
            if (begins is None or begins <= on) and (ends is None or on < ends):
                return row
        return None

    def place(self, person: str, on: date) -> Place | None:
        """None where they were not employed, or had no spell."""
        if (person, on) not in self.places:
            self.places[person, on] = self._place(person, on)
        return self.places[person, on]

    def _place(self, person: str, on: date) -> Place | None:
        row = self.spell(person, on)
        if row is None:
            return None
        hired, left = day(row.get("started_on")), day(row.get("left_on"))
        if (hired and on < hired) or (left and on > left):
            return None
        return described(row)

    def group(self, reference: str | None, on: date, by: str | None) -> str:
        """The group an event of this person on this day belongs to."""
        if by is None:
            return ""
        person = self.person(reference)
        if person is None:
            return NOT_MATCHED
        row = self.spell(person, on)
        return (row or {}).get(by) or f"No {by}"
