"""The way of leads: generated, met, qualified into deals, turned down, or put aside to ripen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sample_data.deals import Deal, workday
from sample_data.openings import LEAD_SOURCES
from sample_data.plan import FIRST_DAY, GENERATOR, LAST_DAY, SELLER, Row, Team, any_of, picks, working_day
from sample_data.roster import Person, Roster
from sample_data.words import WORDS

MET_IN_VAIN = 0.70
"""Leads that were met and not qualified, for each one that was."""
NEVER_MET = 2.1
"""Leads with whom there was no meeting, for each one that was qualified."""
DAYS_TO_MEETING = 11.0
RIPENED = 0.07
"""Share of the qualified leads that had been put aside for months before."""
DROPPED, PUT_ASIDE = 0.64, 0.18
"""Shares of the leads in vain that are turned down, and that are put aside; nobody decides on the rest."""
TAKEN_UP_AGAIN = 0.85
"""Share of those put aside that somebody comes back to when they are due, and turns down."""


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead as far as it got by the last recorded day."""

    created_on: date
    source: str
    generator: Person
    meeting_on: date | None = None
    accepted_by: Person | None = None
    qualified_on: date | None = None
    disqualified_on: date | None = None
    reason: str | None = None
    nurture_until: date | None = None
    opportunity_id: str | None = None


def if_recorded(day: date | None) -> date | None:
    """A day if it has come by the last recorded one."""
    return day if day and day <= LAST_DAY else None


class Generating:
    """Leads around the deals that began with one."""

    def __init__(self, roster: Roster) -> None:
        """The people who generate leads and take them over."""
        self.roster, self.numbers = roster, roster.division.stream("leads")

    def who(self, team: Team, role: str, day: date) -> Person:
        """Somebody of a role in the team on a day, or in another team of its region while nobody is."""
        members = self.roster.members(team.name, day, role) or [
            person
            for person in self.roster.people
            if person.role == role and person.there(day) and team.region in person.team_on(day)
        ]
        return any_of(self.numbers, members)

    def waiting(self) -> timedelta:
        """How long it takes from a lead to its first meeting."""
        return timedelta(days=2 + int(self.numbers.exponential(DAYS_TO_MEETING)))

    def qualified(self, deal: Deal) -> Lead:
        """The lead a deal began with; where the deal isn't opened yet, as far as the lead got."""
        meeting = working_day(deal.created_on - timedelta(days=int(self.numbers.integers(7))))
        created, due = meeting - self.waiting(), None
        if self.numbers.random() < RIPENED:
            created, due = created - timedelta(days=int(self.numbers.integers(70, 180))), created
        created, is_met = workday(created), meeting <= LAST_DAY
        generator = self.who(deal.team, GENERATOR, max(created, FIRST_DAY))
        opened = deal.created_on <= LAST_DAY
        return Lead(
            created, deal.opening.source, generator, if_recorded(meeting), deal.opening.opener if is_met else None,
            if_recorded(deal.created_on), None, None, due, deal.opportunity_id if opened else None,
        )  # fmt: skip

    def others(self, deal: Deal, first: date) -> Iterator[Lead]:
        """The leads of the same weeks and the same team that led to nothing."""
        met, unmet = (int(self.numbers.poisson(mean)) for mean in (MET_IN_VAIN, NEVER_MET))
        for place, source in enumerate(picks(self.numbers, LEAD_SOURCES, met + unmet)):
            created = workday(first + timedelta(days=int(self.numbers.integers(-15, 16))))
            if FIRST_DAY <= created <= LAST_DAY:
                generator = self.who(deal.team, GENERATOR, created)
                meeting = if_recorded(working_day(created + self.waiting())) if place < met else None
                meeting = max(meeting, created) if meeting else None
                closer = self.who(deal.team, SELLER, meeting) if meeting else None
                yield self.in_vain(Lead(created, source, generator, meeting, closer))

    def in_vain(self, lead: Lead) -> Lead:
        """What became of a lead that led to nothing."""
        turn, later = self.numbers.random(), timedelta(days=int(self.numbers.integers(1, 40)))
        decided = if_recorded((lead.meeting_on or lead.created_on) + later)
        if decided is None or turn > DROPPED + PUT_ASIDE:
            return lead
        due = None
        if turn > DROPPED:
            due = decided + timedelta(days=int(self.numbers.integers(60, 180)))
            comes_back = self.numbers.random() < TAKEN_UP_AGAIN
            decided = if_recorded(due + timedelta(days=int(self.numbers.integers(10)))) if comes_back else None
        reason = any_of(self.numbers, WORDS["disqualified_reasons"]) if decided else None
        return Lead(
            lead.created_on, lead.source, lead.generator, lead.meeting_on, lead.accepted_by, None, decided, reason, due
        )


def leads(roster: Roster, deals: Sequence[Deal]) -> tuple[Lead, ...]:
    """Every lead of the recorded days, in the order of creation."""
    generating = Generating(roster)
    every_lead: list[Lead] = []
    for deal in deals:
        if deal.opening.from_lead and deal.kind == "new":
            lead = generating.qualified(deal)
            every_lead.extend([lead] if FIRST_DAY <= lead.created_on <= LAST_DAY else [])
            every_lead.extend(generating.others(deal, lead.created_on))
    return tuple(sorted(every_lead, key=lambda lead: (lead.created_on, lead.generator.person_id)))


def lead_rows(roster: Roster, leads: Sequence[Lead]) -> Iterator[Row]:
    """The `leads` table."""
    for number, lead in enumerate(leads, start=1):
        yield {
            "lead_id": roster.division.key("L", number), "created_on": lead.created_on, "source": lead.source,
            "generator": lead.generator.person_id, "meeting_on": lead.meeting_on,
            "accepted_by": lead.accepted_by.person_id if lead.accepted_by else None, "qualified_on": lead.qualified_on,
            "disqualified_on": lead.disqualified_on, "disqualified_reason": lead.reason,
            "nurture_until": lead.nurture_until, "opportunity_id": lead.opportunity_id,
        }  # fmt: skip
