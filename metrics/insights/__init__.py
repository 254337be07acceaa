"""What answers say: what changed and where, what a change is made of, and why two counts differ."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.insights.answer_table import answer_values
    from metrics.insights.change_block import balance_sentence, change_blocks
    from metrics.insights.contribution_block import contribution_blocks
    from metrics.insights.decomposition import (
        EARLIER_PERIODS,
        decompose,
        decomposition_sentence,
        earlier_question,
    )
    from metrics.insights.metric_block import breakdown_blocks, preview_blocks, trend_blocks
    from metrics.insights.metric_card import metric_figure
    from metrics.insights.metric_words import amount_note, axis, how_to_read, points
    from metrics.insights.number_typed import typed_number
    from metrics.insights.reconciliation import (
        Reconciliation,
        reconcile,
        reconcile_written,
        reconciliation_rows,
        reconciliation_totals,
        total_named,
        totals_beside,
    )
    from metrics.insights.reconciliation_block import reconciliation_blocks
    from metrics.insights.reconciliation_text import (
        reconciliation_explanation,
        reconciliation_line,
        reconciliation_set_aside,
        reconciliation_verdict,
    )
    from metrics.insights.view import FORMS, View, view_blocks, view_table
    from metrics.insights.win_rate_block import win_rate_blocks
    from metrics.insights.win_rate_bridge import WAYS, WinRates, bridge_sentences, win_rates

__all__ = [
    "EARLIER_PERIODS",
    "FORMS",
    "WAYS",
    "Reconciliation",
    "View",
    "WinRates",
    "amount_note",
    "answer_values",
    "axis",
    "balance_sentence",
    "breakdown_blocks",
    "bridge_sentences",
    "change_blocks",
    "contribution_blocks",
    "decompose",
    "decomposition_sentence",
    "earlier_question",
    "how_to_read",
    "metric_figure",
    "points",
    "preview_blocks",
    "reconcile",
    "reconcile_written",
    "reconciliation_blocks",
    "reconciliation_explanation",
    "reconciliation_line",
    "reconciliation_rows",
    "reconciliation_set_aside",
    "reconciliation_totals",
    "reconciliation_verdict",
    "total_named",
    "totals_beside",
    "trend_blocks",
    "typed_number",
    "view_blocks",
    "view_table",
    "win_rate_blocks",
    "win_rates",
]
__getattr__ = lazy(__name__)
