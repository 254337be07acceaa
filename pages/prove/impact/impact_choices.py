"""Which program and outcome is opened, and how it is judged. All of it stands in the address."""

from collections.abc import Sequence

import streamlit as st

from metrics.programs import ChosenWords, OfferedChoices, Program, offered_choices, possible_outcomes, programs_by_title
from metrics.query import Reader
from metrics.store import Snapshot
from pages.parts.plain import plain

PREFIX = "impact_"


def asked(reader: Reader) -> tuple[Program, str, ChosenWords | None]:
    """Draw the choices and return what they say: the program, the outcome's metric, and how it is judged."""
    programs = programs_by_title(reader)
    _by_id(programs)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        title = st.selectbox(
            "Programme", list(programs), key="programme", bind="query-params", filter_mode="contains", width=320
        )
        program = programs[title]
        metric = _outcome(reader.snapshot, program)
    return program, metric, _choices(reader, program, metric)


def _by_id(programs: dict[str, Program]) -> None:
    """A link may name a program by its id: the address then names it as the selection does, and is read again."""
    word = st.query_params.get("programme")
    for title, program in programs.items():
        if word == program.program_id and word not in programs:
            st.session_state["programme"] = st.query_params["programme"] = title
            st.rerun()


def _outcome(snapshot: Snapshot, program: Program) -> str:
    """The outcome chosen: at first what the program is for."""
    names_by_title = {title: metric.name for title, metric in possible_outcomes(snapshot).items()}
    own = next((title for title, name in names_by_title.items() if name == program.outcome), None)
    if st.session_state.get(f"{PREFIX}of") != program.program_id:
        first = f"{PREFIX}of" not in st.session_state and st.query_params.get("outcome") in names_by_title
        st.session_state[f"{PREFIX}of"] = program.program_id
        if not first:
            st.session_state["outcome"] = own or next(iter(names_by_title))
    # No choice is the usual one, so each of them stands in the address.
    title = st.selectbox(
        "Outcome", list(names_by_title), None, key="outcome", bind="query-params", filter_mode="contains", width=320
    )
    return names_by_title[title or own or next(iter(names_by_title))]


def _choices(reader: Reader, program: Program, metric: str) -> ChosenWords | None:
    """What the reader decides; what was registered is shown and can't be changed.

    Keys, which are the address's words too, name the program: what is said of one is no answer for the next.
    """
    if program.registration is not None:
        registration = program.registration
        registered = f"by {registration.who} on {registration.registered_at.day} {registration.registered_at:%B %Y}"
        st.caption(plain(f"Judged as it was registered {registered}: nothing to choose here."))
        return None
    own, offered = program.program_id, offered_choices(reader, program, metric)
    with st.expander("How it is judged", icon=":material/tune:", key="impact_how"):
        columns = st.columns(2)
        with columns[0]:
            reason = _word("Why were these people reached?", offered.reasons, f"why_{own}")
            within = _word("Compared within the same", offered.within, f"within_{own}")
        with columns[1]:
            day = _word("Deals count by", offered.days, f"by_{own}")
            start = _word("Start dates", offered.starts, f"start_{own}")
        worth = _worth(offered, f"worth_{own}_{metric}") if metric == program.outcome else 0.0
        st.caption(
            "None of this was registered beforehand. Trying one after the other until an answer pleases proves "
            "nothing: register the next programme before it starts."
        )
    return ChosenWords(reason, within, day, start, worth)


def _worth(offered: OfferedChoices, name: str) -> float:
    """The smallest effect worth paying for. `name` tells the metric too: a number in one unit is none in another."""
    return st.number_input(
        f"Smallest effect worth paying for, in {offered.worth_unit}",
        min_value=0.0, step=0.5, key=f"{PREFIX}{name}", bind="query-params", width=420,
        help="Nothing smaller is worth the programme's price. 0: nobody has said.",
    )  # fmt: skip


def _word(label: str, options: Sequence[str], name: str) -> str:
    return st.selectbox(label, options, key=f"{PREFIX}{name}", bind="query-params", filter_mode=None)
