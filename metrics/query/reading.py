"""What pages ask of one version of a workspace, in one place."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from metrics.query.answers import ask, data_through, dimensions, event_days
from metrics.query.binding import missing_columns
from metrics.query.exclusions import counted_rows, excluded_rows
from metrics.query.question import Answer, Question
from metrics.query.reader import Reader
from metrics.semantic import Dimension, Metric, dimensions_of, is_known


@dataclass(frozen=True, slots=True)
class Answers:
    """What a reader is answered."""

    reader: Reader

    def answer(self, question: Question) -> Answer:
        """The answer to a question. Raises Unavailable where something was never imported, UserError for nonsense."""
        return ask(self.reader, question)

    @property
    def data_through(self) -> date | None:
        """The latest day on which something has happened; None while there is no data."""
        return data_through(self.reader)

    @property
    def event_days(self) -> tuple[date, date] | None:
        """The first and last day on which something is known to have happened; None while there is no data."""
        return event_days(self.reader)

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """What numbers can be grouped and filtered by, each with its values in order."""
        return dimensions(self.reader)

    def dimensions_of(self, metric: Metric) -> tuple[Dimension, ...]:
        """What one metric can be broken down by, as far as files brought it (without the values)."""
        every = dimensions_of(self.reader.snapshot, metric.facts_from)
        return tuple(dimension for dimension in every if is_known(self.reader.snapshot, dimension))

    def lacking(self, metric: Metric) -> tuple[tuple[str, str], ...]:
        """The tables and columns that a metric reads and no file has brought."""
        return tuple(missing_columns(self.reader.snapshot, metric))

    def counted_rows(self, question: Question) -> Any:
        """The rows that an answer counts, as a frame."""
        return counted_rows(self.reader, question)

    def excluded_rows(self, question: Question) -> Any:
        """The rows that it leaves out, each with the reason, as a frame."""
        return excluded_rows(self.reader, question)
