"""Who the names of an attendance list are: remarks behind a name, second names, guests who also signed in."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from metrics.intake.confined_connection import connect
from metrics.intake.recognize.header_words import attendance_words
from metrics.schema import same_word_key
from metrics.store import TableState

_BEHIND = re.compile(r"^(.*?)\s*[(（]([^()（）]*)[)）]\s*$")
_PARTS = re.compile(r"[,;/、，]")


@dataclass(frozen=True, slots=True)
class PeopleByName:
    """How many people of a workspace have a name (by its key), and the e-mail addresses of each such name."""

    people: Mapping[str, int]
    emails: Mapping[str, frozenset[str]]

    def nobody_else(self, key: str, email: str) -> bool:
        """Whether the workspace knows no other person of a name than the one with this e-mail address."""
        return self.people.get(key, 0) <= 1 and self.emails.get(key, frozenset()) <= {email}


@dataclass(frozen=True, slots=True)
class Participant:
    """One way a participant is written in a list. `name` is without remarks; `is_host` says that a remark says so."""

    name: str | None
    is_host: bool


NOBODY_KNOWN = PeopleByName({}, {})


def read_roster(people: TableState | None) -> PeopleByName:
    """The names of a workspace's people; none where it has no roster or the roster has no names."""
    if people is None or not people.files or "name" not in people.columns:
        return NOBODY_KNOWN
    email = "lower(email)" if "email" in people.columns else "NULL"
    with connect(people.files) as connection:
        rows = connection.execute(
            f"SELECT DISTINCT name, person_id, {email} FROM {people.relation} WHERE name IS NOT NULL"
        ).fetchall()
    persons = {(same_word_key(name), person) for name, person, _ in rows}
    emails: dict[str, set[str]] = {}
    for name, _, address in rows:
        emails.setdefault(same_word_key(name), set()).update([address] if address else [])
    return PeopleByName(Counter(key for key, _ in persons), {key: frozenset(each) for key, each in emails.items()})


def read_participants(
    texts: Iterable[str], roster: PeopleByName, taught: frozenset[str] = frozenset()
) -> dict[str, Participant]:
    """What each name of a list says. Brackets behind a name hold remarks (host, guest), or a second name that counts if
    the roster has it; else they stay aside, unless names would be the same without them. `taught` are the keys of
    words that somebody said mean a host."""
    hosts, remarks = attendance_words("host") | taught, attendance_words("remark")
    bare: dict[str, tuple[str, str | None, bool]] = {}
    for text in dict.fromkeys(texts):
        name, second, is_host = text, None, False
        while match := _BEHIND.match(name):
            keys = {same_word_key(part) for part in _PARTS.split(match.group(2))}
            if not keys <= hosts | remarks:
                if second is not None:
                    break
                second = match.group(2)
            is_host = is_host or bool(keys & hosts)
            name = match.group(1)
        bare[text] = (name, second, is_host)
    written = {(name, second) for name, second, _ in bare.values()}
    shared = Counter(same_word_key(name) for name, _ in written)
    return {
        text: Participant(_name(name, second, shared[same_word_key(name)] > 1, roster), is_host)
        for text, (name, second, is_host) in bare.items()
    }


def _name(name: str, second: str | None, shared: bool, roster: PeopleByName) -> str | None:
    if second and same_word_key(second) in roster.people:
        return second.strip()
    if second and shared and same_word_key(name) not in roster.people:
        return f"{name} ({second})"
    return name.strip() or None


def signed_in_as(
    guests: Sequence[str], signed_in: Mapping[str, Sequence[str]], roster: PeopleByName, same_person: bool | None
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The e-mail address of guests who are also there signed in, and the names where that can't be told.

    `signed_in` holds the addresses of each name (by its key) in the file; `same_person` is what somebody said.
    """
    addresses: dict[str, str] = {}
    open_names: list[str] = []
    for guest in guests:
        candidates = signed_in.get(same_word_key(guest), ())
        if not candidates or same_person is False:
            continue
        if same_person or (len(candidates) == 1 and roster.nobody_else(same_word_key(guest), candidates[0])):
            addresses[guest] = candidates[0]
        else:
            open_names.append(guest)
    return addresses, tuple(open_names)
