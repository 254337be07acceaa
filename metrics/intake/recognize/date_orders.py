"""The order of day and month of a column that does not tell, from columns of its file that do: one system wrote all."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from metrics.intake.choices import DateOrder
from metrics.intake.header_answers import answer_for, decision_about
from metrics.intake.model import Decision
from metrics.intake.recognize.profile import ColumnReading
from metrics.intake.recognize.record_kinds import Samples

_NUMERIC = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{2,4}\b")
ORDERS: tuple[DateOrder, ...] = ("dmy", "mdy")


def is_open(reading: ColumnReading) -> bool:
    """Whether a column's own dates leave their order open."""
    decision = decision_about(reading, "date order")
    return decision is not None and not decision.certain and set(decision.alternatives) == set(ORDERS)


def with_order_of_others(
    reading: ColumnReading,
    others: Sequence[ColumnReading],
    samples: Samples,
    remembered: Mapping[str, DateOrder],
) -> ColumnReading:
    """A column's reading with the order that other columns of its file prove, if they agree and are written alike.

    What is `remembered` of it and contradicts them is said not to count.
    """
    proofs = {
        other.name: order
        for other in others
        if (order := _proven(other)) and _mark(other, samples) == _mark(reading, samples)
    }
    if not is_open(reading) or len(set(proofs.values())) != 1:
        return reading
    header, order = next(iter(proofs.items()))
    former = answer_for(reading.name, remembered)
    aside = f"; {former}, which was confirmed before, doesn't fit them" if former and former != order else ""
    evidence = f"its own cells don't tell, and the dates under “{header}” can only be read so{aside}"
    other = tuple(each for each in ORDERS if each != order)
    decision = Decision("date order", order, evidence, reading.name, 0.9, other)
    decisions = tuple(decision if each.subject == "date order" else each for each in reading.decisions)
    return replace(reading, format=replace(reading.format, date_order=order), decisions=decisions)


def _proven(reading: ColumnReading) -> DateOrder | None:
    """The order that a column's own cells prove."""
    decision = decision_about(reading, "date order")
    if decision is None or not decision.certain or decision.alternatives:
        return None
    return next((order for order in ORDERS if order == decision.value), None)


def _mark(reading: ColumnReading, samples: Samples) -> str | None:
    """The mark between a column's numbers."""
    matches = (_NUMERIC.search(text) for text in samples.get(reading.name, ()) if text)
    return next((match.group(1) for match in matches if match), None)
