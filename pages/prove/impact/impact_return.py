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
def impact_return(here: Current, judgement: Evaluation) -> None:
    """The fields and the sentence that follows from them."""
    if judgement.evidence.effect is None:
        return
    known = roi_inputs(here.snapshot, judgement, Scenario().margin / 100)
    st.markdown("**Was it worth it?**")
    if isinstance(known, NoRoi):
        st.markdown(plain(known.reason))
        return
    currency = here.snapshot.settings.currency
    key = f"return_{judgement.program.program_id}_{judgement.metric}"
    found = program_return(replace(known, assumptions=_assumed(known, currency, key)))
    if found is None:
        st.markdown("The effect has no range, so its return has none.")
        return
    st.markdown(f"##### Gain since the start, less its cost: {plain(return_sentence(found, currency))}")
    unproved = "" if judgement.evidence.claims else "Nothing is proved, so this may be chance. "
    st.caption(plain(f"{unproved}{_rests_on(known)}"))


def _rests_on(known: RoiInputs) -> str:
    """How the return is computed, whose mean deal is in it, and what of it nobody has found out."""
    said = (
        "Effect × what it is multiplied by × margin − cost, the effect and the worth of a deal each as unsure as they "
        "are. It takes the effect to hold for all those deals."
    )
    if known.won is None:
        return f"{said} The margin is an assumption until you change it."
    apart = (
        "Revenue per person is judged apart, in the table below: it also hangs on how many deals come in and how big "
        "they are, so it shows less."
    )
    return f"{said} {known.won.sentence} That and the margin are assumptions until you change them. {apart}"


def _assumed(known: RoiInputs, currency: str, key: str) -> Assumptions:
    """The assumptions as the fields show them, which begin with what the workspace says.

    What a field begins with is part of its key: Streamlit keeps what a key held, whatever value it is given later.
    """
    start = known.assumptions
    places = iter(st.columns(2 + (known.won is not None) + known.margin_matters))

    def number(label: str, value: float, name: str, step: float, most: float | None = None) -> float:
        begins = float(round(value))
        return next(places).number_input(
            label, 0.0, most, value=begins, step=step, format="%.0f", key=f"{key}_{name}_{begins:.0f}"
        )  # fmt: skip

    deals = number(f"{known.unit[:1].upper()}{known.unit[1:]}", start.deals, "deals", 1.0)
    value = number(f"Worth each ({currency})", start.won_value, "value", 100.0) if known.won else 1.0
    margin = number("Margin kept (%)", 100 * start.margin, "margin", 1.0, 100.0) if known.margin_matters else 100.0
    cost = number(f"Cost ({currency}){'' if known.cost_known else ', not known'}", start.cost, "cost", 1000.0)
    return replace(start, deals=deals, won_value=value, margin=margin / 100, cost=cost)
