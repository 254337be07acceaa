"""A recommendation as data that no page is needed for: a title, sentences, a table and the points of its chart."""

from dataclasses import dataclass

from metrics.formatting import format_money, plural
from metrics.planning.organization.hiring import HiringInputs, HiringPlan, yearly_pay
from metrics.planning.organization.ratio_text import percent_text, ratio_text
from metrics.planning.organization.recommendation import Recommendation
from metrics.planning.organization.rules import organization_rules
from metrics.planning.organization.verdict import place_on_scale

MARK_NOW, MARK_RECOMMENDED = "now", "recommended"
"""The two marks on the scale of ratios that move."""
MARKS_SHOWN = 12
"""So many of the next hires are named one by one."""


@dataclass(frozen=True, slots=True)
class ScaleMark:
    """One mark on the scale of ratios: what it is called, people per enablement person, and where on the scale that is.

    `place` runs from 0 at one end of the scale to 1 at the other, on a logarithm; what lies beyond is held there.
    """

    name: str
    ratio: float
    place: float


@dataclass(frozen=True, slots=True)
class RecommendationBlock:
    """What a slide says. `table` has a heading and rows of cells in words; `scale` are marks in order of the ratio."""

    title: str
    sentences: tuple[str, ...]
    heading: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]
    scale: tuple[ScaleMark, ...]
    footnotes: tuple[str, ...]


def recommendation_text(
    recommendation: Recommendation,
    plan: HiringPlan | None = None,
    costs: HiringInputs | None = None,
    currency: str = "USD",
) -> RecommendationBlock:
    """The block of a recommendation, with its hiring plan and costs where they are given."""
    sentences = list(recommendation_sentences(recommendation))
    if recommendation.team is not None and costs is not None:
        sentences.append(_cost(recommendation, costs, currency))
    if plan is not None:
        sentences.append(
            f"Over eight quarters {plural(plan.hires, 'hire')} and {plural(plan.leavers, 'leaver')} lead to a team of "
            f"{plan.size:,}."
        )
    return RecommendationBlock(
        title=_title(recommendation),
        sentences=tuple(sentences),
        heading=("Role", "Now", "Held", "Next", "Rule"),
        table=role_rows(recommendation),
        scale=scale_marks(recommendation),
        footnotes=(
            recommendation.caveat.text,
            *recommendation.assumptions,
            *(f"{own.title}: {own.own}, not {own.usual}" for own in recommendation.own),
        ),
    )


def recommendation_sentences(recommendation: Recommendation) -> tuple[str, ...]:
    """The recommendation, one sentence a subject, each with the rule it follows."""
    if recommendation.stage is None or recommendation.team is None or recommendation.split is None:
        return ("Nobody is customer-facing, so there is nobody to enable: no stage, no team.",)
    rules, split = ", ".join(recommendation.stage.rules), recommendation.split
    sentences = [
        f"{_people(recommendation)}: the stage of {recommendation.stage_range}. {recommendation.stage.text} ({rules})",
        _size(recommendation),
        f"{recommendation.verdict.sentence} ({recommendation.verdict.rule})",
        f"The leader's time: {percent_text(split.strategic)} strategic, {percent_text(split.tactical)} tactical. "
        f"{split.text} ({split.rule})",
    ]
    if recommendation.first_activities:
        names = " · ".join(each.title for each in recommendation.first_activities)
        single = len(recommendation.first_activities) == 1
        sentences.append(f"{'It puts first' if single else 'It puts one of these first'}: {names}. (A5)")
    if recommendation.reports_to:
        sentences.append(f"{recommendation.reports_to.text} ({recommendation.reports_to.rule})")
    if recommendation.additions:
        sentences.append(f"Add: {' · '.join(each.title for each in recommendation.additions)}. (A10)")
        sentences.append(f"{recommendation.operating_model.text} ({recommendation.operating_model.rule})")
    sentences.append(_reporting_line(recommendation))
    return tuple(sentences)


def role_rows(recommendation: Recommendation) -> tuple[tuple[str, ...], ...]:
    """Every role: its seats now, those taken to be held, those that follow, and the rule that names it."""
    if recommendation.team is None:
        return ()
    rows = []
    for role in (recommendation.team.lead, *recommendation.team.roles):
        title = (
            role.first.title
            if role.first.title == role.usual.title or role.now < 2
            else (f"{role.first.title}, then {role.usual.title[0].lower()}{role.usual.title[1:]}")
        )
        rows.append((title, f"{role.now:,}", f"{role.held:,}", f"{role.next:,}", role.first.rule))
    return tuple(rows)


def hires_in_order(recommendation: Recommendation, most: int = MARKS_SHOWN) -> tuple[tuple[str, str], ...]:
    """The roles to hire, in order: what each is, and whether it is due now or next."""
    if recommendation.team is None:
        return ()
    return tuple((seat.what.title, seat.state) for seat in recommendation.team.hires(most))


def scale_marks(recommendation: Recommendation) -> tuple[ScaleMark, ...]:
    """What stands on the scale of ratios, in order: its ends, the ratio aimed at, the one now and the recommended."""
    rules, numbers = organization_rules(), recommendation.numbers
    ratios = {
        rules.too_many.title.lower(): float(numbers.gross),
        "aimed at": float(numbers.ratio),
        rules.too_few.title.lower(): float(numbers.beyond),
    }
    if recommendation.verdict.ratio is not None:
        ratios[MARK_NOW] = recommendation.verdict.ratio
    if recommendation.size:
        ratios[MARK_RECOMMENDED] = recommendation.people / recommendation.size
    marks = [ScaleMark(name, ratio, place_on_scale(ratio, numbers)) for name, ratio in ratios.items()]
    return tuple(sorted(marks, key=lambda mark: mark.ratio))


def _title(recommendation: Recommendation) -> str:
    if recommendation.stage is None:
        return "Nobody to enable"
    return f"{plural(recommendation.size, 'enablement person', 'enablement people')} for {_people(recommendation)}"


def _people(recommendation: Recommendation) -> str:
    return plural(f"{recommendation.people:,}", "customer-facing person", "customer-facing people")


def _size(recommendation: Recommendation) -> str:
    """The recommended size beside the one there is, and what is lacking."""
    own = (
        ""
        if recommendation.size == recommendation.by_ratio
        else f" (your own size; the ratio gives {recommendation.by_ratio:,})"
    )
    people = plural(recommendation.size, "enablement person", "enablement people")
    needed = f"At 1:{recommendation.numbers.ratio:,} that is {people}{own}"
    there = f"there {'is' if recommendation.enablers == 1 else 'are'} {recommendation.enablers:,}"
    if recommendation.gap > 0:
        return (
            f"{needed}; {there}, so {recommendation.gap:,} {'is' if recommendation.gap == 1 else 'are'} lacking. (A1)"
        )
    if recommendation.gap < 0:
        return f"{needed}; {there}, {-recommendation.gap:,} more than that. (A1)"
    return f"{needed}, and {there}. (A1)"


def _reporting_line(recommendation: Recommendation) -> str:
    """Both places to report to with what each gains and costs: the sources choose none (A11)."""
    options = "; ".join(
        f"{option.title.lower()}, {' and '.join(option.gains).lower()}, but {' and '.join(option.costs).lower()}"
        for option in recommendation.options
    )
    return f"Reporting line: {options}. {recommendation.reporting_line.text} ({recommendation.reporting_line.rule})"


def _cost(recommendation: Recommendation, costs: HiringInputs, currency: str) -> str:
    team, now = (yearly_pay(size, costs) for size in (recommendation.size, recommendation.enablers))
    sentence = f"The recommended team is paid {format_money(team, currency, compact=True)} a year"
    more = team - now
    if more > 0:
        return f"{sentence}, {format_money(more, currency, compact=True)} more than now."
    return f"{sentence}." if more == 0 else f"{sentence}, {format_money(-more, currency, compact=True)} less than now."


def ratio_now(recommendation: Recommendation) -> str:
    """The ratio there is, in words."""
    return "–" if recommendation.verdict.ratio is None else ratio_text(recommendation.verdict.ratio)
