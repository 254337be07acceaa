"""A lead's way to a meeting, to being qualified, to a won deal; and the leads that wait to be taken up again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from tests.oracles.deals import closed_deals, every_deal
from tests.oracles.measured import Measured, Number, by_group, share
from tests.oracles.roster import Roster, day
from tests.oracles.rows import Company


@dataclass(frozen=True)
class Lead:
    """What is known of a lead by the day the data ends: what lies after it has not happened."""

    generator: str
    created: date
    meeting: date | None
    qualified: date | None
    disqualified: date | None
    nurture_until: date | None
    won: bool
    deal_over: bool


@cache
def leads(company: Company) -> tuple[Lead, ...]:
    """Every lead created by the day the data ends."""
    won = {deal.number for deal in closed_deals(company) if deal.outcome == "won"}
    over = {deal.number for deal in closed_deals(company)}
    over |= {deal.number for deal in every_deal(company) if deal.outcome == "ignore"}

    def happened(text: str | None) -> date | None:
        on = day(text)
        return on if on and on <= company.data_through else None

    return tuple(
        Lead(
            row.get("generator", ""),
            created,
            happened(row.get("meeting_on")),
            happened(row.get("qualified_on")),
            happened(row.get("disqualified_on")),
            day(row.get("nurture_until")),
            row.get("opportunity_id") in won,
            row.get("opportunity_id") in over,
        )
        for row in company.rows("leads")
        if (created := happened(row["created_on"]))
    )


def meetings_booked(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """How many leads had their meeting in the period."""
    met = [lead for lead in leads(company) if lead.meeting and first <= lead.meeting <= last]
    return _counted(by_group(met, roster, by, lambda lead: lead.generator, lambda lead: lead.meeting))


def nurture_due(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """How many leads wait on the last day: their time has come, and nobody qualified them or turned them down since.

    A refusal by then is a “not yet”: it is what the day was set for.
    """
    due = [
        lead
        for lead in leads(company)
        if lead.nurture_until and lead.nurture_until <= last
        and not _by(lead.qualified, last) and not _turned_down_after(lead, lead.nurture_until, last)
    ]  # fmt: skip
    return _counted(by_group(due, roster, by, lambda lead: lead.generator, lambda lead: last))


def _turned_down_after(lead: Lead, due: date, last: date) -> bool:
    return lead.disqualified is not None and due < lead.disqualified <= last


def _by(on: date | None, last: date) -> bool:
    return on is not None and on <= last


def _counted(groups: dict[str, list[Lead]]) -> Measured:
    return {group: Number(float(len(group_leads)), len(group_leads)) for group, group_leads in groups.items()}


def lead_to_meeting(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Leads with a meeting ÷ leads created; still open are those with neither a meeting nor a refusal."""
    return _converted(
        _created(leads(company), roster, first, last, by),
        lambda lead: lead.meeting is not None,
        lambda lead: lead.meeting is None and lead.disqualified is None,
    )


def meeting_to_qualified(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Qualified leads ÷ leads with a meeting, by creation; still open are those neither qualified nor turned down."""
    met = [lead for lead in leads(company) if lead.meeting]
    return _converted(
        _created(met, roster, first, last, by),
        lambda lead: lead.qualified is not None,
        lambda lead: lead.qualified is None and lead.disqualified is None,
    )


def qualified_to_won(company: Company, roster: Roster, first: date, last: date, by: str | None) -> Measured:
    """Leads whose deal was won ÷ qualified leads, by creation; still open: neither the deal nor the lead has ended."""
    qualified = [lead for lead in leads(company) if lead.qualified]
    return _converted(
        _created(qualified, roster, first, last, by),
        lambda lead: lead.won,
        lambda lead: not lead.deal_over and lead.disqualified is None,
    )


def _created(
    every_lead: Iterable[Lead], roster: Roster, first: date, last: date, by: str | None
) -> dict[str, list[Lead]]:
    cohort = [lead for lead in every_lead if first <= lead.created <= last]
    return by_group(cohort, roster, by, lambda lead: lead.generator, lambda lead: lead.created)


def _converted(
    groups: dict[str, list[Lead]], went_on: Callable[[Lead], bool], still_open: Callable[[Lead], bool]
) -> Measured:
    return {
        group: Number(
            share([lead for lead in cohort if went_on(lead)], cohort),
            len(cohort),
            share([lead for lead in cohort if still_open(lead)], cohort),
        )
        for group, cohort in groups.items()
    }
