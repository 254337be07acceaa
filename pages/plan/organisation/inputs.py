"""The inputs of the organization page: kept in the session, in the address, and in step with each other."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any

import streamlit as st

from metrics.planning import Scenario, moved_inputs, read_scenario, scenario_inputs, scenario_words, sensible_scenario
from metrics.schema import CUSTOMER_FACING
from metrics.statistics import largest_remainder
from pages.plan.organisation.ground import Ground

PREFIX = "plan_"
ADDRESS, USUAL, COMPLAINTS = "plan address", "plan usual", "plan complaints"
VIEW, VIEW_WORD = "plan view", "view"
GROUPS = {"people": "Customer-facing people", "enablers": "Enablement people"}
"""The two kinds of people, by the word that their inputs begin with."""


def key(name: str) -> str:
    """Under which key a session holds an input."""
    return f"{PREFIX}{name}"


def read_address(ground: Ground, views: Sequence[str]) -> None:
    """Let a new address replace what the session held, and a new roster move what nobody touched.

    For the whole page only: while a slider is moved quickly, the fragment may be run with an address of a step before.
    """
    words = dict(st.query_params)
    if USUAL not in st.session_state or (words and words != st.session_state.get(ADDRESS)):
        view = words.pop(VIEW_WORD, views[0])
        read = read_scenario(words, ground.usual)
        put(read.scenario)
        unknown = () if view in views else (f"There is no view “{view}”.",)
        st.session_state[COMPLAINTS] = (read.scenario, (*unknown, *read.complaints))
        st.session_state[VIEW] = view if view in views else views[0]
    elif st.session_state[USUAL] != ground.usual:
        put(moved_inputs(held(), st.session_state[USUAL], ground.usual))
    st.session_state[USUAL] = ground.usual


def on_screen(ground: Ground) -> tuple[Scenario, tuple[str, ...]]:
    """The scenario that the inputs show, and a sentence for everything that couldn't be used as it was asked."""
    scenario, contradictions = sensible_scenario(held(), ground.usual)
    asked, complaints = st.session_state[COMPLAINTS]
    return scenario, (*(complaints if scenario == asked else ()), *contradictions)


def held() -> Scenario:
    """The scenario as the session holds it."""
    values: dict[str, Any] = {each.name: st.session_state[key(each.name)] for each in fields(Scenario)}
    chosen = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return Scenario(**(values | chosen))


def put(scenario: Scenario) -> None:
    """Make every input show a scenario."""
    for each in fields(Scenario):
        value = getattr(scenario, each.name)
        st.session_state[key(each.name)] = list(value) if isinstance(value, tuple) else value
    for group in GROUPS:
        remember_mix(group)
    st.session_state[COMPLAINTS] = (scenario, ())


def put_back(scenario: Scenario) -> Callable[[], None]:
    """What a button does that makes every input show a scenario."""
    return lambda: put(scenario)


def write_address(scenario: Scenario) -> None:
    """Put every input and the view into the address, so that the link says all of it."""
    words = {VIEW_WORD: st.session_state[VIEW], **scenario_words(scenario)}
    st.session_state[ADDRESS] = words
    if dict(st.query_params) != words:
        st.query_params.from_dict(words)


def number(name: str, *, label: str = "", help: str | None = None) -> None:
    """One input as a field for a number, within its bounds."""
    scenario_input = scenario_inputs()[name]
    whole = scenario_input.kind in ("whole", "optional")
    as_number = int if whole else float
    group = name.partition("_")[0]
    options: dict[str, Any] = {
        "min_value": as_number(scenario_input.low),
        "max_value": as_number(scenario_input.high),
        "step": 1 if whole else 1000.0 if scenario_input.unit == "money" else 0.5,
        "format": "%d" if whole else "%g",
    }
    if scenario_input.kind == "optional":
        options["value"] = None
    if group in GROUPS:
        options |= {"on_change": remember_mix, "args": (group,)}
    unit = " (%)" if scenario_input.unit == "%" else ""
    help_text = help or origin(name)
    st.number_input(
        (label or scenario_input.title) + unit, key=key(name), persist_state="session", help=help_text, **options
    )


def origin(name: str) -> str | None:
    """What a field says of where its number comes from."""
    scenario_input = scenario_inputs()[name]
    if scenario_input.rule:
        return f"Rule {scenario_input.rule}."
    return None if name.partition("_")[0] in GROUPS else "An assumption, not in the sources."


def names_of(group: str) -> list[str]:
    """The inputs of one kind of people, by function."""
    return [f"{group}_{word}" for word in CUSTOMER_FACING]


def total(group: str) -> int:
    """All people of one kind."""
    return sum(st.session_state[key(name)] for name in names_of(group))


def remember_mix(group: str) -> None:
    """Remember in which proportions people of one kind stand, for when only their total is changed."""
    mix = [st.session_state[key(name)] for name in names_of(group)]
    if sum(mix) or key(f"{group} mix") not in st.session_state:
        st.session_state[key(f"{group} mix")] = mix if sum(mix) else [1] + [0] * (len(mix) - 1)


def spread(group: str, widget: str) -> None:
    """Share another total out over the functions, in the proportions they stood in."""
    shares = largest_remainder(st.session_state[widget], st.session_state[key(f"{group} mix")])
    for name, share in zip(names_of(group), shares, strict=True):
        st.session_state[key(name)] = share


def slider(group: str, most: int) -> None:
    """The total of one kind of people, as a slider; what lies beyond its end is held there."""
    widget = key(f"{group} slider")
    now = min(total(group), most)
    if st.session_state.get(widget) != now:
        st.session_state[widget] = now
    st.slider(GROUPS[group], 0, most, key=widget, on_change=spread, args=(group, widget))


def exact(group: str, most: int) -> None:
    """The same total as a field for a number."""
    widget = key(f"{group} field")
    now = total(group)
    if st.session_state.get(widget) != now:
        st.session_state[widget] = now
    st.number_input(f"{GROUPS[group]} in all", 0, most, key=widget, on_change=spread, args=(group, widget))
