"""What changed most and where: sentences computed from the answers of a page, and how many were looked at for them."""

from collections.abc import Mapping
from dataclasses import replace

from metrics.insights.change_findings import leading_beside_lagging, what_changed
from metrics.query import Answer, Ask, Selection
from metrics.report import Block, Heading, Item, Items, Note
from metrics.semantic import catalog

SEGMENT = "team"
SENTENCES = 3


def change_blocks(
    answers: Mapping[str, Answer | Exception], selection: Selection, currency: str, ask: Ask
) -> tuple[Block, ...]:
    """The strongest changes of the whole and of single teams. `answers` are metrics over time, by name."""
    one_team = any(each.dimension == SEGMENT and len(each.values) == 1 for each in selection.where)
    pairs = []
    for name, answer in answers.items():
        if isinstance(answer, Answer):
            pairs.append((catalog()[name], answer))
            if one_team:  # the team is the whole: the same change is not said twice
                continue
            by_team = ask(replace(answer.question, by=(SEGMENT,), compare=("previous",)))
            if isinstance(by_team, Answer):
                pairs.append((catalog()[name], by_team.within(selection.trend[0], selection.period)))
    changed = what_changed(pairs, currency, limit=SENTENCES)
    findings = Items("", tuple(Item(finding.sentence) for finding in changed.findings))
    return Heading("What changed most"), *((findings,) if findings.items else ()), Note(changed.sentence)


def balance_sentence(answers: Mapping[str, Answer | Exception], currency: str) -> str:
    """How the leading metrics moved beside the lagging ones."""
    answered = [(catalog()[name], answer) for name, answer in answers.items() if isinstance(answer, Answer)]
    return leading_beside_lagging(answered, currency).sentence
