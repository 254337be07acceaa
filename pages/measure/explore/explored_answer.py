"""What Explore shows of an answer: the picture, the numbers and both as files, or that nothing was counted."""

import streamlit as st

from metrics.formatting import format_date
from metrics.insights import View, view_blocks, view_table
from metrics.query import Answer, Selection
from metrics.render import chart_page
from metrics.report import Chart
from metrics.semantic import Metric
from pages.blocks import show
from pages.parts.charts import file_name
from pages.parts.filter_bar import drop_filters, filters_in_words
from pages.parts.numbers_file import numbers_button
from pages.parts.plain import plain
from pages.parts.view_choices import PREFIX
from pages.parts.workspace_on_screen import Current


def nothing_counted(title: str, answer: Answer, selection: Selection, current: Current) -> None:
    """That there is nothing to draw, why, and what to do."""
    reasons = " ".join(dict.fromkeys(row.reason for row in answer.rows if row.reason))
    remedy = "Take a filter away, or choose another period." if selection.where else "Choose another period."
    filters = filters_in_words(current.snapshot, selection)
    st.info(plain(f"{title}: nothing was counted. {filters}. {reasons} {remedy}"))
    if selection.where:
        st.button("Take the filters away", on_click=drop_filters, args=(PREFIX,), icon=":material/filter_list_off:")


def explored_answer(metric: Metric, answer: Answer, selection: Selection, view: View, current: Current) -> None:
    """The chart, unless a table is asked for; the numbers; and both as files."""
    currency = current.snapshot.settings.currency
    blocks = view_blocks(metric, answer, selection, view, currency)
    show(blocks)
    with st.container(horizontal=True):
        numbers_button(metric, answer, view.title(metric, selection), "numbers_file")
        for chart in blocks:
            if isinstance(chart, Chart):
                about = (
                    f"{filters_in_words(current.snapshot, selection)}. Data through {format_date(answer.data_through)}."
                )
                chart_button(chart, about, "chart_file")
    if view.form == "Table":
        return
    with st.expander("The numbers", icon=":material/table:", key="table", on_change="rerun") as opened:
        if opened.open:
            show((view_table(metric, answer, selection, view, currency),))


def chart_button(chart: Chart, about: str, key: str) -> None:
    """A button that writes the chart as a page only when it is pressed."""
    name = file_name(chart.title)
    st.download_button(
        "Chart as a page (HTML)",
        lambda: chart_page(chart, about, name),
        f"{name}.html",
        "text/html",
        key=key,
        on_click="ignore",
        icon=":material/download:",
        help="Opens without the dashboard and without a network, and saves the chart as PNG or SVG.",
    )
