"""One metric: its trend with limits, where it differs, the numbers, and how it is computed."""

from dataclasses import replace

import streamlit as st

from metrics.errors import Unavailable
from metrics.insights import process_limits
from metrics.query import Answer, beside_each_other
from metrics.semantic import Metric, metrics_of
from pages.parts import card, charts, number_table
from pages.parts.asking import answer, dimensions_of_metric, titled
from pages.parts.chart_reading import axis, breakdown_in_words, card_of, hollow, points, reference, trend_in_words
from pages.parts.computed import how_computed
from pages.parts.contributions import contributions
from pages.parts.filter_bar import Selection, filter_bar, forget
from pages.parts.guard import fragment
from pages.parts.missing import ways_out
from pages.parts.panels import of_one_period
from pages.parts.picture import about_groups, how_to_read_dots
from pages.parts.plain import plain
from pages.parts.segment_charts import by_value, dots_of_one_period
from pages.parts.view_choices import PREFIX
from pages.parts.workspace_on_screen import Current, current
from pages.review.metric.reconciliation_view import reconciliation

MOST = 20  # segments that are shown by name; the others are one group


@fragment
def one_metric(here: Current) -> None:
    """Everything the filters move."""
    head = st.container()
    titles = {metric.title: metric for metric in metrics_of(here.snapshot).values()}
    metric = titles[
        st.selectbox("Metric", list(titles), key="metric", bind="query-params", filter_mode="contains", width=420)
    ]
    head.title(plain(metric.title), anchor=False)
    head.caption(plain(metric.summary))
    selection = filter_bar(here.snapshot, prefix="metric_")
    found = answer(here.snapshot, selection.over_time(metric.name))
    if not isinstance(found, Answer):
        st.warning(plain(found))
        if isinstance(found, Unavailable):
            ways_out(metric, here.snapshot)
        return
    with st.container(border=True, width=620):
        card.draw(card_of(metric, found, selection, here.snapshot.settings))
    trend(metric, found, selection, here)
    contributions(metric, selection, here)
    breakdown(metric, selection, here)
    how_computed(here.snapshot, metric, found)
    reconciliation(here.snapshot, metric, selection)


def trend(metric: Metric, found: Answer, selection: Selection, here: Current) -> None:
    """The metric over time, with what routine variation spans."""
    currency = here.snapshot.settings.currency
    process = process_limits(metric, found.rows, selection.grain)
    labels = [row.period.label for row in found.rows]
    drawn = points(metric, found.rows, labels, currency, process)
    figure = charts.trend(
        drawn, process.limits, reference("plan", found.rows), axis(metric, currency), charts.TICKS[metric.unit]
    )
    limits = ", with the limits of routine variation" if process.limits else ""
    title = f"{metric.title} by {selection.grain}{limits}"
    charts.show(figure, title, trend_in_words(metric, found.rows, currency), "trend")
    if legend := charts.legend(drawn, hollow(metric)):
        st.caption(" ".join(legend))


def breakdown(metric: Metric, selection: Selection, here: Current) -> None:
    """The chosen period, segment by segment, as a chart and as numbers."""
    known = titled(dimensions_of_metric(here.snapshot, metric))
    if not known:
        return
    usual = next((at for at, each in enumerate(known.values()) if each.name == metric.split), 0)
    title = st.selectbox(
        "Break down by", list(known), usual, key="by", bind="query-params", filter_mode=None, width=260
    )
    dimension = known[title].name
    found = answer(here.snapshot, replace(selection.by(metric.name, dimension), most=(MOST,)))
    if not isinstance(found, Answer):
        st.warning(plain(found))
        return
    currency = here.snapshot.settings.currency
    rows = by_value(found.rows, dimension, found.others)
    drawn = beside_each_other(metric, found, rows)
    dots, names = dots_of_one_period(metric, drawn, found.others, (dimension, None), selection.comparison, currency)
    shown = f"{metric.title} in {selection.period.label} by {title.lower()}"
    figure = of_one_period(dots, names, axis(metric, currency), charts.TICKS[metric.unit])
    labels = [row.dimensions[dimension] for row in rows]
    charts.show(figure, shown, breakdown_in_words(metric, rows, labels, currency), "breakdown")
    notes = (*how_to_read_dots(rows, selection.comparison), *about_groups(metric, found, {dimension: title}))
    st.caption(plain(" ".join(notes)))
    table = number_table.table(metric, rows, {dimension: title}, currency, selection.comparison)
    number_table.show(table, shown, "numbers")
    with st.container(horizontal=True, vertical_alignment="center"):
        number_table.download(metric, found.rows, charts.file_name(shown), "table", selection.comparison)
        st.page_link(
            "pages/measure/explore/page.py",
            label="Explore it by two dimensions, or over time",
            icon=":material/explore:",
            query_params=selection.address(prefix=PREFIX, **{f"{PREFIX}metric": metric.title, f"{PREFIX}by": title}),
        )


card.styled()
forget(PREFIX)
one_metric(current())
