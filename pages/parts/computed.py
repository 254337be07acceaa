"""How is this computed: definition, rows counted, rows left out and why, and the SQL itself."""

import streamlit as st

from metrics.formatting import format_count, format_date
from metrics.query import Answer, counted_rows, excluded_rows
from metrics.semantic import Metric
from metrics.store import Snapshot
from pages.parts.downloads import frame_button
from pages.parts.plain import plain


def how_computed(snapshot: Snapshot, metric: Metric, answer: Answer) -> None:
    """An expander that asks for its rows only once it is open."""
    with st.expander("How is this computed?", icon=":material/function:", key="computed", on_change="rerun") as opened:
        if not opened.open:
            return
        st.markdown(f"**{plain(metric.summary)}** {plain(metric.definition)}")
        st.page_link(
            "pages/measure/glossary/page.py",
            label="In the glossary, with an example",
            icon=":material/dictionary:",
            query_params={"entry": metric.title},
        )
        for note in answer.notes:
            st.markdown(f"- {plain(note)}")
        _counted(snapshot, metric, answer)
        _left_out(snapshot, metric, answer)
        st.markdown("**The SQL.** It runs as it stands in DuckDB.")
        st.code(f"{answer.prelude.strip()}\n\n{answer.sql.strip()}", language="sql", height=420)


def _counted(snapshot: Snapshot, metric: Metric, answer: Answer) -> None:
    counted = sum(row.n for row in answer.rows)
    reads = ", ".join(f"{table} ({', '.join(columns)})" for table, columns in metric.reads.items())
    st.markdown(
        f"**Counted.** n = {format_count(counted)} over the periods shown, from {plain(reads)}; "
        f"data through {format_date(answer.data_through)}, version {snapshot.number}."
    )
    question = answer.question
    frame_button("Rows counted", lambda: counted_rows(snapshot, question), f"{metric.name}-counted.csv", "counted")


def _left_out(snapshot: Snapshot, metric: Metric, answer: Answer) -> None:
    if not answer.excluded:
        st.markdown("**Left out.** Nothing was left out.")
        return
    st.markdown("**Left out, and why**")
    st.table([{"Reason": plain(entry.reason), "Rows": format_count(entry.count)} for entry in answer.excluded])
    question = answer.question
    frame_button("Rows left out", lambda: excluded_rows(snapshot, question), f"{metric.name}-left-out.csv", "left_out")
