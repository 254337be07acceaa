"""What a reader looks at: a kind of period, the chosen one and those before, what it is held against, and of whom."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Literal

from metrics.query.periods import periods_within
from metrics.query.question import Comparison, Grain, Period, Question, Where
from metrics.schema import Settings
from metrics.semantic import Dimension

GRAINS: tuple[Grain, ...] = ("quarter", "month", "week", "year")
AGAINST: Mapping[Comparison, str] = MappingProxyType(
    {
        "previous": "the period before",
        "year ago": "a year earlier",
        "plan": "the plan",
        "company": "the rest of the company",
    }
)
"""What a value can be held against, in words."""
Roster = Literal["then", "today"]
ROSTERS: Mapping[Roster, str] = MappingProxyType(
    {"then": "teams as they were then", "today": "teams as they are today"}
)
SHOWN: Mapping[Grain, int] = MappingProxyType({"week": 26, "month": 24, "quarter": 12, "year": 8, "all": 1})
"""So many periods a trend looks back: enough for its limits, few enough to be read."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What was chosen. `trend` are the periods a trend shows, the chosen one last; `periods` are all.

    `also` are the titles of the dimensions beside the roster's that were chosen to filter by.
    """

    grain: Grain
    period: Period
    trend: tuple[Period, ...]
    periods: tuple[Period, ...]
    comparison: Comparison
    where: tuple[Where, ...]
    roster: Roster
    also: tuple[str, ...] = ()

    def looking_back(self, count: int) -> "Selection":
        """The same with a trend of so many periods."""
        position = self.periods.index(self.period)
        return replace(self, trend=self.periods[max(0, position + 1 - count) : position + 1])

    def over_time(self, metric: str) -> Question:
        """The metric in every period of the trend, held against the comparison and the plan."""
        compare = tuple(dict.fromkeys((self.comparison, "plan")))
        return Question(metric, self.trend[0].start, self.period.end, self.grain, (), self.where, compare, self.roster)

    def for_any_period(self, metric: str) -> Question:
        """The same over every period that can be chosen (by week these would be too many: then only the trend)."""
        if self.grain == "week":
            return self.over_time(metric)
        return replace(self.over_time(metric), start=self.periods[0].start, end=self.periods[-1].end)

    def of_period(self, metric: str) -> Question:
        """The metric in the chosen period, held against nothing."""
        return Question(
            metric, self.period.start, self.period.end, self.grain, where=self.where, roster=self.roster
        )  # fmt: skip

    def by(self, metric: str, dimension: str, most: tuple[int, ...] = ()) -> Question:
        """The metric in the chosen period, a row for each value of a dimension, at `most` so many by name."""
        return Question(
            metric, self.period.start, self.period.end, self.grain, (dimension,), self.where, (self.comparison,),
            self.roster, most=most,
        )  # fmt: skip

    @property
    def words(self) -> dict[str, str | list[str]]:
        """What it says, in the words it is chosen with."""
        return {
            "grain": self.grain,
            "period": self.period.label,
            "against": AGAINST[self.comparison],
            "teams": ROSTERS[self.roster],
            "also": list(self.also),
            **{f"only_{where.dimension}": list(where.values) for where in self.where},
        }

    @property
    def usual_back(self) -> int:
        """How many periods a trend looks back unless somebody says otherwise."""
        return SHOWN[self.grain]

    def filters_in_words(self, dimensions: Mapping[str, Dimension]) -> str:
        """What the filters leave, so that nobody takes a part for the whole: “Only Region: Europe (…)”.

        `dimensions` are those filtered by, each under its name.
        """
        parts = [f"{dimensions[each.dimension].title}: {', '.join(each.values)}" for each in self.where]
        return f"{'Only ' + ' · '.join(parts) if parts else 'Everybody'} ({ROSTERS[self.roster]})"


@dataclass(frozen=True, slots=True)
class SelectionChoices:
    """What can be chosen: periods between the first and the last day on which something happened."""

    days: tuple[date, date]
    settings: Settings

    @property
    def grains(self) -> tuple[Grain, ...]:
        """The kinds of period, the usual one first."""
        return GRAINS

    @property
    def comparisons(self) -> tuple[str, ...]:
        """What a value can be held against, in words."""
        return tuple(AGAINST.values())

    @property
    def rosters(self) -> tuple[str, ...]:
        """Whose team counts, in words."""
        return tuple(ROSTERS.values())

    def periods(self, grain: str) -> dict[str, Period]:
        """The periods of a kind by label, the latest first."""
        return {period.label: period for period in reversed(self._periods(grain))}

    def selection(
        self, grain: str, label: str, against: str, roster: str, where: Mapping[str, tuple[str, ...]],
        also: tuple[str, ...],
    ) -> Selection:  # fmt: skip
        """What the words say; `where` are the values kept of each dimension by name, none of it: all are."""
        periods = self._periods(grain)
        position = [period.label for period in periods].index(label)
        kind = _grain(grain)
        return Selection(
            grain=kind,
            period=periods[position],
            trend=periods[max(0, position + 1 - SHOWN[kind]) : position + 1],
            periods=periods,
            comparison=next(each for each, words in AGAINST.items() if words == against),
            where=tuple(Where(name, values) for name, values in where.items() if values),
            roster=next(each for each, words in ROSTERS.items() if words == roster),
            also=also,
        )

    def _periods(self, grain: str) -> tuple[Period, ...]:
        return periods_within(None, None, _grain(grain), self.days, self.settings)


def _grain(word: str) -> Grain:
    return next(grain for grain in GRAINS if grain == word)
