"""What the programmes did can be found in the files by a careful method, and is missed by the usual one."""

from datetime import timedelta
from math import log
from statistics import fmean, stdev

import numpy as np
import pytest

from sample_data.chances import Chances
from sample_data.company import Company
from sample_data.planted import DISCOVERY, PLAYBOOK, PRESENCE, PROGRAMS
from sample_data.reach import Reach
from tests.sample.imputing import Estimate, imputed
from tests.sample.reading import closed_deals, decided, reached, spells, table, treated, truth

GROUPS = 24
"""Sellers are left out in so many groups, to be done in seconds."""


def effect(program: str) -> float:
    return float(truth()["programs"][program]["effect"])


def win_rate_effect(program: str) -> Estimate:
    deals, days = decided(), reached(program)
    is_treated = np.array([treated(deal, days) for deal in deals])
    won = [float(deal.outcome == "won") for deal in deals]
    return imputed(deals, is_treated, won, [1.0] * len(deals), lambda deal: str(int(deal.owner[1:]) % GROUPS))


def rates_by_seller() -> dict[str, float]:
    outcomes: dict[str, list[bool]] = {}
    for deal in decided():
        outcomes.setdefault(deal.owner, []).append(deal.outcome == "won")
    return {owner: fmean(won) for owner, won in outcomes.items() if len(won) >= 20}


def test_attended_against_not_attended_makes_the_useless_programme_look_impressive() -> None:
    attended = {row["person_id"] for row in table("training")
                if row["program_id"] == "PRESENCE" and row["attended"] == "true"}  # fmt: skip
    names = {row["identifier"]: row["person_id"] for row in table("identities")}
    attended = {names.get(person, person) for person in attended}
    rates = rates_by_seller()
    came = [rate for owner, rate in rates.items() if owner in attended]
    others = [rate for owner, rate in rates.items() if owner not in attended]
    difference = fmean(came) - fmean(others)
    error = (stdev(came) ** 2 / len(came) + stdev(others) ** 2 / len(others)) ** 0.5
    assert difference > 0.06
    assert difference / error > 4
    assert truth()["programs"]["PRESENCE"]["naive_difference"] == pytest.approx(difference, abs=0.03)


def test_the_useless_programme_has_no_effect_at_all(company: Company) -> None:
    assert effect("PRESENCE") == 0.0
    assert PRESENCE.win == PRESENCE.discount == 0.0
    estimate = win_rate_effect("PRESENCE")
    assert abs(estimate.effect) < 1.5 * estimate.error
    assert abs(estimate.effect) < 0.02


def test_the_strong_programme_is_recovered() -> None:
    estimate = win_rate_effect("DISCOVERY")
    assert estimate.error < 0.025
    assert estimate.effect > 3 * estimate.error
    assert estimate.effect == pytest.approx(effect("DISCOVERY"), abs=1.5 * estimate.error)


def test_the_modest_programme_is_recovered_in_the_discounts() -> None:
    deals = [deal for deal in closed_deals() if deal.outcome == "won" and deal.discount is not None]
    days = reached("PLAYBOOK")
    is_treated = np.array([treated(deal, days) for deal in deals])
    discounts = [deal.discount or 0.0 for deal in deals]
    for weight, true in (
        ([1.0] * len(deals), truth()["programs"]["PLAYBOOK"]["effect_per_deal"]),
        ([deal.list_price for deal in deals], effect("PLAYBOOK")),
    ):
        estimate = imputed(deals, is_treated, discounts, weight, lambda deal: deal.team)
        assert estimate.effect == pytest.approx(true, abs=1.5 * estimate.error)
        assert estimate.effect < -2.5 * estimate.error


def test_what_was_won_agrees_with_the_true_chances(company: Company) -> None:
    deals = [deal for deal in company.deals if deal.closed and deal.outcome != "No Decision"]
    coached = [deal for deal in deals if company.reach.reached(DISCOVERY, deal.owner, deal.created_on)]
    unmoved = Chances(company.scores, Reach({program.program_id: {} for program in PROGRAMS}))
    lift = fmean(deal.won - unmoved.of(deal.owner, deal.opening, deal.kind) for deal in coached)
    assert len(coached) == truth()["programs"]["DISCOVERY"]["deals"]
    assert lift == pytest.approx(effect("DISCOVERY"), abs=2 * 0.5 / len(coached) ** 0.5)


def test_a_programme_moves_only_deals_created_after_it_reached_their_owner(company: Company) -> None:
    unmoved = Chances(company.scores, Reach({program.program_id: {} for program in PROGRAMS}))
    before = after = 0
    for deal in company.deals:
        chance = unmoved.of(deal.owner, deal.opening, deal.kind)
        moved = company.reach.reached(DISCOVERY, deal.owner, deal.created_on)
        difference = log(deal.chance / (1 - deal.chance)) - log(chance / (1 - chance))
        assert difference == pytest.approx(DISCOVERY.win if moved else 0.0, abs=1e-9)
        equipped = company.reach.reached(PLAYBOOK, deal.owner, deal.created_on)
        assert deal.discount <= deal.discount_without if equipped else deal.discount == deal.discount_without
        days = company.reach.days["DISCOVERY"]
        before += not moved and deal.closed_on >= days.get(deal.owner.person_id, deal.closed_on + timedelta(days=1))
        after += moved
    assert before > 100
    assert after > 3000


def test_the_masterclass_moves_no_deal(company: Company) -> None:
    nobody = Chances(company.scores, Reach({**company.reach.days, "PRESENCE": {}}))
    assert all(nobody.of(deal.owner, deal.opening, deal.kind) == deal.chance for deal in company.deals)


def test_better_sellers_come_more_often_wherever_coming_is_a_matter_of_choice(company: Company) -> None:
    for prefix in ("UPDATE", "DISCOVERY"):
        came: dict[str, list[bool]] = {}
        for row in table("training"):
            if row["session_id"].startswith(prefix) and not row["session_id"].endswith("-1"):
                came.setdefault(row["person_id"], []).append(row["attended"] == "true")
        pairs = [
            (company.scores[person], fmean(answers)) for person, answers in came.items() if person in company.scores
        ]
        assert np.corrcoef(np.array(pairs).T)[0, 1] > 0.4


def test_the_lots_have_nothing_to_do_with_ability(company: Company) -> None:
    drawn = [company.scores[person] for person in company.reach.days["DISCOVERY"]]
    others = [score for person, score in company.scores.items() if person not in company.reach.days["DISCOVERY"]]
    assert abs(fmean(drawn) - fmean(others)) < 2 * (1 / len(drawn) + 1 / len(others)) ** 0.5


def test_rollouts_leave_enough_to_compare_with() -> None:
    """At least 8 people and 100 closed deals a side, 6 teams a side, and 6 months before the first day."""
    for program in PROGRAMS:
        days = reached(program.program_id)
        deals = closed_deals()
        assert min(days.values()) - min(deal.closed for deal in deals) > timedelta(days=183)
        on, off = [[deal for deal in deals if treated(deal, days) is side] for side in (True, False)]
        late = [deal for deal in off if deal.created > max(min(days.values()), PLAYBOOK.launched_on)]
        assert min(len(on), len(late)) > 1000
        assert min(len({deal.owner for deal in side}) for side in (on, late)) >= 50
    with_it = set(PLAYBOOK.reaches)
    teams = {row["team"] for row in table("people") if row["role"] == "Account Executive"}
    assert (len(with_it), len(teams - with_it)) == (6, 6)


def test_rollout_by_team_reaches_everybody_in_the_team_and_nobody_else() -> None:
    sellers = {person: rows for person, rows in spells().items() if rows[0]["role"] == "Account Executive"}
    expected = {
        person for person, rows in sellers.items()
        for row in rows
        if (since := PLAYBOOK.reaches.get(row["team"])) and (not row["valid_to"] or row["valid_to"] > str(since))
    }  # fmt: skip
    assert set(reached("PLAYBOOK")) == expected - {"P999"}
