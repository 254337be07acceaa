"""What was looked at: every program with every outcome as a table, and what a reader takes away of it."""

from collections.abc import Sequence
from urllib.parse import urlencode

from metrics.people import RAMP_METRICS
from metrics.programs.evaluation import Evaluation
from metrics.programs.evaluation_text import evidence_rests_on, grade_in_short, grade_words, pair_title
from metrics.programs.matrix import EffectMatrix, by_verdict
from metrics.programs.outcome_counting import NoOutcome, outcome_of
from metrics.report import Block, Heading, Item, Items, Note, Sentence, Table, TableCell
from metrics.semantic import metrics_of
from metrics.store import Snapshot

NOTHING_PROVED = "No programme's effect on what it is for has been proved here."


def summary_blocks(matrix: EffectMatrix) -> tuple[Block, ...]:
    """A list for each kind of answer, the strongest first, and how many pairs were looked at."""
    verdicts = by_verdict(matrix)
    shown = {
        "Proved": [each for each in verdicts.proved if each.evidence.question.chosen != "not said"],
        "Shown, on one condition": [each for each in verdicts.proved if each.evidence.question.chosen == "not said"],
    }
    blocks: list[Block] = [Items(title, _claims(evaluations)) for title, evaluations in shown.items() if evaluations]
    if not verdicts.proved:
        blocks.append(Sentence(NOTHING_PROVED, "Proved."))
    others = {
        "Nothing found": verdicts.nothing, "Not to be used": verdicts.unusable, "Can't be said yet": verdicts.open,
    }  # fmt: skip
    blocks += [Items(title, _sentences(evaluations)) for title, evaluations in others.items() if evaluations]
    return (*blocks, Note(matrix.sentence))


def matrix_blocks(snapshot: Snapshot, matrix: EffectMatrix) -> tuple[Block, ...]:
    """A row for each outcome, a column for each program."""
    names = {key[0]: evaluation.program.name for key, evaluation in matrix.evaluations.items()}
    rows = tuple(
        (TableCell(title), *(_cell(snapshot, matrix, program, metric) for program in names))
        for metric, title in matrix.outcomes.items()
    )
    heading = (TableCell("Outcome"), *map(TableCell, names.values()))
    return (
        Heading("Everything looked at", 2),
        Note(f"{matrix.sentence} What a programme is for is marked ◆."),
        Table("Effect of each programme on each outcome", heading, rows),
    )


def matrix_values(matrix: EffectMatrix) -> list[dict[str, object]]:
    """Every pair as plain values; numbers that may not be shown are None."""
    return [_values(evaluation) for evaluation in matrix.evaluations.values()]


def _claims(evaluations: Sequence[Evaluation]) -> tuple[Item, ...]:
    return tuple(
        Item(
            each.evidence.sentence, f"{each.program.name}.", f"{grade_words(each.evidence)}.",
            "good" if each.evidence.good else "doubtful",
        )
        for each in evaluations
    )  # fmt: skip


def _sentences(evaluations: Sequence[Evaluation]) -> tuple[Item, ...]:
    return tuple(Item(each.evidence.sentence, f"{pair_title(each)}.") for each in evaluations)


def _cell(snapshot: Snapshot, matrix: EffectMatrix, program: str, metric: str) -> TableCell:
    evaluation = matrix.evaluations.get((program, metric))
    if evaluation is None:
        return TableCell("–", "not looked at")
    outcome = metrics_of(snapshot)[metric]
    link = f"impact?{urlencode({'programme': program, 'outcome': outcome.title})}"
    if isinstance(outcome_of(outcome), NoOutcome):
        link = "ramp" if metric in RAMP_METRICS else ""
    mark = "◆ " if evaluation.declared else ""
    return TableCell(f"{mark}{grade_in_short(evaluation)}", evidence_rests_on(evaluation), link)


def _values(evaluation: Evaluation) -> dict[str, object]:
    evidence = evaluation.evidence
    return {
        "programme": evaluation.program.name,
        "outcome": evaluation.title,
        "for": "yes" if evaluation.declared else "",
        "verdict": evidence.verdict,
        "grade": evidence.grade,
        "effect": evidence.effect.value if evidence.effect else None,
        "low": evidence.effect.low if evidence.effect else None,
        "high": evidence.effect.high if evidence.effect else None,
        "unit": evidence.question.unit,
        "sentence": evidence.sentence,
    }
