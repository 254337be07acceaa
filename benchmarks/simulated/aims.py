"""What is asked of a row's figures, and whether they meet it."""

from dataclasses import dataclass
from typing import Literal, Protocol

Measure = Literal["claims", "upper", "raised_below", "power", "not_enough", "coverage"]
WORDS: dict[Measure, str] = {
    "claims": "claims",
    "upper": "claims at the upper grades",
    "raised_below": "below them “raised” or “lowered”",
    "power": "power",
    "not_enough": "not enough data",
    "coverage": "coverage",
}
CERTAINTY = 0.95
FEWEST_SHOWN = 50
"""Of fewer intervals no coverage is held against its aim."""
COVERED = (0.93, 0.97)
"""What the coverage of an interval of 95 % should lie between."""


class RowFigures(Protocol):
    """The figures of a row: shares between 0 and 1."""

    @property
    def companies(self) -> int:
        """How many companies were drawn."""
        ...

    @property
    def shown(self) -> int:
        """How many of them were shown an interval."""
        ...

    def share(self, measure: Measure) -> float:
        """The share that a measure names."""
        ...


@dataclass(frozen=True, slots=True)
class AtMost:
    """A share that may not be significantly above a limit: at most 7.3 % of 1,000 companies for 6 %."""

    measure: Measure
    limit: float

    def met(self, row: RowFigures) -> bool:
        """Whether the share of these companies is no more than chance makes of the limit."""
        from scipy.stats import binom

        most = binom.ppf(CERTAINTY, row.companies, self.limit) if self.limit > 0 else 0
        return bool(round(row.share(self.measure) * row.companies) <= most)

    def words(self) -> str:
        """The aim as the table has it."""
        return f"{WORDS[self.measure]} ≤ {100 * self.limit:.0f} %" if self.limit else f"no {WORDS[self.measure]}"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A share that reaches a limit."""

    measure: Measure
    limit: float

    def met(self, row: RowFigures) -> bool:
        """Whether the share is as high as the limit."""
        return row.share(self.measure) >= self.limit

    def words(self) -> str:
        """The aim as the table has it."""
        return f"{WORDS[self.measure]} ≥ {100 * self.limit:.3g} %"


@dataclass(frozen=True, slots=True)
class Covers:
    """Intervals of 95 % hold the truth about as often as they say."""

    def met(self, row: RowFigures) -> bool:
        """Whether they do, or are too few to tell."""
        return row.shown < FEWEST_SHOWN or COVERED[0] <= row.share("coverage") <= COVERED[1]

    def words(self) -> str:
        """The aim as the table has it."""
        return f"coverage {100 * COVERED[0]:.0f}–{100 * COVERED[1]:.0f} %"


Aim = AtMost | AtLeast | Covers
