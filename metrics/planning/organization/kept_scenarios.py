"""The scenarios that a workspace keeps, opened as plans on the facts of the one on screen."""

from dataclasses import dataclass
from typing import ClassVar

from metrics.planning.organization.plan import OrganizationPlan
from metrics.planning.organization.saved_scenarios import (
    LONGEST_SCENARIO_NAME,
    load_scenario,
    remove_scenario,
    save_scenario,
    scenario_names,
)
from metrics.store import Workspace


@dataclass(frozen=True, slots=True)
class KeptScenarios:
    """Scenarios by name; what changes them is a version of the workspace that can be undone."""

    workspace: Workspace
    longest_name: ClassVar[int] = LONGEST_SCENARIO_NAME

    @property
    def names(self) -> tuple[str, ...]:
        """What they are called, in order."""
        return scenario_names(self.workspace.latest())

    def opened(self, name: str, plan: OrganizationPlan) -> tuple[OrganizationPlan, tuple[str, ...]]:
        """One of them on the facts of `plan`, and a sentence for each input that can't be used.

        Raises UserError if there is none of that name, or it can't be read.
        """
        read = load_scenario(self.workspace.latest(), name).scenario(plan.usual)
        return OrganizationPlan(read.scenario, plan.baseline), read.complaints

    def keep(self, name: str, plan: OrganizationPlan, who: str) -> None:
        """Keeps every input under a name. Raises UserError for a name that nobody could choose again."""
        save_scenario(self.workspace, name, plan.scenario, who)

    def remove(self, name: str, who: str) -> None:
        """Takes one away."""
        remove_scenario(self.workspace, name, who)
