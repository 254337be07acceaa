"""A total the user knows from elsewhere, held against ours, with the rows that may explain the difference."""

import streamlit as st

from metrics.errors import Unavailable, UserError
from metrics.formatting import format_change, format_value
from metrics.insights import (
    Reconciliation,
    TypedNumber,
    can_reconcile,
    reconcile,
    reconciliation_explanation,
    reconciliation_line,
    reconciliation_rows,
    reconciliation_set_aside,
    reconciliation_totals,
    reconciliation_verdict,
    typed_number,
)
from metrics.query import Question
from metrics.semantic import Metric
from metrics.store import Snapshot
from pages.parts.downloads import frame_button
from pages.parts.filter_bar import Selection
from pages.parts.guard import fragment
from pages.parts.plain import plain


def reconciliation_view(snapshot: Snapshot, metric: Metric, selection: Selection) -> None:
    """An expander that computes nothing until it is open and a number is typed."""
    with st.expander(
        "Check against a number you know", icon=":material/compare_arrows:", key="reconciliation", on_change="rerun"
    ) as opened:
        if opened.open:
            _asked(snapshot, metric, selection)


@fragment
def _asked(snapshot: Snapshot, metric: Metric, selection: Selection) -> None:
    """What the number is of, the number itself, and what comes of it."""
    totals = {
        each.title: each for each in (*reconciliation_totals().values(), *([metric] if can_reconcile(metric) else []))
    }
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
    currency = snapshot.settings.currency
    try:
        theirs = typed_number(typed, chosen.unit, currency)
        reconciliation = _reconciliation(snapshot, str(snapshot.folder), snapshot.number, chosen, question, theirs)
    except (UserError, Unavailable) as reason:
        st.warning(plain(reason))
        return
    _beside(reconciliation, currency)
    _rows(snapshot, reconciliation, question, currency)


def _beside(reconciliation: Reconciliation, currency: str) -> None:
    """Ours, theirs, the difference, and what adds up to it."""
    unit = reconciliation.metric.unit
    with st.container(horizontal=True, key="totals"):
        st.metric("Ours", format_value(reconciliation.ours, unit, currency), width="content")
        st.metric("Yours", format_value(reconciliation.theirs.value, unit, currency), width="content")
        st.metric("Difference", format_change(reconciliation.difference, unit, currency), width="content")
    explained = " ".join(reconciliation_explanation(reconciliation, currency))
    st.markdown(f"**{plain(reconciliation_verdict(reconciliation, currency))}** {plain(explained)}")
    for sentence in reconciliation_set_aside(reconciliation):
        st.caption(plain(sentence))


def _rows(snapshot: Snapshot, reconciliation: Reconciliation, question: Question, currency: str) -> None:
    """Every group of rows that may be counted otherwise, and the rows of one of them as a file."""
    if not reconciliation.groups:
        return
    st.markdown("**Rows that another count may treat otherwise,** with what that adds to our total")
    st.markdown(
        "\n".join(f"- {plain(reconciliation_line(group, reconciliation, currency))}" for group in reconciliation.groups)
    )
    groups = {group.title: group for group in reconciliation.groups}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        group = groups[st.selectbox("Rows of", list(groups), key="known_group", width=520, filter_mode=None)]
        name = f"{reconciliation.metric.name}-{group.name.replace(': ', '-').replace(' ', '-')}.csv"
        frame_button(
            "Download these rows",
            lambda: reconciliation_rows(snapshot, reconciliation.metric, question, group),
            name,
            "known_rows",
        )


@st.cache_resource(
    max_entries=200, show_spinner=False, hash_funcs={Question: repr, TypedNumber: repr, Metric: lambda each: each.sql}
)
def _reconciliation(
    _snapshot: Snapshot, folder: str, version: int, metric: Metric, question: Question, theirs: TypedNumber
) -> Reconciliation:
    return reconcile(_snapshot, metric, question, theirs)
