"""How deals walk through the stages: how far they came, how long each took, where they are on the last day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sample_data.deals import Deal
from sample_data.division import Division
from sample_data.plan import FIRST_DAY, LAST_DAY, Row
from sample_data.planted import CLOSING_DISCOVERY, CLOSING_TEAM

OPEN_STAGES = ("Discovery", "Qualification", "Proposal", "Negotiation")
TIMES = (0.30, 0.20, 0.28, 0.22)
"""Share of a deal's time in each open stage, on average."""
LOST_AT = (0.36, 0.27, 0.22, 0.15)
"""How likely a deal that isn't won ends in each open stage."""
LOST_LATE = (0.06, 0.14, 0.36, 0.44)
"""The same in the team that can't close."""


@dataclass(frozen=True, slots=True)
class StageWalk:
    """The stages a deal has entered by the last day, each with its day, the last one being where it stands."""

    entries: tuple[tuple[str, date], ...]

    @property
    def stage(self) -> str:
        """Where the deal stands on the last day."""
        return self.entries[-1][0]


def walk(deal: Deal, reached: int, times: Sequence[float]) -> StageWalk:
    """The walk of a deal that gets as far as so many open stages, `times` being the weight of each of them."""
    length, total, passed = (deal.closed_on - deal.created_on).days, sum(times[:reached]), 0.0
    entries: list[tuple[str, date]] = []
    for stage, weight in zip(OPEN_STAGES[:reached], times, strict=False):
        entries.append((stage, deal.created_on + timedelta(days=int(length * passed / total))))
        passed += weight
    entries.append((deal.outcome, deal.closed_on))
    return StageWalk(tuple(entry for entry in entries if entry[1] <= LAST_DAY))


def walks(division: Division, deals: Sequence[Deal]) -> Mapping[str, StageWalk]:
    """The walk of every recorded deal, by its id."""
    numbers = division.stream("stages")
    shape = np.array(TIMES) * 12
    times = numbers.gamma(shape, size=(len(deals), len(TIMES)))
    places = numbers.random(len(deals))
    walk_by_deal = {}
    for deal, drawn, place in zip(deals, times, places, strict=True):
        hurried = deal.team.name == CLOSING_TEAM
        weights = [drawn[0] * (CLOSING_DISCOVERY if hurried else 1.0), *drawn[1:]]
        ends = np.cumsum(LOST_LATE if hurried else LOST_AT)
        reached = len(OPEN_STAGES) if deal.outcome == "Closed Won" else 1 + int(np.searchsorted(ends, place))
        walk_by_deal[deal.opportunity_id] = walk(deal, min(reached, len(OPEN_STAGES)), weights)
    return walk_by_deal


def history_rows(walks: Mapping[str, StageWalk], unrecorded: frozenset[str] = frozenset()) -> Iterator[Row]:
    """The `stage_history` table from the first recorded day on, without the deals whose history nobody recorded."""
    for opportunity_id, taken in walks.items():
        for stage, day in taken.entries:
            if day >= FIRST_DAY and opportunity_id not in unrecorded:
                yield {"opportunity_id": opportunity_id, "stage": stage, "entered_on": day}
