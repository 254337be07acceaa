"""Why a metric that is a product of others moved: what each factor added."""

from functools import partial

from metrics.insights import contribution_blocks
from metrics.query import Selection
from metrics.semantic import Metric
from pages.parts.asking import answer_to
from pages.parts.blocks import show
from pages.parts.workspace_on_screen import Current


def contributions(metric: Metric, selection: Selection, current: Current) -> None:
    """The chosen period against the earlier one that it is compared with; nothing for a metric without factors."""
    reader = current.reader
    show(contribution_blocks(metric, selection, reader.snapshot.settings, partial(answer_to, reader)))
