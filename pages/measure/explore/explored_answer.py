"""What Explore shows of an answer: the picture, the numbers and both as files, or that nothing was counted."""

import streamlit as st

from metrics.formatting import format_date
from metrics.insights import AnswerReport, View
from metrics.query import Selection
from metrics.render import chart_page
from metrics.report import Chart
from pages.parts.blocks import show
from pages.parts.charts import file_name
from pages.parts.filter_bar import drop_filters, filters_in_words
from pages.parts.numbers_file import numbers_button
from pages.parts.plain import plain
from pages.parts.view_choices import PREFIX
from pages.parts.workspace_on_screen import Current


def nothing_counted(report: AnswerReport, title: str, selection: Selection, current: Current) -> None:
    """That there is nothing to draw, why, and what to do."""
    remedy = "Take a filter away, or choose another period." if selection.where else "Choose another period."
    st.info(plain(f"{title}: {report.nothing} {filters_in_words(current.reader, selection)}. {remedy}"))
    if selection.where:
        st.button("Take the filters away", on_click=drop_filters, args=(PREFIX,), icon=":material/filter_list_off:")


def explored_answer(report: AnswerReport, selection: Selection, view: View, current: Current) -> None:
    """The chart, unless a table is asked for; the numbers; and both as files."""
    blocks = report.view(selection, view)
    show(blocks)
    filters, through = filters_in_words(current.reader, selection), format_date(report.answer.data_through)
    with st.container(horizontal=True):
        numbers_button(report, view.title(report.metric, selection), "numbers_file")
        for chart in blocks:
            if isinstance(chart, Chart):
                chart_button(chart, f"{filters}. Data through {through}.", "chart_file")
    if view.form == "Table":
        return
    with st.expander("The numbers", icon=":material/table:", key="table", on_change="rerun") as opened:
        if opened.open:
            show((report.numbers(selection, view),))


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
