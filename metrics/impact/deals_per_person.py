"""Whether people still bring as many deals: a win rate can rise without one more won, if fewer lost ones are entered.

From the panel of a win rate: how many deals of each person and month were decided, months without any counted as none,
judged by multiplicative imputation like any count.
"""

from dataclasses import dataclass, replace

import numpy as np

from metrics.impact.arrays import summed
from metrics.impact.effect import Effect
from metrics.impact.imputation import Imputation, impute
from metrics.impact.multiplicative import expected_without, working_panel
from metrics.impact.other_programs import Others
from metrics.impact.panel import CannotBeJudged, Panel

MOST_LOST = 0.1
"""Deals per person and month are shown not to have become fewer where a fall by a tenth lies outside the range."""

SAME = 1e-6
"""A change smaller than this share is rounding."""


@dataclass(frozen=True, slots=True)
class DealFlow:
    """How deals per person and month changed, as a share of what they would have been; None where nobody can tell."""

    change: Effect | None

    @property
    def not_fewer(self) -> bool:
        """Whether they are shown to be about as many as they would have been, or more."""
        return self.change is not None and self.change.low is not None and self.change.low >= -MOST_LOST


def deal_flow(panel: Panel, others: Others = ()) -> DealFlow:
    """How deals per person and month changed with the program, from a panel whose cells count deals."""
    counted = _counted(panel)
    expected = expected_without(counted)
    judged = working_panel(counted, expected)
    imputation = judged if isinstance(judged, CannotBeJudged) else impute(judged, others=others)
    if not isinstance(imputation, Imputation) or isinstance(judged, CannotBeJudged):
        return DealFlow(None)
    level = float(expected[counted.treated & (expected > 0)].mean())
    effect = imputation.effect
    if effect.standard_error is None and abs(effect.value) < SAME * level:
        return DealFlow(Effect(0.0, 0.0, 0.0, 0.0))  # everybody has as many in each month: nothing varies
    if effect.low is None or effect.high is None or effect.standard_error is None or level <= 0:
        return DealFlow(None)
    return DealFlow(
        Effect(
            effect.value / level, effect.standard_error / level, effect.low / level, effect.high / level,
            effect.degrees_of_freedom, effect.probability,
        )
    )  # fmt: skip


def _counted(panel: Panel) -> Panel:
    """A cell for each person and month from their first to their last one with a deal, with how many there were.

    A month without any belongs to the segment and tenure band of the last one before it that had some.
    """
    people, months = len(panel.names), len(panel.periods)
    key = panel.unit * months + panel.period
    deals = summed(key, panel.count, people * months)
    last = np.full(people, -1, dtype=np.int64)
    np.maximum.at(last, panel.unit, panel.period)
    newest = np.full(people * months, -1, dtype=np.int64)
    newest[key] = np.arange(len(key))
    newest = np.maximum.accumulate(newest)  # cells are in the order of person and month
    unit, period = np.repeat(np.arange(people), months), np.tile(np.arange(months), people)
    there = (period >= panel.starts[unit]) & (period <= last[unit])
    return replace(
        panel, unit=unit[there], period=period[there], group=panel.group[newest[there]], outcome=deals[there],
        weight=np.ones(int(there.sum())), count=deals[there],
    )  # fmt: skip
