"""What Explore shows of an answer: the picture, the numbers and both as files, or that nothing was counted."""

import streamlit as st

from metrics.formatting import format_date
from metrics.query import Answer
from metrics.semantic import Metric
from pages.measure.explore.chart_page import chart_button
from pages.parts import charts, number_table
from pages.parts.filter_bar import Selection, drop_filters, filters_in_words
from pages.parts.picture import about_groups, pictured
from pages.parts.plain import plain
from pages.parts.view_choices import PREFIX, View
from pages.parts.workspace_on_screen import Current


def nothing_counted(title: str, answer: Answer, selection: Selection, current: Current) -> None:
    """That there is nothing to draw, why, and what to do."""
    reasons = " ".join(dict.fromkeys(row.reason for row in answer.rows if row.reason))
    remedy = "Take a filter away, or choose another period." if selection.where else "Choose another period."
    filters = filters_in_words(current.snapshot, selection.where, selection.roster)
    st.info(plain(f"{title}: nothing was counted. {filters}. {reasons} {remedy}"))
    if selection.where:
        st.button("Take the filters away", on_click=drop_filters, args=(PREFIX,), icon=":material/filter_list_off:")


def explored_answer(
    metric: Metric, title: str, answer: Answer, selection: Selection, view: View, current: Current
) -> None:
    """The picture, unless a table is asked for; the numbers; and both as files."""
    currency = current.snapshot.settings.currency
    note = " ".join(about_groups(metric, answer, view.titles))
    if view.form == "Table":
        st.markdown(f"**{plain(title)}**")
        numbers(metric, title, answer, selection, view, currency)
        st.caption(plain(note))
        number_table.download(metric, answer.rows, charts.file_name(title), "numbers_file", selection.comparison)
        return
    picture = pictured(metric, answer, selection, view, currency)
    charts.show(picture.figure, title, picture.alt, "explored")
    st.caption(plain(" ".join((*picture.notes, note))))
    with st.container(horizontal=True):
        number_table.download(metric, answer.rows, charts.file_name(title), "numbers_file", selection.comparison)
        through = f"Data through {format_date(answer.data_through)}."
        filters = filters_in_words(current.snapshot, selection.where, selection.roster)
        chart_button(lambda: picture.figure, title, f"{filters}. {note} {through}", "chart_file")
    with st.expander("The numbers", icon=":material/table:", key="table", on_change="rerun") as opened:
        if opened.open:
            numbers(metric, title, answer, selection, view, currency)


def numbers(metric: Metric, title: str, answer: Answer, selection: Selection, view: View, currency: str) -> None:
    """A line a row; of two dimensions the second is the columns."""
    if len(view.dimensions) > 1 and not view.over_time:
        rows = number_table.crosstab(metric, answer.rows, view.titles, currency)
    else:
        rows = number_table.table(metric, answer.rows, view.titles, currency, selection.comparison)
    number_table.show(rows, title, "numbers")
