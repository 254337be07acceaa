"""By which day an outcome counts, and what is added up for a person and month: how a metric becomes a panel's cells."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from metrics.programs.registration import CREATED
from metrics.query import PanelForm, counted_by_entry
from metrics.semantic import Metric, deal_columns, fact_models

CLOSED = "closed"
"""Deals count by their own day, as the metric itself counts them."""


@dataclass(frozen=True, slots=True)
class ProgramOutcome:
    """A metric as an outcome of people and months: what its cells are, what facts are called, and how it is said.

    `title` is what is compared, which for a median or a sum is not the metric itself; `caveat` says so.
    """

    metric: Metric
    form: PanelForm
    title: str
    facts: str
    did: str = ""
    caveat: str = ""


@dataclass(frozen=True, slots=True)
class NoOutcome:
    """Why a metric can't be followed by person and month."""

    because: str


DID: Mapping[str, str] = MappingProxyType({"win_rate": "won"})


def outcome_of(metric: Metric) -> ProgramOutcome | NoOutcome:
    """How a metric can be followed by person and month, or why it can't."""
    model = fact_models().get(metric.facts_from)
    facts = model.counted[1] if model else "facts"
    title = metric.short_title
    if metric.shape == "duration" or metric.measure == "survival":
        return NoOutcome(f"{title} is measured once a person, not month by month: see Ramp.")
    if metric.measure == "product":
        return NoOutcome(f"{title} is a product: judge its factors one by one.")
    if metric.shape == "spell" and (metric.stock != "left" or metric.denominator is None):
        return NoOutcome(f"{title} counts what is there on one day, which can't be told apart by month.")
    if model is not None and not model.by_month:
        return NoOutcome(f"{title} is measured over longer than a month.")
    if metric.shape == "spell":
        return ProgramOutcome(metric, "spell", title, facts)
    if metric.measure == "median":
        caveat = "The mean is compared, not the median: medians of months don't add up."
        return ProgramOutcome(metric, "mean", f"{title}, mean", facts, caveat=caveat)
    if metric.measure == "sum":
        caveat = "The total is compared per person and month."
        return ProgramOutcome(metric, "sum", f"{title} per person and month", facts, caveat=caveat)
    if metric.measure == "distinct":
        return ProgramOutcome(metric, "distinct", title, facts)
    return ProgramOutcome(metric, "ratio", title, facts, DID.get(metric.name, ""))


def may_count_by_entry(metric: Metric) -> bool:
    """Whether its facts are deals, which can count by the day they were created or came into a stage."""
    return deal_columns(metric.facts_from) is not None and metric.shape == "event"


def counted_by(metric: Metric, day: str) -> Metric:
    """The metric with its deals counted by the day they were created, or first came into the stage called `day`.

    Deals that never did are left out. Any other metric is returned as it is.
    """
    if day == CLOSED or not may_count_by_entry(metric):
        return metric
    return counted_by_entry(metric, None if day == CREATED else day)
