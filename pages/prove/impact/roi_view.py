"""Was it worth it: the return as a range, with every assumption to be changed."""

import streamlit as st

from metrics.planning import Scenario
from metrics.programs import Evaluation, NoRoi, RoiInputs, assuming, no_return_blocks, return_blocks, roi_inputs
from pages.blocks import show
from pages.parts.guard import fragment
from pages.parts.workspace_on_screen import Current


@fragment
def roi_view(current: Current, evaluation: Evaluation) -> None:
    """The fields and the sentence that follows from them."""
    if evaluation.evidence.effect is None:
        return
    inputs = roi_inputs(current.snapshot, evaluation, Scenario().margin / 100)
    if isinstance(inputs, NoRoi):
        show(no_return_blocks(inputs))
        return
    st.markdown("**Was it worth it?**")
    currency = current.snapshot.settings.currency
    key = f"return_{evaluation.program.program_id}_{evaluation.metric}"
    show(return_blocks(evaluation, _assumed(inputs, currency, key), currency))


def _assumed(inputs: RoiInputs, currency: str, key: str) -> RoiInputs:
    """The inputs with the assumptions as the fields show them, which begin with what the workspace says.

    What a field begins with is part of its key: Streamlit keeps what a key held, whatever value it is given later.
    """
    start = inputs.assumptions
    places = iter(st.columns(2 + (inputs.won is not None) + inputs.margin_matters))

    def number(label: str, value: float, name: str, step: float, most: float | None = None) -> float:
        begins = float(round(value))
        return next(places).number_input(
            label, 0.0, most, value=begins, step=step, format="%.0f", key=f"{key}_{name}_{begins:.0f}"
        )  # fmt: skip

    deals = number(f"{inputs.unit[:1].upper()}{inputs.unit[1:]}", start.deals, "deals", 1.0)
    value = number(f"Worth each ({currency})", start.won_value, "value", 100.0) if inputs.won else 1.0
    margin = number("Margin kept (%)", 100 * start.margin, "margin", 1.0, 100.0) if inputs.margin_matters else 100.0
    cost = number(f"Cost ({currency}){'' if inputs.cost_known else ', not known'}", start.cost, "cost", 1000.0)
    return assuming(inputs, deals, value, margin / 100, cost)
