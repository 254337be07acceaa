"""What a reconciliation says, in sentences: only what adds up is called an explanation."""

from collections.abc import Iterator
from decimal import Decimal

from metrics.formatting import format_change, format_count, format_value, plural
from metrics.insights.reconciliation import Reconciliation, ReconciliationGroup
from metrics.insights.subset_sum import MOST_TOGETHER

SETS_NAMED = 3
TOGETHER = {2: "two", 3: "two or three"}


def reconciliation_verdict(reconciliation: Reconciliation, currency: str) -> str:
    """Whether the two agree, and by how much they differ if they don't."""
    unit, rounding = reconciliation.metric.unit, reconciliation.theirs.rounding
    if reconciliation.agrees:
        spread = format_value(rounding, unit, currency)
        return f"The two agree, as far as yours was typed (give or take {spread})." if rounding else "The two agree."
    size = format_value(abs(reconciliation.difference), unit, currency)
    return f"Yours is {size} {'higher' if reconciliation.difference > 0 else 'lower'} than ours."


def reconciliation_explanation(reconciliation: Reconciliation, currency: str) -> Iterator[str]:
    """What adds up to the difference, one sentence each, or that nothing does."""
    if reconciliation.agrees:
        return
    if not reconciliation.groups:
        yield "There are no rows here that another count would treat otherwise."
    elif not reconciliation.explanations:
        yield f"None of the groups adds up to it, and no {TOGETHER[MOST_TOGETHER]} of them together do."
    else:
        yield from _adding_up(reconciliation, currency)
        yield "Numbers can add up by chance: look at the rows before you rely on it."


def reconciliation_line(group: ReconciliationGroup, reconciliation: Reconciliation, currency: str) -> str:
    """A group with what it adds to our total, how many rows it has, and what the difference would then be."""
    left = format_change(reconciliation.left(group), reconciliation.metric.unit, currency)
    unknown = f", {format_count(group.unknown)} without a value" if group.unknown else ""
    rows = plural(group.rows, "row")
    return (
        f"{effect(group, reconciliation, currency)}: {group.title} ({rows}{unknown}). The difference would be {left}."
    )


def reconciliation_set_aside(reconciliation: Reconciliation) -> Iterator[str]:
    """The rows that imports set aside: they are stored nowhere, so nobody can count them here."""
    for file in reconciliation.set_aside:
        yield (
            f"{plural(file.rows_set_aside, 'row')} of {file.name} {'was' if file.rows_set_aside == 1 else 'were'} set "
            "aside when it was imported (copies of other rows, or not readable). They are not stored, so it can't be "
            "said whether they belong to the period: the import's report lists them."
        )


def _adding_up(reconciliation: Reconciliation, currency: str) -> Iterator[str]:
    sets = reconciliation.explanations
    edge = sets[0][0].edge
    only = "Only if all rows of a day lie on another one in your system: " if edge else ""
    if len(sets) == 1:
        yield f"{only}{_exactly(reconciliation, sets[0], currency)}: {_set(reconciliation, sets[0], currency)}."
        return
    named = "; or ".join(_set(reconciliation, each, currency) for each in sets[:SETS_NAMED])
    more = f"; and {len(sets) - SETS_NAMED} more" if len(sets) > SETS_NAMED else ""
    yield f"{only}{len(sets)} explanations add up to the difference, and the numbers can't tell which: {named}{more}."


def _exactly(reconciliation: Reconciliation, chosen: tuple[ReconciliationGroup, ...], currency: str) -> str:
    total = sum((group.effect for group in chosen), Decimal(0))
    if total == reconciliation.difference:
        return "This adds up to the difference exactly"
    spread = format_value(reconciliation.theirs.rounding, reconciliation.metric.unit, currency)
    return f"This adds up to the difference, give or take the {spread} to which yours was typed"


def _set(reconciliation: Reconciliation, chosen: tuple[ReconciliationGroup, ...], currency: str) -> str:
    return " and ".join(f"“{group.title}” ({effect(group, reconciliation, currency)})" for group in chosen)


def effect(group: ReconciliationGroup, reconciliation: Reconciliation, currency: str) -> str:
    """What a group adds to our total, or takes from it."""
    return format_change(group.effect, reconciliation.metric.unit, currency)
