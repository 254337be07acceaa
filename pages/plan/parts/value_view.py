"""The value of one more enablement hire: only from effects that were proved, and otherwise not at all."""

from collections.abc import Sequence

import streamlit as st

from metrics.formatting import format_money
from metrics.planning.scenario import Scenario
from metrics.planning.value import ProvedEffect, value_of_hire
from pages.parts.markup import Cell, table
from pages.parts.plain import plain
from pages.plan.parts.inputs import number

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
    one, other, third = st.columns(3)
    with one:
        number("margin")
    with other:
        number("ratio", label="People reached by one more hire")
    with third:
        number("salary_other", label="What the hire costs a year")
    rows = []
    for effect in effects:
        found = value_of_hire(effect, scenario.ratio, scenario.margin / 100, scenario.salary_other)
        low, high = (format_money(each, currency, compact=True) for each in (found.low, found.high))
        rows.append(
            [
                Cell(effect.program, effect.metric), Cell(effect.grade),
                Cell(format_money(found.value, currency, compact=True), f"likely {low} to {high}"),
            ]
        )  # fmt: skip
    table(
        "What one more hire brings in a year, by proved effect", [Cell("Effect"), Cell("Evidence"), Cell("Value")], rows
    )
    st.caption(
        plain(
            "It takes the hire to do for everybody reached what the programme did for those it reached. Effects are "
            "not added up: two programmes may have won the same deals."
        )
    )
