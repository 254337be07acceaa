"""Planning a roll-out in a workspace: who may be reached, and the plan that was drawn, kept."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from metrics.engines import session
from metrics.errors import Unavailable, UserError
from metrics.programs.rollout_assignment import Candidate, RolloutPlan
from metrics.query import Question, ask, first_of_period, select_rows
from metrics.store import Snapshot, Workspace

FOLDER = "rollouts/"
"""Documents of a workspace whose names begin so are planned roll-outs."""
FORMAT = 1


def rollout_candidates(snapshot: Snapshot, metric: str, functions: Sequence[str] = ("sales",)) -> tuple[Candidate, ...]:
    """Customer-facing people of some functions on the last day with data, with last quarter's value of a metric.

    In order of id; empty without a roster.
    """
    opened = session(snapshot)
    day = opened.data_through
    if day is None:
        return ()
    rows = select_rows(opened, "rollout_candidates", day=day)
    results = _last_quarter(snapshot, metric, day)
    return tuple(Candidate(who, name, team, results.get(name)) for who, name, team, work in rows if work in functions)


def keep_rollout(workspace: Workspace, program_id: str, plan: RolloutPlan, who: str) -> Snapshot:
    """Keeps a drawn roll-out, for good. Raises UserError if it lies in the past, or one was drawn before."""
    name = f"{FOLDER}{program_id}.json"
    first = min((wave.starts_on for wave in plan.waves if wave.starts_on), default=None)
    if first is not None and first < datetime.now(UTC).date():
        raise UserError("What has begun can't be drawn any more: let the first start today or later.")

    def first_draw(newest: Snapshot) -> None:
        if name in newest.documents or any(name in version.documents for version in workspace.history()):
            raise UserError(
                f"A roll-out of “{program_id}” was drawn before (History has it): drawing until one pleases is no lot "
                "any more."
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
            {"person_id": candidate.person_id, "starts_on": wave.starts_on.isoformat() if wave.starts_on else None}
            for wave in plan.waves
            for candidate in wave.people
        ],
    }
    content = json.dumps(document, ensure_ascii=False, indent=1).encode()
    action = f"Drew the roll-out of “{program_id}”"
    return workspace.publish((), action=action, who=who, documents={name: content}, check=first_draw)


def kept_rollout(snapshot: Snapshot, program_id: str) -> dict[str, Any] | None:
    """The roll-out that was drawn for a program: when, by whom, and who starts when; None if there is none."""
    path = snapshot.documents.get(f"{FOLDER}{program_id}.json")
    if path is None:
        return None
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


def planned_starts(snapshot: Snapshot, program_id: str) -> tuple[date, ...]:
    """The days on which people are to start by the roll-out that was drawn, a day for each; empty where none was."""
    plan = kept_rollout(snapshot, program_id)
    return tuple(date.fromisoformat(row["starts_on"]) for row in plan["starts"] if row["starts_on"]) if plan else ()


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
    except (Unavailable, UserError):
        return {}
    return {row.dimensions["person"]: row.value for row in rows if row.value is not None}
