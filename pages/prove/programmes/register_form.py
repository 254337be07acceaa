"""The form that registers a program for good."""

from datetime import UTC, date, datetime

import streamlit as st

from metrics.programs import Register, RegistrationForm, offered_choices, possible_outcomes
from pages.parts.guard import guarded
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current, who

KINDS = ("training", "coaching", "content", "onboarding", "tool")
SAID = "registered_words"
EMPTY = {
    "register_name": "", "register_id": "", "register_audience": "", "register_outcome": None, "register_worth": 0.0,
    "register_cost": 0.0,
}  # fmt: skip


def register_form(current: Current, register: Register) -> None:
    """What, for whom, from when, which metric, which effect would be worth it. Locked once it is sent."""
    if not possible_outcomes(current.snapshot):
        st.info("There is no outcome to register for yet: upload deals, hours or training first.")
        return
    if words := st.session_state.pop(SAID, ""):
        st.success(plain(words), icon=":material/lock:")
        st.session_state.update(EMPTY)
    with st.form("register_programme", border=False):
        form = _fields(current, register.longest)
        st.caption(
            "Once registered it can't be changed, only withdrawn: so what was hoped for can be told from what came."
        )
        sent = st.form_submit_button("Register, for good", icon=":material/lock:", disabled=current.sample)
    if sent and form.outcome is None:
        st.error("Choose the metric that it should move.")
    elif sent:
        with guarded():
            form.register(current.workspace, who())
            # Said, and the form emptied, once it is drawn again: what a drawn field holds can't be set any more.
            words = f"Registered for good: {form.name}, to move {form.outcome}. If that's wrong, withdraw it now."
            st.session_state[SAID] = words
            st.rerun()


def _fields(current: Current, longest: int) -> RegistrationForm:
    """Every field, and what it says."""
    offered = offered_choices(current.reader)
    left, right = st.columns(2)
    with left:
        name = st.text_input("Name", max_chars=longest, key="register_name")
        program_id = st.text_input("Id, as your systems call it", max_chars=longest, key="register_id")
        kind = st.selectbox("Kind", KINDS, key="register_kind", filter_mode=None)
        audience = st.text_input("For whom", max_chars=200, key="register_audience")
        reason = st.selectbox(
            "Why these people and no others?", offered.reasons, index=2, key="register_chosen", filter_mode=None
        )
        starts_on = st.date_input("The first are reached on", key="register_starts", format="YYYY-MM-DD")
    with right:
        outcome, worth, cost = _aim(current)
        day = st.selectbox("Deals count by", offered.days, key="register_by", filter_mode=None)
        start = st.selectbox(
            "Without a roll-out list, people are reached on the day of the", offered.starts, key="register_rule",
            filter_mode=None,
        )  # fmt: skip
    return RegistrationForm(
        name=" ".join(name.split()), program_id=program_id, kind=kind, audience=audience, reason=reason,
        starts_on=starts_on if isinstance(starts_on, date) else datetime.now(UTC).date(), outcome=outcome, worth=worth,
        cost=cost, day=day, start=start,
    )  # fmt: skip


def _aim(current: Current) -> tuple[str | None, float, float]:
    """What it should move and by how much, and what it costs."""
    outcome = st.selectbox(
        "The metric it should move", list(possible_outcomes(current.snapshot)), None, key="register_outcome",
        filter_mode="contains", placeholder="Choose the metric",
    )  # fmt: skip
    worth = st.number_input(
        "Smallest effect worth paying for (points of a share, else the metric's unit; 0: not said)",
        min_value=0.0, step=0.5, key="register_worth",
    )  # fmt: skip
    cost = st.number_input(
        f"What it costs ({current.snapshot.settings.currency})", min_value=0.0, step=1000.0, key="register_cost"
    )
    return outcome, worth, cost
