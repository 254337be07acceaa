"""What data must be there before anything is claimed, what is missing, and how much more would do."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from metrics.formatting import format_count, listed, plural
from metrics.impact.detectable_effect import facts_needed
from metrics.impact.effect_evidence import EvidenceCheck, ImpactQuestion, State
from metrics.impact.effect_text import size_text
from metrics.impact.evidence_thresholds import Thresholds
from metrics.impact.imputation import Imputation
from metrics.impact.panel import ONE, Panel, Together


@dataclass(frozen=True, slots=True)
class Missing:
    """What is missing, in sentences, and about how many facts more, and months at the present pace, would do.

    `counted` says what the facts are. The numbers are None where nothing is missing; the months also where time alone
    won't help (too few people or teams).
    """

    needs: tuple[str, ...]
    counted: str
    facts: float | None
    months: float | None


def missing(
    panel: Panel, imputation: Imputation, question: ImpactQuestion, detectable: float | None, rules: Thresholds,
    *, by_lot: bool = False,
) -> Missing:  # fmt: skip
    """What the data lacks for a claim on the question.

    Where a lot that was drawn here is the judge (`by_lot`), it says itself how few teams are too few.
    """
    people = _too_few(imputation, rules) if by_lot else _too_few_that_weigh(imputation, rules, panel.together)
    history = _history(panel, rules)
    facts, sentences = _facts(panel, imputation, question, detectable, rules)
    if not facts:
        return Missing((*people, *history), panel.counted, None, None)
    pace = _pace(panel)
    months = None if people or pace == 0 else facts / pace
    return Missing((*people, *history, *sentences), panel.counted, facts, months)


def compared(
    panel: Panel, imputation: Imputation, rules: Thresholds, beside: Sequence[str] = ()
) -> EvidenceCheck:  # fmt: skip
    """Whether most of what those reached did could be compared with anything."""
    dropped = imputation.dropped
    whole = imputation.treated.facts + dropped.facts
    if not whole:
        return EvidenceCheck("Who is compared", "failed", f"Those reached have no {panel.counted} yet.")
    share = imputation.treated.facts / whole
    reasons = (
        (dropped.no_person, "of people without data from before"),
        (dropped.no_month, "in which nobody alike was without it"),
        (dropped.apart, "that nothing links with the comparison"),
        (dropped.with_others, f"in which {listed(beside)} had begun too, so that the two can't be told apart"),
    )
    left_out = ", ".join(f"{plural(count, f'person-{panel.grain}')} {why}" for count, why in reasons if count)
    shown = "Over 99%" if 0.995 <= share < 1 else f"{share:.0%}"
    words = f"{shown} of the {panel.counted} of those reached could be compared"
    state: State = "passed" if share >= rules.least_compared else "failed"
    return EvidenceCheck("Who is compared", state, f"{words}; left out: {left_out}." if left_out else f"{words}.")


def unseen(question: ImpactQuestion, detectable: float | None) -> str | None:
    """That an effect worth paying for could have been missed; None where it couldn't, or nobody said what that is."""
    if detectable is None or question.worth is None or detectable <= question.worth:
        return None
    could, worth = size_text(detectable, question), size_text(question.worth, question)
    return f"You could only have detected ±{could}, and {worth} would be worth paying for."


def _too_few(imputation: Imputation, rules: Thresholds) -> tuple[str, ...]:
    return tuple(
        f"{plural(side.people, 'person', 'people')} {role}; it takes {least}."
        for side, least, role in (
            (imputation.treated, rules.least_treated, "reached"),
            (imputation.comparison, rules.least_comparison, "to compare with"),
        )
        if side.people < least
    )


def _too_few_that_weigh(imputation: Imputation, rules: Thresholds, together: Together) -> tuple[str, ...]:
    """People, teams and regions count by what they weigh in the estimate, not by standing in it."""
    sides = ((imputation.treated, "reached"), (imputation.comparison, "to compare with"))
    fewest = rules.least_treated if together == "people" else rules.least_teams
    wholes = [
        f"{plural(side.clusters, ONE[together])} {role}; where whole {together} are reached it takes {fewest}."
        for side, role in sides
        if together != "people" and side.clusters < fewest
    ]
    weighing = [
        f"Of the {side.clusters} {together} {role} few weigh: they are worth {side.weighing:.1f}; it takes {fewest}."
        for side, role in sides
        if side.clusters >= fewest > round(side.weighing, 1)
    ]
    return (*_too_few(imputation, rules), *wholes, *weighing)


def _history(panel: Panel, rules: Thresholds) -> tuple[str, ...]:
    if panel.months_before >= rules.least_months_before:
        return ()
    had = plural(round(panel.months_before, 1), "month")
    return (f"{had} of data from before the start; it takes {rules.least_months_before}.",)


def _facts(
    panel: Panel, imputation: Imputation, question: ImpactQuestion, detectable: float | None, rules: Thresholds
) -> tuple[float, list[str]]:
    """How many facts are missing in all, and the sentences that say so."""
    more, sentences = 0.0, []
    for side, role in ((imputation.treated, "of those reached"), (imputation.comparison, "to compare with")):
        if side.facts < rules.least_facts:
            more = max(more, rules.least_facts - side.facts)
            sentences.append(f"{format_count(side.facts)} {panel.counted} {role}; it takes {rules.least_facts}.")
    missed = None if imputation.effect.certain else unseen(question, detectable)
    if missed and detectable is not None and question.worth is not None:
        facts = imputation.treated.facts + imputation.comparison.facts
        more = max(more, facts_needed(detectable, question.worth, facts) - facts)
        sentences.append(missed)
    return more, sentences


def _pace(panel: Panel) -> float:
    """How many facts a month there were in the last three."""
    recent = panel.period >= len(panel.periods) - panel.lead
    return float(np.sum(panel.count[recent])) / 3
