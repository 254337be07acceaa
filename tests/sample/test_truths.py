"""Seasons, ramps, creeping discounts and bottlenecks: what `truth.toml` says can be seen in the files."""

from collections import Counter
from datetime import date, timedelta
from statistics import fmean, median

import numpy as np
import pytest

from sample_data import planted
from tests.sample.reading import (
    Deal,
    closed_deals,
    day,
    decided,
    people,
    reached,
    segments,
    spells,
    table,
    team_on,
    treated,
    truth,
)  # fmt: skip

SELLER = "Account Executive"
FIRST, LAST = date(2023, 10, 1), date(2026, 9, 30)


def win_rates(deals: list[Deal]) -> dict[str, float]:
    """By team."""
    outcomes: dict[str, list[bool]] = {}
    for deal in deals:
        outcomes.setdefault(deal.team, []).append(deal.outcome == "won")
    return {team: fmean(won) for team, won in outcomes.items()}


def peers(team: str) -> set[str]:
    """The other sales teams of its segment."""
    segment = segments()[team]["segment"]
    return {other for other, row in segments().items() if row["segment"] == segment} - {team}


def test_the_last_month_of_a_quarter_closes_more() -> None:
    counts = Counter(deal.closed.month % 3 for deal in closed_deals())
    shares = [counts[place] / len(closed_deals()) for place in (1, 2, 0)]
    assert shares == pytest.approx(truth()["season"]["shares_of_closes"], abs=0.002)
    assert shares[2] > 1.2 * shares[1] > 1.4 * shares[0]


def test_deals_become_harder_to_win_for_sellers_no_programme_moved() -> None:
    days = reached("DISCOVERY")
    rest = [deal for deal in decided() if not treated(deal, days)]
    year = timedelta(days=365)
    begun = min(deal.created for deal in rest)
    first = [deal.outcome == "won" for deal in rest if deal.created < begun + year]
    last = [deal.outcome == "won" for deal in rest if deal.created > LAST - year]
    assert fmean(last) < fmean(first)
    assert truth()["market"]["log_odds_a_year"] == planted.MARKET_A_YEAR < 0


def slope(region: str) -> tuple[float, float]:
    """By how much the discount of won deals grows a quarter, where there is no playbook, and the error of that."""
    days = reached("PLAYBOOK")
    won = [deal for deal in closed_deals() if deal.region == region and deal.discount is not None]
    deals = [deal for deal in won if deal.outcome == "won" and not treated(deal, days)]
    usual = {segment: fmean(deal.discount for deal in deals if deal.segment == segment)  # type: ignore[misc]
             for segment in ("Enterprise", "Mid-market")}  # fmt: skip
    x = np.array([(deal.closed - FIRST).days / 91.31 for deal in deals])
    y = np.array([(deal.discount or 0.0) - usual[deal.segment] for deal in deals])
    (steepness, _), covariance = np.polyfit(x, y, 1, cov=True)
    return float(steepness), float(covariance[0, 0] ** 0.5)


def test_discounts_creep_up_in_one_region_only() -> None:
    creeping = truth()["discount_creep"]
    assert creeping["a_quarter"] == planted.CREEP_A_QUARTER
    for region in ("Americas", "Europe", "APAC"):
        steepness, error = slope(region)
        expected = creeping["a_quarter"] if region == creeping["region"] else 0.0
        assert steepness == pytest.approx(expected, abs=2.5 * error), region
        assert error < 0.0006


def leads_by_team() -> Counter[str]:
    return Counter(team_on(row["generator"], day(row["created_on"])) for row in table("leads"))


def closers() -> dict[str, float]:
    """Sellers of each team, on average over the first days of the quarters."""
    firsts = [date(2023 + month // 12, month % 12 + 1, 1) for month in range(9, 45, 3)]
    counts: Counter[str] = Counter()
    for on in firsts:
        for rows in spells().values():
            for row in rows:
                there = day(row["valid_from"]) <= on and (not row["valid_to"] or on < day(row["valid_to"]))
                counts[row["team"]] += there and row["role"] == SELLER
    return {team: count / len(firsts) for team, count in counts.items() if count}


def test_one_team_closes_badly_with_as_many_leads_as_any() -> None:
    facts = truth()["bottlenecks"]["closing"]
    team = facts["team"]
    rates, leads, sellers = win_rates(decided()), leads_by_team(), closers()
    assert min(rates, key=lambda name: rates[name]) == team
    assert rates[team] == pytest.approx(facts["win_rate"], abs=0.01)
    assert rates[team] < 0.8 * min(rates[name] for name in rates if name != team)
    usual = [leads[name] / sellers[name] for name in peers(team)]
    assert 0.8 * min(usual) < leads[team] / sellers[team] < 1.2 * max(usual)


def test_the_team_that_closes_badly_hurries_at_first_and_loses_late() -> None:
    team = truth()["bottlenecks"]["closing"]["team"]
    entries: dict[str, list[tuple[str, date]]] = {}
    for row in table("stage_history"):
        entries.setdefault(row["opportunity_id"], []).append((row["stage"], day(row["entered_on"])))
    first_stage: dict[bool, list[float]] = {True: [], False: []}
    late: dict[bool, list[bool]] = {True: [], False: []}
    for deal in closed_deals():
        walked = entries.get(deal.id, [])
        if deal.segment == "Enterprise" and len(walked) > 2 and deal.closed > deal.created >= FIRST:
            first_stage[deal.team == team].append((walked[1][1] - walked[0][1]) / (deal.closed - deal.created))
        if deal.segment == "Enterprise" and deal.outcome != "won" and len(walked) > 1:
            late[deal.team == team].append(walked[-2][0] in ("Proposal", "Negotiation"))
    assert median(first_stage[True]) < 0.6 * median(first_stage[False])
    assert fmean(late[True]) > 1.7 * fmean(late[False])


def test_one_team_has_few_leads_and_closes_as_well_as_any() -> None:
    facts = truth()["bottlenecks"]["leads"]
    team = facts["team"]
    leads, sellers = leads_by_team(), closers()
    rates = win_rates([deal for deal in decided() if deal.kind == "new"])
    assert min(leads, key=lambda name: leads[name] / sellers[name]) == team
    assert leads[team] / sellers[team] < 0.6 * min(leads[name] / sellers[name] for name in peers(team))
    assert leads[team] == pytest.approx(facts["leads"], abs=15)  # a generator may stand in for another team
    assert rates[team] == pytest.approx(fmean(rates[name] for name in peers(team)), abs=0.05)


def test_new_sellers_win_less_and_some_leave_before_they_are_ramped() -> None:
    facts = truth()["ramp"]
    ramping = [deal.outcome == "won" for deal in decided() if 0 <= deal.tenure < facts["days"]]
    ramped = [deal.outcome == "won" for deal in decided() if deal.tenure >= facts["days"]]
    assert fmean(ramping) < fmean(ramped) - 0.03
    hired = [row for row in people().values() if row["role"] == SELLER and row["started_on"] >= "2023-10-01"]
    hired = [row for row in hired if row["person_id"] != "P999"]
    left = [row for row in hired if row["left_on"]
            and (day(row["left_on"]) - day(row["started_on"])).days < facts["days"]]  # fmt: skip
    assert (len(hired), len(left)) == (facts["hired"], facts["left_before_ramped"])
    assert len(left) >= 8


def test_enablers_serve_more_and_fewer_people() -> None:
    serving: dict[str, int] = {}
    there = [row for row in people().values() if not row["left_on"] or day(row["left_on"]) >= LAST]
    now = Counter(row["team"] for row in there if row["function"] != "enablement")
    for row in table("coverage"):
        if not row["valid_to"]:
            serving[row["enabler"]] = serving.get(row["enabler"], 0) + now[row["team"]]
    planned = {person: enabler["people"] for person, enabler in truth()["enablers"].items()}
    returned = people()["P999"]["team"]
    extra = {row["enabler"] for row in table("coverage") if row["team"] == returned and not row["valid_to"]}
    assert serving == {person: count + (person in extra) for person, count in planned.items()}
    assert max(serving.values()) > 4 * min(serving.values())


def test_every_team_that_faces_customers_is_served_at_all_times() -> None:
    teams = {row["team"] for row in people().values() if row["function"] != "enablement"}
    served = {row["team"] for row in table("coverage") if not row["valid_to"]}
    assert served == teams


def test_one_role_works_with_too_many_tools() -> None:
    roles = Counter(role for row in table("tools") for role in row["used_by"].split("; "))
    facts = truth()["tools"]
    assert roles.most_common(1) == [(facts["role"], facts["count"])]
    assert [role for role, count in roles.items() if count > 20] == [facts["role"]]


def test_identities_say_who_is_meant_where_nothing_else_does() -> None:
    named = {row["person_id"] for row in table("training")} - set(people())
    logins = {row["identifier"] for row in table("identities") if row["system"] == "LMS"}
    assert len(named & logins) == truth()["identities"]["people"]
    assert {row["person_id"] for row in table("identities")} <= set(people())


@pytest.mark.parametrize("function", planted.ONBOARDING_DAYS)
def test_onboarding_takes_as_long_as_was_planted(function: str) -> None:
    took = [(day(row["completed_on"]) - day(row["started_on"])).days for row in table("onboarding")
            if row["milestone"] == "certified" and row["completed_on"]
            and people()[row["person_id"]]["function"] == function]  # fmt: skip
    planned = truth()["usual"][f"onboarding_days_{function.replace(' ', '_')}"]
    assert median(took) == pytest.approx(planned, rel=0.25)


def test_leads_deals_and_quotas_fit_each_other() -> None:
    deals = {row["opportunity_id"]: row for row in table("opportunities")}
    for row in table("leads"):
        if row["opportunity_id"]:
            assert deals[row["opportunity_id"]]["created_on"] == row["qualified_on"]
            assert row["created_on"] <= row["meeting_on"] <= row["qualified_on"]
        assert not (row["qualified_on"] and row["disqualified_on"])
    quotas = [row for row in table("targets") if row["person_id"]]
    assert {row["metric"] for row in quotas} == {"new_business_revenue"}
    assert len({(row["person_id"], row["period_start"]) for row in quotas}) == len(quotas) > 1000


def test_customers_come_from_won_deals_and_change_their_value() -> None:
    stays: dict[str, list[dict[str, str]]] = {}
    for row in table("customers"):
        stays.setdefault(row["customer_id"], []).append(row)
    for rows in stays.values():
        assert [row["valid_to"] for row in rows[:-1]] == [row["valid_from"] for row in rows[1:]]
        assert rows[-1]["valid_to"] == ""
        assert len({(row["account_id"], row["started_on"], row["ended_on"]) for row in rows}) == 1
    assert len({rows[0]["account_id"] for rows in stays.values()}) == len(stays)
    assert sum(len(rows) > 1 for rows in stays.values()) > 500
