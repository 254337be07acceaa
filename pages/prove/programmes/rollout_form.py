"""Planning a roll-out: what could be seen of it, and who starts when, drawn once by lot."""

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from metrics.formatting import format_date, format_value, listed
from metrics.programs import (
    Design,
    Program,
    draw_rollout,
    exposure_of,
    keep_rollout,
    kept_rollout,
    months_on,
    possible_outcomes,
    power_rows,
    programs,
    rollout_candidates,
    rollout_rows,
    start_days,
    worth_sentence,
)
from metrics.schema import Function
from metrics.semantic import metrics_of
from metrics.store import Snapshot
from pages.parts.downloads import csv_button
from pages.parts.guard import guarded
from pages.parts.impact_choices import CHOSEN
from pages.parts.markup import TableCell, table
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current, who

FUNCTIONS: tuple[Function, ...] = (
    "sales", "sales development", "customer success", "support", "presales", "partner",
)  # fmt: skip
DESIGNS: tuple[Design, ...] = ("person by person", "team by team")


def rollout_form(current: Current) -> None:
    """Choose, see the power, draw once."""
    programs_by_name = {
        program.name: program
        for program in programs(current.snapshot)
        if program.outcome and not exposure_of(current.snapshot, program).starts
    }
    if not programs_by_name:
        _beforehand(current)
        return
    program = programs_by_name[
        st.selectbox(
            "For which programme?", list(programs_by_name), key="rollout_programme", filter_mode=None, width=360
        )
    ]
    functions = st.multiselect("Who may be reached", FUNCTIONS, ["sales"], key="rollout_functions")
    people = rollout_candidates(current.snapshot, str(program.outcome), functions)
    kept = kept_rollout(current.snapshot, program.program_id)
    if kept is not None:
        _power(current.snapshot, str(program.outcome), functions, kept["design"], len(people))
        _kept(current, program, kept)
        return
    design = st.selectbox("Started", DESIGNS, key="rollout_design", filter_mode=None, width=200)
    _power(current.snapshot, str(program.outcome), functions, design, len(people))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        waves = st.number_input("In so many groups", 1, 12, 3, key="rollout_waves", width=160)
        first = st.date_input("The first on", _first(program), key="rollout_first", format="YYYY-MM-DD", width=170)
        apart = st.number_input("Then every … months", 1, 12, 1, key="rollout_apart", width=170)
        waiting = st.number_input("Never reached (%)", 0, 90, 25, key="rollout_waiting", width=170)
    days = start_days(first, int(apart), int(waves))
    st.markdown(plain(f"They start on {listed([format_date(day) for day in days])}."))
    st.caption(
        f"{len(people)} people. The lot is drawn once and kept: of 400 draws the one in which last quarter's results "
        "differ least between the groups. Drawing until one pleases would be no lot any more."
    )
    if program.registration and program.registration.worth and people:
        worth = program.registration.worth
        st.markdown(
            plain(worth_sentence(current.snapshot, str(program.outcome), functions, design, len(people), worth))
        )
    if contradiction := _contradiction(program):
        st.warning(contradiction, icon=":material/warning:")
    impossible = current.sample or not people or bool(contradiction)
    if st.button("Draw the roll-out, once", icon=":material/casino:", disabled=impossible):
        with guarded():
            plan = draw_rollout(people, days, waiting / 100, design, secrets.randbelow(2**31))
            keep_rollout(current.workspace, program.program_id, plan, who())
            st.rerun()


def _beforehand(current: Current) -> None:
    """What could be seen of a program that isn't registered yet."""
    metrics = possible_outcomes(current.snapshot)
    if not metrics:
        st.info("Upload deals, hours or training first: then it can be said how small an effect could be seen.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = list(metrics).index("Win rate") if "Win rate" in metrics else 0
        title = st.selectbox("To move which metric?", list(metrics), first, key="rollout_metric", width=320)
        design = st.selectbox("Started", DESIGNS, key="rollout_design", filter_mode=None, width=200)
    functions = st.multiselect("Who may be reached", FUNCTIONS, ["sales"], key="rollout_functions")
    people = rollout_candidates(current.snapshot, metrics[title].name, functions)
    _power(current.snapshot, metrics[title].name, functions, design, len(people))
    st.info("Register the next programme first to draw its roll-out: those that are known have begun.")


def _power(snapshot: Snapshot, metric: str, functions: Sequence[str], design: Design, people: int) -> None:
    if not people:
        st.info("The roster has nobody in these functions today: give its people a function, or choose another one.")
        return
    with st.spinner("Trying it out on the months that are over …"):
        rows = power_rows(snapshot, metric, functions, design, people)
    if not rows:
        st.info("How small an effect could be seen isn't known: it takes results of people over some months.")
        return
    heading, *rest = rows
    title = metrics_of(snapshot)[metric].short_title
    table(f"{title}: the smallest effect that would be seen in four of five cases",
          [TableCell(name) for name in heading], [[TableCell(text) for text in row] for row in rest])  # fmt: skip
    st.caption(
        "From judging the last months here as if half of them had been reached by lot, five times: so the ups and "
        "downs of months, people and teams are in it. It is read off few months, so a later column may be wider than "
        "an earlier one. – stands where there are too few people, or months before."
    )


def _kept(current: Current, program: Program, kept: dict[str, Any]) -> None:
    """The list that was drawn, to be taken away."""
    rows, drawn = rollout_rows(program.program_id, kept), format_date(date.fromisoformat(kept["drawn_at"][:10]))
    st.markdown(plain(f"Drawn on {drawn} by {kept['who']}, {kept['design']}: {len(rows)} people start."))
    unit, currency = metrics_of(current.snapshot)[str(program.outcome)].unit, current.snapshot.settings.currency
    groups = [
        [
            TableCell(format_date(date.fromisoformat(group["starts_on"])) if group["starts_on"] else "Never"),
            TableCell(f"{group['people']:,}"),
            TableCell(format_value(group["mean"], unit, currency, compact=True)),
        ]
        for group in kept["groups"]
    ]
    table(
        "The groups, balanced on last quarter's result",
        [
            TableCell("Start"),
            TableCell("People"),
            TableCell(f"Mean {metrics_of(current.snapshot)[str(program.outcome)].short_title.lower()}"),
        ],
        groups,
    )
    csv_button("Who starts when (CSV)", lambda: rows, f"rollout-{program.program_id}.csv", "rollout_csv")
    st.caption("Upload the same list once they have started, with the days on which they really did.")


def _first(program: Program) -> date:
    """The day that was registered; else the first one of the month after next: time to register and to invite."""
    return program.registration.starts_on if program.registration else months_on(date.today(), 2)


def _contradiction(program: Program) -> str:
    """Why a lot doesn't fit what was registered; empty where it does."""
    registration = program.registration
    if registration is None or registration.chosen == "at random":
        return ""
    return plain(
        f"{program.name} is registered as reaching people for another reason than by lot "
        f"({CHOSEN[registration.chosen]}): withdraw it, and register anew with “drawn by lot”."
    )
