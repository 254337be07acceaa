"""One division, drawn: the people, accounts and deals behind the files, and the rows of every table."""

from dataclasses import dataclass

from sample_data import (
    activities,
    blemishes,
    content,
    customers,
    enablers,
    hours,
    identities,
    leads,
    market,
    onboarding,
    reach,
    roster,
    stages,
    targets,
    tools,
    training,
)
from sample_data.ability import Scores, abilities
from sample_data.blemishes import Tables
from sample_data.book import Book
from sample_data.chances import Chances
from sample_data.deals import Deal, all_deals, deal_rows, recorded
from sample_data.division import Division
from sample_data.prices import Prices


@dataclass(frozen=True, slots=True)
class Company:
    """Everything behind the files of one division. `coming` are deals that are opened after the last recorded day."""

    roster: roster.Roster
    scores: Scores
    reach: reach.Reach
    accounts: tuple[market.Account, ...]
    book: Book
    deals: tuple[Deal, ...]
    coming: tuple[Deal, ...]


def draw(division: Division) -> Company:
    """The division with that number: the same one every time."""
    people = roster.hire(division)
    scores = abilities(people)
    reached = reach.reach(people, scores)
    accounts = market.accounts(division)
    book = Book(division, accounts)
    every = all_deals(people, book, Chances(scores, reached), Prices(reached))
    recorded_deals = recorded(every)
    return Company(people, scores, reached, accounts, book, recorded_deals, every[len(recorded_deals) :])


def tables(company: Company, accesses: int = content.ROWS) -> Tables:
    """The rows of every table, the big ones made only as they are read. What is wrong on purpose is in the first
    division's."""
    people, first = company.roster, company.roster.division.number == 0
    walks = stages.walks(people.division, company.deals)
    sold = list(deal_rows(company.deals, {deal: taken.stage for deal, taken in walks.items()}))
    unrecorded = blemishes.spoil_deals(sold) if first else frozenset()
    every_lead = leads.leads(people, (*company.deals, *company.coming))
    called = identities.training_names(people)
    made: Tables = {
        "people": roster.people_rows(people),
        "identities": identities.identity_rows(people, called),
        "accounts": market.account_rows(company.accounts),
        "opportunities": sold,
        "stage_history": stages.history_rows(walks, unrecorded),
        "leads": leads.lead_rows(people, every_lead),
        "activities": activities.activity_rows(people, every_lead, company.deals),
        "customers": customers.customer_rows(people, company.book),
        "rollout": reach.rollout_rows(company.reach),
        "training": training.training_rows(people, company.scores, company.reach, called),
        "onboarding": onboarding.onboarding_rows(people),
        "content_access": content.content_rows(people, company.reach, company.deals, accesses),
        "customer_time": hours.time_rows(people),
        "coverage": enablers.coverage_rows(people),
        "targets": targets.target_rows(people),
    }
    if first:
        blemishes.spoil(made)
        made |= {"products": market.product_rows(), "rates": market.rate_rows(), "programs": reach.program_rows(),
                 "tools": tools.tool_rows()}  # fmt: skip
    return made
