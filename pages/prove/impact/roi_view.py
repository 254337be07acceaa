"""Was it worth it: the return as a range, with every assumption to be changed."""

import streamlit as st

from metrics.planning import Scenario
from metrics.programs import ImpactReport
from pages.parts.blocks import show
from pages.parts.guard import fragment


@fragment
def roi_view(report: ImpactReport) -> None:
    """The fields, which begin with what the workspace says, and the sentence that follows from them.

    What a field begins with is part of its key: Streamlit keeps what a key held, whatever value it is given later.
    """
    st.markdown("**Was it worth it?**")
    margin, key = Scenario().margin / 100, "return_{}_{}".format(*report.opened.pair)
    fields = report.assumptions(margin)
    assumed = {}
    for place, field in zip(st.columns(len(fields)) if fields else (), fields, strict=True):
        begins, most = float(round(field.value)), None if field.most is None else float(field.most)
        assumed[field.name] = place.number_input(
            field.label, 0.0, most, value=begins, step=float(field.step), format="%.0f",
            key=f"{key}_{field.name}_{begins:.0f}",
        )  # fmt: skip
    show(report.returns(margin, assumed))
