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
    found: Recommendation, plan: HiringPlan | None = None, costs: HiringInputs | None = None, currency: str = "USD"
) -> RecommendationBlock:
    """The block of a recommendation, with its hiring plan and costs where they are given."""
    sentences = list(recommendation_sentences(found))
    if found.team is not None and costs is not None:
        sentences.append(_cost(found, costs, currency))
    if plan is not None:
        sentences.append(
            f"Over eight quarters {plural(plan.hires, 'hire')} and {plural(plan.leavers, 'leaver')} lead to a team of "
            f"{plan.size:,}."
        )
    return RecommendationBlock(
        title=_title(found),
        sentences=tuple(sentences),
        heading=("Role", "Now", "Held", "Next", "Rule"),
        table=role_rows(found),
        scale=scale_marks(found),
        footnotes=(
            found.caveat.text,
            *found.assumptions,
            *(f"{own.title}: {own.own}, not {own.usual}" for own in found.own),
        ),
    )


def recommendation_sentences(found: Recommendation) -> tuple[str, ...]:
    """The recommendation, one sentence a subject, each with the rule it follows."""
    if found.stage is None or found.team is None or found.split is None:
        return ("Nobody is customer-facing, so there is nobody to enable: no stage, no team.",)
    rules = ", ".join(found.stage.rules)
    sentences = [
        f"{_people(found)}: the stage of {found.stage_range}. {found.stage.text} ({rules})",
        _size(found),
        f"{found.verdict.sentence} ({found.verdict.rule})",
        f"The leader's time: {percent_text(found.split.strategic)} strategic, "
        f"{percent_text(found.split.tactical)} tactical. {found.split.text} ({found.split.rule})",
    ]
    if found.first_activities:
        names = " · ".join(each.title for each in found.first_activities)
        one = len(found.first_activities) == 1
        sentences.append(f"{'It puts first' if one else 'It puts one of these first'}: {names}. (A5)")
    if found.reports_to:
        sentences.append(f"{found.reports_to.text} ({found.reports_to.rule})")
    if found.additions:
        sentences.append(f"Add: {' · '.join(each.title for each in found.additions)}. (A10)")
        sentences.append(f"{found.operating_model.text} ({found.operating_model.rule})")
    sentences.append(_reporting_line(found))
    return tuple(sentences)


def role_rows(found: Recommendation) -> tuple[tuple[str, ...], ...]:
    """Every role: its seats now, those taken to be held, those that follow, and the rule that names it."""
    if found.team is None:
        return ()
    rows = []
    for role in (found.team.lead, *found.team.roles):
        title = (
            role.first.title
            if role.first.title == role.usual.title or role.now < 2
            else (f"{role.first.title}, then {role.usual.title[0].lower()}{role.usual.title[1:]}")
        )
        rows.append((title, f"{role.now:,}", f"{role.held:,}", f"{role.next:,}", role.first.rule))
    return tuple(rows)


def hires_in_order(found: Recommendation, most: int = MARKS_SHOWN) -> tuple[tuple[str, str], ...]:
    """The roles to hire, in order: what each is, and whether it is due now or next."""
    if found.team is None:
        return ()
    return tuple((seat.what.title, seat.state) for seat in found.team.hires(most))


def scale_marks(found: Recommendation) -> tuple[ScaleMark, ...]:
    """What stands on the scale of ratios, in order: its ends, the ratio aimed at, the one now and the recommended."""
    rules, numbers = organization_rules(), found.numbers
    ratios = {
        rules.too_many.title.lower(): float(numbers.gross),
        "aimed at": float(numbers.ratio),
        rules.too_few.title.lower(): float(numbers.beyond),
    }
    if found.verdict.ratio is not None:
        ratios[MARK_NOW] = found.verdict.ratio
    if found.size:
        ratios[MARK_RECOMMENDED] = found.people / found.size
    marks = [ScaleMark(name, ratio, place_on_scale(ratio, numbers)) for name, ratio in ratios.items()]
    return tuple(sorted(marks, key=lambda mark: mark.ratio))


def _title(found: Recommendation) -> str:
    if found.stage is None:
        return "Nobody to enable"
    return f"{plural(found.size, 'enablement person', 'enablement people')} for {_people(found)}"


def _people(found: Recommendation) -> str:
    return plural(f"{found.people:,}", "customer-facing person", "customer-facing people")


def _size(found: Recommendation) -> str:
    """The recommended size beside the one there is, and what is lacking."""
    own = "" if found.size == found.by_ratio else f" (your own size; the ratio gives {found.by_ratio:,})"
    needed = f"At 1:{found.numbers.ratio:,} that is {plural(found.size, 'enablement person', 'enablement people')}{own}"
    there = f"there {'is' if found.enablers == 1 else 'are'} {found.enablers:,}"
    if found.gap > 0:
        return f"{needed}; {there}, so {found.gap:,} {'is' if found.gap == 1 else 'are'} lacking. (A1)"
    if found.gap < 0:
        return f"{needed}; {there}, {-found.gap:,} more than that. (A1)"
    return f"{needed}, and {there}. (A1)"


def _reporting_line(found: Recommendation) -> str:
    """Both places to report to with what each gains and costs: the sources choose none (A11)."""
    options = "; ".join(
        f"{option.title.lower()}, {' and '.join(option.gains).lower()}, but {' and '.join(option.costs).lower()}"
        for option in found.options
    )
    return f"Reporting line: {options}. {found.reporting_line.text} ({found.reporting_line.rule})"


def _cost(found: Recommendation, costs: HiringInputs, currency: str) -> str:
    team, now = (yearly_pay(size, costs) for size in (found.size, found.enablers))
    said = f"The recommended team is paid {format_money(team, currency, compact=True)} a year"
    more = team - now
    if more > 0:
        return f"{said}, {format_money(more, currency, compact=True)} more than now."
    return f"{said}." if more == 0 else f"{said}, {format_money(-more, currency, compact=True)} less than now."


def ratio_now(found: Recommendation) -> str:
    """The ratio there is, in words."""
    return "–" if found.verdict.ratio is None else ratio_text(found.verdict.ratio)
