"""Planning a roll-out in a workspace: who may be reached, and the plan that was drawn, kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from metrics.errors import Unavailable, UserError
from metrics.programs.rollout_assignment import Candidate, Design, RolloutPlan
from metrics.query import Question, Reader, ask, first_of_period, select_rows
from metrics.store import DocumentKind, Snapshot, Workspace


@dataclass(frozen=True, slots=True)
class DrawnGroup:
    """Those who start on a day (None: never, as far as planned): how many, and the mean of last quarter's results."""

    starts_on: date | None
    people: int
    mean: float | None


@dataclass(frozen=True, slots=True)
class DrawnStart:
    """When somebody starts (None: never), in which team, and with which result before (None: there was none)."""

    person_id: str
    starts_on: date | None
    team: str = ""
    result: float | None = None


@dataclass(frozen=True, slots=True)
class DrawnRollout:
    """A roll-out as it was drawn: when and by whom, and who starts when. `seed` draws the same again.

    It was drawn `among` so many assignments, the best balanced `of` all; 0 where the best of many draws was kept, as
    was done before, which leaves nothing to permute.
    """

    drawn_at: datetime
    who: str
    design: Design
    seed: int
    groups: tuple[DrawnGroup, ...]
    starts: tuple[DrawnStart, ...]
    among: int = 0
    of: int = 0


def rollout_candidates(reader: Reader, metric: str, functions: Sequence[str] = ("sales",)) -> tuple[Candidate, ...]:
    """Customer-facing people of some functions on the last day with data, with last quarter's value of a metric.

    In order of id; empty without a roster.
    """
    opened = reader.session()
    day = opened.data_through
    if day is None:
        return ()
    rows = reader.listed(lambda: select_rows(opened, "rollout_candidates", day=day))
    results = _last_quarter(reader, metric, day)
    return tuple(Candidate(who, name, team, results.get(name)) for who, name, team, work in rows if work in functions)


def keep_rollout(workspace: Workspace, program_id: str, plan: RolloutPlan, who: str) -> Snapshot:
    """Keeps a drawn roll-out, for good. Raises UserError if it lies in the past, or one was drawn before."""
    first = min((wave.starts_on for wave in plan.waves if wave.starts_on), default=None)
    if first is not None and first < datetime.now(UTC).date():
        raise UserError("What has begun can't be drawn any more: let the first start today or later.")

    def first_draw(newest: Snapshot) -> None:
        if program_id in ROLLOUTS.held(newest) or any(
            program_id in ROLLOUTS.held(version) for version in workspace.history()
        ):
            raise UserError(
                f"A roll-out of “{program_id}” was drawn before (History has it): drawing until one pleases is no lot "
                "any more."
            )

    drawn = DrawnRollout(
        drawn_at=datetime.now(UTC),
        who=who,
        design=plan.design,
        seed=plan.seed,
        groups=tuple(DrawnGroup(wave.starts_on, len(wave.people), wave.mean) for wave in plan.waves),
        starts=tuple(
            DrawnStart(person.person_id, wave.starts_on, person.team, person.result)
            for wave in plan.waves
            for person in wave.people
        ),
        among=plan.among,
        of=plan.of,
    )
    action = f"Drew the roll-out of “{program_id}”"
    return ROLLOUTS.save(workspace, program_id, drawn, action=action, who=who, check=first_draw)


def kept_rollout(snapshot: Snapshot, program_id: str) -> DrawnRollout | None:
    """The roll-out that was drawn for a program; None if there is none. Raises UserError if it can't be read."""
    return ROLLOUTS.load(snapshot, program_id)


def planned_starts(snapshot: Snapshot, program_id: str) -> tuple[date, ...]:
    """The days on which people are to start by the roll-out that was drawn, a day for each; empty where none was."""
    drawn = kept_rollout(snapshot, program_id)
    return tuple(start.starts_on for start in drawn.starts if start.starts_on) if drawn else ()


def rollout_rows(program_id: str, drawn: DrawnRollout) -> list[dict[str, object]]:
    """A kept roll-out as rows of the table `rollout`: those who are to start."""
    return [
        {"program_id": program_id, "person_id": start.person_id, "treated_on": start.starts_on.isoformat()}
        for start in drawn.starts
        if start.starts_on
    ]


def _last_quarter(reader: Reader, metric: str, day: date) -> dict[str, float]:
    """The value of a metric for each person, by name, over the quarter before the one that holds the day."""
    this = first_of_period(day, "quarter", reader.snapshot.settings)
    last = date.fromordinal(this.toordinal() - 1)
    start = first_of_period(last, "quarter", reader.snapshot.settings)
    try:
        rows = ask(reader, Question(metric, start, last, by=("person",))).rows
    except (Unavailable, UserError):
        return {}
    return {row.dimensions["person"]: row.value for row in rows if row.value is not None}


def _to_values(drawn: DrawnRollout) -> dict[str, Any]:
    return {
        "drawn_at": drawn.drawn_at.isoformat(timespec="seconds"),
        "who": drawn.who,
        "design": drawn.design,
        "seed": drawn.seed,
        "groups": [
            {"starts_on": _written(group.starts_on), "people": group.people, "mean": group.mean}
            for group in drawn.groups
        ],
        "starts": [
            {
                "person_id": start.person_id,
                "starts_on": _written(start.starts_on),
                "team": start.team,
                "result": start.result,
            }
            for start in drawn.starts
        ],
        "among": drawn.among,
        "of": drawn.of,
    }


def _of_values(_: str, document: Mapping[str, Any]) -> DrawnRollout:
    return DrawnRollout(
        drawn_at=datetime.fromisoformat(document["drawn_at"]),
        who=document["who"],
        design=document["design"],
        seed=document["seed"],
        groups=tuple(
            DrawnGroup(_day(group["starts_on"]), group["people"], group["mean"]) for group in document["groups"]
        ),
        starts=tuple(
            DrawnStart(start["person_id"], _day(start["starts_on"]), start.get("team", ""), start.get("result"))
            for start in document["starts"]
        ),
        among=document.get("among", 0),
        of=document.get("of", 0),
    )


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


ROLLOUTS = DocumentKind(
    folder="rollouts/", called="The roll-out of “{}”".format, made="drawn", encode=_to_values, decode=_of_values,
    format=2,
)  # fmt: skip
"""The roll-outs that were drawn in a workspace, each under its program's id. Format 1 kept no set to permute within."""
