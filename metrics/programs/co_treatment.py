"""Whom other programs reached besides: many of the same people within a year, or of those who are compared with.

Such programs are judged jointly: alone each would be given what another did.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from metrics.impact import Ints, Panel
from metrics.programs.exposure import Exposure, exposure_of
from metrics.programs.outcome_counting import ProgramOutcome
from metrics.programs.panel_query import OutcomePanel, periods_of_starts
from metrics.programs.registry import Program, programs
from metrics.query import Reader

NEAR_DAYS = 365
"""Within a year of one another, two programs work on the same results."""
MANY = 0.2
"""From this share of either's people on, or of those compared with, they are judged jointly: fewer can hardly move a
result."""
MOST = 3
"""So many others at most, those who share most: a month since the start of each is an effect of its own."""


@dataclass(frozen=True, slots=True)
class CoTreatment:
    """Another program, how many people it shares with the one that is judged (`both`) and how many of those compared
    with it reached (`instead`), and the period it reached each person of the panel from (people,)."""

    program: Program
    both: int
    instead: int
    treated_from: Ints

    @property
    def words(self) -> str:
        """How many it reached, in a sentence."""
        reached = [f"{self.both} of the same people"] if self.both else []
        reached += [f"{self.instead} of those compared with"] if self.instead else []
        return f"{self.program.name} reached {' and '.join(reached)} within a year."


def co_treatments(
    reader: Reader, program: Program, exposure: Exposure, outcome: ProgramOutcome, outcome_panel: OutcomePanel
) -> tuple[CoTreatment, ...]:
    """The programs to judge jointly with one, those that share most first; empty where there is no panel."""
    panel = outcome_panel.panel
    if not isinstance(panel, Panel):
        return ()
    own = _days(exposure)
    compared = {int(person) for person in panel.names} - own.keys()
    shared = []
    for other in programs(reader):
        if other.program_id == program.program_id:
            continue
        reached = exposure_of(reader, other)
        theirs = _days(reached)
        both = sum(abs((theirs[person] - own[person]).days) <= NEAR_DAYS for person in own.keys() & theirs.keys())
        instead = sum(_near(theirs[person], own) for person in compared & theirs.keys())
        if both >= MANY * min(len(own), len(theirs)) > 0 or (compared and instead >= MANY * len(compared)):
            treated_from = periods_of_starts(outcome, reached, outcome_panel)
            shared.append(CoTreatment(other, both, instead, treated_from))
    return tuple(sorted(shared, key=lambda each: -(each.both + each.instead))[:MOST])


def _days(exposure: Exposure) -> Mapping[int, date]:
    """The first day each person was reached."""
    days: dict[int, date] = {}
    for start in exposure.starts:
        days[start.person] = min(start.day, days.get(start.person, start.day))
    return days


def _near(day: date, own: Mapping[int, date]) -> bool:
    """Whether a day lies within a year of the time in which a program reached its people."""
    first, last = min(own.values()), max(own.values())
    return (first - day).days <= NEAR_DAYS and (day - last).days <= NEAR_DAYS
