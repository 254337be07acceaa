"""`impact`: what a program did to an outcome, how sure that is, and what stands against believing it."""

import argparse
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, get_args

from metrics.commands import questions
from metrics.errors import UserError
from metrics.impact import Chosen, Effect, Evidence
from metrics.planning import Scenario
from metrics.programs import (
    CLOSED,
    COMPARED_WITHIN,
    CREATED,
    Evaluation,
    EvaluationChoices,
    NoRoi,
    TrainingRule,
    described_words,
    effect_matrix,
    event_points,
    followed_evaluation,
    grade_words,
    how_counted,
    pair_title,
    program_named,
    program_return,
    return_sentence,
    roi_inputs,
    settled,
    unadjusted_words,
    usual_choices,
    usual_outcomes,
)
from metrics.query import Reader, metric_named
from metrics.store import Snapshot

NAME = "impact"
SUMMARY = "Say what a programme did to an outcome, with its evidence, or what it would take to say it."
NOWHERE = "nothing"
STATES = {"not possible": "could not be tried"}
"""How the states of checks are said where it isn't by their own word."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which program and outcome, of which workspace, and the choices a reader may take for that program."""
    parser.add_argument("program", metavar="PROGRAM", help="a programme's id or name")
    parser.add_argument("--outcome", metavar="METRIC", help="default: the metric the programme is for")
    parser.add_argument("--workspace", type=Path, default=None, metavar="DIR", help="the workspace's folder")
    parser.add_argument("--version", type=int, metavar="N", help="the workspace as of its version N")
    parser.add_argument("--within", choices=(*COMPARED_WITHIN, NOWHERE), help="compare people within the same … only")
    parser.add_argument(
        "--count-by", default=CREATED, metavar="DAY", help=f"deals by the day they were {CREATED}, {CLOSED}, or a stage"
    )
    parser.add_argument("--chosen", choices=get_args(Chosen), default="not said", help="why these people were reached")
    parser.add_argument("--worth", type=float, metavar="X", help="smallest effect worth paying for (0.04: 4 points)")
    parser.add_argument("--from-training", action="store_true", help="start dates from the first session attended")
    parser.add_argument("--quick", action="store_true", help="don't wait for the second method")
    parser.add_argument("--json", action="store_true", help="as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Prints the evidence. Raises UserError for a program or an outcome that nobody knows."""
    reader = questions.reader(arguments)
    program = program_named(reader, arguments.program)
    name = arguments.outcome or program.outcome
    if name is None:
        raise UserError(f"{program.name} is for no metric that there is here: say which with --outcome.")
    metric_named(reader.snapshot, name)
    choices, usual = _choices(reader.snapshot, arguments), usual_choices(reader.snapshot)
    outcomes = tuple(dict.fromkeys((*usual_outcomes(reader), name)))
    matrix = effect_matrix(reader, outcomes, lambda program_id: choices if program_id == program.program_id else usual)
    evaluation = followed_evaluation(matrix.evaluations[program.program_id, name])
    if not arguments.quick:
        evaluation = settled(evaluation)
    if arguments.json:
        print(json.dumps(document(reader, evaluation, matrix.sentence), indent=2, ensure_ascii=False))
        return 0
    print("\n".join(_lines(reader, evaluation, matrix.sentence)))
    return 0


def document(reader: Reader, evaluation: Evaluation, matrix_sentence: str) -> dict[str, Any]:
    """An evaluation as plain values that JSON can hold; numbers that may not be shown are null."""
    evidence = evaluation.evidence
    return {
        "program": evaluation.program.program_id,
        "outcome": evaluation.metric,
        "unit": evidence.question.unit,
        "verdict": evidence.verdict,
        "grade": evidence.grade,
        "sentence": evidence.sentence,
        "effect": None if evidence.effect is None else _effect(evidence.effect),
        "detectable": evidence.detectable,
        "declared": evaluation.declared,
        "registered": evidence.question.registered,
        "checks": _checks(evidence),
        "caveats": [*evidence.caveats, *how_counted(evaluation)],
        "needs": list(evidence.needs),
        "more_facts": evidence.more_facts,
        "more_months": evidence.more_months,
        "would_change": list(evidence.change),
        "naive": None if evaluation.study.unadjusted is None else _effect(evaluation.study.unadjusted.effect),
        "naive_said": unadjusted_words(evaluation),
        "events": [asdict(point) for point in event_points(evaluation)],
        "return": _return(reader, evaluation),
        "looked_at": matrix_sentence,
    }


def _choices(snapshot: Snapshot, arguments: argparse.Namespace) -> EvaluationChoices:
    usual = usual_choices(snapshot)
    if arguments.worth is not None and not arguments.worth > 0:
        raise UserError("The smallest effect worth paying for must be above zero, as 0.04 for 4 points.")
    within = {None: usual.within, NOWHERE: None}.get(arguments.within, arguments.within)
    rule = TrainingRule() if arguments.from_training else None
    return replace(
        usual, within=within, day=arguments.count_by, rule=rule, chosen=arguments.chosen, worth=arguments.worth
    )  # fmt: skip


def _effect(effect: Effect) -> dict[str, float | None]:
    return {
        "value": effect.value,
        "low": effect.low,
        "high": effect.high,
        "standard_error": effect.standard_error,
        "probability": effect.probability,
    }


def _checks(evidence: Evidence) -> list[dict[str, str]]:
    return [{"name": check.name, "state": check.state, "found": check.finding} for check in evidence.checks]


def _return(reader: Reader, evaluation: Evaluation) -> str:
    inputs = roi_inputs(reader, evaluation, Scenario().margin / 100)
    if isinstance(inputs, NoRoi):
        return inputs.reason
    simulated = program_return(inputs)
    if simulated is None:
        return ""
    whose = f" {inputs.won.sentence}" if inputs.won else ""
    kept = f" Of the money {inputs.assumptions.margin:.0%} is taken to be margin." if inputs.margin_matters else ""
    sentence = return_sentence(simulated, reader.snapshot.settings.currency, evaluation.evidence)
    return f"{sentence}{whose}{kept}"


def _lines(reader: Reader, evaluation: Evaluation, matrix_sentence: str) -> list[str]:
    evidence, unadjusted = evaluation.evidence, unadjusted_words(evaluation)
    lines = [pair_title(evaluation), "", evidence.sentence, grade_words(evidence) + "."]
    if unadjusted and evidence.effect is not None:
        lines.append(f"Not to be believed: {unadjusted}")
    elif words := described_words(evaluation):
        lines.append(words)
    lines += [
        "",
        *(f"{check.name} ({STATES.get(check.state, check.state)}): {check.finding}" for check in evidence.checks),
    ]
    lines += [f"Note: {note}" for note in (*evidence.caveats, *how_counted(evaluation))]
    lines += [f"Would change this: {reason}" for reason in evidence.change]
    lines += [f"Return: {_return(reader, evaluation)}", matrix_sentence]
    return lines
