"""Every truth that is planted in the company, once: the generator computes with them, and `truth.toml` tells them.

Log-odds: what is added to the logarithm of the odds of winning a deal that is decided. 0.4 turns 40 % into 50 %.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

ABILITY = 0.35
"""Log-odds by which a seller one standard deviation better than most wins more often, at all times."""
EAGERNESS = 1.1
"""Log-odds by which the same seller turns up more often wherever turning up is voluntary."""


@dataclass(frozen=True, slots=True)
class PlantedProgram:
    """A program, what it does, and whom it reaches when: each team of `reaches` with its day, or people one by one.

    `win` is in log-odds of winning, `discount` in shares of the list price; both act on deals that are created
    after it reached their owner, and on nothing else.
    """

    program_id: str
    name: str
    outcome_metric: str
    kind: str
    cost: int
    launched_on: date
    win: float = 0.0
    discount: float = 0.0
    reaches: Mapping[str, date] = field(default_factory=dict)


DISCOVERY = PlantedProgram(
    "DISCOVERY", "Discovery coaching", "win_rate", "coaching", 96_000, date(2025, 1, 1), win=0.42
)  # fmt: skip
PLAYBOOK = PlantedProgram(
    "PLAYBOOK", "Value playbook", "average_discount", "content", 60_000, date(2025, 1, 1), discount=-0.025,
    reaches={"Enterprise Americas East": date(2025, 1, 1), "Mid-market APAC North": date(2025, 1, 1),
             "Mid-market Americas East": date(2025, 4, 1), "Enterprise Europe North": date(2025, 4, 1),
             "Mid-market Europe North": date(2025, 7, 1), "Enterprise APAC North": date(2025, 7, 1)},
)  # fmt: skip
PRESENCE = PlantedProgram(
    "PRESENCE", "Executive presence masterclass", "win_rate", "training", 84_000, date(2025, 2, 1), win=0.0
)  # fmt: skip
PROGRAMS = (DISCOVERY, PLAYBOOK, PRESENCE)

COACHED_MONTHS = 15
"""Discovery coaching begins with some sellers in each of so many months; lots decide who begins when."""
COACHED_SHARE = 0.72
"""Share of the sellers who draw a month at all; the others are never coached."""
HIRES_COACHED_AFTER = 180
"""Days after which a seller hired later can be coached at the earliest."""
VOLUNTEERS = -3.0
"""Log-odds that a seller of middling ability signs up for the masterclass in a month."""

MARKET_A_YEAR = -0.10
"""Log-odds by which every deal becomes harder to win with each year, whatever anybody does."""
PULLED_FORWARD = 0.35
"""Share of the deals due in the first month of a quarter that are closed in the last two weeks of the one before."""

RAMP_DAYS = 180
RAMP_WIN = -0.80
"""Log-odds a new hire lacks on the first day; the gap closes evenly over `RAMP_DAYS`."""
RAMP_DEALS = 0.40
"""Share of a full load of deals that a new hire opens on the first day; it rises evenly to 1 over `RAMP_DAYS`."""
LEAVES_RAMPING = 0.16
"""Share of new hires who leave before they are ramped."""

CREEP_REGION = "APAC"
CREEP_A_QUARTER = 0.0030
"""Share of the list price by which discounts in that region grow with each quarter. Elsewhere they don't."""

CLOSING_TEAM = "Enterprise Europe South"
CLOSING_WIN = -0.65
"""Log-odds that this team lacks in closing; it gets as many leads as any."""
CLOSING_DISCOVERY = 0.4
"""This team's time in discovery, as a multiple of everybody else's: hurried at the start, lost at the end."""
LEADS_TEAM = "Mid-market Americas West"
LEADS_SHARE = 0.35
"""Leads that this team's lead generators bring, as a multiple of everybody else's; it closes as well as any."""

COVERAGE: tuple[tuple[int, str, date, date | None], ...] = (
    (0, "Enterprise Americas East", date(2023, 10, 1), None),
    (1, "Enterprise Americas West", date(2023, 10, 1), None),
    (1, "Mid-market Americas East", date(2023, 10, 1), None),
    (1, "Mid-market Americas West", date(2023, 10, 1), None),
    (1, "Enterprise Europe North", date(2023, 10, 1), date(2024, 7, 1)),
    (1, "Mid-market Europe North", date(2023, 10, 1), date(2024, 7, 1)),
    (2, "Enterprise Europe North", date(2024, 7, 1), None),
    (2, "Mid-market Europe North", date(2024, 7, 1), None),
    (2, "Enterprise Europe South", date(2023, 10, 1), None),
    (2, "Mid-market Europe South", date(2023, 10, 1), None),
    (2, "Customer Success Europe", date(2023, 10, 1), None),
    (3, "Enterprise APAC North", date(2023, 10, 1), None),
    (3, "Enterprise APAC South", date(2023, 10, 1), None),
    (3, "Mid-market APAC North", date(2023, 10, 1), None),
    (3, "Mid-market APAC South", date(2023, 10, 1), None),
    (3, "Customer Success APAC", date(2023, 10, 1), None),
    (3, "Customer Success Americas", date(2023, 10, 1), None),
)
"""Which of the enablement managers, by their place in the roster, serves which team from when, until before when."""
ENABLERS = 1 + max(place for place, *_ in COVERAGE)

ONBOARDING_DAYS = {"sales": 84, "presales": 96, "sales development": 48, "customer success": 66, "support": 45}
"""Median days from the first day at work to the certificate, for each function. No program changes them."""
WEEKLY_HOURS = {"sales": 11.0, "presales": 9.0, "sales development": 6.0, "customer success": 14.0, "support": 12.0}
"""Mean hours with customers a week, for each function; managers have half. No program changes them."""
CONTENT_A_QUARTER = 0.10
"""Log-odds by which more people look at content with each quarter."""
CONTENT_PLAYBOOK = 0.9
"""Log-odds by which a seller looks at content more often once the playbook is there."""
CALLED_OTHERWISE = 8
"""Sellers whom the training system knows by a login of its own; only the table of identities says who they are."""
