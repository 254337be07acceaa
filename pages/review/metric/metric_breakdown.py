"""A metric in the chosen period, segment by segment, as a chart and as numbers."""

from dataclasses import replace

import streamlit as st

from metrics.query import Answer, beside_each_other
from metrics.semantic import Metric
from pages.parts import charts, number_table
from pages.parts.asking import answer_to, dimensions_of_metric, titled
from pages.parts.chart_reading import axis, breakdown_in_words
from pages.parts.filter_bar import Selection
from pages.parts.panels import of_one_period
from pages.parts.picture import about_groups, how_to_read_dots
from pages.parts.plain import plain
from pages.parts.segment_charts import by_value, dots_of_one_period
from pages.parts.view_choices import PREFIX
from pages.parts.workspace_on_screen import Current

MOST = 20  # segments that are shown by name; the others are one group


def metric_breakdown(metric: Metric, selection: Selection, current: Current) -> None:
    """The chosen period, segment by segment, as a chart and as numbers."""
    dimensions = titled(dimensions_of_metric(current.snapshot, metric))
    if not dimensions:
        return
    usual = next((at for at, each in enumerate(dimensions.values()) if each.name == metric.split), 0)
    title = st.selectbox(
        "Break down by", list(dimensions), usual, key="by", bind="query-params", filter_mode=None, width=260
    )
    dimension = dimensions[title].name
    answer = answer_to(current.snapshot, replace(selection.by(metric.name, dimension), most=(MOST,)))
    if not isinstance(answer, Answer):
        st.warning(plain(answer))
        return
    currency = current.snapshot.settings.currency
    rows = by_value(answer.rows, dimension, answer.others)
    drawn = beside_each_other(metric, answer, rows)
    dots, names = dots_of_one_period(metric, drawn, answer.others, (dimension, None), selection.comparison, currency)
    shown = f"{metric.title} in {selection.period.label} by {title.lower()}"
    figure = of_one_period(dots, names, axis(metric, currency), charts.TICKS[metric.unit])
    labels = [row.dimensions[dimension] for row in rows]
    charts.show(figure, shown, breakdown_in_words(metric, rows, labels, currency), "breakdown")
    notes = (*how_to_read_dots(rows, selection.comparison), *about_groups(metric, answer, {dimension: title}))
    st.caption(plain(" ".join(notes)))
    table = number_table.table(metric, rows, {dimension: title}, currency, selection.comparison)
    number_table.show(table, shown, "numbers")
    with st.container(horizontal=True, vertical_alignment="center"):
        number_table.download(metric, answer.rows, charts.file_name(shown), "table", selection.comparison)
        st.page_link(
            "pages/measure/explore/page.py",
            label="Explore it by two dimensions, or over time",
            icon=":material/explore:",
            query_params=selection.address(prefix=PREFIX, **{f"{PREFIX}metric": metric.title, f"{PREFIX}by": title}),
        )
