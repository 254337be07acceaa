"""The panel: what each person achieved in each period, and from when a program reached them.

Everything that judges a program starts from a `Panel`. `build_panel` makes one from flat arrays, or says in words of
the user why the question can't be judged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from types import MappingProxyType
from typing import Any, Literal, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from metrics.impact.arrays import Floats, Ints, Mask, summed

Grain = Literal["week", "month", "quarter"]

Together = Literal["people", "teams", "regions"]
"""What was assigned as a whole, and is therefore independent of one another."""
ONE: Mapping[Together, str] = MappingProxyType({"people": "person", "teams": "team", "regions": "region"})
"""What one of them is called."""

NEVER = 2**31
"""The period from which somebody is treated whom the program has not reached within the panel."""

PERIODS_IN_THREE_MONTHS = {"week": 13, "month": 3, "quarter": 1}

Kind = Literal[
    "no data", "not a number", "nothing to divide by", "treated twice", "treated before hired", "one person",
    "nobody treated", "nobody untreated", "everyone at once", "never varies", "period without data",
    "nobody left to compare", "too few people", "no time before", "not told apart",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class CannotBeJudged:
    """Why a question has no answer: `because` completes the sentence “This can't be judged because …”.

    `people` are the labels of those whose data is at fault, so that a page can offer to leave them out.
    """

    kind: Kind
    because: str
    people: tuple[Any, ...] = ()

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return f"This can't be judged because {self.because}"


@dataclass(frozen=True, slots=True)
class Observations:
    """What was achieved: arrays of equal length, one entry for each person, period and segment (in any order).

    `unit` names the person (any labels), `period` counts periods from 0, `numerator` ÷ `denominator` is the outcome and
    `denominator` its weight (closed deals, person-weeks). Entries of one person, period, segment and band are added.
    `count` is how many facts the entry rests on, where the denominator counts something else (money at list price).
    `segment` and `band` (of tenure) name who is comparable with whom, `cluster` what was assigned `together` (the team,
    or the region; without it each person is a cluster), `hired` the period in which the person started, NaN where
    unknown.
    """

    unit: ArrayLike
    period: ArrayLike
    numerator: ArrayLike
    denominator: ArrayLike
    _: KW_ONLY
    count: ArrayLike | None = None
    segment: ArrayLike | None = None
    band: ArrayLike | None = None
    cluster: ArrayLike | None = None
    hired: ArrayLike | None = None
    together: Together = "teams"


@dataclass(frozen=True, slots=True)
class Rollout:
    """Whom a program reached when: two arrays of equal length, a person's label and the period.

    Who is not in it was never reached. A period before 0 is one before the panel begins, one after its end is planned.
    """

    unit: ArrayLike
    period: ArrayLike


@dataclass(frozen=True, slots=True)
class Panel:
    """Cells with an outcome, in the order of person and period, and the people they belong to.

    Arrays over cells: `unit` (position of the person), `period`, `group` (position of the segment × tenure band),
    `outcome`, `weight` (its denominator), `count` (of facts). Arrays over people: `treated_from` (`NEVER` where not
    reached), `cluster` (position of the cluster), `starts` (first period with data). `names` are the people's labels,
    `groups` those of segment and band, `periods` the names of the periods; `counted` says what the facts are. `empty`
    entries had nothing to divide by and are no cells; `without_data` people were reached but have no cell.
    """

    unit: Ints
    period: Ints
    group: Ints
    outcome: Floats
    weight: Floats
    count: Floats
    treated_from: Ints
    cluster: Ints
    starts: Ints
    names: tuple[Any, ...]
    groups: tuple[tuple[Any, Any], ...]
    periods: tuple[str, ...]
    grain: Grain
    counted: str
    together: Together
    empty: int
    without_data: int

    @property
    def treated(self) -> Mask:
        """Which cells are treated (cells,)."""
        return self.period >= self.treated_from[self.unit]

    @property
    def reached(self) -> Mask:
        """Which people the program reached within the panel (people,)."""
        return self.treated_from < NEVER

    @property
    def since(self) -> Ints:
        """Periods since each cell's person was reached (cells,), negative before; meaningless where never reached."""
        return self.period - self.treated_from[self.unit]

    @property
    def lead(self) -> int:
        """Three months, in periods."""
        return PERIODS_IN_THREE_MONTHS[self.grain]

    @property
    def months_before(self) -> float:
        """How many months of data the typical (median) person who was reached has from before, 0 where nobody was."""
        before = (self.treated_from - self.starts)[self.reached & (self.starts < NEVER)]
        return float(np.median(np.maximum(before, 0))) * 3 / self.lead if before.size else 0.0


def build_panel(
    observations: Observations,
    rollout: Rollout,
    periods: Sequence[str],
    *,
    grain: Grain = "month",
    counted: str = "deals",
) -> Panel | CannotBeJudged:
    """The panel of one program and one outcome over consecutive `periods` (their names), or why there is none.

    Raises ValueError where the caller is at fault: arrays of different lengths, a period outside the panel.
    """
    columns = _columns(observations, len(periods))
    starts = _rollout(rollout)
    if refusal := _unusable(columns, starts, periods):
        return refusal
    names, unit = np.unique(columns["unit"], return_inverse=True)
    treated_from, without_data = _treated_from(names, starts, len(periods))
    panel = _assemble(columns, names, unit, treated_from, tuple(periods), grain, counted, without_data)
    early = _before_hired(columns["hired"], unit, starts, names)
    return early or _incomparable(panel) or panel


def tenure_bands(months: ArrayLike, edges: Sequence[int]) -> Ints:
    """The tenure band of each entry: 0 before the first edge (in months since hiring), 1 from it on, and so forth.

    Unknown tenure (NaN) is a band of its own, −1. New hires ramp, so comparing them with old hands would take the ramp
    for an effect.
    """
    value = np.asarray(months, dtype=float)
    band = np.searchsorted(np.asarray(edges, dtype=float), value, side="right").astype(np.int64)
    return np.where(np.isnan(value), -1, band)


def _columns(observations: Observations, periods: int) -> dict[str, NDArray[Any]]:
    """All columns as arrays of one length; those that are absent get one label for all."""
    unit = np.asarray(observations.unit)
    filled = {
        "unit": unit,
        "period": np.asarray(observations.period),
        "numerator": np.asarray(observations.numerator, dtype=float),
        "denominator": np.asarray(observations.denominator, dtype=float),
        "count": np.asarray(observations.denominator if observations.count is None else observations.count, float),
        "segment": _or_same(observations.segment, len(unit)),
        "band": _or_same(observations.band, len(unit)),
        "cluster": unit if observations.cluster is None else np.asarray(observations.cluster),
        "hired": np.full(len(unit), np.nan) if observations.hired is None else np.asarray(observations.hired, float),
    }
    if len({column.shape for column in filled.values()}) > 1:
        raise ValueError("all arrays of the observations must have the same length")
    period = filled["period"] = filled["period"].astype(np.int64)
    if len(period) and (period.min() < 0 or period.max() >= periods):
        raise ValueError(f"periods must lie between 0 and {periods - 1}")
    filled["together"] = np.array("people" if observations.cluster is None else observations.together)
    return filled


def _or_same(labels: ArrayLike | None, length: int) -> NDArray[Any]:
    return np.zeros(length, dtype=np.int64) if labels is None else np.asarray(labels)


def _rollout(rollout: Rollout) -> tuple[NDArray[Any], NDArray[Any]]:
    """Labels and periods of the roll-out, each pair once."""
    unit, period = np.asarray(rollout.unit), np.asarray(rollout.period, dtype=float)
    if unit.shape != period.shape:
        raise ValueError("the arrays of the roll-out must have the same length")
    names, code = np.unique(unit, return_inverse=True)
    pairs = np.unique(np.column_stack((code, period)), axis=0) if len(unit) else np.empty((0, 2))
    return names[pairs[:, 0].astype(np.int64)], pairs[:, 1]


def _unusable(
    columns: dict[str, NDArray[Any]], starts: tuple[NDArray[Any], NDArray[Any]], periods: Sequence[str]
) -> CannotBeJudged | None:
    """What makes the arrays themselves unusable."""
    if len(columns["unit"]) == 0:
        return CannotBeJudged("no data", "there is no data on the outcome.")
    broken = ~(np.isfinite(columns["numerator"]) & np.isfinite(columns["denominator"]) & np.isfinite(columns["count"]))
    if broken.any() or not np.isfinite(starts[1]).all():
        people = _distinct(columns["unit"][broken])
        return CannotBeJudged("not a number", "some values are not numbers. Leave those rows out or mend them.", people)
    senseless = (columns["denominator"] < 0) | ((columns["denominator"] == 0) & (columns["numerator"] != 0))
    if senseless.any():
        people = _distinct(columns["unit"][senseless])
        return CannotBeJudged("nothing to divide by", "some results rest on less than nothing.", people)
    counted = summed(columns["period"], columns["denominator"], len(periods))
    if (empty := np.flatnonzero(counted == 0)).size:
        named = ", ".join(periods[position] for position in empty[:3]) + (" and others" if empty.size > 3 else "")
        because = f"nobody has any data in {named}. Add what is missing, or judge a time that is covered."
        return CannotBeJudged("period without data", because)
    names, times = np.unique(starts[0], return_counts=True)
    if (times > 1).any():
        because = "some people have several start dates. Say for each person when the programme reached them."
        return CannotBeJudged("treated twice", because, _distinct(names[times > 1]))
    return None


def _treated_from(names: NDArray[Any], starts: tuple[NDArray[Any], NDArray[Any]], periods: int) -> tuple[Ints, int]:
    """From when each person is treated, and how many were reached that have no data."""
    treated_from = np.full(len(names), NEVER, dtype=np.int64)
    position = np.searchsorted(names, starts[0]) if len(starts[0]) else np.empty(0, dtype=np.int64)
    has_data = (position < len(names)) & (names[np.minimum(position, len(names) - 1)] == starts[0])
    within = starts[1] < periods
    treated_from[position[has_data & within]] = starts[1][has_data & within].astype(np.int64)
    return treated_from, int((~has_data & within).sum())


def _assemble(
    columns: dict[str, NDArray[Any]], names: NDArray[Any], unit: Ints, treated_from: Ints, periods: tuple[str, ...],
    grain: Grain, counted: str, without_data: int,
) -> Panel:  # fmt: skip
    """Adds entries of the same cell and puts the cells in order."""
    segments, segment = np.unique(columns["segment"], return_inverse=True)
    bands, band = np.unique(columns["band"], return_inverse=True)
    groups, group = np.unique(segment * len(bands) + band, return_inverse=True)
    key = (unit * len(periods) + columns["period"]) * len(groups) + group
    full = columns["denominator"] > 0
    cells, place = np.unique(key[full], return_inverse=True)
    weight = summed(place, columns["denominator"][full], len(cells))
    total = summed(place, columns["numerator"][full], len(cells))
    people, cell_period = np.divmod(cells // len(groups), len(periods))
    first = np.full(len(names), NEVER, dtype=np.int64)
    np.minimum.at(first, people, cell_period)
    pairs = zip(segments[groups // len(bands)].tolist(), bands[groups % len(bands)].tolist(), strict=True)
    return Panel(
        unit=people, period=cell_period, group=cells % len(groups), outcome=total / weight, weight=weight,
        count=summed(place, columns["count"][full], len(cells)), treated_from=treated_from,
        cluster=_first_cluster(columns, unit, len(names)), starts=first, names=tuple(names.tolist()),
        groups=tuple(pairs), periods=periods, grain=grain, counted=counted,
        together=cast(Together, str(columns["together"])), empty=int((~full).sum()), without_data=without_data,
    )  # fmt: skip


def _first_cluster(columns: dict[str, NDArray[Any]], unit: Ints, people: int) -> Ints:
    """The cluster each person was in first: whoever changes team stays with the one they were assigned with.

    Of several in the first period the first by label, so that the order of rows never matters.
    """
    code = np.unique(columns["cluster"], return_inverse=True)[1]
    order = np.lexsort((code, columns["period"], unit))
    first = np.unique(unit[order], return_index=True)[1]
    cluster = np.empty(people, dtype=np.int64)
    cluster[unit[order][first]] = code[order][first]
    return np.unique(cluster, return_inverse=True)[1]


def _before_hired(
    hired: NDArray[Any], unit: Ints, starts: tuple[NDArray[Any], NDArray[Any]], names: NDArray[Any]
) -> CannotBeJudged | None:
    has_hire_date = ~np.isnan(hired)
    first = np.full(len(names), -np.inf)
    first[unit[has_hire_date]] = hired[has_hire_date]
    position = np.minimum(np.searchsorted(names, starts[0]), len(names) - 1) if len(starts[0]) else np.empty(0, int)
    early = (names[position] == starts[0]) & (starts[1] < first[position]) if len(position) else np.zeros(0, bool)
    if not early.any():
        return None
    because = "the programme reached some people before they were hired. Correct their dates or leave them out."
    return CannotBeJudged("treated before hired", because, _distinct(names[position[early]]))


def _incomparable(panel: Panel) -> CannotBeJudged | None:
    """What leaves nobody to compare, whatever the method."""
    reached = panel.reached
    if len(reached) == 1:
        return CannotBeJudged("one person", "there is data of one person only.")
    if not reached.any():
        return CannotBeJudged("nobody treated", "none of those whom the programme reached has data on this outcome.")
    if panel.treated.all():
        return CannotBeJudged("nobody untreated", "everybody had the programme from the first period on.")
    if reached.all() and len(np.unique(panel.treated_from)) == 1:
        because = "everybody started at the same time, so there is nobody to compare with."
        return CannotBeJudged("everyone at once", because)
    if np.ptp(panel.outcome) <= 1e-12 * max(1.0, float(np.abs(panel.outcome).max())):
        return CannotBeJudged("never varies", "the outcome is the same for everybody in every period.")
    return None


def _distinct(labels: NDArray[Any]) -> tuple[Any, ...]:
    return tuple(np.unique(labels).tolist())
