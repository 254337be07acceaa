"""What happens to deals in each stage: whether they go on from it, and how long they stay."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from tests.oracles.deals import Deal, closed_deals, every_deal
from tests.oracles.history import Entry, histories
from tests.oracles.measured import Measured, Number, by_group, share
from tests.oracles.roster import Roster, day
from tests.oracles.rows import Company
from tests.oracles.survival import median_time

NO_WAY_ON = ("lost", "no_decision", "ignore")


@dataclass(frozen=True)
class Passage:
    """A deal in an open stage: since when, whether for the first time, whether it went on, and for how long."""

    owner: str
    entered: date
    first_time: bool
    went_on: bool
    still_open: bool
    days: int
    left: bool
    placed: bool


@cache
def passages(company: Company) -> tuple[Passage, ...]:
    """Every entry into an open stage, of deals whose outcome is known and that weren't set aside."""
    ended = {deal.number: deal.closed for deal in closed_deals(company)}
    entered = [on for row in company.rows("stage_history") if (on := day(row["entered_on"]))]
    told_until = max((on for on in entered if on <= company.data_through), default=company.data_through)
    walked: list[Passage] = []
    for deal in every_deal(company):
        if deal.outcome not in (None, "ignore"):
            entries = [
                entry for entry in histories(company).get(deal.number, ()) if entry.entered <= company.data_through
            ]
            for place, entry in enumerate(entries):
                if entry.meaning == "open":
                    walked.append(_passage(deal, entries, place, ended.get(deal.number), told_until))
    return tuple(walked)


def _passage(deal: Deal, entries: list[Entry], place: int, closed: date | None, through: date) -> Passage:
    entry = entries[place]
    following = entries[place + 1].entered if place + 1 < len(entries) else closed
    went_on = deal.outcome == "won" or goes_on(entries, place)
    return Passage(
        deal.owner,
        entry.entered,
        entry.stage not in {earlier.stage for earlier in entries[:place]},
        went_on,
        deal.outcome == "open" and not went_on,
        ((following or through) - entry.entered).days,
        following is not None,
        following is not None or deal.outcome == "open",
    )


def goes_on(entries: list[Entry], place: int) -> bool:
    """Whether the deal came later into a stage that was new to it and not the end of it."""
    return any(
        later.meaning not in NO_WAY_ON and later.stage not in {before.stage for before in entries[:at]}
        for at, later in enumerate(entries)
        if at > place
    )


def _within(company: Company, roster: Roster, first: date, last: date, by: str | None) -> dict[str, list[Passage]]:
    entered = [passage for passage in passages(company) if first <= passage.entered <= last]
    return by_group(entered, roster, by, lambda passage: passage.owner, lambda passage: passage.entered)


def stage_conversion(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """First entries of deals into open stages from which they went on ÷ all; beside it those that may yet."""
    measured: Measured = {}
    for group, entered in _within(company, roster, first, last, by).items():
        entries = [passage for passage in entered if passage.first_time]
        if entries:
            went_on = [passage for passage in entries if passage.went_on]
            waiting = [passage for passage in entries if passage.still_open]
            measured[group] = Number(share(went_on, entries), len(entries), share(waiting, entries))
    return measured


def time_in_stage(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Kaplan–Meier median days in an open stage, by the day it was entered; deals still in it are censored.

    An entry after the day its deal closed, with none to follow, has no length and is left out, and so is the last one
    of a deal that closed nobody knows when.
    """
    measured: Measured = {}
    for group, entered in _within(company, roster, first, last, by).items():
        stays = [(passage.days, passage.left) for passage in entered if passage.placed and passage.days >= 0]
        if stays:
            measured[group] = Number(median_time(stays), len(stays))
    return measured
