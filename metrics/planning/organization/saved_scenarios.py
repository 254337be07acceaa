"""Scenarios of the organization page, kept by name as documents of a workspace."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from metrics.errors import UserError
from metrics.planning.organization.scenario import Scenario
from metrics.planning.organization.scenario_text import ScenarioRead, read_scenario, scenario_words
from metrics.store import DocumentKind, Snapshot, Workspace

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
    return tuple(sorted(SCENARIOS.held(snapshot)))


def load_scenario(snapshot: Snapshot, name: str) -> Saved:
    """One scenario. Raises UserError if there is none of that name, or it can't be read."""
    saved = SCENARIOS.load(snapshot, name)
    if saved is None:
        raise UserError(f"There is no scenario “{name}” in this workspace.")
    return saved


def save_scenario(workspace: Workspace, name: str, scenario: Scenario, who: str) -> Snapshot:
    """Keeps a scenario under a name, instead of one that has it already: as a version that can be undone.

    Raises UserError for a name that nobody could choose again.
    """
    kept = checked_name(name)
    saved = Saved(kept, datetime.now(UTC), who, scenario_words(scenario))
    return SCENARIOS.save(workspace, kept, saved, action=f"Kept the scenario “{kept}”", who=who)


def remove_scenario(workspace: Workspace, name: str, who: str) -> Snapshot:
    """Takes a scenario away; undoing brings it back."""
    return SCENARIOS.remove(workspace, name, action=f"Removed the scenario “{name}”", who=who)


def checked_name(name: str) -> str:
    """The name with single blanks. Raises UserError for none, or one that is too long."""
    words = " ".join(name.split())
    if not words or len(words) > LONGEST_SCENARIO_NAME or not words.isprintable():
        raise UserError(f"A scenario needs a name of 1 to {LONGEST_SCENARIO_NAME} characters.")
    return words


def _to_values(saved: Saved) -> dict[str, Any]:
    return {
        "name": saved.name,
        "saved_at": saved.saved_at.isoformat(timespec="seconds"),
        "who": saved.who,
        "inputs": dict(saved.words),
    }


def _of_values(name: str, values: Mapping[str, Any]) -> Saved:
    words = {str(key): str(word) for key, word in values["inputs"].items()}
    return Saved(name, datetime.fromisoformat(values["saved_at"]), str(values["who"]), words)


SCENARIOS = DocumentKind(
    folder="scenarios/",
    called="The scenario “{}”".format,
    made="kept",
    encode=_to_values,
    decode=_of_values,
    way_out="remove it, go back a version in History",
)
"""The scenarios of a workspace, each under the name that somebody gave it."""
