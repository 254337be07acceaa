"""A roll-out that was drawn here, as it was drawn: whom the lot reached when, and the lots that were possible.

It is judged by the lot (intention to treat) if it was followed: everybody counts as drawn, whatever they did.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from metrics.formatting import format_date
from metrics.impact import NEVER, Lot, Panel
from metrics.programs.assignment_set import AssignmentSet, possible_assignments
from metrics.programs.clustering import TOGETHER
from metrics.programs.exposure import Exposure, PersonStart
from metrics.programs.registration import TrainingRule
from metrics.programs.rollout_assignment import Candidate, drawn_place, months_on, units_of
from metrics.programs.rollout_documents import DrawnRollout
from metrics.query import Reader, select_rows

GRACE = timedelta(days=31)
"""Who starts within a month of their day follows the lot."""


@dataclass(frozen=True, slots=True)
class FollowedRollout:
    """A drawn roll-out whose first day is over: whom the lot reached (`exposure`), of `drawn` people how many
    `departed` from it, and the assignments that were `possible`, of which the lot fell on the one at `place`.

    `was_followed` is whether at least half of all, and of those whom the lot reached by now, did what it said: else it
    says nothing of the program. `units` are the ids of those drawn together, `numbers` people's numbers by id;
    `wave_days` are the days of the waves, None for those who wait.
    """

    rollout: DrawnRollout
    exposure: Exposure
    drawn: int
    departed: int
    was_followed: bool
    numbers: Mapping[str, int]
    units: tuple[tuple[str, ...], ...]
    possible: AssignmentSet
    place: int
    wave_days: tuple[date | None, ...]

    @property
    def words(self) -> str:
        """How it was drawn and followed."""
        lots = f"{self.rollout.among:,} of {self.rollout.of:,} possible assignments"
        departed = f"{self.departed} of {self.drawn} departed from it" if self.departed else "everybody followed it"
        return (
            f"Drawn on {format_date(self.rollout.drawn_at.date())} by {self.rollout.who} among {lots}; {departed}. "
            "Everybody counts as drawn."
        )

    def lot(self, panel: Panel, periods: Mapping[date, int]) -> Lot:
        """The lot over a panel's people, with the period in which each day of a wave begins to count."""
        position = {int(person): place for place, person in enumerate(panel.names)}
        unit_of = np.full(len(panel.names), -1)
        for number, people in enumerate(self.units):
            for person_id in people:
                if (place := position.get(self.numbers.get(person_id, -1))) is not None:
                    unit_of[place] = number
        begins = np.array([NEVER if day is None else periods.get(whole_month(day), NEVER) for day in self.wave_days])
        by_unit = begins[self.possible.waves]
        treated_from = np.where(unit_of >= 0, by_unit[:, unit_of], NEVER)
        return Lot(treated_from, self.place)


def followed_rollout(reader: Reader, drawn: DrawnRollout | None, actual: Exposure) -> FollowedRollout | None:
    """The roll-out as it was drawn, held against who started in truth; None where the lot leaves nothing to permute,
    nobody was to start yet, or nobody knows who did."""
    through = reader.session().data_through
    if drawn is None or not drawn.among or through is None or not actual.starts:
        return None
    begun = [start for start in drawn.starts if start.starts_on and start.starts_on <= through]
    if not begun:
        return None
    numbers = dict(select_rows(reader.session(), "numbers_of_people"))
    in_truth = {start.person: start.day for start in reversed(actual.starts)}
    departed = {
        start.person_id
        for start in drawn.starts
        if _departs(start.starts_on, in_truth.get(numbers.get(start.person_id, -1)), through)
    }
    ignored = sum(start.person_id in departed for start in begun)
    was_followed = 2 * len(departed) <= len(drawn.starts) and 2 * ignored <= len(begun)
    starts = sorted(
        (PersonStart(numbers[start.person_id], whole_month(start.starts_on)) for start in begun
         if start.starts_on and start.person_id in numbers),
        key=lambda start: (start.day, start.person),
    )  # fmt: skip
    exposure = Exposure("roll-out", TrainingRule(), tuple(starts), (), TOGETHER[drawn.design])
    possible, place, days, units = _set_of(drawn)
    if place < 0:
        return None
    return FollowedRollout(
        drawn, exposure, len(drawn.starts), len(departed), was_followed, numbers, units, possible, place, days
    )  # fmt: skip


def whole_month(day: date) -> date:
    """The first day of the first whole month with the program: the same for every lot, so that none is favored."""
    return day if day.day == 1 else months_on(day, 1)


def _departs(planned: date | None, actual: date | None, through: date) -> bool:
    """Whether somebody did otherwise than the lot said, as far as that can be known by now."""
    if planned is None or planned > through:
        return actual is not None and (planned is None or actual < planned - GRACE)
    return (actual is None and planned + GRACE <= through) or (actual is not None and abs(actual - planned) > GRACE)


def _set_of(
    drawn: DrawnRollout,
) -> tuple[AssignmentSet, int, tuple[date | None, ...], tuple[tuple[str, ...], ...]]:
    """The set that was drawn among, which of it was drawn (−1: the set can't be made again), the days of its waves, and
    the ids of each unit."""
    candidates = [Candidate(start.person_id, "", start.team, start.result) for start in drawn.starts]
    units = units_of(candidates, drawn.design)
    days = _wave_days(drawn)
    wave_of = {start.person_id: days.index(start.starts_on) for start in drawn.starts}
    own = [wave_of[unit[0].person_id] for unit in units]
    sizes = [own.count(wave) for wave in range(len(days))]
    possible = possible_assignments([[person.result for person in unit] for unit in units], sizes, drawn.seed)
    place = drawn_place(len(possible.waves), drawn.seed)
    same = len(possible.waves) == drawn.among and possible.waves[place].tolist() == own
    ids = tuple(tuple(person.person_id for person in unit) for unit in units)
    return possible, place if same else -1, days, ids


def _wave_days(drawn: DrawnRollout) -> tuple[date | None, ...]:
    """The days of the waves in order, those who wait last."""
    days: Sequence[date] = sorted({start.starts_on for start in drawn.starts if start.starts_on})
    waiting = any(start.starts_on is None for start in drawn.starts)
    return (*days, None) if waiting else tuple(days)
