"""What answers say: what changed and where, what a change is made of, and why two counts differ."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.insights.change_findings import (
        ChangeFinding,
        Direction,
        Strength,
        describe_change,
        leading_beside_lagging,
        process_limits,
        what_changed,
    )
    from metrics.insights.decomposition import (
        EARLIER_PERIODS,
        Decomposition,
        decompose,
        decomposition_sentence,
        earlier_question,
    )
    from metrics.insights.number_typed import TypedNumber, typed_number
    from metrics.insights.reconciliation import (
        Reconciliation,
        can_reconcile,
        reconcile,
        reconciliation_rows,
        reconciliation_totals,
        total_named,
    )
    from metrics.insights.reconciliation_text import (
        reconciliation_explanation,
        reconciliation_line,
        reconciliation_set_aside,
        reconciliation_verdict,
    )
    from metrics.insights.win_rate_bridge import (
        BY_CLOSING,
        WAYS,
        WalkStep,
        WinRates,
        WinRateWalk,
        bridge_sentences,
        win_rates,
    )

__all__ = [
    "BY_CLOSING",
    "EARLIER_PERIODS",
    "WAYS",
    "ChangeFinding",
    "Decomposition",
    "Direction",
    "Reconciliation",
    "Strength",
    "TypedNumber",
    "WalkStep",
    "WinRateWalk",
    "WinRates",
    "bridge_sentences",
    "can_reconcile",
    "decompose",
    "decomposition_sentence",
    "describe_change",
    "earlier_question",
    "leading_beside_lagging",
    "process_limits",
    "reconcile",
    "reconciliation_explanation",
    "reconciliation_line",
    "reconciliation_rows",
    "reconciliation_set_aside",
    "reconciliation_totals",
    "reconciliation_verdict",
    "total_named",
    "typed_number",
    "what_changed",
    "win_rates",
]
__getattr__ = lazy(__name__)
