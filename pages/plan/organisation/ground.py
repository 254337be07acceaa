"""What the organization page begins with: the roster, its ramp and its attainment, asked once a version."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from metrics.formatting import format_date, format_value, plural
from metrics.people import EnablementRatios, Ramp, Workforce, enablement_ratios, last_year, ramp_of, workforce
from metrics.planning import Scenario, Sellers, coming_quarters, usual_scenario
from metrics.query import Answer, Question
from metrics.semantic import catalog
from metrics.store import Snapshot
from pages.parts.asking import answer_to, covered, data_through


@dataclass(frozen=True, slots=True)
class Attained:
    """The median of the quota that sellers attained, as a share, with the first and the last day it is of."""

    share: float
    start: date
    end: date

    @property
    def sentence(self) -> str:
        """Which fact it is, and which other one has a like name."""
        median, reached = catalog()["quota_attainment"], catalog()["quota_attained"]
        span = f"{format_date(self.start)} to {format_date(self.end)}"
        other = f"{reached.summary[0].lower()}{reached.summary[1:]}"
        return (
            f"Attainment is the metric “{median.title}”, {span}: {format_value(self.share, 'share')}. Not to be held "
            f"against “{reached.title}”, {other}"
        )


@dataclass(frozen=True, slots=True)
class Ground:
    """The facts under a plan. `usual` is the scenario they make; `sources` is where its numbers come from."""

    workforce: Workforce | None
    ramp: Ramp | None
    coverages: EnablementRatios | None
    usual: Scenario
    quarters: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def sellers(self) -> Sellers:
        """What is known of the roster's sellers."""
        shares = self.ramp.shares if self.ramp else ()
        return Sellers(self.workforce.tenures, self.workforce.seller_share, shares) if self.workforce else Sellers()

    @property
    def nobody(self) -> str:
        """Why there is nobody to enable while no customer-facing people are given, and what to do about it."""
        if self.workforce is None:
            return "No roster says who is customer-facing: upload one, or say above how many there are."
        if self.workforce.without_function and not any(self.workforce.people.values()):
            return (
                "The roster doesn't say who is customer-facing: upload it with a function (or role) column, such as "
                "sales, or say above how many there are."
            )
        return "Nobody is customer-facing, so there is nobody to enable: no stage, no team. Add people above."


def ground_of(snapshot: Snapshot) -> Ground:
    """The facts of one version."""
    return _ground(snapshot, str(snapshot.folder), snapshot.number)


@st.cache_resource(max_entries=20, show_spinner="Reading the roster …")
def _ground(_snapshot: Snapshot, folder: str, version: int) -> Ground:
    staff, curve = workforce(_snapshot), ramp_of(_snapshot)
    attained = attainment(_snapshot)
    return Ground(
        workforce=staff,
        ramp=curve,
        coverages=enablement_ratios(_snapshot),
        usual=usual_scenario(staff, attained.share if attained else None, own_ramp=curve is not None),
        quarters=coming_quarters(data_through(_snapshot), _snapshot.settings),
        sources=tuple(sources(staff, curve, attained)),
    )


def last_quarters(snapshot: Snapshot) -> tuple[date, date] | None:
    """First and last day of the last year of complete quarters, as far back as there is data; None without any."""
    day, days = data_through(snapshot), covered(snapshot)
    return None if day is None else last_year(day, snapshot.settings, days[0] if days else None)


def attainment(snapshot: Snapshot) -> Attained | None:
    """What sellers attained over the last four quarters; None where no quotas are known."""
    span = last_quarters(snapshot)
    if span is None:
        return None
    answer = answer_to(snapshot, Question("quota_attainment", *span))
    value = answer.rows[0].value if isinstance(answer, Answer) else None
    return None if value is None else Attained(value, *span)


def sources(staff: Workforce | None, curve: Ramp | None, attained: Attained | None) -> list[str]:
    """Where the numbers come from that a plan begins with."""
    if staff is None:
        return ["No roster says who works here, so that every number is yours to fill in."]
    sentences = headcounts(staff)
    if staff.growth is not None and staff.seller_attrition is not None:
        sentences.append("Growth and the sellers who leave are the last four quarters'.")
    if curve is not None:
        sentences.append(
            f"The ramp is your own: {curve.title.split(':')[0].lower()}, {curve.ended} of {curve.n} people."
        )
    if attained is not None:
        sentences.append(attained.sentence)
    return [*sentences, "Everything else is a rule or an assumption."]


def headcounts(staff: Workforce) -> list[str]:
    """Where the numbers of people come from, and whom they leave out."""
    nameless = plural(f"{staff.without_function:,}", "person", "people")
    if staff.without_function and not any(staff.people.values()):
        return [f"The roster gives no function to the {nameless} in it, so that every headcount is yours to fill in."]
    by = "the teams that coverage says they serve" if staff.covered else "the sizes of the functions"
    sentences = [f"People are the roster's as of {format_date(staff.day)}; enablement people are shared out by {by}."]
    if staff.without_function:
        sentences.append(f"{nameless} of the roster without a function that is known are left out.")
    if staff.beside_roster:
        sentences.append(f"{staff.beside_roster} of them only coverage names; the roster gives them another function.")
    return sentences
