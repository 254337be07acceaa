"""Every program with every outcome: what was looked at, and what survives being one of many.

What a program is said to be for is one family of questions, judged among themselves; whatever else is looked at must
survive among all. So an outcome that was named isn't drowned by curiosity, and curiosity isn't mistaken for a finding.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from metrics.formatting import plural
from metrics.impact import Evidence, among_all, thresholds
from metrics.programs.evaluation import Evaluation, EvaluationChoices, evaluate_program
from metrics.programs.registry import programs
from metrics.programs.robustness import settled, so_far
from metrics.query import Reader, missing_columns
from metrics.semantic import metrics_of

Progress = Callable[[float, str], object]
ChoicesOf = Callable[[str], EvaluationChoices]
"""The choices for a program, by its id."""


@dataclass(frozen=True, slots=True)
class EffectMatrix:
    """The evaluations by program and metric, in order, and the sentence on how many were looked at.

    `outcomes` are the columns, by name, with their titles.
    """

    evaluations: Mapping[tuple[str, str], Evaluation]
    outcomes: Mapping[str, str]
    sentence: str
    checked: int
    surviving: int

    def settled(self) -> "EffectMatrix":
        """The matrix once the second opinions on its claims are there, which may take seconds."""
        return replace(self, evaluations={key: settled(each) for key, each in self.evaluations.items()})

    def of(self, program_id: str) -> tuple[Evaluation, ...]:
        """The evaluations of one program, its own outcome first."""
        evaluations = [evaluation for (program, _), evaluation in self.evaluations.items() if program == program_id]
        return tuple(sorted(evaluations, key=lambda evaluation: not evaluation.declared))


def usual_outcomes(reader: Reader) -> tuple[str, ...]:
    """What programs are for, then the nine headline metrics that can be computed here; each once."""
    metrics_by_name = metrics_of(reader.snapshot)
    declared = [program.outcome for program in programs(reader) if program.outcome]
    headline = [
        name
        for name, metric in metrics_by_name.items()
        if metric.headline and not missing_columns(reader.snapshot, metric)
    ]
    lagging_first = sorted(
        headline, key=lambda name: (metrics_by_name[name].kind != "lagging", metrics_by_name[name].order)
    )
    return tuple(dict.fromkeys((*declared, *lagging_first)))


def declared_pairs(reader: Reader, choices: ChoicesOf, progress: Progress | None = None) -> EffectMatrix:
    """What each program is said to be for, judged among these questions alone."""
    pairs = [(program.program_id, program.outcome) for program in programs(reader) if program.outcome]
    evaluated = _evaluations(reader, pairs, choices, progress)
    examined = among_all([evaluation.evidence for evaluation in evaluated.values()], thresholds().false_share)
    evaluations = {
        key: so_far(evaluation.saying(evidence))
        for (key, evaluation), evidence in zip(evaluated.items(), examined.evidence, strict=True)
    }
    were, show = ("was", "were")[examined.checked != 1], ("shows", "show")[examined.surviving != 1]
    sentence = (
        f"{plural(examined.checked, 'pair')} of a programme and what it is for {were} checked: "
        f"{examined.surviving} {show} more than chance would."
    )
    return EffectMatrix(evaluations, _titles(evaluations), sentence, examined.checked, examined.surviving)


def effect_matrix(
    reader: Reader, outcomes: Sequence[str], choices: ChoicesOf, progress: Progress | None = None
) -> EffectMatrix:
    """Every program with every one of the outcomes, and with its own whether or not it is among them."""
    own = declared_pairs(reader, choices, progress)
    all_programs = programs(reader)
    pairs = [(program_id.program_id, name) for program_id in all_programs for name in outcomes]
    evaluated = _evaluations(reader, [pair for pair in pairs if pair not in own.evaluations], choices, progress)
    everything = _evaluations(reader, list(own.evaluations), choices, None) | evaluated
    examined = among_all([evaluation.evidence for evaluation in everything.values()], thresholds().false_share)
    among = dict(zip(everything, examined.evidence, strict=True))
    evaluations = {
        key: own.evaluations[key].saying(
            with_crowd(own.evaluations[key], survives=among[key].claims, checked=examined.checked)
        )
        if key in own.evaluations
        else so_far(evaluation.saying(among[key]))
        for key, evaluation in everything.items()
    }
    others = sum(evaluation.evidence.claims for key, evaluation in evaluations.items() if key not in own.evaluations)
    sentence = _counted(examined.checked, own.checked, own.surviving, others)
    ordered = {pair: evaluations[pair] for pair in dict.fromkeys((*own.evaluations, *pairs))}
    return EffectMatrix(ordered, _titles(ordered), sentence, examined.checked, own.surviving + others)


def _counted(checked: int, own: int, surviving: int, others: int) -> str:
    """How many pairs were looked at, and how many of them are more than chance would give."""
    if not checked:
        return "No pair of programme and outcome could be checked yet."
    return (
        f"{plural(checked, 'pair')} of programme and outcome {'was' if checked == 1 else 'were'} checked. Of the {own} "
        f"that programmes are for, {surviving} {'shows' if surviving == 1 else 'show'} more than chance would; of the "
        f"{checked - own} others, {others} {'does' if others == 1 else 'do'}, even among all {checked}."
    )


def _evaluations(
    reader: Reader, pairs: Sequence[tuple[str, str]], choices: ChoicesOf, progress: Progress | None
) -> dict[tuple[str, str], Evaluation]:
    by_id = {program.program_id: program for program in programs(reader)}
    evaluations = {}
    for number, (program_id, metric) in enumerate(pairs):
        if progress:
            progress(
                number / len(pairs), f"{by_id[program_id].name}: {metrics_of(reader.snapshot)[metric].short_title} …"
            )
        evaluations[program_id, metric] = evaluate_program(reader, by_id[program_id], metric, choices(program_id))
    return evaluations


def with_crowd(evaluation: Evaluation, *, survives: bool, checked: int) -> Evidence:
    """The evidence of an outcome a program is for, with a caveat where it would be lost among all pairs."""
    evidence = evaluation.evidence
    if not evidence.claims or survives:
        return evidence
    caveat = (
        f"It is claimed because the programme is for this outcome: as one of the {checked} pairs looked at "
        "here chance could have given it."
    )
    return replace(evidence, caveats=(*evidence.caveats, caveat))


def _titles(evaluations: Mapping[tuple[str, str], Evaluation]) -> dict[str, str]:
    return {metric: evaluation.title for (_, metric), evaluation in evaluations.items()}


@dataclass(frozen=True, slots=True)
class SortedByVerdict:
    """Evaluations by what may be said of them, each with its sentence: the summary that a reader takes away."""

    proved: tuple[Evaluation, ...]
    nothing: tuple[Evaluation, ...]
    unusable: tuple[Evaluation, ...]
    open: tuple[Evaluation, ...]


def by_verdict(matrix: EffectMatrix) -> SortedByVerdict:
    """The evaluations told apart: an effect, none found, a number not to be used, and what can't be said yet."""

    def those(*verdicts: str) -> tuple[Evaluation, ...]:
        every = matrix.evaluations.values()
        return tuple(evaluation for evaluation in every if evaluation.evidence.verdict in verdicts)

    return SortedByVerdict(
        proved=those("effect"),
        nothing=those("no effect found"),
        unusable=those("don't use this number"),
        open=those("not enough data", "can't be judged"),
    )
