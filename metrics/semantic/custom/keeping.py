"""The metrics a workspace keeps as its own: each a document in the form of a catalog file, in a version that can be
undone."""

from collections.abc import Mapping

from metrics.errors import UserError
from metrics.semantic.custom.custom_metric import CustomMetric
from metrics.semantic.custom.faults import custom_metric_faults, custom_text_faults
from metrics.semantic.custom.naming import custom_metric_name
from metrics.semantic.custom.subject import subject_of
from metrics.semantic.custom.writing import custom_file_text
from metrics.semantic.definition import OWN_METRICS, Metric, metrics_of, unreadable_metrics
from metrics.store import Snapshot, Workspace


def own_metrics(snapshot: Snapshot) -> Mapping[str, Metric]:
    """The workspace's own metrics that can be read, by name."""
    own = OWN_METRICS.held(snapshot)
    return {name: metric for name, metric in metrics_of(snapshot).items() if name in own}


def keep_custom_metric(workspace: Workspace, custom: CustomMetric, who: str, replacing: str | None = None) -> str:
    """Publishes the metric as a document of the workspace, in place of the own metric `replacing` if one is named, and
    returns its name. Raises UserError, in a sentence, for one that has faults."""
    snapshot = workspace.latest()
    for fault in (*custom_text_faults(snapshot, custom, replacing), *custom_metric_faults(snapshot, custom)):
        raise UserError(fault)
    subject = subject_of(snapshot, custom.table)
    assert subject is not None
    title = " ".join(custom.title.split())
    name = replacing or custom_metric_name(title, {*metrics_of(snapshot), *unreadable_metrics(snapshot)})
    action = f"{'Changed' if replacing else 'Made'} the metric “{title}”"

    def free(newest: Snapshot) -> None:
        if not replacing and name in OWN_METRICS.held(newest):
            raise UserError(f"Somebody else has just made a metric of that name: call yours other than “{title}”.")

    OWN_METRICS.save(workspace, name, custom_file_text(custom, subject), action=action, who=who, check=free)
    return name


def remove_custom_metric(workspace: Workspace, name: str, who: str) -> None:
    """Takes an own metric, readable or not, out of the workspace. Raises UserError if there is none of that name."""
    snapshot = workspace.latest()
    if name not in OWN_METRICS.held(snapshot):
        raise UserError(f"There is no own metric “{name}” any more; somebody may have removed it already.")
    metric = metrics_of(snapshot).get(name)
    title = metric.title if metric else name
    OWN_METRICS.remove(workspace, name, action=f"Removed the metric “{title}”", who=who)
