"""What an import did, file by file, with the way back."""

from collections.abc import Sequence

import streamlit as st

from metrics.formatting import format_count, plural
from metrics.intake import FileReport
from metrics.schema import contracts
from metrics.semantic import catalog
from pages.parts.guard import guarded
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import own_workspace, who


def results(reports: Sequence[FileReport]) -> None:
    """Rows used and set aside, metrics that still miss a column, and a button that undoes it all."""
    with st.container(border=True, key="results"):
        st.header("Imported", anchor=False)
        for report in reports:
            if report.table is not None:
                _file(report)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link("pages/review/scorecard/page.py", label="See the Scorecard", icon=":material/monitoring:")
            st.page_link("pages/data/checks/page.py", label="Check the data", icon=":material/fact_check:")
            if st.button("Undo this import", icon=":material/undo:"):
                with guarded():
                    own_workspace().undo(who())
                    del st.session_state["imported"]
                    st.toast("The import was undone; History keeps it.", icon=":material/undo:")
                    st.rerun()


def _file(report: FileReport) -> None:
    assert report.table is not None
    st.markdown(
        f"**{plain(report.file)}** → {contracts()[report.table].title}: {plural(report.rows_read, 'row')} read = "
        f"{format_count(report.rows_used)} used + {format_count(report.rows_set_aside)} set aside"
    )
    for disabled in report.disabled_metrics:
        missing = ", ".join(disabled.missing)
        st.caption(f"{catalog()[disabled.metric].title} isn't available yet: {plain(missing)} is missing.")
