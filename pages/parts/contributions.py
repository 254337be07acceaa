"""Why a metric that is a product of others moved: what each factor added, as a picture and in words."""

import streamlit as st

from metrics.errors import UserError
from metrics.formatting import format_change, format_value
from metrics.insights import EARLIER_PERIODS, Decomposition, decompose, decomposition_sentence, earlier_question
from metrics.query import Answer
from metrics.semantic import Metric
from pages.parts import charts
from pages.parts.asking import answer_to
from pages.parts.chart_reading import axis
from pages.parts.filter_bar import Selection
from pages.parts.plain import plain
from pages.parts.waterfall import WaterfallBar, upright
from pages.parts.workspace_on_screen import Current


def contributions(metric: Metric, selection: Selection, current: Current) -> None:
    """The chosen period against the earlier one that it is compared with; nothing for a metric without factors."""
    if not metric.factors:
        return
    st.header("What moved it", anchor=False)
    try:
        decomposition = _decomposed(metric, selection, current)
    except UserError as reason:
        st.caption(plain(reason))
        return
    currency = current.snapshot.settings.currency
    sentence = decomposition_sentence(metric, decomposition, currency)
    st.markdown(plain(sentence))
    span = f"from {decomposition.earlier.label} to {decomposition.later.label}"
    title = f"{metric.short_title} {span}: what each factor added"
    figure = upright(bars(metric, decomposition, currency), axis(metric, currency), charts.TICKS[metric.unit])
    charts.show(figure, title, sentence, "contributions")
    st.caption(
        "Each factor's part is its effect averaged over all orders in which the factors could have changed: so the "
        "parts sum to the change."
    )


def _decomposed(metric: Metric, selection: Selection, current: Current) -> Decomposition:
    """Raises UserError where the change can't be explained."""
    later = selection.of_period(metric.name)
    settings = current.snapshot.settings
    against = selection.comparison if selection.comparison in EARLIER_PERIODS else "previous"
    earlier = earlier_question(later, selection.period, against, settings)
    rows = []
    for question in (earlier, later):
        answer = answer_to(current.snapshot, question)
        if not isinstance(answer, Answer):
            raise UserError(str(answer))
        rows.append(answer.rows[0])
    return decompose(metric, *rows)


def bars(metric: Metric, decomposition: Decomposition, currency: str) -> list[WaterfallBar]:
    """From the earlier value over each factor's part to the later one."""
    before, after = (
        format_value(value, metric.unit, currency, compact=True)
        for value in (decomposition.before, decomposition.after)
    )
    parts = [
        WaterfallBar(part.factor.title, part.change, format_change(part.change, metric.unit, currency, compact=True))
        for part in decomposition.contributions
    ]
    return [
        WaterfallBar(decomposition.earlier.label, decomposition.before, before, total=True),
        *parts,
        WaterfallBar(decomposition.later.label, decomposition.after, after, total=True),
    ]
