"""Explore: any metric by any period and up to two dimensions, as a trend, a breakdown, small multiples or a table."""

import streamlit as st

from metrics.errors import Unavailable
from metrics.formatting import format_date
from metrics.query import Answer
from metrics.semantic import Metric, metrics_of
from pages.measure.explore.chart_page import chart_button
from pages.parts import card, charts, number_table
from pages.parts.asking import answer, dimensions_of_metric
from pages.parts.computed import how_computed
from pages.parts.contributions import contributions
from pages.parts.filter_bar import Selection, drop_filters, filter_bar, said
from pages.parts.guard import fragment
from pages.parts.missing import ways_out
from pages.parts.picture import about_groups, pictured, titled
from pages.parts.plain import plain
from pages.parts.view_choices import PREFIX, View, fit, view_bar
from pages.parts.workspace_on_screen import Current, current

WANTS_SPLIT = ("Breakdown", "Small multiples")


@fragment
def explore(here: Current) -> None:
    """Everything the choices move."""
    metric = chosen_metric(here)
    selection = filter_bar(here.snapshot, prefix=PREFIX)
    view = view_bar(metric, selection, here)
    if view.form in WANTS_SPLIT and not view.dimensions:
        st.info(f"{view.form} needs something to split by: choose it under “Split by”.")
        return
    found = answer(here.snapshot, view.question(metric, selection))
    if not isinstance(found, Answer):
        st.warning(plain(found))
        if isinstance(found, Unavailable):
            ways_out(metric, here.snapshot)
    elif not any(row.n or row.beside is not None for row in found.rows):
        nothing(titled(metric, selection, view), found, selection, here)
    else:
        show(metric, titled(metric, selection, view), found, selection, view, here)
        if not view.dimensions:
            contributions(metric, selection, here)
        how_computed(here.snapshot, metric, found)


def chosen_metric(here: Current) -> Metric:
    """What to look at. Another choice takes the split by which that metric is usually shown."""
    titles = {metric.title: metric for metric in metrics_of(here.snapshot).values()}

    def follow() -> None:
        metric = titles[st.session_state[f"{PREFIX}metric"]]
        fit(metric, dimensions_of_metric(here.snapshot, metric))

    title = st.selectbox(
        "Metric", list(titles), key=f"{PREFIX}metric", bind="query-params", filter_mode="contains", width=420,
        on_change=follow,
    )  # fmt: skip
    st.caption(plain(titles[title].summary))
    return titles[title]


def nothing(title: str, found: Answer, selection: Selection, here: Current) -> None:
    """That there is nothing to draw, why, and what to do."""
    reasons = " ".join(dict.fromkeys(row.reason for row in found.rows if row.reason))
    remedy = "Take a filter away, or choose another period." if selection.where else "Choose another period."
    filters = said(here.snapshot, selection.where, selection.roster)
    st.info(plain(f"{title}: nothing was counted. {filters}. {reasons} {remedy}"))
    if selection.where:
        st.button("Take the filters away", on_click=drop_filters, args=(PREFIX,), icon=":material/filter_list_off:")


def show(metric: Metric, title: str, found: Answer, selection: Selection, view: View, here: Current) -> None:
    """The picture, unless a table is asked for; the numbers; and both as files."""
    currency = here.snapshot.settings.currency
    note = " ".join(about_groups(metric, found, view.titles))
    if view.form == "Table":
        st.markdown(f"**{plain(title)}**")
        the_table(metric, title, found, selection, view, currency)
        st.caption(plain(note))
        number_table.download(metric, found.rows, charts.file_name(title), "numbers_file", selection.comparison)
        return
    picture = pictured(metric, found, selection, view, currency)
    charts.show(picture.figure, title, picture.alt, "explored")
    st.caption(plain(" ".join((*picture.notes, note))))
    with st.container(horizontal=True):
        number_table.download(metric, found.rows, charts.file_name(title), "numbers_file", selection.comparison)
        through = f"Data through {format_date(found.data_through)}."
        filters = said(here.snapshot, selection.where, selection.roster)
        chart_button(lambda: picture.figure, title, f"{filters}. {note} {through}", "chart_file")
    with st.expander("The numbers", icon=":material/table:", key="table", on_change="rerun") as opened:
        if opened.open:
            the_table(metric, title, found, selection, view, currency)


def the_table(metric: Metric, title: str, found: Answer, selection: Selection, view: View, currency: str) -> None:
    """A line a row; of two dimensions the second is the columns."""
    if len(view.dimensions) > 1 and not view.over_time:
        rows = number_table.crosstab(metric, found.rows, view.titles, currency)
    else:
        rows = number_table.table(metric, found.rows, view.titles, currency, selection.comparison)
    number_table.show(rows, title, "numbers")


st.title("Explore", anchor=False)
card.styled()
explore(current())
