"""The one way to say what a chart shows: its kind, its series, its axes with their units, its marks, and its words."""

from dataclasses import dataclass
from typing import Literal

from metrics.formatting import Unit

ChartKind = Literal[
    "trend", "lines", "dots", "steps", "events", "funnel", "waterfall", "bridge", "stack", "fan", "tornado"
]
"""What is drawn.

trend: a value by period with its interval; lines: the same of segments, in panels where there are several; dots: a
value with its interval for each name; steps: curves over days; events: effects by months before and after a start;
funnel: rates over what they rest on; waterfall: from one total to another over few parts; bridge: the same with long
names; stack: counts by reason, one on another, and a total; fan: what may come; tornado: how far each input moves a
total.
"""
Role = Literal["value", "others", "middle", "limit", "inner limit", "plan"]
"""What a series is in its chart: values, those of all others together, the middle, a limit, one within it, a plan."""


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One mark: where it stands, its value and interval, and what is read when one points at it, a line each.

    `hollow`: not to be judged yet, or before a start. `signal`: more than chance or routine variation. A `total` ends
    or begins a waterfall; its other points lead on from the one before.
    """

    x: str | float
    value: float | None
    low: float | None = None
    high: float | None = None
    text: str = ""
    hollow: bool = False
    signal: bool = False
    total: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Points in order, under the name of what they are of. `held_against`: the value that each is compared with."""

    name: str
    points: tuple[ChartPoint, ...]
    role: Role = "value"
    held_against: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartPanel:
    """One of several small charts with the same axes; a chart of its own has no title."""

    title: str
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """What an axis shows and in which unit; `low` and `high` are its ends where the values don't say them.

    `names` are its places in order, where it has names for them.
    """

    title: str = ""
    unit: Unit = "count"
    low: float | None = None
    high: float | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across the chart at a value (`level`), or upright at a place of the axis below, with its name."""

    at: float
    text: str = ""
    level: bool = False
    dashed: bool = True


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart. `title` says what it shows, `alt` what is to be seen in it, for those who can't see it.

    `key` names it for good; `across` is the axis of the points' places, `up` that of their values.
    """

    kind: ChartKind
    title: str
    alt: str
    key: str
    panels: tuple[ChartPanel, ...]
    across: Axis
    up: Axis
    marks: tuple[Mark, ...] = ()

    @property
    def points(self) -> tuple[ChartPoint, ...]:
        """Every mark of it."""
        return tuple(point for panel in self.panels for series in panel.series for point in series.points)
