"""A way to look at a metric: a form, up to two dimensions, how far back; and what is then to be seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Literal, get_args

from metrics.insights.answer_table import answer_table, crosstab
from metrics.insights.metric_block import about_groups, notes, trend_blocks
from metrics.insights.metric_words import axis, breakdown_in_words, how_to_read
from metrics.insights.segment_charts import DRAWN, by_value, dots_of_one_period, how_to_read_dots, lines_over_time
from metrics.query import AGAINST, Answer, AnswerRow, Question, Selection, beside_each_other, filled
from metrics.report import Axis, Block, Chart, Heading, Note, Table
from metrics.semantic import Dimension, Metric

Form = Literal["Trend", "Breakdown", "Small multiples", "Table"]
MOST: Mapping[Form, tuple[tuple[int, ...], tuple[int, ...]]] = MappingProxyType(
    {
        "Trend": ((6,), (6, 11)),
        "Breakdown": ((20,), (12, 7)),
        "Small multiples": ((11,), (11, 5)),
        "Table": ((500,), (500, 8)),
    }
)
"""So many segments can still be told apart: of one dimension, and of each of two."""
MOST_IN_WORDS = 20


@dataclass(frozen=True, slots=True)
class View:
    """A form, up to two dimensions by their titles, and how many periods back."""

    FORMS: ClassVar[tuple[Form, ...]] = get_args(Form)

    form: Form
    dimensions: Mapping[str, Dimension]
    back: int

    @property
    def titles(self) -> dict[str, str]:
        """The dimensions' titles by their names."""
        return {dimension.name: title for title, dimension in self.dimensions.items()}

    @property
    def over_time(self) -> bool:
        """Whether it shows several periods."""
        return self.form in ("Trend", "Small multiples") or (self.form == "Table" and len(self.dimensions) < 2)

    @property
    def lacks_dimension(self) -> bool:
        """Whether there is nothing to draw before something is chosen to split by."""
        return self.form in ("Breakdown", "Small multiples") and not self.dimensions

    def question(self, metric: Metric, selection: Selection) -> Question:
        """What has to be asked to draw it."""
        start = selection.looking_back(self.back).trend[0].start if self.over_time else selection.period.start
        by = tuple(self.titles)
        most = MOST[self.form][len(by) - 1] if by else ()
        return Question(
            metric.name, start, selection.period.end, selection.grain, by, selection.where, (selection.comparison,),
            selection.roster, most=most,
        )  # fmt: skip

    def title(self, metric: Metric, selection: Selection) -> str:
        """What it shows: “Win rate by quarter, Q4 2023 to Q3 2026: a line for each team”."""
        names = [title.lower() for title in self.dimensions]
        if not self.over_time:
            return f"{metric.title} in {selection.period.label} by {' and '.join(names)}"
        trend = selection.looking_back(self.back).trend
        span = trend[0].label if len(trend) == 1 else f"{trend[0].label} to {trend[-1].label}"
        shown = f"{metric.title} by {selection.grain}, {span}"
        if self.form == "Table" or not names:
            return " and by ".join((shown, *names))
        parts = ("line", "panel") if self.form == "Trend" else ("panel", "line")
        return f"{shown}: {', '.join(f'a {part} for each {name}' for part, name in zip(parts, names, strict=False))}"


def view_blocks(
    metric: Metric, answer: Answer, selection: Selection, view: View, currency: str
) -> tuple[Block, ...]:  # fmt: skip
    """The chart and how to read it; where a table is asked for, the table and what is not in it by name."""
    groups = tuple(about_groups(metric, answer, view.titles))
    if view.form == "Table":
        table = view_table(metric, answer, selection, view, currency)
        return Heading(table.title, 3), table, *notes(groups)
    chart, reading = _drawn(metric, answer, selection, view, currency)
    return chart, *notes((*reading, *groups))


def view_table(metric: Metric, answer: Answer, selection: Selection, view: View, currency: str) -> Table:
    """The numbers: a line a row; of two dimensions in one period the second is the columns."""
    title = view.title(metric, selection)
    if len(view.dimensions) > 1 and not view.over_time:
        return crosstab(metric, answer.rows, view.titles, currency, title)
    return answer_table(metric, answer.rows, view.titles, currency, title, selection.comparison)


def _drawn(
    metric: Metric, answer: Answer, selection: Selection, view: View, currency: str
) -> tuple[Block, tuple[str, ...]]:
    if not view.dimensions:
        against = selection.comparison if selection.comparison in DRAWN else None
        title = view.title(metric, selection)
        chart, *reading = trend_blocks(
            metric, answer, selection, currency, title=title, held_against=against, key="explored"
        )  # fmt: skip
        return chart, tuple(note.text for note in reading if isinstance(note, Note))
    if view.form == "Breakdown":
        return _dots(metric, answer, selection, view, currency)
    return _lines(metric, answer, selection, view, currency)


def _lines(
    metric: Metric, answer: Answer, selection: Selection, view: View, currency: str
) -> tuple[Chart, tuple[str, ...]]:
    rows = beside_each_other(metric, answer, filled(metric, answer))
    first, second = (*view.titles, None)[:2]
    by = (second, first) if view.form == "Trend" else (first, second)
    labels = [period.label for period in selection.looking_back(view.back).trend]
    panels = lines_over_time(metric, rows, labels, currency, answer.others, by, selection.comparison)
    last = [row for row in rows if row.period.start == selection.period.start]
    chart = Chart(
        "lines", view.title(metric, selection), _values_in_words(metric, last, view, currency), "explored",
        panels, Axis(names=tuple(labels)), axis(metric, currency),
    )  # fmt: skip
    reading = how_to_read(metric, chart.points, shaded=by[1] is None)
    if by[1] is None and selection.comparison in DRAWN:
        reading = (*reading, f"Dotted: {AGAINST[selection.comparison]}.")
    return chart, reading


def _dots(
    metric: Metric, answer: Answer, selection: Selection, view: View, currency: str
) -> tuple[Chart, tuple[str, ...]]:
    first, second = (*view.titles, None)[:2]
    rows = beside_each_other(metric, answer, answer.rows)
    by = (str(first), second)
    panels, names = dots_of_one_period(metric, rows, currency, answer.others, by, selection.comparison)
    chart = Chart(
        "dots", view.title(metric, selection), _values_in_words(metric, answer.rows, view, currency), "explored",
        panels, Axis(names=names), axis(metric, currency),
    )  # fmt: skip
    return chart, how_to_read_dots(answer.rows, selection.comparison)


def _values_in_words(metric: Metric, rows: Sequence[AnswerRow], view: View, currency: str) -> str:
    """The values from the highest on, as many as one can listen to."""
    ordered = by_value(rows, next(iter(view.titles)), {})
    named = [" and ".join(row.dimensions.values()) for row in ordered[:MOST_IN_WORDS]]
    words = breakdown_in_words(metric, ordered[:MOST_IN_WORDS], named, currency)
    return words if len(ordered) <= MOST_IN_WORDS else f"{words}, and more in the table"
