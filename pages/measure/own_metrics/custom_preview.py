"""A metric before it is kept: its sentence, its values by quarter, what is left out, and what is remarkable."""

from dataclasses import replace

import streamlit as st

from metrics.insights import AnswerReport
from metrics.query import Answer, Question, Remark, remarks_on_data, with_preview
from metrics.semantic import custom_definition, custom_metric_faults, metrics_of
from metrics.store import Snapshot
from pages.blocks import show
from pages.measure.own_metrics.making import Draft
from pages.parts.asking import answer_to
from pages.parts.plain import plain


def preview(draft: Draft, snapshot: Snapshot) -> tuple[Remark, ...] | None:
    """Draw what the metric would say; returns what is remarkable about it, None while it can't be computed."""
    if open_points := custom_metric_faults(snapshot, draft.custom):
        for sentence in open_points:
            st.info(plain(sentence), icon=":material/edit_note:")
        return None
    remarks = remarks_on_data(snapshot, draft.custom)
    for remark in remarks:
        if remark.grave:
            st.warning(plain(remark.sentence), icon=":material/warning:")
        else:
            st.caption(plain(remark.sentence))
    st.markdown(plain(custom_definition(draft.custom, draft.subject)))
    tried, name = with_preview(snapshot, draft.custom)
    values = answer_to(tried, Question(name, grain="quarter"))
    if isinstance(values, Answer):
        _values(draft, tried, name, values)
    else:
        st.info(plain(values))
    return remarks


def _values(draft: Draft, tried: Snapshot, name: str, answer: Answer) -> None:
    metric = metrics_of(tried)[name]
    metric = replace(metric, title=" ".join(draft.custom.title.split()) or metric.title)
    report = AnswerReport(metric, answer, tried.settings)
    *drawn, numbers = report.preview(draft.subject.several)
    show(drawn)
    with st.expander("The numbers", icon=":material/table:", key="made_numbers", on_change="rerun") as opened:
        if opened.open:
            show((numbers,))
    with st.expander("Left out, and why", icon=":material/filter_alt_off:", key="made_left_out", expanded=True):
        if answer.excluded:
            show((report.left_out,))
        else:
            st.markdown(f"Nothing is left out: all {draft.subject.several} count.")
