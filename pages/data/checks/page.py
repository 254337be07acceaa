"""Data checks: what doesn't fit together across files, and what that does to which metric."""

from collections.abc import Sequence

import streamlit as st

from metrics.formatting import plural
from metrics.quality import DataFinding, finding_rows, list_data_checks
from metrics.schema import contracts
from metrics.semantic import catalog
from metrics.store import Snapshot
from pages.parts.asking import findings_of
from pages.parts.downloads import frame_button
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import current_workspace

GROUPS = {
    "changes numbers": "These change numbers",
    "worth a look": "Worth a look",
}


def finding_card(finding: DataFinding, snapshot: Snapshot) -> None:
    """One check: how many, for example which, what it does, and what to do."""
    with st.container(border=True, key=f"finding_{finding.check}"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            table = contracts()[finding.table].title
            st.markdown(f"**{plain(finding.title)}** · {finding.count:,} in {table}", width="content")
            frame_button(
                "Download all",
                lambda: finding_rows(snapshot, finding.check),
                f"{finding.check}.csv",
                f"rows_{finding.check}",
            )
        if finding.examples:
            st.caption("For example " + " · ".join(plain(example) for example in finding.examples))
        about = ", ".join(dict.fromkeys(catalog()[name].group.lower() for name in finding.metrics))
        bears = f" Bears on the metrics of {about}." if about else ""
        st.markdown(f"{plain(finding.effect)}{bears}  \n**To do:** {plain(finding.fix)}")


def group(severity: str, findings: Sequence[DataFinding], snapshot: Snapshot) -> None:
    st.header(f"{GROUPS[severity]}: {len(findings)}", anchor=False)
    for finding in findings:
        finding_card(finding, snapshot)


st.title("Data checks", anchor=False)
current = current_workspace()
findings = findings_of(current.snapshot)
st.markdown(
    f"{plural(len(list_data_checks()), 'check')} went over all files of version {current.snapshot.number}"
    f"{' of the sample' if current.sample else ''}; {len(findings)} found something. No row was changed."
)
for severity in GROUPS:
    of_this = [finding for finding in findings if finding.severity == severity]
    if of_this:
        group(severity, of_this, current.snapshot)
