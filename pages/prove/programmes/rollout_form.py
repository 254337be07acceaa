"""Planning the next roll-out: how small an effect could be seen, and who starts when, drawn by lot and kept."""

import streamlit as st

from metrics.programs import RolloutPlanning, possible_outcomes, power_blocks, programs_to_roll_out
from metrics.query import Reader
from pages.parts.blocks import show
from pages.parts.downloads import csv_button
from pages.parts.guard import guarded
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current, who

FUNCTIONS = ("sales", "sales development", "customer success", "support", "presales", "partner")
TRYING = "Trying it out on the months that are over …"


def rollout_form(current: Current) -> None:
    """Choose, see the power, draw once."""
    programs = programs_to_roll_out(current.reader)
    if not programs:
        _beforehand(current.reader)
        return
    program = programs[
        st.selectbox("For which programme?", list(programs), key="rollout_programme", filter_mode=None, width=360)
    ]
    functions = st.multiselect("Who may be reached", FUNCTIONS, ["sales"], key="rollout_functions")
    planning = RolloutPlanning.of(current.reader, program, functions)
    if planning.kept is None:
        _draw(current, planning)
        return
    with st.spinner(TRYING):
        blocks = (*planning.power(planning.kept.design), *planning.drawn())
    show(blocks)
    csv_button("Who starts when (CSV)", lambda: planning.rows, f"rollout-{program.program_id}.csv", "rollout_csv")
    st.caption("Upload the same list once they have started, with the days on which they really did.")


def _draw(current: Current, planning: RolloutPlanning) -> None:
    """The groups and their days, what could be seen, and the button that draws once."""
    design = st.selectbox("Started", RolloutPlanning.DESIGNS, key="rollout_design", filter_mode=None, width=200)
    with st.spinner(TRYING):
        power = planning.power(design)
    show(power)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        waves = st.number_input("In so many groups", 1, 12, 3, key="rollout_waves", width=160)
        first = st.date_input("The first on", planning.first_day, key="rollout_first", format="YYYY-MM-DD", width=170)
        apart = st.number_input("Then every … months", 1, 12, 1, key="rollout_apart", width=170)
        waiting = st.number_input("Never reached (%)", 0, 90, 25, key="rollout_waiting", width=170)
    days = planning.days(first, int(apart), int(waves))
    show(planning.prospect(design, days))
    if contradiction := planning.contradiction:
        st.warning(plain(contradiction), icon=":material/warning:")
    impossible = current.sample or not planning.people or bool(contradiction)
    if st.button("Draw the roll-out, once", icon=":material/casino:", disabled=impossible):
        with guarded():
            planning.draw(current.workspace, days, waiting / 100, design, who())
            st.rerun()


def _beforehand(reader: Reader) -> None:
    """What could be seen of a program that isn't registered yet."""
    metrics = possible_outcomes(reader.snapshot)
    if not metrics:
        st.info("Upload deals, hours or training first: then it can be said how small an effect could be seen.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = list(metrics).index("Win rate") if "Win rate" in metrics else 0
        title = st.selectbox("To move which metric?", list(metrics), first, key="rollout_metric", width=320)
        design = st.selectbox("Started", RolloutPlanning.DESIGNS, key="rollout_design", filter_mode=None, width=200)
    functions = st.multiselect("Who may be reached", FUNCTIONS, ["sales"], key="rollout_functions")
    with st.spinner(TRYING):
        blocks = power_blocks(reader, metrics[title].name, functions, design)
    show(blocks)
    st.info("Register the next programme first to draw its roll-out: those that are known have begun.")
