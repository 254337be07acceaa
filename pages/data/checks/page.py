"""Data checks: what doesn't fit together across files, and what that does to which metric."""

from functools import partial

import streamlit as st

from metrics.quality import CheckReport
from metrics.query import Reader
from pages.parts.blocks import show
from pages.parts.downloads import frame_button
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import current_workspace


@st.cache_resource(max_entries=50, show_spinner="Checking the data …")
def checked(_reader: Reader, key: str) -> CheckReport:
    """The report of one version, made once."""
    return CheckReport.of(_reader)


st.title("Data checks", anchor=False)
current = current_workspace()
report = checked(current.reader, current.reader.key)
st.markdown(plain(report.sentence(sample=current.sample)))
for title, findings in report.groups.items():
    st.header(title, anchor=False)
    for finding in findings:
        with st.container(border=True, key=f"finding_{finding.check}"):
            show(report.blocks(finding))
            rows = partial(report.rows, finding)
            frame_button("Download all", rows, f"{finding.check}.csv", f"rows_{finding.check}")
