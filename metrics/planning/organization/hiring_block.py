"""A hiring plan as blocks: who starts in each quarter and why, what that comes to, and when each hire falls due."""

from collections.abc import Iterator, Sequence

from metrics.formatting import UNKNOWN, format_money, plural
from metrics.planning.organization.hiring import HiringPlan, Quarter, hiring_plan
from metrics.planning.organization.plan import OrganizationPlan
from metrics.planning.organization.rules import organization_rules
from metrics.report import Axis, Block, Chart, ChartPanel, ChartPoint, Mark, Note, Sentence, Series, Table, TableCell

REASONS = (
    ("to close today's gap", "to_close_gap"),
    ("for growth", "for_growth"),
    ("to replace leavers", "replacements"),
)
"""Why somebody is hired."""
HEADING = ("Quarter", "Customer-facing", "Gap closed", "Growth", "Replaced", "Leave", "Team", "Cost")
ROOM_ABOVE = 1.25
"""So many times the highest bar: numbers stand above the line."""


def hiring_blocks(plan: OrganizationPlan) -> tuple[Block, ...]:
    """The chart, its sum and the table of eight quarters. Raises UserError for rates that can't be."""
    hiring, assumptions = hiring_plan(plan.costs, plan.recommendation.numbers), organization_rules().assumptions
    taken = " ".join(assumptions[name] for name in ("never_fewer", "hired_at_once", "leavers"))
    return (
        _chart(hiring, plan.quarters),
        Sentence(_sum(plan, hiring)),
        _quarters(hiring, plan.quarters, plan.currency),
        Note(f"Money is in {plan.currency}. Assumptions: {taken}"),
    )


def _chart(hiring: HiringPlan, labels: Sequence[str]) -> Chart:
    """Hires stacked by reason, the team's size as a line, and a mark where a stage begins."""
    quarters = hiring.quarters
    pairs = tuple(zip(labels, quarters, strict=True))
    reasons = tuple(
        Series(name, tuple(ChartPoint(label, getattr(quarter, field)) for label, quarter in pairs))
        for name, field in REASONS
    )
    sizes = tuple(ChartPoint(label, quarter.after, text=f"{quarter.after:,}") for label, quarter in pairs)
    highest = max(1, *(each.after for each in quarters), *(each.hires for each in quarters))
    return Chart(
        kind="stack",
        title="Enablement hires by quarter and reason, and the size of the team",
        alt=_in_words(hiring, labels),
        key="hiring",
        panels=(ChartPanel("", (*reasons, Series("size of the team", sizes, "middle"))),),
        across=Axis(names=tuple(labels)),
        up=Axis("people", low=0, high=ROOM_ABOVE * highest),
        marks=tuple(_beginnings(quarters)),
    )


def _beginnings(quarters: Sequence[Quarter]) -> Iterator[Mark]:
    for place, quarter in enumerate(quarters):
        if quarter.stage_changes:
            yield Mark(place - 0.5, _stage_begins(quarter.stage))


def _stage_begins(position: int | None) -> str:
    """What a mark between two stages says."""
    return "nobody to enable" if position is None else f"stage: {organization_rules().stages[position].title.lower()}"


def _in_words(hiring: HiringPlan, labels: Sequence[str]) -> str:
    hires = ", ".join(
        f"{label} {quarter.hires:,}" for label, quarter in zip(labels, hiring.quarters, strict=True) if quarter.hires
    )
    return f"Enablement hires by quarter: {hires or 'none'}. The team ends with {hiring.size:,} people."


def _sum(plan: OrganizationPlan, hiring: HiringPlan) -> str:
    years = ", ".join(
        f"{format_money(cost, plan.currency, compact=True)} in the {name} year"
        for name, cost in zip(("first", "second"), hiring.yearly_costs, strict=True)
    )
    return (
        f"{plan.recommendation.enablers:,} now + {plural(f'{hiring.hires:,}', 'hire')} − "
        f"{plural(f'{hiring.leavers:,}', 'leaver')} = {hiring.size:,} after eight quarters. "
        f"Pay and hiring cost {years}."
    )


def _quarters(hiring: HiringPlan, labels: Sequence[str], currency: str) -> Table:
    """The plan in numbers, quarter by quarter."""
    rows = tuple(_row(label, quarter, currency) for label, quarter in zip(labels, hiring.quarters, strict=True))
    return Table("When each hire falls due", tuple(map(TableCell, HEADING)), rows, numbers=True)


def _row(label: str, quarter: Quarter, currency: str) -> tuple[TableCell, ...]:
    counts = (
        quarter.people, quarter.to_close_gap, quarter.for_growth, quarter.replacements, quarter.leavers, quarter.after,
    )  # fmt: skip
    return (
        TableCell(label, _stage_begins(quarter.stage) if quarter.stage_changes else ""),
        *(TableCell(f"{count:,}" if count else UNKNOWN) for count in counts),
        TableCell(format_money(quarter.cost, currency, compact=True)),
    )
