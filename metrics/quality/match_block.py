"""Matching people as a page shows it: whom names stand for that nobody in the roster has, and what is remembered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metrics.formatting import format_money
from metrics.quality.identities import (
    RosterPerson,
    SamePerson,
    Unmatched,
    confirm_match,
    confirmed_matches,
    forget_match,
    number_unmatched,
    roster_people,
    same_people,
    unmatched,
)
from metrics.query import Reader
from metrics.report import Item, Items
from metrics.store import Workspace


@dataclass(frozen=True, slots=True)
class MatchQuestion:
    """A name nobody has: the question, and who may be meant by id, each in words, the likeliest first."""

    reference: str
    sentence: str
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Matching:
    """The names in one version's files."""

    reader: Reader

    @property
    def number(self) -> int:
        """How many names are nobody of the roster, or fit several people."""
        return number_unmatched(self.reader)

    def questions(self, most: int) -> tuple[MatchQuestion, ...]:
        """Who each name may be, those with most at stake first."""
        everybody = roster_people(self.reader)
        return tuple(self._question(entry, everybody) for entry in unmatched(self.reader)[:most])

    @property
    def remembered(self) -> dict[str, str]:
        """The names that somebody matched, each with who it is, in words."""
        return {reference: f"{reference} → {person.in_words}" for reference, person in confirmed_matches(self.reader)}

    @property
    def doubles(self) -> Items:
        """Ids of the roster that may be one person's."""
        return Items("", tuple(map(_double, same_people(self.reader))))

    def remember(self, workspace: Workspace, matches: Mapping[str, str], who: str) -> None:
        """Remembers who each name stands for (name → id), as a version that can be undone."""
        confirm_match(workspace, matches, who)

    def forget(self, workspace: Workspace, references: Sequence[str], who: str) -> None:
        """Forgets who these names stand for, as a version that can be undone."""
        forget_match(workspace, references, who)

    def _question(self, entry: Unmatched, everybody: Sequence[RosterPerson]) -> MatchQuestion:
        reasons = {suggestion.person.person_id: suggestion.reason for suggestion in entry.suggestions}
        likely = [suggestion.person for suggestion in entry.suggestions]
        options = {
            person.person_id: f"{person.in_words} ({reasons[person.person_id]})"
            if person.person_id in reasons
            else person.in_words
            for person in (*likely, *everybody)
        }
        fits = "fits several people" if entry.ambiguous else "is nobody of the roster"
        stake = at_stake(entry, self.reader.snapshot.settings.currency)
        return MatchQuestion(entry.reference, f"{fits} ({stake})", options)


def _double(double: SamePerson) -> Item:
    people = "; ".join(person.in_words for person in double.people)
    shared = f"The {'e-mail address' if double.by_email else 'name'} {double.shared}"
    return Item(f"belongs to {people}. Give them one id in the roster.", shared)


def at_stake(entry: Unmatched, currency: str) -> str:
    """What counts for nobody while the name isn't matched."""
    won = [f"{format_money(entry.won_value, currency, compact=True)} won"] if entry.won_value else []
    return ", ".join([*won, *entry.rows_in_words])
