"""The value of one more enablement hire: only from effects that were proved, and otherwise not at all."""

from collections.abc import Sequence

import streamlit as st

from metrics.formatting import format_money, plural
from metrics.impact import ProvedEffect
from metrics.planning import Scenario, value_of_hire
from pages.parts.markup import TableCell, table
from pages.parts.plain import plain
from pages.plan.organisation.inputs import number

NOT_SHOWN = (
    "**Not shown yet.** One more hire is worth a proved effect × the people reached × your margin − what the hire "
    "costs. No programme's effect has been proved in this workspace, so there is nothing to multiply: a number "
    "here would be made up. Better teams being better enabled (beside) is a comparison, not an effect."
)


def value_view(scenario: Scenario, effects: Sequence[ProvedEffect], currency: str) -> None:
    """A row for each proved effect, with its range; none of them added to another."""
    if not effects:
        st.info(NOT_SHOWN, icon=":material/hourglass_empty:")
        return
    left, middle, right = st.columns(3)
    with left:
        number("margin")
    with middle:
        number("ratio", label="People reached by one more hire")
    with right:
        number("salary_other", label="What the hire costs a year")
    st.markdown(plain(_assumed(scenario.ratio)))
    rows = []
    for effect in effects:
        hire_value = value_of_hire(effect, scenario.ratio, scenario.margin / 100, scenario.salary_other)
        low, high = (format_money(each, currency, compact=True) for each in (hire_value.low, hire_value.high))
        rows.append(
            [
                TableCell(effect.program, effect.metric), TableCell(effect.grade),
                TableCell(format_money(hire_value.value, currency, compact=True), f"likely {low} to {high}"),
            ]
        )  # fmt: skip
    heading = [
        TableCell("Effect"),
        TableCell("Evidence"),
        TableCell("If repeated in full, a year", "less what the hire costs"),
    ]
    table("What one more hire would bring in a year by repeating a proved effect in full", heading, rows)
    resting = "".join(f" {effect.program}: {effect.rests_on}" for effect in effects if effect.rests_on)
    st.caption(plain(f"Effects are not added up: two programmes may have won the same deals.{resting}"))


def _assumed(people: int) -> str:
    """What every value rests on, to be read before it."""
    return (
        "An upper bound, not a forecast. What is proved is what a programme did for those it reached; each value below "
        f"assumes that one more hire repeats all of it for {plural(f'{people:,}', 'person', 'people')}, for a whole "
        "year. Nobody has measured what a hire does: one who repeats half of it brings half of it, less the whole cost."
    )
