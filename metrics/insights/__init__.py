"""What answers say: what changed and where, what a change is made of, and why two counts differ."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.insights.answer_report import (
        AnswerReport,
    )
    from metrics.insights.change_block import (
        balance_sentence,
        change_blocks,
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
        reconciliation_rows,
        reconciliation_totals,
        total_named,
        totals_beside,
    )
    from metrics.insights.reconciliation_block import (
        ReconciliationReport,
        reconcile_written,
    )
    from metrics.insights.reconciliation_text import (
        reconciliation_explanation,
        reconciliation_line,
        reconciliation_set_aside,
        reconciliation_verdict,
    )
    from metrics.insights.view import (
        FORMS,
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
    "FORMS",
    "WAYS",
    "AnswerReport",
    "Reconciliation",
    "ReconciliationReport",
    "View",
    "amount_note",
    "axis",
    "balance_sentence",
    "bridge_sentences",
    "change_blocks",
    "contribution_blocks",
    "decompose",
    "decomposition_sentence",
    "earlier_question",
    "how_to_read",
    "points",
    "reconcile",
    "reconcile_written",
    "reconciliation_explanation",
    "reconciliation_line",
    "reconciliation_rows",
    "reconciliation_set_aside",
    "reconciliation_totals",
    "reconciliation_verdict",
    "total_named",
    "totals_beside",
    "typed_number",
    "win_rate_blocks",
    "win_rates",
]
__getattr__ = lazy(__name__)
