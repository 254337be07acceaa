"""Registering a programme before it is judged: checked, kept once, never changed, at most withdrawn."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

from metrics.definition import Unit
from metrics.execution import metric_named
from metrics.intake.model import Refusal
from metrics.programmes.counting import NoOutcome, outcome_of
from metrics.programmes.registration import Registration, document_name, registrations, to_document
from metrics.store.snapshot import Snapshot
from metrics.store.workspace import Workspace

LONGEST = 60
LARGEST_SHARE = 0.5
"""Nobody moves a share by more than fifty points; whoever writes 5 for 5 points is told so."""
MOST: Mapping[Unit, float] = MappingProxyType({"share": LARGEST_SHARE, "percent": LARGEST_SHARE})


def register(workspace: Workspace, one: Registration) -> Snapshot:
    """Keeps a registration, for good. Raises Refusal where it makes no sense, or the id was registered before."""

    def new(newest: Snapshot) -> None:
        if one.program_id in registrations(newest):
            raise Refusal(
                f"“{one.program_id}” was registered before, and what was registered can't be changed: withdraw it, and "
                "register anew under another id."
            )

    snapshot = workspace.latest()
    new(snapshot)
    checked(snapshot, one)
    kept = replace(one, registered_at=datetime.now(UTC))
    return _keep(workspace, kept, f"Registered the programme “{one.name}”", one.who, new)


def withdraw(workspace: Workspace, program_id: str, why: str, who: str) -> Snapshot:
    """Withdraws a registration: it stays to be seen, with the reason. Raises Refusal if there is none to withdraw."""

    def standing(newest: Snapshot) -> Registration:
        known = registrations(newest).get(program_id)
        if known is None or known.withdrawn_at is not None:
            raise Refusal(f"There is no registration of “{program_id}” to withdraw.")
        return known

    known = standing(workspace.latest())
    withdrawn = replace(known, withdrawn_at=datetime.now(UTC), withdrawn_why=_words(why, "The reason"))
    return _keep(workspace, withdrawn, f"Withdrew the programme “{known.name}”", who, standing)


def checked(snapshot: Snapshot, one: Registration) -> None:
    """Raises Refusal, in a sentence, for a registration that could not be judged."""
    _words(one.program_id, "The id")
    _words(one.name, "The name")
    if "/" in one.program_id or one.program_id != one.program_id.strip():
        raise Refusal("The id can't hold a slash, nor begin or end with a blank.")
    metric = metric_named(snapshot, one.outcome)
    outcome = outcome_of(metric)
    if isinstance(outcome, NoOutcome):
        raise Refusal(f"It can't be judged by this metric: {outcome.because}")
    if one.worth is not None and not 0 < one.worth <= MOST.get(metric.unit, float("inf")):
        raise Refusal("The smallest effect worth paying for must be above zero, and of a share at most 50 points.")
    if one.cost is not None and one.cost < 0:
        raise Refusal("A cost can't lie below zero.")
    if one.rule.sessions < 1:
        raise Refusal("People are reached by the first session or a later one.")


def _keep(
    workspace: Workspace, one: Registration, action: str, who: str, check: Callable[[Snapshot], object]
) -> Snapshot:
    content = json.dumps(to_document(one), ensure_ascii=False, indent=1).encode()
    documents = {document_name(one.program_id): content}
    return workspace.publish((), action=action, who=who, documents=documents, check=check)


def _words(text: str, what: str) -> str:
    words = " ".join(text.split())
    if not words or len(words) > LONGEST or not words.isprintable():
        raise Refusal(f"{what} needs 1 to {LONGEST} characters.")
    return words
