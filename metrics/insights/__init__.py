"""What answers say: what changed and where, what a change is made of, and why two counts differ."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.insights.answer_report import (
        AnswerReport,
    )
    from metrics.insights.change_block import (
        ScorecardReport,
    )
    from metrics.insights.contribution_block import (
        contribution_blocks,
    )
    from metrics.insights.decomposition import (
        EARLIER_PERIODS,
        decompose,
        decomposition_sentence,
        earlier_question,
    )
    from metrics.insights.metric_words import (
        amount_note,
        axis,
        how_to_read,
        points,
    )
    from metrics.insights.number_typed import (
        typed_number,
    )
    from metrics.insights.reconciliation import (
        Reconciliation,
        reconcile,
        reconciliation_totals,
        total_named,
    )
    from metrics.insights.reconciliation_block import (
        ReconciliationReport,
    )
    from metrics.insights.reconciliation_text import (
        reconciliation_explanation,
        reconciliation_line,
        reconciliation_set_aside,
        reconciliation_verdict,
    )
    from metrics.insights.view import (
        View,
    )
    from metrics.insights.win_rate_block import (
        win_rate_blocks,
    )
    from metrics.insights.win_rate_bridge import (
        WAYS,
        bridge_sentences,
        win_rates,
    )

__all__ = [
    "EARLIER_PERIODS",
    "WAYS",
    "AnswerReport",
    "Reconciliation",
    "ReconciliationReport",
    "ScorecardReport",
    "View",
    "amount_note",
    "axis",
    "bridge_sentences",
    "contribution_blocks",
    "decompose",
    "decomposition_sentence",
    "earlier_question",
    "how_to_read",
    "points",
    "reconcile",
    "reconciliation_explanation",
    "reconciliation_line",
    "reconciliation_set_aside",
    "reconciliation_totals",
    "reconciliation_verdict",
    "total_named",
    "typed_number",
    "win_rate_blocks",
    "win_rates",
]
__getattr__ = lazy(__name__)
