"""Small drawn companies, as flat arrays, and the same estimate worked out the long way: with a dummy for everything."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from metrics.impact.panel import Observations, Panel, Rollout, build_panel


@dataclass(frozen=True)
class Drawn:
    observations: Observations
    rollout: Rollout
    periods: tuple[str, ...]

    def panel(self, **options: Any) -> Panel:
        panel = build_panel(self.observations, self.rollout, self.periods, **options)
        assert isinstance(panel, Panel), panel
        return panel

    def rows(self, order: NDArray[Any]) -> "Drawn":
        """The same rows in another order, or some of them."""
        columns = {
            name: None if (column := getattr(self.observations, name)) is None else np.asarray(column)[order]
            for name in self.observations.__slots__
            if name != "together"
        }
        return replace(self, observations=Observations(**columns))


def company(
    seed: int = 1,
    people: int = 30,
    months: int = 10,
    *,
    segments: int = 2,
    bands: int = 2,
    teams: int | None = None,
    effect: float = 0.1,
    treated: float = 0.5,
) -> Drawn:
    """Half of the people are reached at some month; who is hired late has no earlier rows, some months have no deal."""
    random = np.random.default_rng(seed)
    unit, period = np.repeat(np.arange(people), months), np.tile(np.arange(months), people)
    hired = random.integers(-6, months // 3, people)
    deals = random.poisson(4, len(unit))
    there = (period >= hired[unit]) & (deals > 0)
    reached = random.choice(people, int(people * treated), replace=False)
    start = random.integers(months // 2, months - 1, len(reached))
    since = np.full(people, months)
    since[reached] = start
    chance = np.clip(0.35 + random.normal(0, 0.08, people)[unit] + 0.01 * period, 0.05, 0.9)
    won = random.binomial(deals, np.clip(chance + effect * (period >= since[unit]), 0, 1))
    segment = random.integers(0, segments, people)[unit]
    band = np.minimum((period - hired[unit]) // 5, bands - 1)
    team = None if teams is None else random.integers(0, teams, people)[unit][there]
    observations = Observations(
        unit[there], period[there], won[there], deals[there], segment=segment[there], band=band[there], cluster=team,
        hired=hired[unit][there],
    )  # fmt: skip
    return Drawn(observations, Rollout(reached, start), tuple(f"month {month}" for month in range(months)))


def long_way(panel: Panel, kept: NDArray[np.bool_] | None = None) -> float:
    """The effect on those treated by least squares on dummies, and by asking which of them are identified.

    A treated cell can be imputed if its row of dummies is a combination of untreated rows.
    """
    kept = np.ones(len(panel.unit), dtype=bool) if kept is None else kept
    month = panel.period * len(panel.groups) + panel.group
    dummies = np.hstack(
        [panel.unit[:, None] == np.arange(len(panel.names)), month[:, None] == np.unique(month)],
    ).astype(float)
    on, asked = ~panel.treated & kept, panel.treated & kept
    root = np.sqrt(panel.weight)
    rows = dummies[on] * root[on, None]
    effects = np.linalg.lstsq(rows, panel.outcome[on] * root[on], rcond=None)[0]
    within = dummies @ np.linalg.pinv(rows) @ rows
    imputable = asked & (np.abs(within - dummies).max(axis=1) < 1e-8)
    if not imputable.any():
        return float("nan")
    return float(np.average((panel.outcome - dummies @ effects)[imputable], weights=panel.weight[imputable]))
