"""The numbers of the rules, each of which the user may change, and which of them the user did."""

from dataclasses import dataclass, fields

from metrics.errors import UserError
from metrics.planning.organization.percent_text import percent_text
from metrics.planning.organization.rules import organization_rules


@dataclass(frozen=True, slots=True)
class Numbers:
    """People per enablement person, the last headcount of the first three stages, the strategic share of the leader's
    time in each of the four, and the two ends of the scale of ratios.
    """

    ratio: int
    bounds: tuple[int, int, int]
    strategic: tuple[float, float, float, float]
    gross: int
    beyond: int

    def problem(self) -> str | None:
        """What can't be right about these numbers, in one sentence."""
        if not 0 < self.gross < self.beyond:
            return (
                f"The scale of ratios ends at 1:{self.beyond}, which must lie beyond its beginning at 1:{self.gross}."
            )
        if not self.gross <= self.ratio <= self.beyond:
            return (
                f"The ratio lies between 1:{self.gross} (gross inefficiency) and 1:{self.beyond} (not bought in), so "
                f"it can't be 1:{self.ratio}."
            )
        if list(self.bounds) != sorted({*self.bounds}) or self.bounds[0] < 1:
            return f"The stages end at {', '.join(map(str, self.bounds))} people; each must end after the one before."
        if not all(0 <= share <= 1 for share in self.strategic):
            return "The strategic share of the leader's time lies between 0 and 100 %."
        return None


@dataclass(frozen=True, slots=True)
class Own:
    """A number that is the user's own: what it is, the rule it replaces (None: an assumption), both values in words."""

    title: str
    rule: str | None
    usual: str
    own: str


def rule_numbers() -> Numbers:
    """The numbers as the rules have them."""
    rules = organization_rules()
    first, second, third = (stage.last or 0 for stage in rules.stages[:3])
    share_1, share_2, share_3, share_4 = (stage.strategic for stage in rules.stages)
    return Numbers(rules.ratio, (first, second, third), (share_1, share_2, share_3, share_4), rules.gross, rules.beyond)


def checked(numbers: Numbers) -> Numbers:
    """The numbers themselves. Raises UserError where they can't be right."""
    if problem := numbers.problem():
        raise UserError(problem)
    return numbers


def stage_position(people: int, numbers: Numbers) -> int | None:
    """Which stage (0 to 3) so many customer-facing people are in; None where nobody is customer-facing."""
    if people < 1:
        return None
    return sum(people > last for last in numbers.bounds)


def stage_range(position: int, numbers: Numbers) -> str:
    """The headcounts of a stage in words: 51 to 500, over 2,000."""
    if position == len(numbers.bounds):
        return f"over {numbers.bounds[-1]:,}"
    first = 1 if position == 0 else numbers.bounds[position - 1] + 1
    return f"{first:,} to {numbers.bounds[position]:,}"


def recommended_size(people: int, ratio: int) -> int:
    """People divided by the ratio (A1), rounded up: at least 1 once anyone is customer-facing."""
    return -(-people // ratio)


def own_numbers(numbers: Numbers) -> tuple[Own, ...]:
    """The numbers that are not the rules'."""
    usual, rules = rule_numbers(), organization_rules()
    stages = rules.stages
    own = []
    for name in (field.name for field in fields(Numbers)):
        before, after = getattr(usual, name), getattr(numbers, name)
        if before == after:
            continue
        if name == "bounds":
            pairs = zip(before, after, stages, strict=False)
            own += [
                Own(f"Last headcount of “{stage.title}”", stage.rules[0], f"{by_rule:,}", f"{chosen:,}")
                for by_rule, chosen, stage in pairs
                if by_rule != chosen
            ]
        elif name == "strategic":
            own += [
                Own(
                    f"Strategic share in “{stage.title}”", stage.split.rule, percent_text(by_rule), percent_text(chosen)
                )
                for by_rule, chosen, stage in zip(before, after, stages, strict=True)
                if by_rule != chosen
            ]
        else:
            title, rule = {
                "ratio": ("People per enablement person", rules.typical.rule),
                "gross": ("Ratio of gross inefficiency", rules.too_many.rule),
                "beyond": ("Ratio that says: not bought in", rules.too_few.rule),
            }[name]
            own.append(Own(title, rule, f"1:{before:,}", f"1:{after:,}"))
    return tuple(own)
