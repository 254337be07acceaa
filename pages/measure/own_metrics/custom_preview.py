"""A metric before it is kept: its sentence, its values by quarter, what is left out, and what is remarkable."""

from dataclasses import replace

import streamlit as st

from metrics.formatting import format_count, unit_word
from metrics.query import Answer, Question, Remark, remarks_on_data, with_preview
from metrics.semantic import custom_definition, custom_metric_faults, metrics_of
from metrics.store import Snapshot
from pages.measure.own_metrics.making import Draft
from pages.parts import charts, number_table
from pages.parts.asking import answer_to
from pages.parts.chart_reading import hollow, points, trend_in_words
from pages.parts.charts import Reference
from pages.parts.plain import plain

QUARTERS = 12
HEIGHT = 230


def preview(draft: Draft, snapshot: Snapshot) -> tuple[Remark, ...] | None:
    """Draw what the metric would say; returns what is remarkable about it, None while it can't be computed."""
    if open_points := custom_metric_faults(snapshot, draft.custom):
        for sentence in open_points:
            st.info(plain(sentence), icon=":material/edit_note:")
        return None
    remarks = remarks_on_data(snapshot, draft.custom)
    for remark in remarks:
        if remark.grave:
            st.warning(plain(remark.sentence), icon=":material/warning:")
        else:
            st.caption(plain(remark.sentence))
    st.markdown(plain(custom_definition(draft.custom, draft.subject)))
    tried, name = with_preview(snapshot, draft.custom)
    values = answer_to(tried, Question(name, grain="quarter"))
    if isinstance(values, Answer):
        _values(draft, tried, name, values)
    else:
        st.info(plain(values))
    return remarks


def _values(draft: Draft, tried: Snapshot, name: str, answer: Answer) -> None:
    currency = tried.settings.currency
    metric = metrics_of(tried)[name]
    metric = replace(metric, title=" ".join(draft.custom.title.split()) or metric.title)
    rows = answer.rows[-QUARTERS:]
    drawn = points(metric, rows, [row.period.label for row in rows], currency)
    figure = charts.trend(drawn, (), Reference("", ()), unit_word(metric.unit, currency), charts.TICKS[metric.unit])
    figure.update_layout(height=HEIGHT)
    title = f"{metric.title} by quarter"
    charts.show(figure, title, trend_in_words(metric, rows, currency), "made_trend")
    counted = format_count(sum(row.n for row in answer.rows))
    st.caption(" ".join((f"{counted} {draft.subject.several} count.", *charts.legend(drawn, hollow(metric)))))
    with st.expander("The numbers", icon=":material/table:", key="made_numbers", on_change="rerun") as opened:
        if opened.open:
            number_table.show(number_table.table(metric, rows, {}, currency), title, "made_table")
    with st.expander("Left out, and why", icon=":material/filter_alt_off:", key="made_left_out", expanded=True):
        if answer.excluded:
            st.table([{"Reason": plain(each.reason), "Rows": format_count(each.count)} for each in answer.excluded])
        else:
            st.markdown(f"Nothing is left out: all {draft.subject.several} count.")
