"""Calls, mails and meetings, as far as anybody entered them: with leads, and about deals."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from sample_data.deals import Deal
from sample_data.leads import Lead
from sample_data.plan import FIRST_DAY, LAST_DAY, Row, working_day
from sample_data.roster import Roster

FIRST_TOUCH = 0.5
"""Share of the leads whose first call or mail is entered."""
ABOUT_DEALS = 0.35
"""Share of the deals about which a meeting is entered."""
CALLS = 0.6


def with_leads(roster: Roster, leads: Sequence[Lead]) -> Iterator[Row]:
    """The first touch of some leads, and every first meeting."""
    numbers = roster.division.stream("activities with leads")
    for number, lead in enumerate(leads, start=1):
        lead_id = roster.division.key("L", number)
        if numbers.random() < FIRST_TOUCH:
            kind = "call" if numbers.random() < CALLS else "mail"
            yield {"person_id": lead.generator.person_id, "on_date": lead.created_on, "kind": kind,
                   "lead_id": lead_id, "opportunity_id": None}  # fmt: skip
        if lead.meeting_on and lead.accepted_by:
            yield {"person_id": lead.accepted_by.person_id, "on_date": lead.meeting_on, "kind": "meeting",
                   "lead_id": lead_id, "opportunity_id": None}  # fmt: skip


def about_deals(roster: Roster, deals: Sequence[Deal]) -> Iterator[Row]:
    """A meeting of the recorded days about some of the deals, with whoever had the deal then."""
    numbers = roster.division.stream("activities about deals")
    for deal in deals:
        entered, place = numbers.random() < ABOUT_DEALS, float(numbers.random())
        length = (min(deal.closed_on, LAST_DAY) - deal.created_on).days
        day = max(deal.created_on, working_day(deal.created_on + timedelta(days=int(place * length))))
        who = deal.opening.opener if deal.opening.opener.there(day) else deal.owner
        if entered and day >= FIRST_DAY and who.there(day):
            yield {"person_id": who.person_id, "on_date": day, "kind": "meeting", "lead_id": None,
                   "opportunity_id": deal.opportunity_id}  # fmt: skip


def activity_rows(roster: Roster, leads: Sequence[Lead], deals: Sequence[Deal]) -> list[Row]:
    """The `activities` table, in the order of days."""
    rows = [*with_leads(roster, leads), *about_deals(roster, deals)]
    return sorted(rows, key=lambda row: (str(row["on_date"]), str(row["person_id"])))
