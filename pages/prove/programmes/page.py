"""Programmes: which there are and how far, registered before they are judged, and whose roll-out is drawn by lot."""

import streamlit as st

from metrics.formatting import UNKNOWN, format_date
from metrics.programs import exposure_of, planned_starts, program_state_of, programs, register_of
from metrics.semantic import metrics_of
from pages.parts.asking import data_through
from pages.parts.markup import TableCell, table
from pages.parts.plain import plain
from pages.parts.prove_style import styled
from pages.parts.workspace_on_screen import Current, current
from pages.prove.programmes.register_form import register_form, withdraw_form
from pages.prove.programmes.registered import registered
from pages.prove.programmes.rollout_form import rollout_form


def show() -> None:
    """The page: the list, then what can be done."""
    st.title("Programmes", anchor=False)
    st.caption(
        "Say what a programme is for before it begins, and let some start later: then nobody can doubt what came of it."
    )
    here = current()
    styled()
    _list(here)
    _withdrawn(here)
    registered(here)
    if here.sample:
        st.info("This is the sample company: registering and drawing need your own data.", icon=":material/info:")
    with st.expander("Register a programme", icon=":material/edit_document:", key="programmes_register"):
        register_form(here)
    with st.expander(
        "Plan a roll-out", icon=":material/casino:", key="programmes_rollout", on_change="rerun"
    ) as opened:
        if opened.open:
            rollout_form(here)
    withdraw_form(here)


def _list(here: Current) -> None:
    known, through = programs(here.snapshot), data_through(here.snapshot)
    if not known:
        st.info("No programme is known yet. Register one below, or upload a list of programmes.")
        return
    metrics = metrics_of(here.snapshot)
    rows = []
    for one in known:
        starts = [start.day for start in exposure_of(here.snapshot, one).starts]
        planned = () if starts else planned_starts(here.snapshot, one.program_id)
        state = program_state_of(one, starts or planned, through)
        first = f"{f'{len(planned):,} from' if planned else 'since'} {format_date(state.first_day)}"
        readable = f"readable from {format_date(state.readable_from)}" if state.readable_from else ""
        rows.append(
            [
                TableCell(one.name, one.program_id, f"impact?programme={one.program_id}"),
                TableCell(*((metrics[one.outcome].short_title,) if one.outcome else (UNKNOWN, "no metric there is"))),
                TableCell(f"{len(starts):,}", first if state.first_day else "nobody yet"),
                TableCell(state.words.capitalize(), readable),
                TableCell(state.registered.capitalize()),
            ]
        )  # fmt: skip
    heading = ("Programme", "Is for", "Reached", "State", "Registered")
    table("Every programme; its name leads to what it did", [TableCell(name) for name in heading], rows)


def _withdrawn(here: Current) -> None:
    for one in register_of(here.snapshot):
        if one.withdrawn_at is not None:
            day = format_date(one.withdrawn_at.date())
            st.markdown(
                f"~~{plain(one.name)}~~ ({plain(one.program_id)}) withdrawn on {day}: {plain(one.withdrawn_why)}"
            )


show()
