"""What was said of a program before it was judged: set down once, with a time stamp, and never changed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from metrics.errors import UserError
from metrics.impact import Chosen
from metrics.store import Snapshot

FOLDER = "programmes/"
"""Documents of a workspace whose names begin so are registrations."""
FORMAT = 1
"""The form of the documents this program writes, and the newest it can read."""
CREATED = "created"
"""Deals count by the day they were created; any other word is a stage whose entry counts."""


@dataclass(frozen=True, slots=True)
class TrainingRule:
    """How rows of training say when a program reached a person: by the day of the nth session of a kind."""

    what: Literal["attended", "completed"] = "attended"
    sessions: int = 1


@dataclass(frozen=True, slots=True)
class Registration:
    """One program as it was registered.

    `outcome` names the metric it should move, `worth` the smallest effect worth paying for (positive, in the outcome's
    unit: 0.04 is 4 points of a share), `chosen` why these people and no others, `starts_on` the day the first are to be
    reached. `counted_by` says which day a deal counts by (`CREATED`, or the stage that the program trains), `rule`
    how training becomes start dates where there is no roll-out. One that was withdrawn stays to be seen, and binds
    nobody any more.
    """

    program_id: str
    name: str
    outcome: str
    starts_on: date
    chosen: Chosen
    registered_at: datetime
    who: str
    worth: float | None = None
    kind: str | None = None
    audience: str | None = None
    cost: float | None = None
    counted_by: str = CREATED
    rule: TrainingRule = TrainingRule()
    withdrawn_at: datetime | None = None
    withdrawn_why: str = ""

    def begins(self, first_day: date | None) -> date:
        """The day it begins: that on which the first were reached or were to be, whichever is earlier."""
        return self.starts_on if first_day is None else min(first_day, self.starts_on)

    def in_time(self, first_day: date | None) -> bool:
        """Whether it was registered before the day it begins, or on it; `first_day` is when anybody was reached."""
        return self.registered_at.date() <= self.begins(first_day)


def register_of(snapshot: Snapshot) -> tuple[Registration, ...]:
    """Everything that was registered in a workspace, the earliest first, withdrawn or not. Raises UserError for a
    document that can't be read."""
    paths = [path for name, path in snapshot.documents.items() if name.startswith(FOLDER)]
    return tuple(
        sorted(
            map(read_registration, paths),
            key=lambda registration: (registration.registered_at, registration.program_id),
        )
    )


def registrations(snapshot: Snapshot) -> Mapping[str, Registration]:
    """The last registration of every program, by its id: the others of the same id were withdrawn before it."""
    return {registration.program_id: registration for registration in register_of(snapshot)}


def read_registration(path: Path) -> Registration:
    """The registration in a stored document. Raises UserError where it is none."""
    try:
        return of_document(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as problem:
        raise UserError(
            f"A programme's registration can't be read ({problem}): go back a version in History."
        ) from None


def document_name(program_id: str, withdrawn: int) -> str:
    """What the document of a registration is called, after so many of the same id that were withdrawn."""
    return f"{FOLDER}{program_id}.json" if withdrawn == 0 else f"{FOLDER}{program_id}/{withdrawn}.json"


def registration_document(registration: Registration) -> dict[str, Any]:
    """A registration as plain values that JSON can hold."""
    return {
        "format": FORMAT,
        "program_id": registration.program_id,
        "name": registration.name,
        "outcome": registration.outcome,
        "starts_on": registration.starts_on.isoformat(),
        "chosen": registration.chosen,
        "registered_at": registration.registered_at.isoformat(timespec="seconds"),
        "who": registration.who,
        "worth": registration.worth,
        "kind": registration.kind,
        "audience": registration.audience,
        "cost": registration.cost,
        "counted_by": registration.counted_by,
        "rule": {"what": registration.rule.what, "sessions": registration.rule.sessions},
        "withdrawn_at": registration.withdrawn_at.isoformat(timespec="seconds") if registration.withdrawn_at else None,
        "withdrawn_why": registration.withdrawn_why,
    }


def of_document(document: Mapping[str, Any]) -> Registration:
    """The registration that `to_document` wrote.

    Raises UserError if a newer program wrote it, KeyError and the like where it is none.
    """
    if document["format"] > FORMAT:
        raise UserError("A programme was registered by a newer Coxswain: update Coxswain to open it.")
    return Registration(
        program_id=document["program_id"],
        name=document["name"],
        outcome=document["outcome"],
        starts_on=date.fromisoformat(document["starts_on"]),
        chosen=document["chosen"],
        registered_at=datetime.fromisoformat(document["registered_at"]),
        who=document["who"],
        worth=document["worth"],
        kind=document["kind"],
        audience=document["audience"],
        cost=document["cost"],
        counted_by=document["counted_by"],
        rule=TrainingRule(document["rule"]["what"], int(document["rule"]["sessions"])),
        withdrawn_at=datetime.fromisoformat(document["withdrawn_at"]) if document["withdrawn_at"] else None,
        withdrawn_why=document["withdrawn_why"],
    )
