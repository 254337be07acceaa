"""Other names of the same people: what the CRM calls everybody who sells, and the training system a few."""

from collections.abc import Iterator, Mapping

from sample_data.plan import FUNCTIONS, Row
from sample_data.planted import CALLED_OTHERWISE
from sample_data.roster import Roster

BASE_62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
CRM_FUNCTIONS = {"sales", "sales development", "presales"}


def training_names(roster: Roster) -> Mapping[str, str]:
    """What the training system calls the few people whom it doesn't know by their number."""
    numbers = roster.division.stream("training names")
    places = sorted(numbers.permutation(len(roster.all_sellers))[:CALLED_OTHERWISE].tolist())
    chosen = [roster.all_sellers[place] for place in places]
    return {person.person_id: f"lms-{person.person_id[1:]}-{person.name.split()[0].lower()}" for person in chosen}


def identity_rows(roster: Roster, called: Mapping[str, str]) -> Iterator[Row]:
    """The `identities` table."""
    numbers = roster.division.stream("identities")
    for person in roster.people:
        if FUNCTIONS[person.role] in CRM_FUNCTIONS:
            crm = "005" + "".join(BASE_62[digit] for digit in numbers.integers(62, size=12))
            yield {"person_id": person.person_id, "system": "CRM", "identifier": crm}
        if person.person_id in called:
            yield {"person_id": person.person_id, "system": "LMS", "identifier": called[person.person_id]}
