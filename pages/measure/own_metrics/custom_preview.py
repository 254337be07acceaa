"""A metric before it is kept: its sentence, its values by quarter, what is left out, and what is remarkable."""

import streamlit as st

from metrics.insights import AnswerReport
from metrics.query import Answer, CustomDraft, Reader
from pages.parts.asking import answer_to
from pages.parts.blocks import show
from pages.parts.plain import plain


def preview(draft: CustomDraft, reader: Reader) -> bool | None:
    """Draw what the metric would say; returns whether something grave is to be said of it, None while it can't be
    computed."""
    if open_points := draft.open_points(reader.snapshot):
        for sentence in open_points:
            st.info(plain(sentence), icon=":material/edit_note:")
        return None
    remarks = draft.remarks(reader)
    for remark in remarks:
        if remark.grave:
            st.warning(plain(remark.sentence), icon=":material/warning:")
        else:
            st.caption(plain(remark.sentence))
    st.markdown(plain(draft.definition))
    tried, metric, question = draft.tried(reader.snapshot)
    answer = answer_to(reader.over(tried), question)
    if isinstance(answer, Answer):
        _values(AnswerReport(metric, answer, tried.settings), draft.subject.several)
    else:
        st.info(plain(answer))
    return any(remark.grave for remark in remarks)


def _values(report: AnswerReport, several: str) -> None:
    *drawn, numbers = report.preview(several)
    show(drawn)
    with st.expander("The numbers", icon=":material/table:", key="made_numbers", on_change="rerun") as opened:
        if opened.open:
            show((numbers,))
    with st.expander("Left out, and why", icon=":material/filter_alt_off:", key="made_left_out", expanded=True):
        if report.answer.excluded:
            show((report.left_out,))
        else:
            st.markdown(f"Nothing is left out: all {several} count.")
