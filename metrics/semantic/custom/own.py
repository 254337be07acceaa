"""A workspace's own metrics as they are listed: readable or not, each to be changed, taken along or taken out."""

from dataclasses import dataclass

from metrics.semantic.custom.custom_metric import CustomMetric
from metrics.semantic.custom.keeping import own_metrics, remove_custom_metric
from metrics.semantic.custom.parsing import parse_custom_metric
from metrics.semantic.definition import OWN_METRICS, Metric, unreadable_metrics
from metrics.store import Snapshot, Workspace


@dataclass(frozen=True, slots=True)
class OwnMetric:
    """One of them. `metric` is None, and `reason` says why, where its document is none; `custom` is what was said to
    make it, None where it was written otherwise."""

    snapshot: Snapshot
    name: str
    metric: Metric | None
    custom: CustomMetric | None = None
    reason: str = ""

    @classmethod
    def all_of(cls, snapshot: Snapshot) -> "tuple[OwnMetric, ...]":
        """The metrics that a workspace's people made themselves, those that can be read first."""
        readable = own_metrics(snapshot).items()
        return (
            *(cls(snapshot, name, metric, parse_custom_metric(metric)) for name, metric in readable),
            *(cls(snapshot, name, None, reason=why) for name, why in unreadable_metrics(snapshot).items()),
        )

    @property
    def file(self) -> bytes:
        """Its document."""
        return OWN_METRICS.held(self.snapshot)[self.name].read_bytes()

    @property
    def lost(self) -> bool:
        """Whether its document is gone from the disk."""
        return not OWN_METRICS.held(self.snapshot)[self.name].is_file()

    def take_out(self, workspace: Workspace, who: str) -> None:
        """Removes it, as a version that can be undone. Raises UserError if it is gone already."""
        remove_custom_metric(workspace, self.name, who)
