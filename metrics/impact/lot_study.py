"""A roll-out that was drawn here and followed, studied: the lot is its own judge."""

from dataclasses import replace

from metrics.impact.data_requirements import compared, missing
from metrics.impact.detectable_effect import minimum_detectable_effect
from metrics.impact.effect_evidence import EvidenceCheck, ImpactQuestion
from metrics.impact.evidence_thresholds import Thresholds, thresholds
from metrics.impact.imputation import impute
from metrics.impact.panel import CannotBeJudged, Panel
from metrics.impact.program_study import Study, assembled, refused_study, with_events
from metrics.impact.randomization_test import Lot, randomization_effect
from metrics.impact.unadjusted import unadjusted_comparison

LOT = "The lot"


def randomized_study(
    panel: Panel | CannotBeJudged, lot: Lot, question: ImpactQuestion, followed: str, rules: Thresholds | None = None,
    *, events: bool = True,
) -> Study:  # fmt: skip
    """The study of a panel whose people are treated as the lot said; `followed` says how it was followed.

    What moved before the start is no check here: by lot nobody was picked for it.
    """
    rules = rules or thresholds()
    if isinstance(panel, CannotBeJudged):
        return Study(refused_study(panel, question))
    imputation, unadjusted = impute(panel), unadjusted_comparison(panel)
    if isinstance(imputation, CannotBeJudged):
        return Study(refused_study(imputation, question), unadjusted=unadjusted)
    effect = randomization_effect(panel, lot)
    imputation = replace(imputation, effect=effect)
    detectable = None if effect.standard_error is None else minimum_detectable_effect(effect.standard_error)
    comparison = compared(panel, imputation, rules)
    lacking = missing(panel, imputation, question, detectable, rules, by_lot=True)
    if comparison.state == "failed":
        lacking = replace(lacking, needs=(*lacking.needs, comparison.finding))
    checks = (EvidenceCheck(LOT, "passed", followed), comparison)
    evidence = assembled(question, "randomized rollout", effect, detectable, checks, None, lacking)
    without = Study(evidence, imputation, None, None, unadjusted)
    return with_events(without, panel) if events else without
