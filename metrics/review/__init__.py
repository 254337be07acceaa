"""Quarters kept as they were presented, and what later imports made of them."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.review.restatement_text import (
        figure_in_words,
        moved_figures,
        restatement_verdict,
        snapshot_conditions,
        snapshot_origin,
        snapshot_remarks,
        steps_of,
    )
    from metrics.review.restatements import (
        RestatedNumber,
        Restatement,
        restatement_document,
        restatement_of,
        restatement_rows,
    )
    from metrics.review.snapshots import FrozenPeriod, freeze, frozen_period, frozen_periods, snapshot_document, thaw

__all__ = [
    "FrozenPeriod",
    "RestatedNumber",
    "Restatement",
    "figure_in_words",
    "freeze",
    "frozen_period",
    "frozen_periods",
    "moved_figures",
    "restatement_document",
    "restatement_of",
    "restatement_rows",
    "restatement_verdict",
    "snapshot_conditions",
    "snapshot_document",
    "snapshot_origin",
    "snapshot_remarks",
    "steps_of",
    "thaw",
]
__getattr__ = lazy(__name__)
