"""A metric that is being made: what is still open, what it would count, and how it is kept."""

from dataclasses import dataclass, replace

from metrics.query.custom_preview import with_preview
from metrics.query.custom_remarks import Remark, remarks_on_data
from metrics.query.question import Question
from metrics.query.reader import Reader
from metrics.semantic import (
    CustomMetric,
    Metric,
    Subject,
    custom_definition,
    custom_file_text,
    custom_metric_faults,
    custom_metric_name,
    custom_text_faults,
    keep_custom_metric,
    metrics_of,
)
from metrics.store import Snapshot, Workspace


@dataclass(frozen=True, slots=True)
class CustomDraft:
    """What was said so far; `replacing` is the own metric that is being changed."""

    custom: CustomMetric
    subject: Subject
    replacing: str | None

    @property
    def title(self) -> str:
        """What it is called, on one line."""
        return " ".join(self.custom.title.split())

    @property
    def definition(self) -> str:
        """What it counts, in words."""
        return custom_definition(self.custom, self.subject)

    @property
    def counted(self) -> object:
        """What is counted, whatever it is called: equal for drafts that count the same."""
        return self.custom.table, self.custom.day, self.custom.whole, self.custom.part

    def open_points(self, snapshot: Snapshot) -> tuple[str, ...]:
        """What must be said before it can be computed, a sentence each."""
        return tuple(custom_metric_faults(snapshot, self.custom))

    def text_faults(self, snapshot: Snapshot) -> tuple[str, ...]:
        """What is wrong with how it is called, a sentence each."""
        return tuple(custom_text_faults(snapshot, self.custom, self.replacing))

    def remarks(self, reader: Reader) -> tuple[Remark, ...]:
        """What the data says to it, the grave remarks first. It must have no open points."""
        return remarks_on_data(reader, self.custom)

    def tried(self, snapshot: Snapshot) -> tuple[Snapshot, Metric, Question]:
        """The version with the metric in it, the metric, and the question for its values by quarter."""
        tried, name = with_preview(snapshot, self.custom)
        metric = metrics_of(tried)[name]
        return tried, replace(metric, title=self.title or metric.title), Question(name, grain="quarter")

    @property
    def file_name(self) -> str:
        """What its file is called."""
        return f"{custom_metric_name(self.title, ())}.sql"

    @property
    def file(self) -> bytes:
        """It as a catalogue file."""
        return custom_file_text(self.custom, self.subject).encode()

    def keep(self, workspace: Workspace, who: str) -> None:
        """Keeps it, as a version that can be undone. Raises UserError for one that has faults."""
        keep_custom_metric(workspace, self.custom, who, self.replacing)
