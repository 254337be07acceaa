"""When each next enablement hire falls due while an organization grows, and what that costs."""

from collections.abc import Iterator
from dataclasses import dataclass

from metrics.errors import UserError
from metrics.planning.organization.rule_numbers import Numbers, recommended_size, stage_position

QUARTERS = 8
MOST_GROWTH = 1.0
"""Per quarter: no organization more than doubles in one."""


@dataclass(frozen=True, slots=True)
class HiringInputs:
    """Where an organization stands and what is expected of it.

    `growth` is the change of customer-facing people per quarter (0.02 is 2 %), `attrition` the share of enablement
    people who leave in a year. Salaries are per year, `hiring_cost` once per hire, all in one currency. `beyond_ratio`
    is by how many the user's own team differs from the ratio's, now and later.
    """

    people: int
    enablers: int
    growth: float
    attrition: float
    salary_leader: float
    salary_other: float
    hiring_cost: float
    beyond_ratio: int = 0


@dataclass(frozen=True, slots=True)
class Quarter:
    """One quarter of a plan. `number` counts from 1; `people` are the customer-facing ones at its end.

    `before` + `to_close_gap` + `for_growth` + `replacements` − `leavers` = `after`. `stage` is the position of the
    stage at the end, `stage_changes` whether it was another one before. `cost` is pay and hiring in the quarter.
    """

    number: int
    people: int
    stage: int | None
    stage_changes: bool
    needed: int
    before: int
    leavers: int
    to_close_gap: int
    for_growth: int
    replacements: int
    after: int
    cost: float

    @property
    def hires(self) -> int:
        """Everybody who starts in this quarter."""
        return self.to_close_gap + self.for_growth + self.replacements


@dataclass(frozen=True, slots=True)
class HiringPlan:
    """Eight quarters, and their sums."""

    quarters: tuple[Quarter, ...]

    @property
    def hires(self) -> int:
        """Everybody who is hired."""
        return sum(quarter.hires for quarter in self.quarters)

    @property
    def leavers(self) -> int:
        """Everybody who leaves."""
        return sum(quarter.leavers for quarter in self.quarters)

    @property
    def size(self) -> int:
        """How many there are in the end."""
        return self.quarters[-1].after

    @property
    def yearly_costs(self) -> tuple[float, ...]:
        """The cost of each year of four quarters."""
        costs = [quarter.cost for quarter in self.quarters]
        return tuple(sum(costs[start : start + 4]) for start in range(0, len(costs), 4))


def hiring_plan(inputs: HiringInputs, numbers: Numbers) -> HiringPlan:
    """The plan for eight quarters. Raises UserError for rates that can't be."""
    if not 0 <= inputs.attrition <= 1:
        raise UserError("The share of enablement people who leave in a year lies between 0 and 100 %.")
    if not -1 < inputs.growth <= MOST_GROWTH:
        raise UserError("Customer-facing people change by more than −100 % and by at most 100 % in a quarter.")
    return HiringPlan(tuple(_quarters(inputs, numbers)))


def yearly_pay(size: int, inputs: HiringInputs) -> float:
    """What so many enablement people earn in a year, the first of them as the leader."""
    return 0.0 if size < 1 else inputs.salary_leader + (size - 1) * inputs.salary_other


def quarterly_rate(yearly: float) -> float:
    """The share that leaves in a quarter when `yearly` leave in a year: whoever replaces them may leave as well."""
    return yearly / 4


def _quarters(inputs: HiringInputs, numbers: Numbers) -> Iterator[Quarter]:
    size, leaving = inputs.enablers, 0.0
    gap = max(0, _needed(inputs.people, inputs, numbers) - inputs.enablers)
    stage = stage_position(inputs.people, numbers)
    for number in range(1, QUARTERS + 1):
        people = round(inputs.people * (1 + inputs.growth) ** number)
        leaving += size * quarterly_rate(inputs.attrition)
        leavers = min(size, int(leaving + 1e-9))  # fractions of a person add up until there is a whole one
        leaving -= leavers
        needed = _needed(people, inputs, numbers)
        lacking = max(0, needed - (size - leavers))
        to_close_gap = min(lacking, gap) if number == 1 else 0
        replacements = min(leavers, lacking - to_close_gap)
        after = size - leavers + lacking
        now = stage_position(people, numbers)
        yield Quarter(
            number=number,
            people=people,
            stage=now,
            stage_changes=now != stage,
            needed=needed,
            before=size,
            leavers=leavers,
            to_close_gap=to_close_gap,
            for_growth=lacking - to_close_gap - replacements,
            replacements=replacements,
            after=after,
            cost=yearly_pay(after, inputs) / 4 + lacking * inputs.hiring_cost,
        )
        size, stage = after, now


def _needed(people: int, inputs: HiringInputs, numbers: Numbers) -> int:
    by_ratio = recommended_size(people, numbers.ratio)
    return 0 if people < 1 else max(1, by_ratio + inputs.beyond_ratio)
