"""The value of one more enablement hire as blocks: only from effects that were proved, and otherwise not at all."""

from collections.abc import Sequence

from metrics.formatting import format_money, plural
from metrics.impact import ProvedEffect
from metrics.planning.hire_value import value_of_hire
from metrics.planning.organization.plan import OrganizationPlan
from metrics.report import Block, Note, Sentence, Table, TableCell

NOT_SHOWN = (
    "Not shown yet. One more hire is worth a proved effect × the people reached × your margin − what the hire "
    "costs. No programme's effect has been proved in this workspace, so there is nothing to multiply: a number "
    "here would be made up. Better teams being better enabled (beside) is a comparison, not an effect."
)
TITLE = "What one more hire would bring in a year by repeating a proved effect in full"


def value_blocks(plan: OrganizationPlan, effects: Sequence[ProvedEffect]) -> tuple[Block, ...]:
    """What is assumed, and a row for each proved effect with its range; none of them is added to another."""
    if not effects:
        return (Note(NOT_SHOWN, "nothing"),)
    heading = (
        TableCell("Effect"),
        TableCell("Evidence"),
        TableCell("If repeated in full, a year", "less what the hire costs"),
    )
    rests = "".join(f" {effect.program}: {effect.rests_on}" for effect in effects if effect.rests_on)
    return (
        Sentence(_assumed(plan.scenario.ratio)),
        Table(TITLE, heading, tuple(_row(plan, effect) for effect in effects)),
        Note(f"Effects are not added up: two programmes may have won the same deals.{rests}"),
    )


def _row(plan: OrganizationPlan, effect: ProvedEffect) -> tuple[TableCell, ...]:
    scenario, currency = plan.scenario, plan.currency
    hire = value_of_hire(effect, scenario.ratio, scenario.margin / 100, scenario.salary_other)
    value, low, high = (format_money(each, currency, compact=True) for each in (hire.value, hire.low, hire.high))
    return (
        TableCell(effect.program, effect.metric),
        TableCell(effect.grade),
        TableCell(value, f"likely {low} to {high}"),
    )


def _assumed(people: int) -> str:
    """What every value rests on, to be read before it."""
    return (
        "An upper bound, not a forecast. What is proved is what a programme did for those it reached; each value below "
        f"assumes that one more hire repeats all of it for {plural(f'{people:,}', 'person', 'people')}, for a whole "
        "year. Nobody has measured what a hire does: one who repeats half of it brings half of it, less the whole cost."
    )
