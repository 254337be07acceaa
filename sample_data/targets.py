"""The plans: one value a quarter for each metric, new business for each sales team, and a quota for each seller."""

from collections.abc import Iterator
from datetime import date, timedelta

from sample_data.plan import SALES_TEAMS, SELLER, Row, Team, quarters
from sample_data.roster import Roster

QUOTA = {"Enterprise": 90_000, "Mid-market": 60_000}
"""US dollars of new business a ramped seller is to win in the first quarter."""
GROWTH = 1.01
"""How much a quarter's quota grows on the one before."""
TEAM_SHARE = 0.95
"""What a team plans for, as a share of the quotas of all its seats: some are always empty or new."""
SHORTEST = timedelta(days=30)
"""Whoever is in a quarter for less than that has no quota in it."""

PLANS = {
    "training_attendance": (0.62, 0.01),
    "onboarding_time": (80.0, -1.0),
    "content_access": (0.60, 0.02),
    "customer_hours": (10.0, 0.05),
    "win_rate": (0.41, 0.0),
    "churn_rate": (0.035, 0.0),
    "average_discount": (0.16, -0.001),
    "deal_velocity": (52.0, -0.5),
}
"""For each metric the first quarter's plan, and what each further quarter adds. Shares are fractions."""


def quota(team: Team, place: int) -> int:
    """The quota of one seller of a team in a quarter, counted from 0."""
    return int(round(QUOTA[team.segment] * GROWTH**place, -3))


def team_plan(team: Team, place: int) -> int:
    """What a team plans to win in a quarter."""
    return int(round(quota(team, place) * team.seats[SELLER] * TEAM_SHARE, -3))


def person_quotas(roster: Roster, place: int, start: date, end: date) -> Iterator[tuple[str, int]]:
    """Each seller's quota in a quarter, that of the team they were in last."""
    teams = {team.name: team for team in SALES_TEAMS}
    for seller in roster.all_sellers:
        stints = [(team, max(first, start), min(last, end)) for team, first, last in seller.stints()]
        within = [stint for stint in stints if stint[1] <= stint[2]]
        if within and within[-1][2] - within[0][1] >= SHORTEST:
            yield seller.person_id, quota(teams[within[-1][0]], place)


def target_rows(roster: Roster) -> Iterator[Row]:
    """The `targets` table of a division; the first one has the whole company's plans too."""
    for place, (start, end) in enumerate(quarters()):
        revenue = {"metric": "new_business_revenue", "period_start": start, "period_end": end}
        if roster.division.number == 0:
            for metric, (first, step) in PLANS.items():
                yield {"metric": metric, "period_start": start, "period_end": end,
                       "value": round(first + step * place, 4), "team": None, "person_id": None}  # fmt: skip
            yield {**revenue, "value": sum(team_plan(team, place) for team in SALES_TEAMS), "team": None,
                   "person_id": None}  # fmt: skip
        for team in SALES_TEAMS:
            name = roster.division.named(team.name)
            yield {**revenue, "value": team_plan(team, place), "team": name, "person_id": None}
        for person_id, value in person_quotas(roster, place, start, end):
            yield {**revenue, "value": value, "team": None, "person_id": person_id}
