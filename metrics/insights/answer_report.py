"""What a page, a slide or a file says of one metric's answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from metrics.formatting import format_count, format_date
from metrics.insights.answer_table import answer_values
from metrics.insights.metric_block import breakdown_blocks, preview_blocks, trend_blocks
from metrics.insights.metric_card import metric_figure
from metrics.insights.view import View, view_blocks, view_table
from metrics.query import Answer, Comparison, Selection
from metrics.report import (
    Block,
    Item,
    Items,
    KeyFigure,
    Sentence,
    Statement,
    Table,
    table_of_words,
)
from metrics.schema import Settings
from metrics.semantic import Metric


@dataclass(frozen=True, slots=True)
class AnswerReport:
    """A metric, its answer, and the settings that say what its numbers stand for."""

    metric: Metric
    answer: Answer
    settings: Settings

    def figure(self, comparison: Comparison, *, brief: bool = False) -> KeyFigure:
        """The last period; a `brief` one among many says no plan and not how sure the change is."""
        return metric_figure(self.metric, self.answer, comparison, self.settings, brief=brief)

    def trend(self, selection: Selection) -> tuple[Block, ...]:
        """The metric over time, with what routine variation spans."""
        return trend_blocks(self.metric, self.answer, selection, self.settings.currency)

    def breakdown(self, selection: Selection, titles: Mapping[str, str]) -> tuple[Block, ...]:
        """The chosen period, segment by segment of the one dimension in `titles` (name → title)."""
        return breakdown_blocks(self.metric, self.answer, selection, titles, self.settings.currency)

    def view(self, selection: Selection, view: View) -> tuple[Block, ...]:
        """The chart of a view and how to read it, or the table where one is asked for."""
        return view_blocks(self.metric, self.answer, selection, view, self.settings.currency)

    def numbers(self, selection: Selection, view: View) -> Table:
        """The numbers of a view."""
        return view_table(self.metric, self.answer, selection, view, self.settings.currency)

    def preview(self, several: str) -> tuple[Block, ...]:
        """A metric that is being made: its chart, how many rows count (`several` of what), its numbers."""
        return preview_blocks(self.metric, self.answer, several, self.settings.currency)

    @property
    def nothing(self) -> str:
        """Why nothing was counted; empty where something was."""
        if any(row.n or row.beside is not None for row in self.answer.rows):
            return ""
        reasons = dict.fromkeys(row.reason for row in self.answer.rows if row.reason)
        return f"nothing was counted. {' '.join(reasons)}".strip()

    @property
    def values(self) -> list[dict[str, object]]:
        """The rows as plain values, under the names that the command line gives them."""
        return answer_values(self.metric, self.answer)

    def computed(self, version: int) -> tuple[Block, ...]:
        """Definition, notes, rows counted in which version, rows left out and why, and the SQL itself."""
        answer = self.answer
        notes = (Items("", tuple(map(Item, answer.notes))),) if answer.notes else ()
        reads = ", ".join(f"{table} ({', '.join(columns)})" for table, columns in self.metric.reads.items())
        counted = (
            f"n = {format_count(sum(row.n for row in answer.rows))} over the periods shown, from {reads}; "
            f"data through {format_date(answer.data_through)}, version {version}."
        )
        return (
            Sentence(self.metric.definition, self.metric.summary),
            *notes,
            Sentence(counted, "Counted."),
            self.left_out,
            Statement("The SQL.", f"{answer.prelude.strip()}\n\n{answer.sql.strip()}"),
        )

    @property
    def left_out(self) -> Block:
        """The rows that don't count, by the reason."""
        if not self.answer.excluded:
            return Sentence("Nothing was left out.", "Left out.")
        rows = [(each.reason, format_count(each.count)) for each in self.answer.excluded]
        return table_of_words("Left out, and why", ("Reason", "Rows"), rows)
