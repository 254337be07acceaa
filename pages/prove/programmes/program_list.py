"""Every program and how far it is, and those that were withdrawn."""

import streamlit as st

from metrics.formatting import UNKNOWN, format_date
from metrics.programs import exposure_of, planned_starts, program_state_of, programs, register_of
from metrics.semantic import metrics_of
from pages.parts.asking import data_through
from pages.parts.markup import TableCell, table
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current


def program_list(current: Current) -> None:
    """Every program: what it is for, whom it reached, how far it is, and whether it was registered."""
    all_programs, through = programs(current.snapshot), data_through(current.snapshot)
    if not all_programs:
        st.info("No programme is known yet. Register one below, or upload a list of programmes.")
        return
    metrics = metrics_of(current.snapshot)
    rows = []
    for program in all_programs:
        aim = TableCell(UNKNOWN, "no metric there is")
        if program.outcome:
            aim = TableCell(metrics[program.outcome].short_title)
        starts = [start.day for start in exposure_of(current.snapshot, program).starts]
        planned = () if starts else planned_starts(current.snapshot, program.program_id)
        state = program_state_of(program, starts or planned, through)
        first = f"{f'{len(planned):,} from' if planned else 'since'} {format_date(state.first_day)}"
        readable = f"readable from {format_date(state.readable_from)}" if state.readable_from else ""
        rows.append(
            [
                TableCell(program.name, program.program_id, f"impact?programme={program.program_id}"),
                aim,
                TableCell(f"{len(starts):,}", first if state.first_day else "nobody yet"),
                TableCell(state.words.capitalize(), readable),
                TableCell(state.registered.capitalize()),
            ]
        )  # fmt: skip
    heading = ("Programme", "Is for", "Reached", "State", "Registered")
    table("Every programme; its name leads to what it did", [TableCell(name) for name in heading], rows)


def withdrawn_list(current: Current) -> None:
    """The registrations that were withdrawn, each with the reason."""
    for registration in register_of(current.snapshot):
        if registration.withdrawn_at is not None:
            day = format_date(registration.withdrawn_at.date())
            name, program_id = plain(registration.name), plain(registration.program_id)
            st.markdown(f"~~{name}~~ ({program_id}) withdrawn on {day}: {plain(registration.withdrawn_why)}")
