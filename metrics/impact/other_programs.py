"""Other programs that reached the same people, or those compared with them, as regressors beside person and month.

Judged alone, an empty program that begins shortly before a working one is “proved” by it. So each other program has an
effect of its own for the months since its start, fitted on cells that the judged one had not reached, and taken off
what it had. Nothing is assumed of how effects grow, nor of the judged program's at all. Where another one is never seen
without it, cells with both say nothing of either and are left out.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from metrics.impact.arrays import Floats, Ints
from metrics.impact.panel import Panel

Others = Sequence[Ints]
"""Of each other program the period each person of the panel is treated from (people,), `NEVER` where not reached."""
FIRST_MONTHS = (0, 1, 2, 3, 4, 5, 6, 9, 12)
"""The months since a start at which a new effect begins: each of the first six, then in threes, a year and more as
one."""


def regressors_of(panel: Panel, others: Others) -> Floats:
    """Which effect of which other program each cell has (cells, effects): 1 or 0. Effects that no cell has are left
    out."""
    columns = [np.empty((len(panel.unit), 0))]
    for treated_from in others:
        since = (panel.period - treated_from[panel.unit]) * 3 // panel.lead
        effect = np.searchsorted(FIRST_MONTHS, since, side="right") - 1
        columns.append((effect[:, None] == np.arange(len(FIRST_MONTHS))).astype(float))
    regressors = np.column_stack(columns)
    return np.asarray(regressors[:, regressors.any(axis=0)])


def without_others(panel: Panel, others: Others) -> Panel:
    """The panel with the cells only that no other program had reached."""
    free = ~regressors_of(panel, others).any(axis=1)
    columns = {name: getattr(panel, name)[free] for name in ("unit", "period", "group", "outcome", "weight", "count")}
    return replace(panel, **columns)
