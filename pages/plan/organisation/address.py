"""The address of the organization page: what it asks for, what it comes to hold, and the data it was made on."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from metrics.people import Baseline
from metrics.planning import OrganizationPlan, baseline_change_blocks
from pages.parts.blocks import show
from pages.parts.workspace_on_screen import Current
from pages.plan.organisation.baselines import of_version, todays
from pages.plan.organisation.inputs import VIEW, complain, held, put

ADDRESS, BASELINE = "plan address", "plan baseline"
VIEW_WORD, VERSION_WORD = "view", "version"
MADE_ON, START = "plan made on", "plan start"
THEN, TODAY = "then", "today"


def read_address(current: Current, views: Sequence[str]) -> Baseline:
    """Let a new address replace what the session held, and other facts move what nobody touched; returns the facts.

    For the whole page only: while a slider is moved quickly, the fragment may be run with an address of a step before.
    """
    words = dict(st.query_params)
    if BASELINE not in st.session_state or (words and words != st.session_state.get(ADDRESS)):
        _open(current, words, views)
    baseline = _chosen(current)
    if st.session_state[BASELINE] != baseline:
        put(OrganizationPlan(held(), st.session_state[BASELINE]).started_from(baseline).scenario)
    st.session_state[BASELINE] = baseline
    return baseline


def choose_start(current: Current) -> None:
    """Where an address was made on other numbers than today's: what they change, and which of the two to start from."""
    then, today = _made_on(current), todays(current)
    if then is None:
        return
    show(baseline_change_blocks(then, today))
    titles = {
        THEN: f"As the link was made, on version {then.version}",
        TODAY: f"On today's numbers, version {today.version}",
    }
    st.radio(
        "Start from", list(titles), key=START, format_func=titles.__getitem__, horizontal=True,
        persist_state="session",
    )  # fmt: skip


def write_address(plan: OrganizationPlan) -> None:
    """Put the view and what differs from the facts into the address, so that the link says all of it."""
    words = {VIEW_WORD: st.session_state[VIEW], **plan.address}
    st.session_state[ADDRESS] = words
    if dict(st.query_params) != words:
        st.query_params.from_dict(words)


def _open(current: Current, words: dict[str, str], views: Sequence[str]) -> None:
    """Show what an address asks for, on the facts it was made on."""
    view = words.pop(VIEW_WORD, views[0])
    unknown = () if view in views else (f"There is no view “{view}”.",)
    baseline, missing = of_version(current, words.pop(VERSION_WORD, ""))
    plan, complaints = OrganizationPlan.read(words, baseline)
    put(plan.scenario)
    complain((*unknown, *((missing,) if missing else ()), *complaints))
    st.session_state[VIEW] = view if view in views else views[0]
    st.session_state[BASELINE] = baseline
    others = bool(baseline_change_blocks(baseline, todays(current)))
    st.session_state[MADE_ON] = (current.snapshot.folder, baseline) if others else None
    st.session_state[START] = THEN


def _chosen(current: Current) -> Baseline:
    """The facts to start from: those the address was made on where they differ and are wanted, else today's."""
    then = _made_on(current)
    return todays(current) if then is None or st.session_state.get(START) == TODAY else then


def _made_on(current: Current) -> Baseline | None:
    """The facts that the address was made on where today's are others; None once another workspace is on screen."""
    made_on: tuple[Path, Baseline] | None = st.session_state[MADE_ON]
    return made_on[1] if made_on and made_on[0] == current.snapshot.folder else None
