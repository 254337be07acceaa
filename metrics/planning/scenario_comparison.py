"""Scenarios side by side: what each comes to, on screen and as files."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from metrics.planning.capacity.plan_capacity import plan_results
from metrics.planning.organization.plan import OrganizationPlan
from metrics.planning.organization.scenario_text import scenario_words
from metrics.report import Table, table_of_words


@dataclass(frozen=True)
class ScenarioComparison:
    """Plans by the name of their scenario, at least one. Results are computed when they are first asked for."""

    plans: Mapping[str, OrganizationPlan]

    @cached_property
    def results(self) -> Mapping[str, Mapping[str, str | int | float]]:
        """What each plan comes to, by title, by the scenario's name."""
        return {name: plan_results(plan) for name, plan in self.plans.items()}

    @property
    def blocks(self) -> tuple[Table, ...]:
        """A row a result, a column a scenario."""
        titles = next(iter(self.results.values()))
        rows = [(title, *(_shown(values[title]) for values in self.results.values())) for title in titles]
        return (table_of_words("Scenarios side by side", ("Result", *self.results), rows, numbers=True),)

    @property
    def document(self) -> dict[str, object]:
        """Every input and result of each, as plain values that JSON can hold."""
        return {
            name: {"inputs": scenario_words(plan.scenario), "results": dict(self.results[name])}
            for name, plan in self.plans.items()
        }

    @property
    def rows(self) -> list[dict[str, object]]:
        """The same for a spreadsheet: a row for each input and result, a column for each scenario."""
        words = {name: scenario_words(plan.scenario) for name, plan in self.plans.items()}
        return [*_rows("input", words), *_rows("result", self.results)]


def _rows(kind: str, values: Mapping[str, Mapping[str, object]]) -> list[dict[str, object]]:
    titles = next(iter(values.values()))
    return [{"kind": kind, "name": title, **{name: each[title] for name, each in values.items()}} for title in titles]


def _shown(value: object) -> str:
    return f"{value:,}" if isinstance(value, int | float) else str(value)
