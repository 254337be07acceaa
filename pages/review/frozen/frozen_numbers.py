"""One frozen period on screen: its numbers as presented beside now, restated ones first."""

import streamlit as st

from metrics.formatting import UNKNOWN, format_change, format_date
from metrics.review import (
    FrozenPeriod,
    RestatedNumber,
    Restatement,
    figure_in_words,
    moved_figures,
    restatement_of,
    restatement_rows,
    restatement_verdict,
    snapshot_conditions,
    snapshot_origin,
    snapshot_remarks,
    steps_of,
)
from metrics.store import Snapshot, Workspace
from pages.parts.downloads import csv_button
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current

STEPS_SHOWN = 5
SOURCES_SHOWN = 3


def frozen_numbers(current: Current, frozen: FrozenPeriod) -> None:
    """Where it comes from, what was restated by which file, and all of it as a table and a download."""
    restatement = _compared(
        current.workspace, current.snapshot, str(current.snapshot.folder), current.snapshot.number, frozen
    )
    st.header(f"{frozen.label} as presented", anchor=False)
    st.caption(plain(" ".join([snapshot_origin(frozen), *snapshot_conditions(frozen)])))
    st.markdown(
        f"**{plain(restatement_verdict(restatement))}**  \n{plain(' '.join(snapshot_remarks(restatement)))}".strip()
    )
    company = [number for number in restatement.restated if not number.team]
    for number in company:
        _restated(number, restatement)
    teams = [number for number in restatement.restated if number.team]
    if teams:
        st.markdown("**Restated by team**")
        _table(teams, restatement, "restated_teams", f"Teams whose numbers of {frozen.label} were restated")
    _all_numbers(restatement)


def _restated(number: RestatedNumber, restatement: Restatement) -> None:
    """One number of the company: from → to, and each step with its file."""
    with st.container(border=True, key=f"restated_{number.metric.name}"):
        st.markdown(f"**{plain(number.metric.title)}**  \n{plain(moved_figures(number, _currencies(restatement)))}")
        steps = [f"- {plain(step)}" for step in steps_of(number)]
        if len(steps) <= STEPS_SHOWN:
            st.markdown("\n".join(steps))
            return
        with st.expander(f"All {len(steps)} steps"):
            st.markdown("\n".join(steps))


def _all_numbers(restatement: Restatement) -> None:
    label = restatement.period_snapshot.label
    st.markdown("**All numbers, as presented and now**")
    teams = st.toggle("Teams too", key="frozen_teams")
    numbers = [number for number in restatement.numbers if teams or not number.team]
    _table(
        sorted(numbers, key=lambda number: not number.restated), restatement, "frozen_numbers", f"{label} then and now"
    )
    csv_button("Download all numbers", lambda: restatement_rows(restatement), f"frozen-{label}.csv", "frozen_download")


def _table(numbers: list[RestatedNumber], restatement: Restatement, key: str, alt: str) -> None:
    then, now = _currencies(restatement)
    rows = [
        {
            "Metric": number.metric.title,
            "Team": number.team or "Company",
            "As presented": figure_in_words(number.then, number.metric.unit, then),
            "Now": figure_in_words(number.now, number.metric.unit, now),
            "Difference": format_change(number.change, number.metric.unit, now) if number.restated else UNKNOWN,
            "By": _by(number),
        }
        for number in numbers
    ]
    st.dataframe(rows, hide_index=True, key=key, alt=alt)


def _by(number: RestatedNumber) -> str:
    """The files that changed a number, or what else did, with the day; of many the last ones."""
    causes = [cause for step in number.steps for cause in step.causes]
    named = [
        f"{', '.join(cause.files) or cause.sentence}{f' ({format_date(cause.at.date())})' if cause.at else ''}"
        for cause in causes
    ]
    earlier = [f"{len(named) - SOURCES_SHOWN} earlier"] if len(named) > SOURCES_SHOWN else []
    return " · ".join([*earlier, *named[-SOURCES_SHOWN:]])


def _currencies(restatement: Restatement) -> tuple[str, str]:
    return restatement.period_snapshot.settings.currency, restatement.currency


@st.cache_resource(
    max_entries=50, show_spinner="Looking for what changed it …", hash_funcs={FrozenPeriod: lambda frozen: repr(frozen)}
)
def _compared(
    _workspace: Workspace, _snapshot: Snapshot, folder: str, version: int, frozen: FrozenPeriod
) -> Restatement:
    return restatement_of(_workspace, frozen, _snapshot)
