"""The hiring plan: what is expected, when each hire falls due, and what that costs."""

from collections.abc import Sequence

import streamlit as st

from metrics.formatting import format_money, plural
from metrics.planning import HiringInputs, HiringPlan, Recommendation, hiring_plan, organization_rules
from pages.parts import charts
from pages.parts.markup import TableCell, table
from pages.parts.plain import plain
from pages.plan.organisation.hiring_chart import hiring_chart, in_words, stage_begins
from pages.plan.organisation.inputs import number

FIELDS = (("growth", "attrition"), ("salary_leader", "salary_other", "hiring_cost"))
SAID = ("never_fewer", "hired_at_once", "leavers")


def hiring_view(recommendation: Recommendation, costs: HiringInputs, quarters: Sequence[str], currency: str) -> None:
    """The inputs, the chart and the table of eight quarters."""
    for names in FIELDS:
        for column, name in zip(st.columns(len(names), vertical_alignment="bottom"), names, strict=True):
            with column:
                number(name)
    plan = hiring_plan(costs, recommendation.numbers)
    charts.show(
        hiring_chart(plan, quarters), "Enablement hires by quarter and reason, and the size of the team",
        in_words(plan, quarters), "hiring",
    )  # fmt: skip
    st.markdown(plain(_summed(recommendation, plan, currency)))
    _quarters(plan, quarters, currency)
    assumptions = organization_rules().assumptions
    st.caption(plain(f"Money is in {currency}. Assumptions: " + " ".join(assumptions[name] for name in SAID)))


def _summed(recommendation: Recommendation, plan: HiringPlan, currency: str) -> str:
    years = ", ".join(
        f"{format_money(cost, currency, compact=True)} in the {name} year"
        for name, cost in zip(("first", "second"), plan.yearly_costs, strict=True)
    )
    return (
        f"{recommendation.enablers:,} now + {plural(f'{plan.hires:,}', 'hire')} − "
        f"{plural(f'{plan.leavers:,}', 'leaver')} = {plan.size:,} after eight quarters. Pay and hiring cost {years}."
    )


def _quarters(plan: HiringPlan, labels: Sequence[str], currency: str) -> None:
    """The plan in numbers, quarter by quarter."""
    heading = [
        TableCell(name)
        for name in ("Quarter", "Customer-facing", "Gap closed", "Growth", "Replaced", "Leave", "Team", "Cost")
    ]
    rows = [
        [
            TableCell(label, stage_begins(quarter.stage) if quarter.stage_changes else ""),
            *(
                TableCell(f"{count:,}" if count else "–")
                for count in (
                    quarter.people, quarter.to_close_gap, quarter.for_growth, quarter.replacements, quarter.leavers,
                    quarter.after,
                )
            ),
            TableCell(format_money(quarter.cost, currency, compact=True)),
        ]
        for label, quarter in zip(labels, plan.quarters, strict=True)
    ]  # fmt: skip
    table("When each hire falls due", heading, rows, numbers=True)
