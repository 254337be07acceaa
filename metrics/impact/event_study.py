"""The event study: how the two groups moved apart, month by month, before and after the start.

After the start, the imputed effects by months since then. Before it, what is found when the program is pretended to
have begun some months earlier. So each point compares with months that are not its own, as Borusyak, Jaravel and Spiess
(2024, section 4.4) ask for; the two sides are built differently and must not be fed to methods that assume otherwise.
"""

from dataclasses import dataclass

import numpy as np

from metrics.impact.imputation import Imputation, Part, impute
from metrics.impact.other_programs import Others
from metrics.impact.panel import Panel

MONTHS_FOR_SIX_BEFORE = 12
"""With a year of data from before, six months of it are shown as points; with less, three."""


@dataclass(frozen=True, slots=True)
class EventStudy:
    """Points by whole months since the start (their `label`): `before` are negative and should be near 0.

    `apart` is how often chance alone moves the points before as far from 0 together (Hotelling's T²); None where the
    points have no joint test.
    """

    before: tuple[Part, ...]
    after: tuple[Part, ...]
    apart: float | None


def event_study(
    panel: Panel, actual: Imputation, pretended: Imputation | None, others: Others = ()
) -> EventStudy:  # fmt: skip
    """The points of a panel from its effect and from what a pretended earlier start found (None: no points before).

    Where there is a year of data from before, the points before are found with a start pretended six months earlier,
    with what `others` did to the same people taken off.
    """
    if pretended is not None and panel.months_before >= MONTHS_FOR_SIX_BEFORE:
        longer = impute(panel, pretended=2 * panel.lead, others=others)
        pretended = longer if isinstance(longer, Imputation) else pretended
    if pretended is None:
        return EventStudy((), actual.distances, None)
    return EventStudy(pretended.distances, actual.distances, _apart(pretended))


def _apart(pretended: Imputation) -> float | None:
    """Hotelling's T² of all points: T²·(ν − k + 1) ÷ (k·ν) is F on k and ν − k + 1 degrees of freedom."""
    from scipy.special import fdtrc

    effects = [part.effect for part in pretended.distances]
    free = [effect.degrees_of_freedom for effect in effects if effect.degrees_of_freedom is not None]
    points = len(effects)
    if len(free) < points or min(free) - points + 1 < 1:
        return None
    value = np.array([effect.value for effect in effects])
    distance = float(value @ np.linalg.pinv(pretended.covariance, hermitian=True) @ value)
    below = min(free) - points + 1
    return float(fdtrc(points, below, distance * below / (points * min(free))))
