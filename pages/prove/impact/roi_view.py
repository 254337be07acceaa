"""Was it worth it: the return as a range, with every assumption to be changed."""

from dataclasses import replace

import streamlit as st

from metrics.impact import Assumptions
from metrics.planning import Scenario
from metrics.programs import Evaluation, NoRoi, RoiInputs, program_return, return_sentence, roi_inputs
from pages.parts.guard import fragment
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current


@fragment
def roi_view(current: Current, evaluation: Evaluation) -> None:
    """The fields and the sentence that follows from them."""
    if evaluation.evidence.effect is None:
        return
    inputs = roi_inputs(current.snapshot, evaluation, Scenario().margin / 100)
    st.markdown("**Was it worth it?**")
    if isinstance(inputs, NoRoi):
        st.markdown(plain(inputs.reason))
        return
    currency = current.snapshot.settings.currency
    key = f"return_{evaluation.program.program_id}_{evaluation.metric}"
    estimate = program_return(replace(inputs, assumptions=_assumed(inputs, currency, key)))
    if estimate is None:
        st.markdown("The effect has no range, so its return has none.")
        return
    st.markdown(f"##### Gain since the start, less its cost: {plain(return_sentence(estimate, currency))}")
    unproved = "" if evaluation.evidence.claims else "Nothing is proved, so this may be chance. "
    st.caption(plain(f"{unproved}{_rests_on(inputs)}"))


def _rests_on(inputs: RoiInputs) -> str:
    """How the return is computed, whose mean deal is in it, and what of it nobody has found out."""
    explanation = (
        "Effect × what it is multiplied by × margin − cost, the effect and the worth of a deal each as unsure as they "
        "are. It takes the effect to hold for all those deals."
    )
    if inputs.won is None:
        return f"{explanation} The margin is an assumption until you change it."
    apart = (
        "Revenue per person is judged apart, in the table below: it also hangs on how many deals come in and how big "
        "they are, so it shows less."
    )
    return f"{explanation} {inputs.won.sentence} That and the margin are assumptions until you change them. {apart}"


def _assumed(inputs: RoiInputs, currency: str, key: str) -> Assumptions:
    """The assumptions as the fields show them, which begin with what the workspace says.

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
    return replace(start, deals=deals, won_value=value, margin=margin / 100, cost=cost)
