"""One metric: its trend with limits, where it differs, the numbers, and how it is computed."""

import streamlit as st

from metrics.definition import Metric, metrics_of
from metrics.findings import process_limits
from metrics.formatting import format_count, format_value
from metrics.question import Answer, Unavailable
from pages.parts import card, charts
from pages.parts.computed import how_computed
from pages.parts.downloads import csv_button
from pages.parts.filters import Selection, filter_bar
from pages.parts.guard import fragment
from pages.parts.missing import ways_out
from pages.parts.panels import Panel, Series, of_one_period
from pages.parts.plain import plain
from pages.parts.questions import answer, dimensions_of_metric, titled
from pages.parts.reading import axis, breakdown_in_words, card_of, points, reference, trend_in_words
from pages.parts.reconciliation import reconciliation
from pages.parts.session import Current, current


@fragment
def one_metric(here: Current) -> None:
    """Everything the filters move."""
    head = st.container()
    titles = {metric.title: metric for metric in metrics_of(here.snapshot).values()}
    metric = titles[
        st.selectbox("Metric", list(titles), key="metric", bind="query-params", filter_mode=None, width=420)
    ]
    head.title(metric.title, anchor=False)
    head.caption(metric.summary)
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
    if legend := charts.legend(drawn):
        st.caption(" ".join(legend))


def breakdown(metric: Metric, selection: Selection, here: Current) -> None:
    """The chosen period, segment by segment, as a chart and as numbers."""
    known = titled(dimensions_of_metric(here.snapshot, metric))
    if not known:
        return
    title = st.selectbox("Break down by", list(known), key="by", bind="query-params", filter_mode=None, width=260)
    dimension = known[title].name
    found = answer(here.snapshot, selection.by(metric.name, dimension))
    if not isinstance(found, Answer):
        st.warning(plain(found))
        return
    currency = here.snapshot.settings.currency
    rows = sorted(found.rows, key=lambda row: (row.value is None, -(row.value or 0)))
    labels = [row.dimensions[dimension] for row in rows]
    shown = f"{metric.title} in {selection.period.label} by {title.lower()}"
    panel = Panel("", [Series("", points(metric, rows, labels, currency))])
    figure = of_one_period([panel], labels, axis(metric, currency), charts.TICKS[metric.unit])
    charts.show(figure, shown, breakdown_in_words(metric, rows, labels, currency), "breakdown")
    table = [
        {
            title: label,
            "Value": format_value(row.value, metric.unit, currency),
            "n": format_count(row.n),
            "Low": format_value(row.low, metric.unit, currency),
            "High": format_value(row.high, metric.unit, currency),
        }
        for label, row in zip(labels, rows, strict=True)
    ]
    st.dataframe(table, hide_index=True, key="numbers", alt=f"Table: {shown}")
    csv_button("Download this table", lambda: table, f"{metric.name}-{selection.period.label}-{dimension}.csv", "table")


card.styled()
one_metric(current())
