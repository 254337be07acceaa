"""The choices of an evaluation and of a registration in the words in which somebody makes them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from metrics.formatting import PER_CENT, unit_word
from metrics.impact import Chosen
from metrics.programs.evaluation import COMPARED_WITHIN, EvaluationChoices, usual_choices
from metrics.programs.matrix import usual_outcomes
from metrics.programs.outcome_counting import CLOSED
from metrics.programs.registration import CREATED, TrainingRule
from metrics.programs.registry import Program, programs, stages_entered
from metrics.query import Reader, metric_named
from metrics.semantic import has_roster
from metrics.store import Snapshot

ROLLOUT = "as the roll-out says"
RULES: Mapping[str, TrainingRule] = MappingProxyType(
    {
        "first session attended": TrainingRule(),
        "second session attended": TrainingRule(sessions=2),
        "first session completed": TrainingRule("completed"),
    }
)
DAYS: Mapping[str, str] = MappingProxyType({"the day they were created": CREATED, "the day they closed": CLOSED})
STAGE = "the day they came into {}"
EVERYBODY = "everybody together"
REASONS: Mapping[Chosen, str] = MappingProxyType(
    {
        "not said": "not said",
        "at random": "drawn by lot",
        "by plan": "by plan: region, calendar or capacity",
        "volunteers": "they came of their own accord",
        "after bad months": "after bad months",
    }
)


@dataclass(frozen=True, slots=True)
class OfferedChoices:
    """What can be chosen: why these people, what they are compared within, the day deals count by, the start dates."""

    reasons: tuple[str, ...]
    within: tuple[str, ...]
    days: tuple[str, ...]
    starts: tuple[str, ...]
    worth_unit: str


@dataclass(frozen=True, slots=True)
class ChosenWords:
    """What was chosen, one of each; `worth` is in the unit it is asked for, 0 where nobody has said."""

    reason: str
    within: str
    day: str
    start: str
    worth: float = 0.0


@dataclass(frozen=True, slots=True)
class OpenedPair:
    """The program and outcome on screen, the outcomes looked at, and the choices for it and for the others."""

    program: Program
    metric: str
    outcomes: tuple[str, ...]
    choices: EvaluationChoices
    usual: EvaluationChoices

    @property
    def pair(self) -> tuple[str, str]:
        """The program's id and the metric's name."""
        return self.program.program_id, self.metric

    def choices_of(self, program_id: str) -> EvaluationChoices:
        """The reader's choices count for the opened program; the others are judged as usual."""
        return self.choices if program_id == self.program.program_id else self.usual


def programs_by_title(reader: Reader) -> dict[str, Program]:
    """The programs by name, and where two share one by their id too."""
    every = programs(reader)
    names = [program.name for program in every]
    return {
        program.name if names.count(program.name) == 1 else f"{program.name} ({program.program_id})": program
        for program in every
    }


def offered_choices(reader: Reader, program: Program | None = None, metric: str | None = None) -> OfferedChoices:
    """What can be chosen in a workspace; the start dates are those of a program, or of one that is yet to be.

    `worth_unit` is that of a metric: points of shares, else its own.
    """
    columns = reader.snapshot.tables["people"].columns if has_roster(reader.snapshot) else ()
    by_training = tuple(RULES) if program is None or program.in_training else ()
    by_rollout = program is not None and (program.in_rollout > 0 or not by_training)
    return OfferedChoices(
        reasons=tuple(REASONS.values()),
        within=(*(name for name in COMPARED_WITHIN if name in columns), EVERYBODY),
        days=(*DAYS, *map(STAGE.format, stages_entered(reader))),
        starts=(ROLLOUT, *by_training) if by_rollout else by_training,
        worth_unit=worth_unit(reader.snapshot, metric) if metric else "",
    )


def opened_pair(reader: Reader, program: Program, metric: str, words: ChosenWords | None) -> OpenedPair:
    """A program and an outcome with what was chosen (None where nothing is to choose)."""
    usual = usual_choices(reader.snapshot)
    outcomes = tuple(dict.fromkeys((*usual_outcomes(reader), metric)))
    choices = usual if words is None else _choices(reader.snapshot, metric, usual, words)
    return OpenedPair(program, metric, outcomes, choices, usual)


def _choices(snapshot: Snapshot, metric: str, usual: EvaluationChoices, words: ChosenWords) -> EvaluationChoices:
    return replace(
        usual,
        chosen=reason_meant(words.reason),
        within=None if words.within == EVERYBODY else words.within,
        day=day_meant(words.day),
        rule=RULES.get(words.start),
        worth=worth_meant(snapshot, metric, words.worth),
    )


def reason_meant(word: str) -> Chosen:
    """Why these people were reached, by how it is said."""
    return next(reason for reason, words in REASONS.items() if words == word)


def day_meant(word: str) -> str:
    """The day that deals count by, by how it is said."""
    return DAYS.get(word) or word.removeprefix(STAGE.format(""))


def day_words(day: str) -> str:
    """How the day that deals count by is said."""
    return next((words for words, meant in DAYS.items() if meant == day), STAGE.format(day))


def rule_words(rule: TrainingRule) -> str:
    """How the rule is said by which training becomes start dates."""
    own = f"session number {rule.sessions} {rule.what}"
    return next((words for words, meant in RULES.items() if meant == rule), own)


def worth_unit(snapshot: Snapshot, metric: str) -> str:
    """In what the smallest effect worth paying for is asked for: points of shares, else the metric's unit."""
    unit = metric_named(snapshot, metric).unit
    return "points" if unit in PER_CENT else unit_word(unit, snapshot.settings.currency)


def worth_meant(snapshot: Snapshot, metric: str, amount: float) -> float | None:
    """That amount in the metric's own unit; None for 0, by which nobody has said."""
    return (amount / 100 if metric_named(snapshot, metric).unit in PER_CENT else amount) or None
