"""Whether enablement works: pure functions over arrays, from a panel of results to what may be said.

The way through it
    `panel.build_panel` makes a Panel from flat arrays (person, period, numerator, denominator, segment, tenure band,
    team) and a roll-out, or a CannotBeJudged with the reason.
    `program_study.study` takes either and an ImpactQuestion, and returns a Study: the Evidence (verdict, grade,
    sentence, checks, caveats, what is missing) which is all that may be quoted, and the numbers behind it: Imputation
    (effect, by segment, by months since the start, who is compared with whom, what was dropped), EventStudy,
    PlaceboTest, UnadjustedComparison.
    `effect_evidence.among_all` says which effects survive when many pairs were looked at.
    `second_opinions.second_opinion` takes seconds: until `second_method.with_second_opinion` adds it, a claim has the
    lower grade.

Beside it
    `cross_section.adjusted_difference` and `program_study.from_cross_section` (one period, no dates), `durations`
    (onboarding, ramp, churn), `shrinkage` and `funnel_plot` (people and teams), `detectable_effect` (what
    could be seen, before and after), `return_simulation` (was it worth it). `evidence_thresholds` reads
    `rules/evidence.toml`.
    Month to month and many comparisons at once: `metrics.statistics.process` and `metrics.statistics.comparisons`.

Underneath
    `counterfactual` fits what would have been, `leave_one_cluster_out` and `jackknife` say how sure that is,
    `estimate_weights` whose results weigh in it, `pre_period` what moved before the start.

Effects and their bounds are in the outcome's unit: 0.04 of a share is 4 points. Nothing here opens a database or a
user's file, and nothing returns a number where there should be none. SciPy and diff-diff are imported where used.
"""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.impact.arrays import Floats, Ints, Mask
    from metrics.impact.deals_per_person import MOST_LOST, deal_flow
    from metrics.impact.detectable_effect import minimum_detectable_effect, placebo_standard_error
    from metrics.impact.durations import (
        LogRank,
        RestrictedMean,
        Spells,
        curve_of,
        known_until,
        log_rank,
        restricted_mean_difference,
        restricted_mean_of,
        spells_from_day,
        spells_of,
    )
    from metrics.impact.effect import Effect, ProvedEffect
    from metrics.impact.effect_evidence import Chosen, Evidence, Grade, ImpactQuestion, Verdict, among_all
    from metrics.impact.effect_text import (
        amount_text,
        likely_between_text,
        likely_text,
        size_text,
        why_unadjusted_differs,
    )
    from metrics.impact.evidence_checks import SECOND_OPINION
    from metrics.impact.evidence_thresholds import thresholds
    from metrics.impact.funnel_plot import Funnel, FunnelLimits, Standing, funnel_plot_of
    from metrics.impact.imputation import Imputation, Part, impute
    from metrics.impact.leading_association import association
    from metrics.impact.lot_study import randomized_study
    from metrics.impact.other_programs import Others, without_others
    from metrics.impact.panel import (
        NEVER,
        ONE,
        CannotBeJudged,
        Grain,
        Observations,
        Panel,
        Rollout,
        Together,
        build_panel,
        tenure_bands,
    )
    from metrics.impact.program_study import Study, judged_panel, refused_study, study, with_events
    from metrics.impact.randomization_test import Lot
    from metrics.impact.return_simulation import Assumptions, SimulatedReturn, simulated_return
    from metrics.impact.second_method import with_second_opinion
    from metrics.impact.second_opinions import NoOpinion, SecondOpinion, second_opinion
    from metrics.impact.shrinkage import ShrunkRates, beta_binomial_rates

__all__ = [
    "MOST_LOST",
    "NEVER",
    "ONE",
    "SECOND_OPINION",
    "Assumptions",
    "CannotBeJudged",
    "Chosen",
    "Effect",
    "Evidence",
    "Floats",
    "Funnel",
    "FunnelLimits",
    "Grade",
    "Grain",
    "ImpactQuestion",
    "Imputation",
    "Ints",
    "LogRank",
    "Lot",
    "Mask",
    "NoOpinion",
    "Observations",
    "Others",
    "Panel",
    "Part",
    "ProvedEffect",
    "RestrictedMean",
    "Rollout",
    "SecondOpinion",
    "ShrunkRates",
    "SimulatedReturn",
    "Spells",
    "Standing",
    "Study",
    "Together",
    "Verdict",
    "among_all",
    "amount_text",
    "association",
    "beta_binomial_rates",
    "build_panel",
    "curve_of",
    "deal_flow",
    "funnel_plot_of",
    "impute",
    "judged_panel",
    "known_until",
    "likely_between_text",
    "likely_text",
    "log_rank",
    "minimum_detectable_effect",
    "placebo_standard_error",
    "randomized_study",
    "refused_study",
    "restricted_mean_difference",
    "restricted_mean_of",
    "second_opinion",
    "simulated_return",
    "size_text",
    "spells_from_day",
    "spells_of",
    "study",
    "tenure_bands",
    "thresholds",
    "why_unadjusted_differs",
    "with_events",
    "with_second_opinion",
    "without_others",
]
__getattr__ = lazy(__name__)
