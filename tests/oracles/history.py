"""What stage words mean, and the stages each deal went through, in order."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from tests.oracles.roster import day
from tests.oracles.rows import Company

MEANINGS = {
    "closed won": "won",
    "closed lost": "lost",
    "no decision": "no_decision",
    "prospecting": "open",
    "qualification": "open",
    "discovery": "open",
    "proposal": "open",
    "negotiation": "open",
}
CLOSED = ("won", "lost", "no_decision")


@dataclass(frozen=True)
class Entry:
    """A deal entering a stage; `meaning` is the stage's outcome, None for a word nobody knows."""

    stage: str
    meaning: str | None
    entered: date


def meaning_of(company: Company, stage: str) -> str | None:
    """What the company's own words say, else the usual ones."""
    own = {word.word.casefold(): word.outcome for word in company.settings.stage_words}
    return own.get(stage.casefold()) or MEANINGS.get(stage.casefold())


@cache
def histories(company: Company) -> Mapping[str, list[Entry]]:
    """Each deal's entries by day; on one day closed stages come last, else the order of the file decides. A row with
    the stage of the one before it is no entry."""
    entries_by_deal: dict[str, list[Entry]] = defaultdict(list)
    for row in company.rows("stage_history"):
        if entered := day(row["entered_on"]):
            meaning = meaning_of(company, row["stage"])
            entries_by_deal[row["opportunity_id"]].append(Entry(row["stage"], meaning, entered))
    for entries in entries_by_deal.values():
        entries.sort(key=lambda entry: (entry.entered, entry.meaning in CLOSED))
        stages = [None, *(entry.stage for entry in entries)]
        entries[:] = [entry for entry, before in zip(entries, stages, strict=False) if entry.stage != before]
    return entries_by_deal
