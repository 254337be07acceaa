"""What changed most and where: sentences computed from the answers of a page, and how many were looked at for them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from metrics.insights.change_findings import leading_beside_lagging, what_changed
from metrics.query import Answer, Ask, Selection
from metrics.report import Block, Heading, Item, Items, Note
from metrics.semantic import Metric, catalog

SEGMENT = "team"
SENTENCES = 3


@dataclass(frozen=True, slots=True)
class ScorecardReport:
    """What the answers of a scorecard say together: `answers` are metrics over time, by name, or why there is none."""

    answers: Mapping[str, Answer | Exception]
    selection: Selection
    currency: str

    @property
    def balance(self) -> str:
        """How the leading metrics moved beside the lagging ones."""
        return leading_beside_lagging(self._answered, self.currency).sentence

    def changes(self, ask: Ask) -> tuple[Block, ...]:
        """The strongest changes of the whole and of single teams, and how many were looked at to find them."""
        pairs = []
        for metric, answer in self._answered:
            pairs.append((metric, answer))
            if self._one_team:  # the team is the whole: the same change is not said twice
                continue
            by_team = ask(replace(answer.question, by=(SEGMENT,), compare=("previous",)))
            if isinstance(by_team, Answer):
                pairs.append((metric, by_team.within(self.selection.trend[0], self.selection.period)))
        changed = what_changed(pairs, self.currency, limit=SENTENCES)
        findings = Items("", tuple(Item(finding.sentence) for finding in changed.findings))
        return Heading("What changed most"), *((findings,) if findings.items else ()), Note(changed.sentence)

    @property
    def _answered(self) -> list[tuple[Metric, Answer]]:
        return [(catalog()[name], answer) for name, answer in self.answers.items() if isinstance(answer, Answer)]

    @property
    def _one_team(self) -> bool:
        return any(each.dimension == SEGMENT and len(each.values) == 1 for each in self.selection.where)
