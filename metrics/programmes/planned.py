"""Planning a roll-out in a workspace: who may be reached, what could be seen of it, and the plan drawn, kept."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import numpy as np

from metrics.ask import ask
from metrics.engines.duckdb import session
from metrics.execution import metric_named
from metrics.impact.power import Noise, Plan, planned_detectable_effect
from metrics.impact.untreated import Cells, fit_untreated
from metrics.intake.model import Refusal
from metrics.periods import first_of_period
from metrics.programmes.counting import NoOutcome, outcome_of
from metrics.programmes.judging import usual_choices
from metrics.programmes.moves import NOBODY
from metrics.programmes.observing import observe
from metrics.programmes.rollout_plan import Candidate, RolloutPlan
from metrics.question import Question, Unavailable
from metrics.store.snapshot import Snapshot
from metrics.store.workspace import Workspace

FOLDER = "rollouts/"
"""Documents of a workspace whose names begin so are planned roll-outs."""
FORMAT = 1
MONTHS_BEFORE = 12
MONTHS_AFTER = (3, 6, 9, 12)


@dataclass(frozen=True, slots=True)
class Pace:
    """How an outcome behaves here: its noise, how much of its denominator a person has a month, months with data.

    `people` is how many had a result in the last three months.
    """

    noise: Noise
    facts: float
    months: int
    people: int


def candidates(snapshot: Snapshot, metric: str, functions: Sequence[str] = ("sales",)) -> tuple[Candidate, ...]:
    """Customer-facing people of some functions on the last day with data, with last quarter's value of a metric.

    In order of id; empty without a roster.
    """
    opened = session(snapshot)
    day = opened.data_through
    if day is None:
        return ()
    opened.need(("roster", "persons"))
    rows = opened.rows(
        "SELECT persons.person_id, persons.name, COALESCE(roster.team, ''), roster.work FROM roster "
        "INNER JOIN persons ON persons.person = roster.person "
        "WHERE roster.customer_facing AND roster.active_from <= $day AND roster.active_to > $day ORDER BY 1",
        {"day": day},
    )
    results = _last_quarter(snapshot, metric, day)
    return tuple(Candidate(who, name, team, results.get(name)) for who, name, team, work in rows if work in functions)


def pace(snapshot: Snapshot, metric: str) -> Pace | None:
    """How much an outcome varies by itself here, from its past; None where it can't be followed by person and month.

    The noise is what person and month effects leave unexplained, per unit of the denominator.
    """
    outcome = outcome_of(metric_named(snapshot, metric))
    if isinstance(outcome, NoOutcome):
        return None
    choices = usual_choices(snapshot)
    try:
        observed = observe(snapshot, outcome, NOBODY, choices.day, choices.within)
    except Unavailable:
        return None
    rows = observed.rows
    rows = rows[rows["denominator"] > 0] if rows is not None else rows
    if rows is None or rows["who"].nunique() < 2 or rows["period"].nunique() < 2:
        return None
    person, month = (np.unique(rows[name], return_inverse=True)[1] for name in ("who", "period"))
    weight = rows["denominator"].to_numpy(float)
    value = rows["numerator"].to_numpy(float) / weight
    every = np.ones(len(value), dtype=bool)
    left = fit_untreated(Cells(person, month, person, value, weight, every, ~every), inverse=False).left
    free = len(value) - person.max() - month.max() - 1
    if free < 1:
        return None
    noise = Noise(float(np.sqrt(weight @ left**2 / free)))
    lately = rows.loc[rows["period"] > rows["period"].max() - 3, "who"].nunique()
    return Pace(noise, float(weight.mean()), len(observed.months), int(lately))


def detectable(known: Pace, reached: int, waiting: int, months: int) -> float | None:
    """The smallest effect that would be seen in four of five cases after so many months; None with nobody on a side."""
    before = min(MONTHS_BEFORE, known.months)
    if min(reached, waiting, before) < 1 or known.facts <= 0:
        return None
    return planned_detectable_effect(Plan(reached, waiting, before, months, known.facts), known.noise)


def keep_plan(workspace: Workspace, program_id: str, plan: RolloutPlan, who: str) -> Snapshot:
    """Keeps a drawn roll-out, for good. Raises Refusal if it lies in the past, or one was drawn before."""
    name = f"{FOLDER}{program_id}.json"
    first = min((wave.starts_on for wave in plan.waves if wave.starts_on), default=None)
    if first is not None and first < datetime.now(UTC).date():
        raise Refusal("What has begun can't be drawn any more: let the first start today or later.")

    def first_draw(newest: Snapshot) -> None:
        if name in newest.documents:
            raise Refusal(
                f"A roll-out of “{program_id}” was drawn before: drawing until one pleases is no lot any more."
            )

    document = {
        "format": FORMAT,
        "drawn_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "who": who,
        "design": plan.design,
        "seed": plan.seed,
        "groups": [
            {
                "starts_on": wave.starts_on.isoformat() if wave.starts_on else None,
                "people": len(wave.people),
                "mean": wave.mean,
            }
            for wave in plan.waves
        ],
        "starts": [
            {"person_id": one.person_id, "starts_on": wave.starts_on.isoformat() if wave.starts_on else None}
            for wave in plan.waves
            for one in wave.people
        ],
    }
    content = json.dumps(document, ensure_ascii=False, indent=1).encode()
    action = f"Drew the roll-out of “{program_id}”"
    return workspace.publish((), action=action, who=who, documents={name: content}, check=first_draw)


def kept_plan(snapshot: Snapshot, program_id: str) -> dict[str, Any] | None:
    """The roll-out that was drawn for a programme: when, by whom, and who starts when; None if there is none."""
    path = snapshot.documents.get(f"{FOLDER}{program_id}.json")
    if path is None:
        return None
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def rollout_rows(program_id: str, document: dict[str, Any]) -> list[dict[str, object]]:
    """A kept roll-out as rows of the table `rollout`: those who are to start."""
    return [
        {"program_id": program_id, "person_id": each["person_id"], "treated_on": each["starts_on"]}
        for each in document["starts"]
        if each["starts_on"]
    ]


def _last_quarter(snapshot: Snapshot, metric: str, day: date) -> dict[str, float]:
    """The value of a metric for each person, by name, over the quarter before the one that holds the day."""
    this = first_of_period(day, "quarter", snapshot.settings)
    last = date.fromordinal(this.toordinal() - 1)
    start = first_of_period(last, "quarter", snapshot.settings)
    try:
        rows = ask(snapshot, Question(metric, start, last, by=("person",))).rows
    except (Unavailable, Refusal):
        return {}
    return {row.dimensions["person"]: row.value for row in rows if row.value is not None}
