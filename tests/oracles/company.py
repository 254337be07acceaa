"""Small companies full of traps, drawn from a seed; every table speaks of the same days, from FIRST to LAST."""

import random
from datetime import timedelta

from metrics.schema.settings import Settings, StageWord
from tests.oracles.drawing import CRM_ID, FIRST, LAST, NEVER, stream
from tests.oracles.drawn_customers import customers, customers_in_spells, customers_with_contracts, with_values
from tests.oracles.drawn_deals import first_deals, opportunities, products, rates, troubled
from tests.oracles.drawn_enablement import (
    content_access,
    customer_time,
    more_access,
    more_onboarding,
    more_training,
    on_deals,
    onboarding,
    training,
    with_results,
)
from tests.oracles.drawn_leads import leads
from tests.oracles.drawn_people import people
from tests.oracles.drawn_quotas import targets
from tests.oracles.drawn_stages import stage_history
from tests.oracles.rows import Company

__all__ = ["FIRST", "LAST", "WORDS", "company"]

WORDS = (StageWord("Went quiet", "no_decision"), StageWord("Test record", "ignore"))


def company(seed: int, settings: Settings | None = None) -> Company:
    """One company; the same seed draws the same one.

    Where the settings say when the data ends, some things happen on the very next day; else only in the far future, as
    the latest event that has happened is the end.
    """
    decided = settings or Settings(stage_words=WORDS)
    after = LAST + timedelta(days=1) if decided.data_through else NEVER
    draw = random.Random(seed)
    deals = (*opportunities(draw), *first_deals(stream(seed, "first deals")), *troubled(after))
    seats = (*training(draw), *more_training(stream(seed, "training")))
    accesses = (*content_access(draw), *more_access(stream(seed, "accesses")))
    hours = tuple(customer_time(draw))
    hires = (*onboarding(draw), *more_onboarding(stream(seed, "onboarding")))
    valued = with_values(tuple(customers(draw)), stream(seed, "values"))
    return Company(
        {
            "people": tuple(people()),
            "identities": ({"person_id": "P06", "system": "CRM", "identifier": CRM_ID},),
            "products": tuple(products()),
            "rates": tuple(rates()),
            "opportunities": deals,
            "stage_history": tuple(stage_history(stream(seed, "stages"), deals, after)),
            "leads": tuple(leads(stream(seed, "leads"), deals, after)),
            "targets": tuple(targets(stream(seed, "targets"))),
            "training": tuple(with_results(seats, stream(seed, "results"), after)),
            "content_access": tuple(on_deals(accesses, stream(seed, "content"), deals)),
            "customer_time": hours,
            "onboarding": hires,
            "customers": (
                *valued,
                *customers_in_spells(stream(seed, "spells")),
                *customers_with_contracts(stream(seed, "contracts")),
            ),
        },
        decided,
        LAST,
    )
