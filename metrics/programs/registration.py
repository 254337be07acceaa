"""What was said of a program before it was judged: set down once, with a time stamp, and never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from metrics.impact import Chosen
from metrics.store import DocumentKind, Snapshot

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
    return tuple(
        sorted(
            REGISTRATIONS.list(snapshot).values(),
            key=lambda registration: (registration.registered_at, registration.program_id),
        )
    )


def registrations(snapshot: Snapshot) -> Mapping[str, Registration]:
    """The last registration of every program, by its id: the others of the same id were withdrawn before it."""
    return {registration.program_id: registration for registration in register_of(snapshot)}


def registration_name(program_id: str, withdrawn: int) -> str:
    """What a registration is kept under, after so many of the same id that were withdrawn."""
    return program_id if withdrawn == 0 else f"{program_id}/{withdrawn}"


def registration_document(registration: Registration) -> dict[str, Any]:
    """A registration as plain values that JSON can hold."""
    document: dict[str, Any] = REGISTRATIONS.values(registration)
    return document


def _called(name: str) -> str:
    return f"The programme “{name.partition('/')[0]}”"


def _to_values(registration: Registration) -> dict[str, Any]:
    return {
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


def _of_values(_: str, document: Mapping[str, Any]) -> Registration:
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


REGISTRATIONS = DocumentKind(
    folder="programmes/", called=_called, made="registered", encode=_to_values, decode=_of_values
)
"""What was registered in a workspace, under the program's id; of several registrations of one id, those that came after
a withdrawn one under their number too."""
