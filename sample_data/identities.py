"""Other names of the same people: what the CRM calls everybody who sells, and the training system a few."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from sample_data.plan import FIRST_DAY, FUNCTIONS, LAST_DAY, Row
from sample_data.planted import CALLED_OTHERWISE
from sample_data.roster import Roster

BASE_62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
A_YEAR = timedelta(days=365)
"""Only people who were there for longer are sure to have been trained."""
CRM_FUNCTIONS = {"sales", "sales development", "presales"}


def training_names(roster: Roster) -> Mapping[str, str]:
    """What the training system calls the few people whom it doesn't know by their number."""
    numbers = roster.division.stream("training names")
    long_staying = [
        seller
        for seller in roster.all_sellers
        if (seller.left_on or LAST_DAY) - max(seller.started_on, FIRST_DAY) > A_YEAR
    ]
    chosen = [
        long_staying[place] for place in sorted(numbers.permutation(len(long_staying))[:CALLED_OTHERWISE].tolist())
    ]
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
