"""How is this computed: definition, rows counted, rows left out and why, and the SQL itself."""

import streamlit as st

from metrics.insights import AnswerReport
from metrics.query import Answers, Reader
from pages.parts.blocks import show
from pages.parts.downloads import frame_button


def how_computed(reader: Reader, report: AnswerReport) -> None:
    """An expander that asks for its rows only once it is open."""
    with st.expander("How is this computed?", icon=":material/function:", key="computed", on_change="rerun") as opened:
        if not opened.open:
            return
        rows, question, name = Answers(reader.meant_for("download")), report.answer.question, report.metric.name
        show(report.computed(reader.snapshot.number))
        with st.container(horizontal=True, vertical_alignment="center"):
            frame_button("Rows counted", lambda: rows.counted_rows(question), f"{name}-counted.csv", "counted")
            if report.answer.excluded:
                frame_button("Rows left out", lambda: rows.excluded_rows(question), f"{name}-left-out.csv", "left_out")
            st.page_link(
                "pages/measure/glossary/page.py",
                label="In the glossary, with an example",
                icon=":material/dictionary:",
                query_params={"entry": report.metric.title},
            )
