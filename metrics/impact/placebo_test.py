"""The placebo test: pretend that the program began three months earlier, when it can't have had any effect.

What is found then is no effect but two groups drifting apart (or people chosen after a bad patch). Finding nothing is
no proof: with the ramp of new hires the test stays silent in most runs while the estimate is off, hence tenure bands.
"""

from dataclasses import dataclass

from metrics.impact.effect import Effect
from metrics.impact.imputation import Imputation, impute
from metrics.impact.other_programs import Others
from metrics.impact.panel import Panel


@dataclass(frozen=True, slots=True)
class PlaceboTest:
    """What pretending finds: `imputation` (the pretended effect and its parts), and whether that is nothing (`passed`).

    `passed` is None, and `reason` says why, where it can't be tried.
    """

    passed: bool | None
    imputation: Imputation | None = None
    reason: str | None = None

    @property
    def effect(self) -> Effect | None:
        """The pretended effect."""
        return None if self.imputation is None else self.imputation.effect


def placebo_effect(panel: Panel, months_needed: float, others: Others = ()) -> PlaceboTest:
    """The test on a panel whose typical person has `months_needed` months of data from before, else why not.

    What `others` did to the same people is taken off.
    """
    if panel.months_before < months_needed:
        had = f"{panel.months_before:.0f}" if panel.months_before >= 1 else "less than one"
        return PlaceboTest(None, reason=f"It needs {months_needed:.0f} months from before the start; there are {had}.")
    imputation = impute(panel, pretended=panel.lead, others=others)
    if not isinstance(imputation, Imputation):
        return PlaceboTest(None, reason=f"It can't be tried because {imputation.because}")
    if imputation.effect.low is None:
        return PlaceboTest(None, imputation, imputation.effect.reason)
    return PlaceboTest(not imputation.effect.certain, imputation)
