"""Quarters kept as they were presented, and what later imports made of them."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.review.restatement_block import (
        FrozenQuarters,
        RestatementReport,
    )
    from metrics.review.restatement_text import (
        moved_figures,
        restatement_verdict,
        snapshot_conditions,
        snapshot_origin,
        snapshot_remarks,
        steps_of,
    )
    from metrics.review.restatements import (
        Restatement,
        restatement_document,
        restatement_of,
    )
    from metrics.review.snapshots import (
        FrozenPeriod,
        freeze,
        frozen_period,
        frozen_periods,
        snapshot_document,
    )

__all__ = [
    "FrozenPeriod",
    "FrozenQuarters",
    "Restatement",
    "RestatementReport",
    "freeze",
    "frozen_period",
    "frozen_periods",
    "moved_figures",
    "restatement_document",
    "restatement_of",
    "restatement_verdict",
    "snapshot_conditions",
    "snapshot_document",
    "snapshot_origin",
    "snapshot_remarks",
    "steps_of",
]
__getattr__ = lazy(__name__)
