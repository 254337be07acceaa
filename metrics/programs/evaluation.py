"""One program and one outcome of a workspace, judged: the study, and all that a reader may ask about it."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from metrics.errors import Unavailable
from metrics.formatting import format_date
from metrics.impact import (
    CannotBeJudged,
    Chosen,
    Evidence,
    ImpactQuestion,
    Others,
    Panel,
    Study,
    randomized_study,
    refused_study,
    study,
    with_events,
)
from metrics.programs.co_treatment import co_treatments
from metrics.programs.drawn_rollout import FollowedRollout, followed_rollout
from metrics.programs.exposure import Exposure, exposure_of
from metrics.programs.outcome_counting import CLOSED, NoOutcome, ProgramOutcome, may_count_by_entry, outcome_of
from metrics.programs.panel_query import OutcomePanel, outcome_panel_of
from metrics.programs.program_kinds import kind_of
from metrics.programs.registration import CREATED, REGISTRATIONS, TrainingRule
from metrics.programs.registry import Program
from metrics.programs.rollout_documents import ROLLOUTS, kept_rollout, planned_starts
from metrics.query import Reader, metric_named
from metrics.semantic import OWN_METRICS, deal_columns, has_roster, session_model
from metrics.store import Snapshot

COMPARED_WITHIN = ("segment", "region")
"""The columns of the roster within which people may be compared with each other, the usual one first."""
MOST_KEPT = 60
"""So many evaluations are kept, those used last: a big company's panel takes some thirty megabytes."""


@dataclass(frozen=True, slots=True)
class EvaluationChoices:
    """What a reader may decide about an evaluation; what was registered with the program goes before it.

    `day` is the day a deal counts by (`CREATED`, `CLOSED` or a stage), `rule` how training becomes start dates (None:
    the roll-out, where there is one), `within` the column of the roster within which people are compared (None: all),
    `chosen` why these people, `worth` the smallest effect worth paying for, for the program's own outcome.
    """

    day: str = CREATED
    rule: TrainingRule | None = None
    within: str | None = None
    chosen: Chosen = "not said"
    worth: float | None = None


_evaluated: dict[tuple[object, ...], "Evaluation"] = {}


@dataclass(frozen=True, slots=True)
class Described:
    """What those reached did before and since, without any comparison: Σ numerator ÷ Σ denominator, None without."""

    before: float | None
    since: float | None
    people: int
    facts_since: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A program's outcome as judged. `outcome_panel` and `exposure` are None where the question could not be put.

    `declared` is whether the program was said to be for this outcome; `title` is what is compared; `identity` is what
    all of it hangs on. `others` are the programs it was judged jointly with, as the study takes them.
    """

    program: Program
    metric: str
    title: str
    declared: bool
    choices: EvaluationChoices
    study: Study
    outcome: ProgramOutcome | None = None
    exposure: Exposure | None = None
    outcome_panel: OutcomePanel | None = None
    described: Described | None = None
    identity: tuple[object, ...] = ()
    others: Others = ()

    @property
    def evidence(self) -> Evidence:
        """What may be said."""
        return self.study.evidence

    @property
    def panel(self) -> Panel | None:
        """The panel behind it, None where there is none."""
        panel = self.outcome_panel.panel if self.outcome_panel else None
        return panel if isinstance(panel, Panel) else None

    def saying(self, evidence: Evidence) -> "Evaluation":
        """The same with other evidence."""
        return replace(self, study=replace(self.study, evidence=evidence))


def followed_evaluation(evaluation: Evaluation) -> Evaluation:
    """The evaluation with its event study, which is not made for all that is looked at."""
    panel = evaluation.panel
    return (
        evaluation
        if panel is None
        else replace(evaluation, study=with_events(evaluation.study, panel, evaluation.others))
    )


def usual_choices(snapshot: Snapshot) -> EvaluationChoices:
    """The choices a reader begins with: deals by creation, compared within the segment where the roster has one."""
    columns = snapshot.tables["people"].columns if has_roster(snapshot) else ()
    return EvaluationChoices(within=next((name for name in COMPARED_WITHIN if name in columns), None))


def binding(program: Program, metric: str, choices: EvaluationChoices) -> EvaluationChoices:
    """The choices with what was registered in place of what a reader would choose."""
    registration = program.registration
    if registration is None:
        return choices if metric == program.outcome else replace(choices, worth=None)
    worth = registration.worth if metric == registration.outcome else None
    rule = registration.rule if not program.in_rollout else choices.rule
    return replace(choices, day=registration.counted_by, rule=rule, chosen=registration.chosen, worth=worth)


def evaluate_program(reader: Reader, program: Program, metric: str, choices: EvaluationChoices) -> Evaluation:
    """One program and one outcome, judged; found again while the tables and settings it rests on are the same.

    A version that only keeps a scenario, say, needs no new study.
    """
    kept = binding(program, metric, choices)
    key = (*_rests_on(reader.snapshot), program, metric, kept)
    evaluation = _evaluated.pop(key, None) or replace(_evaluate(reader, program, metric, kept), identity=key)
    _evaluated[key] = evaluation
    while len(_evaluated) > MOST_KEPT:
        _evaluated.pop(next(iter(_evaluated)), None)
    return evaluation


def _rests_on(snapshot: Snapshot) -> tuple[object, ...]:
    """What the facts of a version hang on: its tables' files, its settings, its own metrics, its drawn roll-outs, and
    its registrations, as those of other programs say whom these reached."""
    files = tuple((name, state.files, state.digests) for name, state in sorted(snapshot.tables.items()))
    kinds = (OWN_METRICS, ROLLOUTS, REGISTRATIONS)
    own = tuple(content for kind in kinds for content in kind.held(snapshot).values())
    return snapshot.folder, snapshot.published_at.date(), snapshot.settings, files, own


def _evaluate(reader: Reader, program: Program, metric: str, choices: EvaluationChoices) -> Evaluation:
    outcome_metric = metric_named(reader.snapshot, metric)
    declared = metric == program.outcome
    outcome = outcome_of(outcome_metric)
    title = outcome_metric.short_title if isinstance(outcome, NoOutcome) else outcome.title
    if not may_count_by_entry(outcome_metric):
        choices = replace(choices, day=CLOSED)
    exposure = exposure_of(reader, program, choices.rule)
    drawn = followed_rollout(reader, kept_rollout(reader.snapshot, program.program_id), exposure)
    if drawn is not None:
        exposure, choices = drawn.exposure, replace(choices, chosen="at random", rule=None)
    question = _question(reader.snapshot, program, metric, title, choices, exposure)
    bare = Evaluation(program, metric, title, declared, choices, Study(refused_study(_nothing(""), question)))
    if isinstance(outcome, NoOutcome):
        return replace(
            bare, study=Study(refused_study(_nothing(f"{outcome.because[:1].lower()}{outcome.because[1:]}"), question))
        )
    if not exposure.starts:
        return replace(
            bare,
            study=Study(refused_study(_unreached(reader.snapshot, program), question)),
            outcome=outcome,
            exposure=exposure,
        )
    if drawn is not None and not drawn.was_followed:
        ignored = _nothing(
            f"{drawn.departed} of the {drawn.drawn} people who were drawn did otherwise than the lot said."
        )
        return replace(bare, study=Study(refused_study(ignored, question)), outcome=outcome, exposure=exposure)
    if program.in_training and outcome.metric.facts_from == session_model().name:
        own = _nothing("the programme's own sessions count as attendance: that people came to them is no effect of it.")
        return replace(bare, study=Study(refused_study(own, question)), outcome=outcome, exposure=exposure)
    try:
        outcome_panel = outcome_panel_of(reader, outcome, exposure, choices.day, choices.within)
    except Unavailable as reason:
        return replace(
            bare, study=Study(refused_study(_nothing(str(reason)), question)), outcome=outcome, exposure=exposure
        )
    question = replace(question, did=outcome.did)
    beside = () if drawn else co_treatments(reader, program, exposure, outcome, outcome_panel)
    others = tuple(each.treated_from for each in beside)
    question = replace(question, beside=tuple(each.program.name for each in beside))
    if drawn is None:
        studied = study(outcome_panel.panel, question, others=others, events=declared)
    else:
        studied = drawn_study(drawn, outcome_panel, question, events=declared)
    besides = [f"Judged jointly with another programme: {each.words}" for each in beside]
    caveats = (*studied.evidence.caveats, *_caveats(outcome, outcome_panel, exposure), *besides)
    studied = replace(studied, evidence=replace(studied.evidence, caveats=caveats))
    described = _described(outcome_panel.panel) if isinstance(outcome_panel.panel, Panel) else None
    return Evaluation(
        program, metric, title, declared, choices, studied, outcome, exposure, outcome_panel, described, others=others
    )  # fmt: skip


def drawn_study(
    drawn: FollowedRollout, outcome_panel: OutcomePanel, question: ImpactQuestion, *, events: bool
) -> Study:
    """The study of a roll-out that was drawn here, by its lot."""
    panel = outcome_panel.panel
    if isinstance(panel, CannotBeJudged):
        return Study(refused_study(panel, question))
    periods = {month.start: place for place, month in enumerate(outcome_panel.months)}
    return randomized_study(panel, drawn.lot(panel, periods), question, drawn.words, events=events)


def _question(
    snapshot: Snapshot, program: Program, metric: str, title: str, choices: EvaluationChoices, exposure: Exposure
) -> ImpactQuestion:
    outcome_metric, registration = metric_named(snapshot, metric), program.registration
    first = exposure.first_day
    in_time = registration is not None and registration.in_time(first)
    trained = kind_of(program.kind).reached
    people = "sellers" if deal_columns(outcome_metric.facts_from) else "people"
    return ImpactQuestion(
        program=program.name,
        outcome=title,
        unit=outcome_metric.unit,
        better=outcome_metric.better,
        who=f"{trained} {people}" if trained else "those it reached",
        chosen=choices.chosen,
        worth=choices.worth,
        registered=in_time and registration is not None and registration.outcome == metric,
        registered_on=registration.registered_at.date() if registration else None,
        currency=snapshot.settings.currency,
    )


def _nothing(because: str) -> CannotBeJudged:
    return CannotBeJudged("no data", because)


def _unreached(snapshot: Snapshot, program: Program) -> CannotBeJudged:
    if planned := planned_starts(snapshot, program.program_id):
        because = (
            f"{program.name} begins on {format_date(min(planned))}, by the roll-out that was drawn. Once people have "
            "started, import whom it reached when."
        )
        return CannotBeJudged("nobody treated", because)
    because = (
        f"nobody knows whom {program.name} reached when. Import its roll-out (programme, person, day), or training "
        "with its id."
    )
    return CannotBeJudged("nobody treated", because)


def _caveats(outcome: ProgramOutcome, outcome_panel: OutcomePanel, exposure: Exposure) -> tuple[str, ...]:
    """What a reader should know of how the panel was made."""
    caveats = [outcome.caveat] if outcome.caveat else []
    if outcome_panel.unripe:
        caveats.append(
            f"{_last_months(outcome_panel)} left out: more of {'its' if len(outcome_panel.unripe) == 1 else 'their'} "
            f"{outcome.facts} than usual are still open."
        )
    if outcome_panel.still_open >= 0.1:
        caveats.append(
            f"Of the {outcome.facts} of the last three months {outcome_panel.still_open:.0%} are still open; those "
            "decided soon may differ from those decided late."
        )
    if exposure.source == "sessions":
        caveats.append("Start dates are those of attending: who came, and when, was up to people, so they may differ.")
    if exposure.not_matched:
        caveats.append(f"{len(exposure.not_matched)} of those reached are not in the roster and are left out.")
    return tuple(caveats)


def _last_months(outcome_panel: OutcomePanel) -> str:
    count = len(outcome_panel.unripe)
    return "The last month is" if count == 1 else f"The last {count} months are"


def _described(panel: Panel) -> Described:
    """What those reached achieved before and since, as it is."""
    ever = panel.reached[panel.unit]
    before, since = ever & ~panel.treated, panel.treated

    def mean(cells: object) -> float | None:
        chosen = np.asarray(cells)
        return float(np.average(panel.outcome[chosen], weights=panel.weight[chosen])) if chosen.any() else None

    people = len(np.unique(panel.unit[since]))
    return Described(mean(before), mean(since), people, float(panel.count[since].sum()))


def panel_rows(evaluation: Evaluation) -> Any:
    """The panel's cells as a frame for a spreadsheet: who, month, numerator, denominator, facts, and who that was."""
    outcome_panel = evaluation.outcome_panel
    if outcome_panel is None or outcome_panel.rows is None:
        return None
    labels = [month.label for month in outcome_panel.months]
    starts = {start.person: start.day for start in evaluation.exposure.starts} if evaluation.exposure else {}
    rows = outcome_panel.rows
    return rows.assign(month=[labels[period] for period in rows["period"]], start=rows["who"].map(starts))[
        ["name", "month", "numerator", "denominator", "facts", "team", "region", "segment", "work", "hired_on", "start"]
    ].rename(columns={"name": "person", "work": "function"})
