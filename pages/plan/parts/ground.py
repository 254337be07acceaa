"""What the organisation page begins with: the roster, its ramp and its attainment, asked once a version."""

from dataclasses import dataclass

import streamlit as st

from metrics.coverage_bands import Coverages, coverages, last_year
from metrics.formatting import format_date, format_value
from metrics.planning.scenario import Scenario
from metrics.planning.scenario_capacity import Sellers
from metrics.question import Answer, Question
from metrics.ramp import Ramp, ramp
from metrics.store.snapshot import Snapshot
from metrics.workforce import Workforce, coming_quarters, usual_scenario, workforce
from pages.parts.questions import answer, data_through


@dataclass(frozen=True, slots=True)
class Ground:
    """The facts under a plan. `usual` is the scenario they make; `said` is where its numbers come from."""

    workforce: Workforce | None
    ramp: Ramp | None
    coverages: Coverages | None
    usual: Scenario
    quarters: tuple[str, ...]
    said: tuple[str, ...]

    @property
    def sellers(self) -> Sellers:
        """What is known of the roster's sellers."""
        shares = self.ramp.shares if self.ramp else ()
        return Sellers(self.workforce.tenures, self.workforce.seller_share, shares) if self.workforce else Sellers()


def ground_of(snapshot: Snapshot) -> Ground:
    """The facts of one version."""
    return _ground(snapshot, str(snapshot.folder), snapshot.number)


@st.cache_resource(max_entries=20, show_spinner="Reading the roster …")
def _ground(_snapshot: Snapshot, folder: str, version: int) -> Ground:
    found, curve = workforce(_snapshot), ramp(_snapshot)
    attained = attainment(_snapshot)
    return Ground(
        workforce=found,
        ramp=curve,
        coverages=coverages(_snapshot),
        usual=usual_scenario(found, attained, own_ramp=curve is not None),
        quarters=coming_quarters(data_through(_snapshot), _snapshot.settings),
        said=tuple(sources(found, curve, attained)),
    )


def attainment(snapshot: Snapshot) -> float | None:
    """The median part of a quota that sellers attained over the last four quarters; None where no quotas are known."""
    day = data_through(snapshot)
    if day is None:
        return None
    start, end = last_year(day, snapshot.settings)
    found = answer(snapshot, Question("quota_attainment", start, end))
    return found.rows[0].value if isinstance(found, Answer) else None


def sources(found: Workforce | None, curve: Ramp | None, attained: float | None) -> list[str]:
    """Where the numbers come from that a plan begins with."""
    if found is None:
        return ["No roster says who works here, so that every number is yours to fill in."]
    by = "the teams that coverage says they serve" if found.covered else "the sizes of the functions"
    said = [f"People are the roster's as of {format_date(found.day)}; enablement people are shared out by {by}."]
    if found.beside_roster:
        said.append(f"{found.beside_roster} of them only coverage names; the roster gives them another function.")
    if found.growth is not None and found.quits is not None:
        said.append("Growth and the sellers who leave are the last four quarters'.")
    if curve is not None:
        said.append(f"The ramp is your own: {curve.title.split(':')[0].lower()}, {curve.ended} of {curve.n} people.")
    if attained is not None:
        said.append(f"Attainment is the last four quarters' median, {format_value(attained, 'share')}.")
    return [*said, "Everything else is a rule or an assumption."]
