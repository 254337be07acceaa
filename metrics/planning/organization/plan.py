"""A plan: a scenario and the facts it is held against, with what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from metrics.people import nobody_sentence
from metrics.planning.organization.hiring import HiringInputs
from metrics.planning.organization.recommendation import Recommendation
from metrics.planning.organization.scenario import Scenario, scenario_inputs
from metrics.planning.organization.scenario_text import (
    OwnInput,
    moved_inputs,
    own_inputs,
    read_scenario,
    scenario_words,
    sensible_scenario,
    shown,
)
from metrics.planning.organization.usual_scenario import Provenance, coming_quarters, provenance_of, usual_scenario

if TYPE_CHECKING:
    from metrics.people import Baseline

VERSION = "version"
"""What an address calls the version of the workspace that it starts from."""


@dataclass(frozen=True)
class OrganizationPlan:
    """A scenario and the baseline it starts from. Everything else is computed when it is first asked for."""

    scenario: Scenario
    baseline: "Baseline"

    @classmethod
    def read(cls, words: Mapping[str, str], baseline: "Baseline") -> tuple["OrganizationPlan", tuple[str, ...]]:
        """The plan that words describe, and a sentence for each that couldn't be used; the rest is the baseline's."""
        read = read_scenario(words, usual_scenario(baseline))
        return cls(read.scenario, baseline), read.complaints

    def sensible(self) -> tuple["OrganizationPlan", tuple[str, ...]]:
        """The plan with what contradicts itself put back to the usual, and a sentence for each such thing."""
        scenario, complaints = sensible_scenario(self.scenario, self.usual)
        return OrganizationPlan(scenario, self.baseline), complaints

    def started_from(self, baseline: "Baseline") -> "OrganizationPlan":
        """The same plan on other facts: what nobody touched follows them."""
        return OrganizationPlan(moved_inputs(self.scenario, self.usual, usual_scenario(baseline)), baseline)

    @cached_property
    def usual(self) -> Scenario:
        """The scenario that the baseline makes by itself."""
        return usual_scenario(self.baseline)

    @cached_property
    def recommendation(self) -> Recommendation:
        """What the rules recommend. Raises UserError for numbers that can't be right."""
        return self.scenario.recommendation()

    @cached_property
    def costs(self) -> HiringInputs:
        """What the hiring plan starts from."""
        return self.scenario.hiring(self.recommendation)

    @property
    def nobody(self) -> str:
        """Why there is nobody to enable, and what to do about it; nothing where there are customer-facing people."""
        return "" if self.recommendation.people else nobody_sentence(self.baseline)

    @property
    def own(self) -> tuple[OwnInput, ...]:
        """The inputs that are the reader's own."""
        return own_inputs(self.scenario, self.usual)

    def word_of(self, name: str) -> str:
        """An input as people read it."""
        return shown(scenario_inputs()[name], getattr(self.scenario, name))

    @property
    def address(self) -> dict[str, str]:
        """What differs from the baseline, in words, and the version whose baseline that is."""
        usual = scenario_words(self.usual)
        words = {name: word for name, word in scenario_words(self.scenario).items() if word != usual[name]}
        return words if self.baseline.version is None else {**words, VERSION: str(self.baseline.version)}

    def provenance(self, name: str) -> Provenance:
        """Where the usual value of an input is from."""
        return provenance_of(name, self.baseline)

    @property
    def sellers(self) -> int:
        """How many sellers there are: as many as the scenario says, else the roster's part of its people in sales."""
        scenario = self.scenario
        return self.baseline.sellers.among(scenario.people_sales) if scenario.sellers is None else scenario.sellers

    @property
    def quarters(self) -> tuple[str, ...]:
        """The names of the eight quarters that are planned."""
        return coming_quarters(self.baseline.day, self.baseline.settings)

    @property
    def currency(self) -> str:
        """What money is in."""
        return self.baseline.settings.currency
