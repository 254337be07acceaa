"""How big enablement should be, who should be in it, and how it is led (rules A1 to A11)."""

from collections.abc import Mapping
from dataclasses import dataclass

from metrics.errors import UserError
from metrics.planning.organization.percent_text import percent_text
from metrics.planning.organization.rule_numbers import (
    Numbers,
    Own,
    checked,
    own_numbers,
    recommended_size,
    rule_numbers,
    stage_position,
    stage_range,
)
from metrics.planning.organization.rules import OperatingModel, Option, Rule, Stage, organization_rules
from metrics.planning.organization.seats import EnablementTeam, SeatChoices, team_of
from metrics.planning.organization.verdict import RatioVerdict, verdict_on
from metrics.statistics import largest_remainder

MOST_PEOPLE = 10_000_000
"""More people than this in one field are taken for a slip of the keyboard."""


@dataclass(frozen=True, slots=True)
class FunctionSize:
    """One function: its customer-facing people, who enables them now, and how many the size gives them."""

    function: str
    people: int
    enablers: int
    recommended: int


@dataclass(frozen=True, slots=True)
class TimeSplit:
    """How the leader's time divides: the strategic share, the rest being tactical."""

    strategic: float
    rule: str
    text: str

    @property
    def tactical(self) -> float:
        """The rest."""
        return 1 - self.strategic


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What the rules recommend for an organization. Without customer-facing people there is no stage and no team.

    `size` is how many enablement people it should have, `by_ratio` how many the ratio gives (they differ where the user
    said a size of their own). `own` are the numbers that are the user's.
    """

    people: int
    enablers: int
    numbers: Numbers
    stage: Stage | None
    stage_range: str
    size: int
    by_ratio: int
    by_function: tuple[FunctionSize, ...]
    verdict: RatioVerdict
    split: TimeSplit | None
    team: EnablementTeam | None
    first_activities: tuple[Rule, ...]
    reports_to: Rule | None
    additions: tuple[Rule, ...]
    operating_model: OperatingModel
    collaborates: bool
    reporting_line: Rule
    options: tuple[Option, ...]
    caveat: Rule
    assumptions: tuple[str, ...]
    own: tuple[Own, ...]

    @property
    def gap(self) -> int:
        """How many enablement people are lacking; below zero, how many there are beyond the recommended size."""
        return self.size - self.enablers


def recommend(
    people: Mapping[str, int],
    enablers: Mapping[str, int],
    numbers: Numbers | None = None,
    choices: SeatChoices | None = None,
) -> Recommendation:
    """The recommendation for customer-facing and enablement people, both by function.

    Raises UserError for counts below zero or beyond belief, and for numbers that can't be right.
    """
    numbers, choices = checked(numbers or rule_numbers()), choices or SeatChoices()
    for counts in (people, enablers):
        for function, count in counts.items():
            _check(function, count)
    customer_facing, served = sum(people.values()), sum(enablers.values())
    position = stage_position(customer_facing, numbers)
    rules = organization_rules()
    stage = None if position is None else rules.stages[position]
    by_ratio = recommended_size(customer_facing, numbers.ratio)
    size = by_ratio if choices.size is None or stage is None else max(1, choices.size)
    peer = stage is not None and rules.additions[0].rule in stage.rules
    return Recommendation(
        people=customer_facing,
        enablers=served,
        numbers=numbers,
        stage=stage,
        stage_range="" if position is None else stage_range(position, numbers),
        size=size,
        by_ratio=by_ratio,
        by_function=_by_function(people, enablers, size),
        verdict=verdict_on(customer_facing, served, numbers),
        split=None if position is None else _split(position, numbers),
        team=None if stage is None else team_of(stage, size, people, enablers, choices),
        first_activities=_first_activities(choices) if position == 0 else (),
        reports_to=rules.peer if peer else None,
        additions=rules.additions if peer else (),
        operating_model=rules.operating_model,
        collaborates=peer,
        reporting_line=rules.reporting_line,
        options=rules.options,
        caveat=rules.caveat,
        assumptions=tuple(_assumptions(position, size, served)),
        own=(*own_numbers(numbers), *_own_size(size, by_ratio)),
    )


def _check(function: str, count: int) -> None:
    if not 0 <= count <= MOST_PEOPLE:
        raise UserError(f"There can't be {count:,} people in {function}: it is a number from 0 to {MOST_PEOPLE:,}.")


def _by_function(people: Mapping[str, int], enablers: Mapping[str, int], size: int) -> tuple[FunctionSize, ...]:
    functions = list(dict.fromkeys((*people, *enablers)))
    shares = largest_remainder(size, [people.get(function, 0) for function in functions])
    return tuple(
        FunctionSize(function, people.get(function, 0), enablers.get(function, 0), share)
        for function, share in zip(functions, shares, strict=True)
    )


def _split(position: int, numbers: Numbers) -> TimeSplit:
    """The leader's time, in steps: the stage's own words where the share is the rules', else the share alone."""
    stage, strategic = organization_rules().stages[position], numbers.strategic[position]
    text = (
        stage.split.text if strategic == stage.strategic else f"{percent_text(strategic)} strategic: your own number."
    )
    return TimeSplit(strategic, stage.split.rule, text)


def _first_activities(choices: SeatChoices) -> tuple[Rule, ...]:
    """What a team of one may put first (A5): the one the user chose, or all to choose from."""
    activities = organization_rules().first_activities
    chosen = activities.get(choices.first_activity or "")
    return (chosen,) if chosen else tuple(activities.values())


def _assumptions(position: int | None, size: int, enablers: int) -> list[str]:
    """What the recommendation takes for granted because no source says it."""
    assumption_texts = organization_rules().assumptions
    if position is None:
        return []
    names = ["divided", "rounding"] * (size > 1) + ["small_team"] * (position == 0 and size > 1)
    names += ["seats"] * (size > 1) + ["held"] * (enablers > 0) + ["further_leaders"] * (position >= 2)
    return [assumption_texts[name] for name in names]


def _own_size(size: int, by_ratio: int) -> tuple[Own, ...]:
    if size == by_ratio:
        return ()
    rules = organization_rules()
    return (Own("Enablement people recommended", rules.typical.rule, f"{by_ratio:,}", f"{size:,}"),)
