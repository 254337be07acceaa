"""Programs: which there are, whom each reached when, what was set down before, and what came of it.

The numbers are computed by `metrics.impact`, which knows arrays only; here they are made from a workspace."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.programs.choice_words import (
        OfferedChoices,
        OpenedPair,
        offered_choices,
        opened_pair,
        programs_by_title,
        worth_meant,
        worth_unit,
    )
    from metrics.programs.driver_link_block import driver_link_blocks
    from metrics.programs.evaluation import (
        COMPARED_WITHIN,
        Evaluation,
        EvaluationChoices,
        followed_evaluation,
        panel_rows,
        usual_choices,
    )
    from metrics.programs.evaluation_block import (
        caveat_blocks,
        compared_table,
        computed_blocks,
        evaluation_blocks,
        robustness_blocks,
        segment_table,
        sensitivity_table,
        support_blocks,
    )
    from metrics.programs.evaluation_text import (
        CONDITION,
        described_words,
        event_points,
        grade_words,
        how_counted,
        pair_title,
        unadjusted_words,
    )
    from metrics.programs.exposure import exposure_of
    from metrics.programs.matrix import EffectMatrix, by_verdict, declared_pairs, effect_matrix, usual_outcomes
    from metrics.programs.matrix_block import matrix_blocks, matrix_values, summary_blocks
    from metrics.programs.outcome_counting import CLOSED
    from metrics.programs.power_text import power_sentence
    from metrics.programs.preregistration import LONGEST_NOTE, register, withdraw
    from metrics.programs.program_block import program_blocks, register_table, registrations_standing
    from metrics.programs.program_state import ProgramState, program_state_of
    from metrics.programs.ramp_by_program import ramps_by_program
    from metrics.programs.ramp_choice import ramp_metrics, ramp_splits, ramps_split_by
    from metrics.programs.registration import CREATED, TrainingRule, registration_document
    from metrics.programs.registration_form import RegistrationForm
    from metrics.programs.registry import Program, possible_outcomes, program_named, programs
    from metrics.programs.return_block import assuming, no_return_blocks, return_blocks
    from metrics.programs.roi import NoRoi, RoiInputs, program_return, proved_effects, return_sentence, roi_inputs
    from metrics.programs.rollout_assignment import Design, draw_rollout, start_days
    from metrics.programs.rollout_block import (
        contradiction_to_lot,
        drawn_blocks,
        power_blocks,
        programs_to_roll_out,
        usual_first_day,
        worth_blocks,
    )
    from metrics.programs.rollout_documents import (
        keep_rollout,
        kept_rollout,
        planned_starts,
        rollout_candidates,
        rollout_rows,
    )

__all__ = [
    "CLOSED",
    "COMPARED_WITHIN",
    "CONDITION",
    "CREATED",
    "LONGEST_NOTE",
    "Design",
    "EffectMatrix",
    "Evaluation",
    "EvaluationChoices",
    "NoRoi",
    "OfferedChoices",
    "OpenedPair",
    "Program",
    "ProgramState",
    "RegistrationForm",
    "RoiInputs",
    "TrainingRule",
    "assuming",
    "by_verdict",
    "caveat_blocks",
    "compared_table",
    "computed_blocks",
    "contradiction_to_lot",
    "declared_pairs",
    "described_words",
    "draw_rollout",
    "drawn_blocks",
    "driver_link_blocks",
    "effect_matrix",
    "evaluation_blocks",
    "event_points",
    "exposure_of",
    "followed_evaluation",
    "grade_words",
    "how_counted",
    "keep_rollout",
    "kept_rollout",
    "matrix_blocks",
    "matrix_values",
    "no_return_blocks",
    "offered_choices",
    "opened_pair",
    "pair_title",
    "panel_rows",
    "planned_starts",
    "possible_outcomes",
    "power_blocks",
    "power_sentence",
    "program_blocks",
    "program_named",
    "program_return",
    "program_state_of",
    "programs",
    "programs_by_title",
    "programs_to_roll_out",
    "proved_effects",
    "ramp_metrics",
    "ramp_splits",
    "ramps_by_program",
    "ramps_split_by",
    "register",
    "register_table",
    "registration_document",
    "registrations_standing",
    "return_blocks",
    "return_sentence",
    "robustness_blocks",
    "roi_inputs",
    "rollout_candidates",
    "rollout_rows",
    "segment_table",
    "sensitivity_table",
    "start_days",
    "summary_blocks",
    "support_blocks",
    "unadjusted_words",
    "usual_choices",
    "usual_first_day",
    "usual_outcomes",
    "withdraw",
    "worth_blocks",
    "worth_meant",
    "worth_unit",
]
__getattr__ = lazy(__name__)
