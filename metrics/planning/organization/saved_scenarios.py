"""Scenarios of the organization page, kept by name as documents of a workspace."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from metrics.errors import UserError
from metrics.planning.organization.scenario import Scenario
from metrics.planning.organization.scenario_text import ScenarioRead, read_scenario, scenario_words
from metrics.store import Snapshot, Workspace

FOLDER = "scenarios/"
"""Documents of a workspace whose names begin so are scenarios."""
FORMAT = 1
"""The form of the documents this program writes, and the newest it can read."""
LONGEST_SCENARIO_NAME = 60


@dataclass(frozen=True, slots=True)
class Saved:
    """A scenario that somebody kept: under which name, when, and who; `words` as an address would have them."""

    name: str
    saved_at: datetime
    who: str
    words: Mapping[str, str]

    def scenario(self, usual: Scenario) -> ScenarioRead:
        """The scenario itself. An input that a later version of the program added is as in `usual`."""
        return read_scenario(self.words, usual)


def scenario_names(snapshot: Snapshot) -> tuple[str, ...]:
    """The names of the scenarios a workspace holds, in order."""
    documents = (name for name in snapshot.documents if name.startswith(FOLDER))
    return tuple(sorted(name.removeprefix(FOLDER).removesuffix(".json") for name in documents))


def load_scenario(snapshot: Snapshot, name: str) -> Saved:
    """One scenario. Raises UserError if there is none of that name, or it can't be read."""
    path = snapshot.documents.get(document_name(name))
    if path is None:
        raise UserError(f"There is no scenario “{name}” in this workspace.")
    return of_document(name, _read(name, path))


def save_scenario(workspace: Workspace, name: str, scenario: Scenario, who: str) -> Snapshot:
    """Keeps a scenario under a name, instead of one that has it already: as a version that can be undone.

    Raises UserError for a name that nobody could choose again.
    """
    kept = checked_name(name)
    content = json.dumps(to_document(scenario, kept, who), ensure_ascii=False, indent=1).encode()
    return workspace.publish(
        (), action=f"Kept the scenario “{kept}”", who=who, documents={document_name(kept): content}
    )


def remove_scenario(workspace: Workspace, name: str, who: str) -> Snapshot:
    """Takes a scenario away; undoing brings it back."""
    return workspace.publish(
        (), action=f"Removed the scenario “{name}”", who=who, documents={document_name(name): None}
    )


def checked_name(name: str) -> str:
    """The name with single blanks. Raises UserError for none, or one that is too long."""
    words = " ".join(name.split())
    if not words or len(words) > LONGEST_SCENARIO_NAME or not words.isprintable():
        raise UserError(f"A scenario needs a name of 1 to {LONGEST_SCENARIO_NAME} characters.")
    return words


def document_name(name: str) -> str:
    """What the document of a scenario is called."""
    return f"{FOLDER}{name}.json"


def to_document(scenario: Scenario, name: str, who: str) -> dict[str, Any]:
    """A scenario as plain values that JSON can hold."""
    return {
        "format": FORMAT,
        "name": name,
        "saved_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "who": who,
        "inputs": scenario_words(scenario),
    }


def of_document(name: str, document: Mapping[str, Any]) -> Saved:
    """The scenario that `to_document` wrote. Raises UserError for anything else."""
    try:
        if document["format"] > FORMAT:
            raise UserError(f"The scenario “{name}” was kept by a newer Coxswain: update Coxswain to open it.")
        words = {str(key): str(word) for key, word in document["inputs"].items()}
        return Saved(name, datetime.fromisoformat(document["saved_at"]), str(document["who"]), words)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise UserError(f"The scenario “{name}” can't be read ({problem}): remove it, or go back a version.") from None


def _read(name: str, path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise UserError(f"The scenario “{name}” can't be read ({problem}): remove it, or go back a version.") from None
