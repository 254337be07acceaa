"""Every programme with every outcome: what was looked at, and what survives being one of many.

What a programme is said to be for is one family of questions, judged among themselves; whatever else is looked at must
survive among all. So an outcome that was named isn't drowned by curiosity, and curiosity isn't mistaken for a finding.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from metrics.formatting import plural
from metrics.impact import Evidence, PairExamined, among_all, thresholds
from metrics.programs.evaluation import Evaluation, EvaluationChoices, evaluate_program
from metrics.programs.registry import programs
from metrics.query import missing_columns
from metrics.semantic import metrics_of
from metrics.store import Snapshot

Progress = Callable[[float, str], object]
ChoicesOf = Callable[[str], EvaluationChoices]
"""The choices for a programme, by its id."""


@dataclass(frozen=True, slots=True)
class EffectMatrix:
    """The judgements by programme and metric, in order, and the sentence on how many were looked at.

    `outcomes` are the columns, by name, with their titles.
    """

    judgements: Mapping[tuple[str, str], Evaluation]
    outcomes: Mapping[str, str]
    sentence: str
    checked: int
    surviving: int

    def of(self, program_id: str) -> tuple[Evaluation, ...]:
        """The judgements of one programme, its own outcome first."""
        found = [one for (program, _), one in self.judgements.items() if program == program_id]
        return tuple(sorted(found, key=lambda one: not one.declared))


def usual_outcomes(snapshot: Snapshot) -> tuple[str, ...]:
    """What programmes are for, then the nine headline metrics that can be computed here; each once."""
    known = metrics_of(snapshot)
    declared = [one.outcome for one in programs(snapshot) if one.outcome]
    headline = [name for name, metric in known.items() if metric.headline and not missing_columns(snapshot, metric)]
    lagging_first = sorted(headline, key=lambda name: (known[name].kind != "lagging", known[name].order))
    return tuple(dict.fromkeys((*declared, *lagging_first)))


def declared_pairs(snapshot: Snapshot, choices: ChoicesOf, progress: Progress | None = None) -> EffectMatrix:
    """What each programme is said to be for, judged among these questions alone."""
    pairs = [(one.program_id, one.outcome) for one in programs(snapshot) if one.outcome]
    found = _judged(snapshot, pairs, choices, progress)
    looked = among_all([one.evidence for one in found.values()], thresholds().false_share)
    told = {key: one.saying(said) for (key, one), said in zip(found.items(), looked.evidence, strict=True)}
    were, show = ("was", "were")[looked.checked != 1], ("shows", "show")[looked.surviving != 1]
    sentence = (
        f"{plural(looked.checked, 'pair')} of a programme and what it is for {were} checked: {looked.surviving} {show} "
        "more than chance would."
    )
    return EffectMatrix(told, _titles(told), sentence, looked.checked, looked.surviving)


def effect_matrix(
    snapshot: Snapshot, outcomes: Sequence[str], choices: ChoicesOf, progress: Progress | None = None
) -> EffectMatrix:
    """Every programme with every one of the outcomes, and with its own whether or not it is among them."""
    own = declared_pairs(snapshot, choices, progress)
    known = programs(snapshot)
    pairs = [(one.program_id, name) for one in known for name in outcomes]
    found = _judged(snapshot, [pair for pair in pairs if pair not in own.judgements], choices, progress)
    everything = _judged(snapshot, list(own.judgements), choices, None) | found
    looked = among_all([one.evidence for one in everything.values()], thresholds().false_share)
    among = dict(zip(everything, looked.evidence, strict=True))
    told = {
        key: own.judgements[key].saying(_with_crowd(own.judgements[key], among[key].claims, looked))
        if key in own.judgements
        else one.saying(among[key])
        for key, one in everything.items()
    }
    others = sum(one.evidence.claims for key, one in told.items() if key not in own.judgements)
    sentence = _counted(looked.checked, own.checked, own.surviving, others)
    ordered = {pair: told[pair] for pair in dict.fromkeys((*own.judgements, *pairs))}
    return EffectMatrix(ordered, _titles(ordered), sentence, looked.checked, own.surviving + others)


def _counted(checked: int, own: int, surviving: int, others: int) -> str:
    """How many pairs were looked at, and how many of them are more than chance would give."""
    if not checked:
        return "No pair of programme and outcome could be checked yet."
    return (
        f"{plural(checked, 'pair')} of programme and outcome {'was' if checked == 1 else 'were'} checked. Of the {own} "
        f"that programmes are for, {surviving} {'shows' if surviving == 1 else 'show'} more than chance would; of the "
        f"{checked - own} others, {others} {'does' if others == 1 else 'do'}, even among all {checked}."
    )


def _judged(
    snapshot: Snapshot, pairs: Sequence[tuple[str, str]], choices: ChoicesOf, progress: Progress | None
) -> dict[tuple[str, str], Evaluation]:
    by_id = {one.program_id: one for one in programs(snapshot)}
    found = {}
    for number, (program, metric) in enumerate(pairs):
        if progress:
            progress(number / len(pairs), f"{by_id[program].name}: {metrics_of(snapshot)[metric].short_title} …")
        found[program, metric] = evaluate_program(snapshot, by_id[program], metric, choices(program))
    return found


def _with_crowd(one: Evaluation, survives: bool, looked: PairExamined) -> Evidence:
    """The evidence of an outcome a programme is for, with a caveat where it would be lost among all pairs."""
    evidence = one.evidence
    if not evidence.claims or survives:
        return evidence
    caveat = (
        f"It is claimed because the programme is for this outcome: as one of the {looked.checked} pairs looked at here "
        "chance could have given it."
    )
    return replace(evidence, caveats=(*evidence.caveats, caveat))


def _titles(found: Mapping[tuple[str, str], Evaluation]) -> dict[str, str]:
    return {metric: one.title for (_, metric), one in found.items()}


@dataclass(frozen=True, slots=True)
class SortedByVerdict:
    """Judgements by what may be said of them, each with its sentence: the summary that a reader takes away."""

    proved: tuple[Evaluation, ...]
    nothing: tuple[Evaluation, ...]
    unusable: tuple[Evaluation, ...]
    open: tuple[Evaluation, ...]


def by_verdict(found: EffectMatrix) -> SortedByVerdict:
    """The judgements told apart: an effect, none found, a number not to be used, and what can't be said yet."""

    def those(*verdicts: str) -> tuple[Evaluation, ...]:
        return tuple(one for one in found.judgements.values() if one.evidence.verdict in verdicts)

    return SortedByVerdict(
        proved=those("effect"),
        nothing=those("no effect found"),
        unusable=those("don't use this number"),
        open=those("not enough data", "can't be judged"),
    )
