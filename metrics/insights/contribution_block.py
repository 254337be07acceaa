"""Why a metric that is a product of others moved: what each factor added, as a chart and in words."""

from metrics.errors import UserError
from metrics.formatting import format_change, format_value
from metrics.insights.decomposition import (
    EARLIER_PERIODS,
    Decomposition,
    decompose,
    decomposition_sentence,
    earlier_question,
)
from metrics.insights.metric_words import axis
from metrics.query import Answer, Ask, Selection
from metrics.report import Axis, Block, Chart, ChartPanel, ChartPoint, Heading, Note, Sentence, Series
from metrics.schema import Settings
from metrics.semantic import Metric

HOW = (
    "Each factor's part is its effect averaged over all orders in which the factors could have changed: so the "
    "parts sum to the change."
)


def contribution_blocks(metric: Metric, selection: Selection, settings: Settings, ask: Ask) -> tuple[Block, ...]:
    """The chosen period against the earlier one it is compared with; nothing for a metric without factors.

    `ask` gives the answer to a question, or why it can't be had.
    """
    if not metric.factors:
        return ()
    heading = Heading("What moved it")
    try:
        decomposition = _decomposed(metric, selection, settings, ask)
    except UserError as reason:
        return heading, Note(str(reason))
    currency = settings.currency
    sentence = decomposition_sentence(metric, decomposition, currency)
    span = f"from {decomposition.earlier.label} to {decomposition.later.label}"
    chart = Chart(
        kind="waterfall",
        title=f"{metric.short_title} {span}: what each factor added",
        alt=sentence,
        key="contributions",
        panels=(ChartPanel("", (Series("", _parts(metric, decomposition, currency)),)),),
        across=Axis(),
        up=axis(metric, currency),
    )
    return heading, Sentence(sentence), chart, Note(HOW)


def _decomposed(metric: Metric, selection: Selection, settings: Settings, ask: Ask) -> Decomposition:
    """Raises UserError where the change can't be explained."""
    later = selection.of_period(metric.name)
    against = selection.comparison if selection.comparison in EARLIER_PERIODS else "previous"
    rows = []
    for question in (earlier_question(later, selection.period, against, settings), later):
        answer = ask(question)
        if not isinstance(answer, Answer):
            raise UserError(str(answer))
        rows.append(answer.rows[0])
    return decompose(metric, *rows)


def _parts(metric: Metric, decomposition: Decomposition, currency: str) -> tuple[ChartPoint, ...]:
    """From the earlier value over each factor's part to the later one."""
    before, after = (
        ChartPoint(period.label, value, text=format_value(value, metric.unit, currency, compact=True), total=True)
        for period, value in (
            (decomposition.earlier, decomposition.before), (decomposition.later, decomposition.after),
        )
    )  # fmt: skip
    parts = (
        ChartPoint(part.factor.title, part.change, text=format_change(part.change, metric.unit, currency, compact=True))
        for part in decomposition.contributions
    )
    return before, *parts, after
