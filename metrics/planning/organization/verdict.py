"""What a ratio of enablement to people says: a place on one continuous scale, never a zone."""

from dataclasses import dataclass
from math import log
from typing import Literal

from metrics.people import ratio_text
from metrics.planning.organization.percent_text import percent_text
from metrics.planning.organization.rule_numbers import Numbers
from metrics.planning.organization.rules import organization_rules

Toward = Literal["nothing", "nobody", "gross", "more", "typical", "fewer", "beyond"]


@dataclass(frozen=True, slots=True)
class RatioVerdict:
    """Where a ratio stands between 1:1 (A2), the typical one (A1) and 1:500 (A2), on a logarithmic scale.

    `ratio` is people per enablement person, None where there are none of either. `place` runs from 0 at the one end to
    1 at the other and is held there; `way` is the part of the way from the typical ratio toward the end it leans to.
    """

    ratio: float | None
    toward: Toward
    place: float | None
    way: float
    rule: str
    sentence: str


def verdict_on(people: int, enablers: int, numbers: Numbers) -> RatioVerdict:
    """The verdict on so many enablement people for so many customer-facing ones."""
    rules = organization_rules()
    if people < 1:
        return RatioVerdict(
            None, "nothing", None, 0.0, rules.typical.rule, "Nobody is customer-facing, so there is no ratio."
        )
    if enablers < 1:
        sentence = f"Nobody enables {people:,} customer-facing people. {rules.too_few.text}"
        return RatioVerdict(None, "nobody", None, 1.0, rules.too_few.rule, sentence)
    ratio = people / enablers
    place = place_on_scale(ratio, numbers)
    shown = ratio_text(ratio)
    if ratio <= numbers.gross:
        return RatioVerdict(ratio, "gross", place, 1.0, rules.too_many.rule, f"{shown} is gross inefficiency.")
    if ratio > numbers.beyond:
        sentence = f"{shown} lies beyond 1:{numbers.beyond}, which usually means that the company has not bought in."
        return RatioVerdict(ratio, "beyond", place, 1.0, rules.too_few.rule, sentence)
    if ratio == numbers.ratio:
        return RatioVerdict(ratio, "typical", place, 0.0, rules.typical.rule, f"{shown} is the ratio that is aimed at.")
    return _between(ratio, place, numbers)


def place_on_scale(ratio: float, numbers: Numbers) -> float:
    """Where a ratio lies between the two ends of the scale, from 0 to 1 on a logarithm; held there if beyond."""
    return min(1.0, max(0.0, log(ratio / numbers.gross) / log(numbers.beyond / numbers.gross)))


def _between(ratio: float, place: float, numbers: Numbers) -> RatioVerdict:
    """A ratio that leans to one end without having reached it."""
    rules = organization_rules()
    few = ratio > numbers.ratio
    end = numbers.beyond if few else numbers.gross
    way = log(ratio / numbers.ratio) / log(end / numbers.ratio)
    means = "beyond which a company has usually not bought in" if few else "which is gross inefficiency"
    sentence = (
        f"{ratio_text(ratio)} lies {percent_text(way)} of the way from 1:{numbers.ratio} toward 1:{end}, {means}."
    )
    rule = rules.too_few.rule if few else rules.too_many.rule
    return RatioVerdict(ratio, "fewer" if few else "more", place, way, rule, sentence)
