"""What everybody in the room looks at: the stage, the recommended team, the gap, the cost and the leader's time."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from metrics.formatting import format_date, format_money, plural
from metrics.people import baseline_sentences
from metrics.planning.organization.hiring import yearly_pay
from metrics.planning.organization.pictures import OwnNumbers, PlanBlock, ratio_scale, time_bar
from metrics.planning.organization.plan import OrganizationPlan
from metrics.planning.organization.recommendation_block import ratio_now
from metrics.planning.organization.rules import organization_rules
from metrics.planning.organization.scenario_text import OwnInput
from metrics.report import Heading, KeyFigure, Note

if TYPE_CHECKING:
    from metrics.people import Baseline

MOST_NAMED = 6
NONE_OWN = "Every number is the roster's, a rule's or an assumption's."


def opening_blocks(baseline: "Baseline") -> tuple[Note, ...]:
    """The caveat, up to which day there is data, and where the numbers come from."""
    caveat, through = organization_rules().caveat, format_date(baseline.day)
    sources = " ".join(baseline_sentences(baseline))
    return (Note(f"{caveat.text} ({caveat.rule}) Data through {through}."), Note(sources))


def headline_blocks(plan: OrganizationPlan) -> tuple[PlanBlock, ...]:
    """Which numbers are the reader's own, four figures, the scale of ratios with a sentence, and the leader's time.

    Without customer-facing people only the first: the plan says why there is `nobody`.
    """
    recommendation, own = plan.recommendation, _whose(plan.own)
    verdict, split = recommendation.verdict, recommendation.split
    if recommendation.stage is None or split is None:
        return (own,)
    return (
        own,
        *_figures(plan),
        ratio_scale(recommendation),
        Note(f"{verdict.sentence} ({verdict.rule})"),
        Heading("The leader's time (share)", 3),
        time_bar(split),
        Note(f"{split.text} ({split.rule})"),
    )


def _figures(plan: OrganizationPlan) -> tuple[KeyFigure, ...]:
    """The four numbers of a recommendation."""
    recommendation, gap = plan.recommendation, plan.recommendation.gap
    stage = recommendation.stage
    rules = ", ".join(stage.rules) if stage else ""
    own_size = recommendation.size != recommendation.by_ratio
    own = f"your own size; the ratio gives {recommendation.by_ratio:,}" if own_size else ""
    lacking = f"{gap:,} to hire" if gap > 0 else f"{-gap:,} more than that" if gap else "as recommended"
    return (
        KeyFigure("Stage", recommendation.stage_range, evidence=f"{stage.title if stage else ''} ({rules})"),
        KeyFigure(
            "Recommended", f"{recommendation.size:,}", evidence=f"at 1:{recommendation.numbers.ratio:,} (A1)", own=own
        ),
        KeyFigure("You have", f"{recommendation.enablers:,}", evidence=f"{ratio_now(recommendation)}, {lacking}"),
        _pay(plan),
    )


def _pay(plan: OrganizationPlan) -> KeyFigure:
    recommendation, currency = plan.recommendation, plan.currency
    team, now = (yearly_pay(size, plan.costs) for size in (recommendation.size, recommendation.enablers))
    difference = format_money(abs(team - now), currency, compact=True)
    return KeyFigure(
        "Pay of that team, a year",
        format_money(team, currency, compact=True),
        evidence=f"{difference} {'more' if team > now else 'less'} than now" if team != now else "as now",
    )


def _whose(own: Sequence[OwnInput]) -> OwnNumbers | Note:
    """Which of the numbers are the reader's own."""
    if not own:
        return Note(NONE_OWN)
    named = "; ".join(f"{each.title} {each.own} (not {each.usual})" for each in own[:MOST_NAMED])
    more = f"; and {len(own) - MOST_NAMED} more under Your numbers" if len(own) > MOST_NAMED else ""
    return OwnNumbers(f"{plural(len(own), 'number')}: {named}{more}.")
