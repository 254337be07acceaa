"""Planning the next roll-out: how small an effect could be seen, and who starts when, drawn by lot and kept."""

import secrets
from collections.abc import Sequence

import streamlit as st

from metrics.formatting import format_date, listed
from metrics.programs import (
    Design,
    Program,
    contradiction_to_lot,
    draw_rollout,
    drawn_blocks,
    keep_rollout,
    kept_rollout,
    possible_outcomes,
    power_blocks,
    programs_to_roll_out,
    rollout_candidates,
    rollout_rows,
    start_days,
    usual_first_day,
    worth_blocks,
)
from metrics.store import Snapshot
from pages.blocks import show
from pages.parts.downloads import csv_button
from pages.parts.guard import guarded
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current, who

FUNCTIONS = ("sales", "sales development", "customer success", "support", "presales", "partner")
DESIGNS: tuple[Design, ...] = ("person by person", "team by team")


def rollout_form(current: Current) -> None:
    """Choose, see the power, draw once."""
    programs = programs_to_roll_out(current.snapshot)
    if not programs:
        _beforehand(current.snapshot)
        return
    program = programs[
        st.selectbox("For which programme?", list(programs), key="rollout_programme", filter_mode=None, width=360)
    ]
    functions = st.multiselect("Who may be reached", FUNCTIONS, ["sales"], key="rollout_functions")
    people = rollout_candidates(current.snapshot, str(program.outcome), functions)
    kept = kept_rollout(current.snapshot, program.program_id)
    if kept is not None:
        _power(current.snapshot, str(program.outcome), functions, kept["design"], len(people))
        show(drawn_blocks(current.snapshot, program, kept))
        rows = rollout_rows(program.program_id, kept)
        csv_button("Who starts when (CSV)", lambda: rows, f"rollout-{program.program_id}.csv", "rollout_csv")
        st.caption("Upload the same list once they have started, with the days on which they really did.")
        return
    _draw(current, program, functions)


def _draw(current: Current, program: Program, functions: Sequence[str]) -> None:
    """The groups and their days, what could be seen, and the button that draws once."""
    people = rollout_candidates(current.snapshot, str(program.outcome), functions)
    design = st.selectbox("Started", DESIGNS, key="rollout_design", filter_mode=None, width=200)
    _power(current.snapshot, str(program.outcome), functions, design, len(people))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        waves = st.number_input("In so many groups", 1, 12, 3, key="rollout_waves", width=160)
        first = st.date_input(
            "The first on", usual_first_day(program), key="rollout_first", format="YYYY-MM-DD", width=170
        )
        apart = st.number_input("Then every … months", 1, 12, 1, key="rollout_apart", width=170)
        waiting = st.number_input("Never reached (%)", 0, 90, 25, key="rollout_waiting", width=170)
    days = start_days(first, int(apart), int(waves))
    st.markdown(plain(f"They start on {listed([format_date(day) for day in days])}."))
    st.caption(
        f"{len(people)} people. The lot is drawn once and kept: of 400 draws the one in which last quarter's results "
        "differ least between the groups. Drawing until one pleases would be no lot any more."
    )
    show(worth_blocks(current.snapshot, program, functions, design, len(people)))
    if contradiction := contradiction_to_lot(program):
        st.warning(plain(contradiction), icon=":material/warning:")
    impossible = current.sample or not people or bool(contradiction)
    if st.button("Draw the roll-out, once", icon=":material/casino:", disabled=impossible):
        with guarded():
            plan = draw_rollout(people, days, waiting / 100, design, secrets.randbelow(2**31))
            keep_rollout(current.workspace, program.program_id, plan, who())
            st.rerun()


def _beforehand(snapshot: Snapshot) -> None:
    """What could be seen of a program that isn't registered yet."""
    metrics = possible_outcomes(snapshot)
    if not metrics:
        st.info("Upload deals, hours or training first: then it can be said how small an effect could be seen.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = list(metrics).index("Win rate") if "Win rate" in metrics else 0
        title = st.selectbox("To move which metric?", list(metrics), first, key="rollout_metric", width=320)
        design = st.selectbox("Started", DESIGNS, key="rollout_design", filter_mode=None, width=200)
    functions = st.multiselect("Who may be reached", FUNCTIONS, ["sales"], key="rollout_functions")
    people = rollout_candidates(snapshot, metrics[title].name, functions)
    _power(snapshot, metrics[title].name, functions, design, len(people))
    st.info("Register the next programme first to draw its roll-out: those that are known have begun.")


def _power(snapshot: Snapshot, metric: str, functions: Sequence[str], design: Design, people: int) -> None:
    with st.spinner("Trying it out on the months that are over …"):
        blocks = power_blocks(snapshot, metric, functions, design, people)
    show(blocks)
