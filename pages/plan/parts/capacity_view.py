"""Ramp and attrition, what if: the inputs with their low and high values, the fan and the tornado."""

import streamlit as st

from metrics.formatting import format_money
from metrics.planning.capacity import Capacity, CapacityInputs, capacity
from metrics.planning.organisation_rules import organisation_rules
from metrics.planning.scenario import Scenario
from metrics.planning.scenario_capacity import capacity_inputs
from pages.parts import charts
from pages.parts.plain import plain
from pages.plan.parts import capacity_charts
from pages.plan.parts.ground import Ground
from pages.plan.parts.inputs import key, number

UNSURE = ("growth", "quits", "stretch", "attainment", "wait")
KINDS = (("_low", "low"), ("", "likely"), ("_high", "high"))


def capacity_view(scenario: Scenario, ground: Ground, currency: str) -> None:
    """What comes of it, and beside it what is put in."""
    left, right = st.columns([3, 2], gap="large")
    with right:
        _inputs(ground)
    with left:
        if scenario.sellers == 0:
            st.info("There are no sellers with a quota, so there is no capacity. Say how many there are.")
            return
        found = _simulated(capacity_inputs(scenario, ground.tenures, ground.own_ramp))
        unit = currency if scenario.quota else "full quotas"
        shown = found.times(scenario.quota) if scenario.quota else found
        charts.show(
            capacity_charts.fan(shown, ground.quarters, unit),
            f"Productive capacity by quarter ({unit}), with the band in which eight of ten paths lie",
            capacity_charts.fan_in_words(found, ground.quarters), "fan",
        )  # fmt: skip
        st.markdown(plain(_total(shown, currency if scenario.quota else None)))
        charts.show(
            capacity_charts.tornado(shown, unit),
            f"What moves the capacity of eight quarters most ({unit}), one input at a time",
            capacity_charts.tornado_in_words(found), "tornado",
        )  # fmt: skip
    said = organisation_rules().assumptions
    names = (
        ("productive", "capacity_leavers", "triangular")
        if scenario.ramp == "own"
        else ("linear", "capacity_leavers", "triangular")
    )
    st.caption(
        plain(
            "Capacity is counted in full quotas: a fully productive seller who attains the whole quota is one. "
            "10,000 paths, always the same ones for the same numbers. Assumptions: "
            + " ".join(said[name] for name in names)
        )
    )


@st.cache_data(max_entries=200, show_spinner=False, hash_funcs={CapacityInputs: repr})
def _simulated(inputs: CapacityInputs) -> Capacity:
    return capacity(inputs)


def _inputs(ground: Ground) -> None:
    """Sellers and their ramp, then each unsure input with its low, likely and high value."""
    one, other = st.columns(2)
    with one:
        number("sellers")
    with other:
        number(
            "quota", label="Quota per seller and quarter", help="0: capacity is counted in full quotas, not in money."
        )
    choices = (
        {"own": "your own curve", "months": "evenly over months"} if ground.ramp else {"months": "evenly over months"}
    )
    if st.session_state[key("ramp")] not in choices:
        st.session_state[key("ramp")] = "months"
    with one:
        st.selectbox(
            "The ramp of new sellers is", list(choices), key=key("ramp"), format_func=choices.__getitem__,
            persist_state="session", filter_mode=None,
        )  # fmt: skip
    with other:
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


def _total(found: Capacity, currency: str | None) -> str:
    """The sum of eight quarters with its band."""
    low, middle, high = (
        f"{value:,.0f}" if currency is None else format_money(value, currency, compact=True)
        for value in (found.total_p10, found.total_p50, found.total_p90)
    )
    quotas = " full quotas" if currency is None else ""
    return f"Over eight quarters: {middle}{quotas}; in eight of ten paths {low} to {high}."
