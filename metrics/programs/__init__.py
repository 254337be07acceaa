"""Programs: which there are, whom each reached when, what was set down before, and what came of it.

The numbers are computed by `metrics.impact`, which knows arrays only; here they are made from a workspace."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.programs.driver_links import DriverLink, find_driver_links
    from metrics.programs.evaluation import (
        COMPARED_WITHIN,
        Evaluation,
        EvaluationChoices,
        followed_evaluation,
        panel_rows,
        usual_choices,
    )
    from metrics.programs.evaluation_block import (
        CONDITION,
        EventPoint,
        compared_rows,
        described_words,
        effect_as_shown,
        event_points,
        event_range,
        event_words,
        evidence_rests_on,
        grade_in_short,
        grade_words,
        how_counted,
        impact_block,
        pair_title,
        segment_rows,
        unadjusted_amount,
        unadjusted_words,
    )
    from metrics.programs.exposure import exposure_of
    from metrics.programs.matrix import (
        EffectMatrix,
        SortedByVerdict,
        by_verdict,
        declared_pairs,
        effect_matrix,
        usual_outcomes,
    )
    from metrics.programs.outcome_counting import CLOSED, NoOutcome, outcome_of
    from metrics.programs.power_text import power_question, power_rows, power_sentence, worth_sentence
    from metrics.programs.preregistration import LONGEST_NOTE, register, withdraw
    from metrics.programs.program_state import ProgramState, program_state_of
    from metrics.programs.ramp_by_program import ramps_by_program
    from metrics.programs.ramp_choice import ramp_metrics, ramp_splits, ramps_split_by
    from metrics.programs.registration import (
        CREATED,
        Registration,
        TrainingRule,
        register_of,
        registration_document,
        registrations,
    )
    from metrics.programs.registry import Program, possible_outcomes, program_named, programs, stages_entered
    from metrics.programs.robustness import robustness_of
    from metrics.programs.roi import NoRoi, RoiInputs, program_return, proved_effects, return_sentence, roi_inputs
    from metrics.programs.rollout_assignment import Design, draw_rollout, months_on, start_days
    from metrics.programs.rollout_documents import (
        keep_rollout,
        kept_rollout,
        planned_starts,
        rollout_candidates,
        rollout_rows,
    )
    from metrics.programs.sensitivity import sensitivity_of

__all__ = [
    "CLOSED",
    "COMPARED_WITHIN",
    "CONDITION",
    "CREATED",
    "LONGEST_NOTE",
    "Design",
    "DriverLink",
    "EffectMatrix",
    "Evaluation",
    "EvaluationChoices",
    "EventPoint",
    "NoOutcome",
    "NoRoi",
    "Program",
    "ProgramState",
    "Registration",
    "RoiInputs",
    "SortedByVerdict",
    "TrainingRule",
    "by_verdict",
    "compared_rows",
    "declared_pairs",
    "described_words",
    "draw_rollout",
    "effect_as_shown",
    "effect_matrix",
    "event_points",
    "event_range",
    "event_words",
    "evidence_rests_on",
    "exposure_of",
    "find_driver_links",
    "followed_evaluation",
    "grade_in_short",
    "grade_words",
    "how_counted",
    "impact_block",
    "keep_rollout",
    "kept_rollout",
    "months_on",
    "outcome_of",
    "pair_title",
    "panel_rows",
    "planned_starts",
    "possible_outcomes",
    "power_question",
    "power_rows",
    "power_sentence",
    "program_named",
    "program_return",
    "program_state_of",
    "programs",
    "proved_effects",
    "ramp_metrics",
    "ramp_splits",
    "ramps_by_program",
    "ramps_split_by",
    "register",
    "register_of",
    "registration_document",
    "registrations",
    "return_sentence",
    "robustness_of",
    "roi_inputs",
    "rollout_candidates",
    "rollout_rows",
    "segment_rows",
    "sensitivity_of",
    "stages_entered",
    "start_days",
    "unadjusted_amount",
    "unadjusted_words",
    "usual_choices",
    "usual_outcomes",
    "withdraw",
    "worth_sentence",
]
__getattr__ = lazy(__name__)
