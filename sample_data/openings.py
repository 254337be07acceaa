"""Who opens how many deals on which days, and what kind of deals: the load of a seller's year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sample_data.ability import still_new
from sample_data.plan import DEALS_SINCE, LAST_DAY, SALES_TEAMS, Team, month_after, months, picks, working_day
from sample_data.planted import LEADS_SHARE, LEADS_TEAM, RAMP_DEALS
from sample_data.roster import Person, Roster

A_MONTH = {"Enterprise": 4.6, "Mid-market": 5.6}
"""Deals a ramped seller opens in a month."""
KINDS = {"new": 0.64, "expansion": 0.23, "renewal": 0.13}
FROM_LEADS = 0.60
"""Share of new business that begins with a lead; sellers find the rest themselves."""
LEAD_SOURCES = {"Outbound": 0.45, "Website": 0.33, "Event": 0.22}
OTHER_SOURCES = {"Referral": 0.5, "Partner": 0.5}
HORIZON = LAST_DAY + timedelta(days=60)
"""Deals are drawn until then, so that the leads of the last weeks are as many as ever; later ones aren't recorded."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A deal on the day it is opened."""

    opener: Person
    team: Team
    created_on: date
    kind: str
    from_lead: bool
    source: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days of a month on which a seller was in a team."""

    seller: Person
    team: Team
    first: date
    last: date

    @property
    def expected(self) -> float:
        """How many deals the seller opens in it on average."""
        middle = self.first + (self.last - self.first) / 2
        load = 1 - (1 - RAMP_DEALS) * still_new(self.seller, middle)
        return A_MONTH[self.team.segment] * load * ((self.last - self.first).days + 1) / 30.4


def stretches(roster: Roster) -> Iterator[Stretch]:
    """Every seller's months, cut where they came, moved or left."""
    teams = {team.name: team for team in SALES_TEAMS}
    for seller in roster.all_sellers:
        for name, first, last in seller.stints():
            stays = last == LAST_DAY and seller.left_on is None
            first, last = max(first, DEALS_SINCE), HORIZON if stays else last
            for month in months(first, last):
                end = month_after(month) - timedelta(days=1)
                yield Stretch(seller, teams[name], max(first, month), min(last, end))


def openings(roster: Roster) -> list[Opening]:
    """Every deal that is opened, in the order of days."""
    numbers = roster.division.stream("openings")
    every = list(stretches(roster))
    counts = numbers.poisson([stretch.expected for stretch in every])
    drawn = [stretch for stretch, count in zip(every, counts, strict=True) for _ in range(count)]
    every_opening = [
        Opening(stretch.seller, stretch.team, day_in(stretch, place), kind, lead, source)
        for stretch, place, (kind, lead, source) in zip(
            drawn, numbers.random(len(drawn)), origins(numbers, len(drawn)), strict=True
        )
    ]
    kept = numbers.random(len(every_opening)) < LEADS_SHARE
    every_opening = [
        opening
        for opening, keep in zip(every_opening, kept, strict=True)
        if keep or not (opening.from_lead and opening.team.name == LEADS_TEAM)
    ]
    return sorted(every_opening, key=lambda opening: (opening.created_on, opening.opener.person_id))


def day_in(stretch: Stretch, place: float) -> date:
    """A working day of a stretch, as far into it as `place` (0 to 1) says."""
    length = (stretch.last - stretch.first).days + 1
    return max(stretch.first, working_day(stretch.first + timedelta(days=int(length * place))))


def origins(numbers: np.random.Generator, count: int) -> Iterator[tuple[str, bool, str]]:
    """Kind, whether it began with a lead, and source of so many deals."""
    kinds = picks(numbers, KINDS, count)
    leads = numbers.random(count) < FROM_LEADS
    lead_sources, others = picks(numbers, LEAD_SOURCES, count), picks(numbers, OTHER_SOURCES, count)
    for place, kind in enumerate(kinds):
        lead = kind == "new" and bool(leads[place])
        yield kind, lead, lead_sources[place] if lead else others[place]
