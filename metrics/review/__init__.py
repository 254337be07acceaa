"""Quarters kept as they were presented, and what later imports made of them."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.review.restatement_block import (
        RestatementReport,
        frozen_by_label,
        frozen_table,
        restatement_report,
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
        periods_to_freeze,
        snapshot_document,
        thaw,
    )

__all__ = [
    "FrozenPeriod",
    "Restatement",
    "RestatementReport",
    "freeze",
    "frozen_by_label",
    "frozen_period",
    "frozen_periods",
    "frozen_table",
    "moved_figures",
    "periods_to_freeze",
    "restatement_document",
    "restatement_of",
    "restatement_report",
    "restatement_verdict",
    "snapshot_conditions",
    "snapshot_document",
    "snapshot_origin",
    "snapshot_remarks",
    "steps_of",
    "thaw",
]
__getattr__ = lazy(__name__)
