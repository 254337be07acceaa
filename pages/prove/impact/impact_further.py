"""One program and one outcome: what is folded away until somebody asks."""

import streamlit as st

from metrics.programs import ImpactReport
from pages.parts.blocks import show
from pages.parts.charts import file_name
from pages.parts.downloads import frame_button


def further(report: ImpactReport) -> None:
    """By segment, who is compared with whom, whether it hangs on how it was asked, and how it is computed."""
    for each in report.further:
        with st.expander(each.title, key=f"impact_{each.key}", on_change="rerun") as opened:
            if not opened.open:
                continue
            show(each.blocks())
            if each.key == "computed":
                name = f"{file_name(' '.join(report.opened.pair))}.csv"
                frame_button("The panel", report.panel_rows, name, "impact_panel")
