"""Registering a program before it is judged: checked, kept once, never changed, at most withdrawn."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

from metrics.errors import UserError
from metrics.formatting import Unit
from metrics.programs.outcome_counting import NoOutcome, outcome_of
from metrics.programs.registration import REGISTRATIONS, Registration, register_of, registration_name, registrations
from metrics.query import metric_named
from metrics.store import Snapshot, Workspace

LONGEST_NOTE = 60
LARGEST_SHARE = 0.5
"""Nobody moves a share by more than fifty points; whoever writes 5 for 5 points is told so."""
MOST: Mapping[Unit, float] = MappingProxyType({"share": LARGEST_SHARE, "percent": LARGEST_SHARE})


def register(workspace: Workspace, registration: Registration) -> Snapshot:
    """Keeps a registration, for good. Raises UserError where it makes no sense, or one of that id stands."""
    snapshot = workspace.latest()
    withdrawn = _withdrawn(snapshot, registration.program_id)
    checked(snapshot, registration)

    def new(newest: Snapshot) -> None:
        if _withdrawn(newest, registration.program_id) != withdrawn:
            raise UserError(
                f"Somebody else has just withdrawn “{registration.program_id}”: look at the register again."
            )

    kept = replace(registration, registered_at=datetime.now(UTC))
    name, action = registration_name(kept.program_id, withdrawn), f"Registered the programme “{kept.name}”"
    return REGISTRATIONS.save(workspace, name, kept, action=action, who=kept.who, check=new)


def withdraw(workspace: Workspace, program_id: str, why: str, who: str) -> Snapshot:
    """Withdraws a registration: it stays to be seen, with the reason. Raises UserError if there is none to withdraw."""

    def standing(newest: Snapshot) -> Registration:
        last = registrations(newest).get(program_id)
        if last is None or last.withdrawn_at is not None:
            raise UserError(f"There is no registration of “{program_id}” to withdraw.")
        return last

    snapshot = workspace.latest()
    registration = standing(snapshot)
    withdrawn = replace(registration, withdrawn_at=datetime.now(UTC), withdrawn_why=_words(why, "The reason"))
    before = sum(entry.program_id == program_id for entry in register_of(snapshot)) - 1
    name, action = registration_name(program_id, before), f"Withdrew the programme “{registration.name}”"
    return REGISTRATIONS.save(workspace, name, withdrawn, action=action, who=who, check=standing)


def checked(snapshot: Snapshot, registration: Registration) -> None:
    """Raises UserError, in a sentence, for a registration that could not be judged."""
    _words(registration.program_id, "The id")
    _words(registration.name, "The name")
    if "/" in registration.program_id or registration.program_id != registration.program_id.strip():
        raise UserError("The id can't hold a slash, nor begin or end with a blank.")
    metric = metric_named(snapshot, registration.outcome)
    outcome = outcome_of(metric)
    if isinstance(outcome, NoOutcome):
        raise UserError(f"It can't be judged by this metric: {outcome.because}")
    if registration.worth is not None and not 0 < registration.worth <= MOST.get(metric.unit, float("inf")):
        raise UserError("The smallest effect worth paying for must be above zero, and of a share at most 50 points.")
    if registration.cost is not None and registration.cost < 0:
        raise UserError("A cost can't lie below zero.")
    if registration.rule.sessions < 1:
        raise UserError("People are reached by the first session or a later one.")


def _withdrawn(snapshot: Snapshot, program_id: str) -> int:
    """How many registrations of an id were withdrawn. Raises UserError if one stands."""
    entries = [entry for entry in register_of(snapshot) if entry.program_id == program_id]
    if any(entry.withdrawn_at is None for entry in entries):
        raise UserError(
            f"“{program_id}” was registered before, and what was registered can't be changed: withdraw it, and "
            "register anew."
        )
    return len(entries)


def _words(text: str, what: str) -> str:
    words = " ".join(text.split())
    if not words or len(words) > LONGEST_NOTE or not words.isprintable():
        raise UserError(f"{what} needs 1 to {LONGEST_NOTE} characters.")
    return words
