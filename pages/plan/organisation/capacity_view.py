"""Ramp and attrition, what if: the inputs with their low and high values, the fan and the tornado."""

from collections.abc import Sequence

import streamlit as st

from metrics.formatting import format_money
from metrics.planning import (
    Capacity,
    CapacityInputs,
    Scenario,
    capacity_inputs,
    organization_rules,
    sellers_of,
    simulated_capacity,
)
from pages.parts import charts
from pages.parts.plain import plain
from pages.plan.organisation import capacity_charts
from pages.plan.organisation.ground import Ground
from pages.plan.organisation.inputs import key, number

UNSURE = ("growth", "quits", "stretch", "attainment", "wait")
KINDS = (("_low", "low"), ("", "likely"), ("_high", "high"))


def capacity_view(scenario: Scenario, ground: Ground, currency: str) -> None:
    """What comes of it, under it what is put in, and what is taken for granted."""
    drawn = st.container()
    _inputs(scenario, ground)
    with drawn:
        if sellers_of(scenario, ground.sellers):
            _charts(_simulated(capacity_inputs(scenario, ground.sellers)), scenario.quota, ground.quarters, currency)
        else:
            st.info("There are no sellers with a quota, so there is no capacity. Say how many there are.")
    assumptions = organization_rules().assumptions
    names = ("productive" if scenario.ramp == "own" else "linear", "capacity_leavers", "triangular")
    st.caption(
        plain(
            "Capacity is counted in full quotas: a fully productive seller who attains the whole quota is one. "
            "10,000 paths, always the same ones for the same numbers. Assumptions: "
            + " ".join(assumptions[name] for name in names)
        )
    )


def _charts(capacity: Capacity, quota: float, quarters: Sequence[str], currency: str) -> None:
    """The fan, its sum, and the tornado: in money where a quota is given."""
    unit = currency if quota else "full quotas"
    shown = capacity.times(quota) if quota else capacity
    charts.show(
        capacity_charts.fan(shown, quarters, unit),
        f"Productive capacity by quarter ({unit}), with the band in which eight of ten paths lie",
        capacity_charts.fan_in_words(capacity, quarters), "fan",
    )  # fmt: skip
    st.markdown(plain(_total(shown, currency if quota else None)))
    charts.show(
        capacity_charts.tornado(shown, unit),
        f"What moves the capacity of eight quarters most ({unit}), one input at a time",
        capacity_charts.tornado_in_words(capacity), "tornado",
    )  # fmt: skip


@st.cache_data(max_entries=200, show_spinner=False, hash_funcs={CapacityInputs: repr})
def _simulated(inputs: CapacityInputs) -> Capacity:
    return simulated_capacity(inputs)


def _inputs(scenario: Scenario, ground: Ground) -> None:
    """Sellers and their ramp, then each unsure input with its low, likely and high value."""
    left, right = st.columns(2)
    with left:
        counted = f"{sellers_of(scenario, ground.sellers):,}"
        number("sellers", help=f"Empty: the part of the people in sales that the roster's sellers are. Now {counted}.")
    with right:
        number(
            "quota", label="Quota per seller and quarter", help="0: capacity is counted in full quotas, not in money."
        )
    choices = (
        {"own": "your own curve", "months": "evenly over months"} if ground.ramp else {"months": "evenly over months"}
    )
    if st.session_state[key("ramp")] not in choices:
        st.session_state[key("ramp")] = "months"
    with left:
        st.selectbox(
            "The ramp of new sellers is", list(choices), key=key("ramp"), format_func=choices.__getitem__,
            persist_state="session", filter_mode=None,
        )  # fmt: skip
    with right:
        number("ramp_months")
    for name in UNSURE:
        for column, (ending, word) in zip(st.columns(3), KINDS, strict=True):
            with column:
                number(f"{name}{ending}", label=f"{LABELS[name]}, {word}")
    number("noise")


LABELS = {
    "growth": "Growth",
    "quits": "Leave a year",
    "stretch": "Ramp length",
    "attainment": "Attainment",
    "wait": "Months to replace",
}
"""Short names, as three of them stand side by side."""


def _total(capacity: Capacity, currency: str | None) -> str:
    """The sum of eight quarters with its band."""
    low, middle, high = (
        f"{value:,.0f}" if currency is None else format_money(value, currency, compact=True)
        for value in (capacity.total_p10, capacity.total_p50, capacity.total_p90)
    )
    quotas = " full quotas" if currency is None else ""
    return f"Over eight quarters: {middle}{quotas}; in eight of ten paths {low} to {high}."
