"""Programs: which there are, whom each reached when, what was set down before, and what came of it.

The numbers are computed by `metrics.impact`, which knows arrays only; here they are made from a workspace."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.programs.assignment_set import (
        possible_assignments,
    )
    from metrics.programs.choice_words import (
        ChosenWords,
        OfferedChoices,
        offered_choices,
        programs_by_title,
    )
    from metrics.programs.driver_link_block import (
        driver_link_blocks,
    )
    from metrics.programs.evaluation import (
        COMPARED_WITHIN,
        Evaluation,
        EvaluationChoices,
        followed_evaluation,
        usual_choices,
    )
    from metrics.programs.evaluation_text import (
        described_words,
        event_points,
        grade_words,
        how_counted,
        pair_title,
        unadjusted_words,
    )
    from metrics.programs.exposure import (
        exposure_of,
    )
    from metrics.programs.impact_block import (
        ImpactReport,
        impact_report,
    )
    from metrics.programs.matrix import (
        effect_matrix,
        usual_outcomes,
    )
    from metrics.programs.outcome_counting import (
        CLOSED,
    )
    from metrics.programs.power_text import (
        power_sentence,
    )
    from metrics.programs.program_block import (
        Register,
    )
    from metrics.programs.program_state import (
        ProgramState,
        program_state_of,
    )
    from metrics.programs.proved_block import (
        proved_blocks,
    )
    from metrics.programs.ramp_by_program import (
        ramps_by_program,
    )
    from metrics.programs.ramp_choice import (
        RampChoices,
    )
    from metrics.programs.registration import (
        CREATED,
        TrainingRule,
        registration_document,
    )
    from metrics.programs.registration_form import (
        RegistrationForm,
    )
    from metrics.programs.registry import (
        Program,
        possible_outcomes,
        program_named,
        programs,
    )
    from metrics.programs.robustness import (
        settled,
    )
    from metrics.programs.roi import (
        NoRoi,
        program_return,
        proved_effects,
        return_sentence,
        roi_inputs,
    )
    from metrics.programs.rollout_documents import (
        planned_starts,
    )
    from metrics.programs.rollout_planning import (
        RolloutPlanning,
        power_blocks,
        programs_to_roll_out,
    )

__all__ = [
    "CLOSED",
    "COMPARED_WITHIN",
    "CREATED",
    "ChosenWords",
    "Evaluation",
    "EvaluationChoices",
    "ImpactReport",
    "NoRoi",
    "OfferedChoices",
    "Program",
    "ProgramState",
    "RampChoices",
    "Register",
    "RegistrationForm",
    "RolloutPlanning",
    "TrainingRule",
    "described_words",
    "driver_link_blocks",
    "effect_matrix",
    "event_points",
    "exposure_of",
    "followed_evaluation",
    "grade_words",
    "how_counted",
    "impact_report",
    "offered_choices",
    "pair_title",
    "planned_starts",
    "possible_assignments",
    "possible_outcomes",
    "power_blocks",
    "power_sentence",
    "program_named",
    "program_return",
    "program_state_of",
    "programs",
    "programs_by_title",
    "programs_to_roll_out",
    "proved_blocks",
    "proved_effects",
    "ramps_by_program",
    "registration_document",
    "return_sentence",
    "roi_inputs",
    "settled",
    "unadjusted_words",
    "usual_choices",
    "usual_outcomes",
]
__getattr__ = lazy(__name__)
