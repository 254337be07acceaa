"""The form that registers a program for good, and the one that withdraws it."""

from datetime import UTC, date, datetime

import streamlit as st

from metrics.formatting import PER_CENT
from metrics.impact import Chosen
from metrics.programs import (
    CREATED,
    LONGEST_NOTE,
    Registration,
    TrainingRule,
    possible_outcomes,
    register,
    registrations,
    stages_entered,
    withdraw,
)
from metrics.semantic import Metric
from pages.parts.guard import guarded
from pages.parts.impact_choices import CHOSEN, DAYS, RULES, STAGE
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current, who

KINDS = ("training", "coaching", "content", "onboarding", "tool")
SAID = "registered_words"
EMPTY = {
    "register_name": "", "register_id": "", "register_audience": "", "register_outcome": None, "register_worth": 0.0,
    "register_cost": 0.0,
}  # fmt: skip
RULE_WORDS = {word: rule for word, rule in RULES.items() if rule is not None}


def register_form(current: Current) -> None:
    """What, for whom, from when, which metric, which effect would be worth it. Locked once it is sent."""
    metrics = possible_outcomes(current.snapshot)
    if not metrics:
        st.info("There is no outcome to register for yet: upload deals, hours or training first.")
        return
    if words := st.session_state.pop(SAID, ""):
        st.success(plain(words), icon=":material/lock:")
        st.session_state.update(EMPTY)
    with st.form("register_programme", border=False):
        left, right = st.columns(2)
        with left:
            name = st.text_input("Name", max_chars=LONGEST_NOTE, key="register_name")
            program_id = st.text_input("Id, as your systems call it", max_chars=LONGEST_NOTE, key="register_id")
            kind = st.selectbox("Kind", KINDS, key="register_kind", filter_mode=None)
            audience = st.text_input("For whom", max_chars=200, key="register_audience")
            chosen = st.selectbox(
                "Why these people and no others?",
                list(CHOSEN.values()),
                index=2,
                key="register_chosen",
                filter_mode=None,
            )
            starts_on = st.date_input("The first are reached on", key="register_starts", format="YYYY-MM-DD")
        with right:
            title = st.selectbox(
                "The metric it should move", list(metrics), None, key="register_outcome", filter_mode="contains",
                placeholder="Choose the metric",
            )  # fmt: skip
            worth = st.number_input(
                "Smallest effect worth paying for (points of a share, else the metric's unit; 0: not said)",
                min_value=0.0, step=0.5, key="register_worth",
            )  # fmt: skip
            cost = st.number_input(
                f"What it costs ({current.snapshot.settings.currency})", min_value=0.0, step=1000.0, key="register_cost"
            )
            days = [*DAYS, *map(STAGE.format, stages_entered(current.snapshot))]
            day = st.selectbox("Deals count by", days, key="register_by", filter_mode=None)
            rule = st.selectbox(
                "Without a roll-out list, people are reached on the day of the", list(RULE_WORDS), key="register_rule",
                filter_mode=None,
            )  # fmt: skip
        st.caption(
            "Once registered it can't be changed, only withdrawn: so what was hoped for can be told from what came."
        )
        sent = st.form_submit_button("Register, for good", icon=":material/lock:", disabled=current.sample)
    if sent and title is None:
        st.error("Choose the metric that it should move.")
    elif sent and title:
        with guarded():
            register(
                current.workspace,
                _registration(
                    metrics[title],
                    name,
                    program_id,
                    kind,
                    audience,
                    chosen,
                    starts_on,
                    worth,
                    cost,
                    day,
                    RULE_WORDS[rule],
                ),
            )
            # Said, and the form emptied, once it is drawn again: what a drawn field holds can't be set any more.
            words = f"Registered for good: {' '.join(name.split())}, to move {title}. If that's wrong, withdraw it now."
            st.session_state[SAID] = words
            st.rerun()


def withdraw_form(current: Current) -> None:
    """Choose a registered program and say why it is withdrawn."""
    registered_by_name = {
        registration.name: registration
        for registration in registrations(current.snapshot).values()
        if registration.withdrawn_at is None
    }
    if not registered_by_name:
        return
    with st.expander("Withdraw a programme", icon=":material/undo:", key="programmes_withdraw"):
        name = st.selectbox("Programme", list(registered_by_name), key="withdraw_name", filter_mode=None)
        registration = registered_by_name[name]
        moment = registration.registered_at
        st.markdown(plain(f"Registered by {registration.who} on {moment.day} {moment:%B %Y at %H:%M} UTC."))
        why = st.text_input("Why", max_chars=LONGEST_NOTE, key="withdraw_why")
        if st.button("Withdraw it", disabled=not why.strip(), icon=":material/undo:"):
            with guarded():
                withdraw(current.workspace, registration.program_id, why, who())
                st.toast("Withdrawn. It stays in the register, with the reason.", icon=":material/check:")
                st.rerun()


def _registration(
    metric: Metric, name: str, program_id: str, kind: str, audience: str, chosen: str, starts_on: object, worth: float,
    cost: float, day: str, rule: TrainingRule,
) -> Registration:  # fmt: skip
    reason: Chosen = next(key for key, word in CHOSEN.items() if word == chosen)
    return Registration(
        program_id=program_id.strip(),
        name=" ".join(name.split()),
        outcome=metric.name,
        starts_on=starts_on if isinstance(starts_on, date) else datetime.now(UTC).date(),
        chosen=reason,
        registered_at=datetime.now(UTC),
        who=who(),
        worth=(worth / 100 if metric.unit in PER_CENT else worth) or None,
        kind=kind,
        audience=audience.strip() or None,
        cost=cost or None,
        counted_by=DAYS.get(day, day.removeprefix(STAGE.format(""))) or CREATED,
        rule=rule,
    )
