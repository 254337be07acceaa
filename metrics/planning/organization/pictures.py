"""What a recommendation shows that no other subject has: its own pictures, as data in words and numbers.

Like blocks, they hold what is shown and nothing that draws.
"""

from dataclasses import dataclass
from typing import Literal

from metrics.formatting import plural
from metrics.people import ratio_text
from metrics.planning.organization.percent_text import percent_text
from metrics.planning.organization.recommendation import Recommendation, TimeSplit
from metrics.planning.organization.rules import Option, Rule, organization_rules, rule_ids
from metrics.planning.organization.seats import RoleSeats, RoleState
from metrics.planning.organization.verdict import place_on_scale
from metrics.report import Block

MarkKind = Literal["fixed", "now", "recommended"]
SCALE_TITLE = "Customer-facing people per enablement person (logarithmic scale)"


@dataclass(frozen=True, slots=True)
class ScaleMark:
    """One mark on the scale of ratios: what it is called, people per enablement person, and where on the scale that is.

    `place` runs from 0 at one end of the scale to 1 at the other, on a logarithm; what lies beyond is held there. All
    but the `fixed` ones move with the inputs.
    """

    name: str
    ratio: float
    place: float
    kind: MarkKind = "fixed"

    @property
    def text(self) -> str:
        """The ratio as it is written."""
        return ratio_text(self.ratio)


@dataclass(frozen=True, slots=True)
class RatioScale:
    """Ratios on one line without zones, in order; `alt` says in words what is to be seen."""

    title: str
    alt: str
    marks: tuple[ScaleMark, ...]


@dataclass(frozen=True, slots=True)
class SeatBox:
    """A role with its seats: how many there are now, how many of them are taken to be held, how many follow."""

    title: str
    text: str
    now: int
    held: int
    next: int


@dataclass(frozen=True, slots=True)
class TeamChart:
    """Who leads, and under them a box with seats for each role.

    `above` says to whom the leader reports, where a rule says so; `legend` what each state of a seat means; `added` are
    further roles and what they do, under the title `added_title`.
    """

    title: str
    legend: tuple[tuple[RoleState, str], ...]
    above: str
    lead: SeatBox
    roles: tuple[SeatBox, ...]
    added_title: str
    added: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class TimeBar:
    """How the leader's time divides: the strategic share, and both shares in words."""

    strategic: float
    strategic_text: str
    tactical_text: str


@dataclass(frozen=True, slots=True)
class OptionColumns:
    """Possibilities side by side with what each gains and costs, none of them recommended."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class OwnNumbers:
    """Which of the numbers are the reader's own."""

    text: str


PlanBlock = Block | RatioScale | TeamChart | TimeBar | OptionColumns | OwnNumbers


def ratio_scale(recommendation: Recommendation) -> RatioScale:
    """The scale from one end to the other, with the ratio aimed at, the one now and the recommended one."""
    marks = scale_marks(recommendation)
    names = ", ".join(f"{mark.name} {mark.text}" for mark in marks)
    return RatioScale(SCALE_TITLE, f"{SCALE_TITLE}: {names}. {recommendation.verdict.sentence}", marks)


def scale_marks(recommendation: Recommendation) -> tuple[ScaleMark, ...]:
    """What stands on the scale of ratios, in order of the ratio."""
    rules, numbers = organization_rules(), recommendation.numbers
    ratios: list[tuple[str, float, MarkKind]] = [
        (rules.too_many.title.lower(), float(numbers.gross), "fixed"),
        ("aimed at", float(numbers.ratio), "fixed"),
        (rules.too_few.title.lower(), float(numbers.beyond), "fixed"),
    ]
    if recommendation.verdict.ratio is not None:
        ratios.append(("now", recommendation.verdict.ratio, "now"))
    if recommendation.size:
        ratios.append(("recommended", recommendation.people / recommendation.size, "recommended"))
    marks = [ScaleMark(name, ratio, place_on_scale(ratio, numbers), kind) for name, ratio, kind in ratios]
    return tuple(sorted(marks, key=lambda mark: mark.ratio))


def team_charts(recommendation: Recommendation) -> tuple[TeamChart, ...]:
    """The leader, the roles in the user's order, and over 2,000 people what is added; nothing without people."""
    team, peer = recommendation.team, recommendation.reports_to
    if team is None:
        return ()
    chart = TeamChart(
        title="The recommended team (each mark is a seat)",
        legend=(("held", "you have (assumed)"), ("now", "hire now"), ("next", "next")),
        above=f"Reports to: {peer.title.lower()}, as a peer" if peer else "",
        lead=_seat_box(team.lead),
        roles=tuple(map(_seat_box, team.roles)),
        added_title=f"Added over 2,000 people ({rule_ids(recommendation.additions)})",
        added=recommendation.additions,
    )
    return (chart,)


def time_bar(split: TimeSplit) -> TimeBar:
    """The leader's split between strategic and tactical."""
    return TimeBar(
        split.strategic, f"{percent_text(split.strategic)} strategic", f"{percent_text(split.tactical)} tactical"
    )


def _seat_box(role: RoleSeats) -> SeatBox:
    return SeatBox(_title_of(role), f"{_seats_of(role)} ({role.first.rule})", role.now, role.held, role.next)


def _title_of(role: RoleSeats) -> str:
    """A role, and what its further seats are called where that differs from the first."""
    if role.now < 2 or role.usual.title == role.first.title:
        return role.first.title
    return f"{role.first.title}, and {role.usual.title[0].lower()}{role.usual.title[1:]}"


def _seats_of(role: RoleSeats) -> str:
    """A role's seats in words: 3 seats, 1 to hire now."""
    if not role.now:
        return "next"
    hire = role.now - role.held
    parts = (
        plural(f"{role.now:,}", "seat"),
        f"{hire:,} to hire now" if hire else "",
        "the next hire" if role.next else "",
    )
    return ", ".join(part for part in parts if part)
