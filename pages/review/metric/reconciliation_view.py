"""A total the user knows from elsewhere, held against ours, with the rows that may explain the difference."""

import streamlit as st

from metrics.errors import Unavailable, UserError
from metrics.insights import ReconciliationReport
from metrics.query import Question, Reader, Selection
from metrics.semantic import Metric
from pages.parts.blocks import show
from pages.parts.downloads import frame_button
from pages.parts.guard import fragment
from pages.parts.plain import plain


def reconciliation_view(reader: Reader, metric: Metric, selection: Selection) -> None:
    """An expander that computes nothing until it is open and a number is typed."""
    with st.expander(
        "Check against a number you know", icon=":material/compare_arrows:", key="reconciliation", on_change="rerun"
    ) as opened:
        if opened.open:
            _asked(reader, metric, selection)


@fragment
def _asked(reader: Reader, metric: Metric, selection: Selection) -> None:
    """What the number is of, the number itself, and what comes of it."""
    totals = {each.title: each for each in ReconciliationReport.totals(metric)}
    titles = list(totals)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        start = titles.index(metric.title) if metric.title in totals else 0
        chosen = totals[st.selectbox("Your number is", titles, start, key="known_total", width=260, filter_mode=None)]
        typed = st.text_input("Your number", key="known_number", width=200, max_chars=40, placeholder="412")
    st.caption(
        f"The total that your CRM shows for {plain(selection.period.label)}"
        f"{', with the filters chosen above' if selection.where else ''}. {plain(chosen.definition)}"
    )
    if not typed.strip():
        return
    question = Question(
        chosen.name, selection.period.start, selection.period.end, where=selection.where, roster=selection.roster
    )
    try:
        report = _reconciliation(reader, reader.key, chosen, question, typed)
    except (UserError, Unavailable) as reason:
        st.warning(plain(reason))
        return
    show(report.blocks)
    if report.groups:
        _rows(report, chosen.name)


def _rows(report: ReconciliationReport, total: str) -> None:
    """The rows of one group as a file."""
    groups = {group.title: group for group in report.groups}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        group = groups[st.selectbox("Rows of", list(groups), key="known_group", width=520, filter_mode=None)]
        name = f"{total}-{group.name.replace(': ', '-').replace(' ', '-')}.csv"
        frame_button("Download these rows", lambda: report.rows(group), name, "known_rows")


@st.cache_resource(max_entries=200, show_spinner=False, hash_funcs={Question: repr, Metric: lambda each: each.sql})
def _reconciliation(_reader: Reader, key: str, metric: Metric, question: Question, typed: str) -> ReconciliationReport:
    return ReconciliationReport.of(_reader, metric, question, typed)
