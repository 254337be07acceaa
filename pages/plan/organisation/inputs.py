"""The inputs of the organization page: kept in the session, and in step with each other."""

from collections.abc import Callable, Collection
from dataclasses import fields
from typing import Any, Literal

import streamlit as st

from metrics.people import Baseline
from metrics.planning import OrganizationPlan, Scenario, scenario_inputs
from metrics.schema import CUSTOMER_FACING

PREFIX = "plan_"
COMPLAINTS = "plan complaints"
VIEW = "plan view"
People = Literal["people", "enablers"]
KINDS: dict[People, str] = {"people": "Customer-facing people", "enablers": "Enablement people"}
"""The two kinds of people, by the word that their inputs begin with."""


def key(name: str) -> str:
    """Under which key a session holds an input."""
    return f"{PREFIX}{name}"


def on_screen(baseline: Baseline) -> tuple[OrganizationPlan, tuple[str, ...]]:
    """The plan that the inputs show, and a sentence for everything that couldn't be used as it was asked."""
    plan, contradictions = OrganizationPlan(held(), baseline).sensible()
    asked, complaints = st.session_state[COMPLAINTS]
    return plan, (*(complaints if plan.scenario == asked else ()), *contradictions)


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
    for kind in KINDS:
        remember_mix(kind)
    complain(())


def put_back(scenario: Scenario) -> Callable[[], None]:
    """What a button does that makes every input show a scenario."""
    return lambda: put(scenario)


def complain(complaints: tuple[str, ...]) -> None:
    """Say this for as long as the inputs stay as they are."""
    st.session_state[COMPLAINTS] = (held(), complaints)


def number(plan: OrganizationPlan, name: str, *, label: str = "", help: str | None = None) -> None:
    """One input as a field for a number, within its bounds."""
    scenario_input = scenario_inputs()[name]
    whole = scenario_input.kind in ("whole", "optional")
    as_number = int if whole else float
    kind = name.partition("_")[0]
    options: dict[str, Any] = {
        "min_value": as_number(scenario_input.low),
        "max_value": as_number(scenario_input.high),
        "step": 1 if whole else 1000.0 if scenario_input.unit == "money" else 0.5,
        "format": "%d" if whole else "%g",
    }
    if scenario_input.kind == "optional":
        options["value"] = None
    if kind in KINDS:
        options |= {"on_change": remember_mix, "args": (kind,)}
    unit = " (%)" if scenario_input.unit == "%" else ""
    help_text = help or origin(plan, name)
    st.number_input(
        (label or scenario_input.title) + unit, key=key(name), persist_state="session", help=help_text, **options
    )
    if st.session_state[key(name)] != getattr(plan.scenario, name):
        st.caption(f"{plan.word_of(name)} is used.")


def selectbox(name: str, label: str, without: Collection[str] = ()) -> None:
    """One input as a choice among its options, but those it is to be `without`."""
    titles = {option: title for option, title in scenario_inputs()[name].option_titles.items() if option not in without}
    st.selectbox(
        label, list(titles), key=key(name), format_func=titles.__getitem__, persist_state="session", filter_mode=None
    )


def origin(plan: OrganizationPlan, name: str) -> str | None:
    """What a field says of where its number comes from."""
    if name.partition("_")[0] in KINDS:
        return None
    origins = {
        "rule": f"Rule {scenario_inputs()[name].rule}.",
        "roster": "From your own data.",
        "assumption": "An assumption, not in the sources.",
    }
    return origins[plan.provenance(name)]


def names_of(kind: str) -> list[str]:
    """The inputs of one kind of people, by function."""
    return [f"{kind}_{word}" for word in CUSTOMER_FACING]


def total(kind: str) -> int:
    """All people of one kind."""
    return sum(st.session_state[key(name)] for name in names_of(kind))


def remember_mix(kind: str) -> None:
    """Remember in which proportions people of one kind stand, for when only their total is changed."""
    mix = [st.session_state[key(name)] for name in names_of(kind)]
    if any(mix) or key(f"{kind} mix") not in st.session_state:
        st.session_state[key(f"{kind} mix")] = mix


def spread(kind: People, widget: str) -> None:
    """Share another total out over the functions, in the proportions they stood in."""
    shared = Scenario().with_total(kind, st.session_state[widget], st.session_state[key(f"{kind} mix")])
    for name in names_of(kind):
        st.session_state[key(name)] = getattr(shared, name)


def slider(kind: People, most: int) -> None:
    """The total of one kind of people, as a slider; what lies beyond its end is held there."""
    widget = key(f"{kind} slider")
    now = min(total(kind), most)
    if st.session_state.get(widget) != now:
        st.session_state[widget] = now
    st.slider(KINDS[kind], 0, most, key=widget, on_change=spread, args=(kind, widget))


def exact(kind: People) -> None:
    """The same total as a field for a number."""
    widget = key(f"{kind} field")
    now, most = total(kind), int(scenario_inputs()[names_of(kind)[0]].high)
    if st.session_state.get(widget) != now:
        st.session_state[widget] = now
    st.number_input(f"{KINDS[kind]} in all", 0, most, key=widget, on_change=spread, args=(kind, widget))
