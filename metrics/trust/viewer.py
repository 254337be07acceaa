"""Who looks, and what for."""

from dataclasses import dataclass
from typing import Literal

from metrics.trust.access import EVERYTHING, Access

Purpose = Literal["screen", "download", "deck", "command"]
"""What is read for: to be looked at, taken away as rows, presented, or printed by a command."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who looks at a workspace: the name that enters its history, and what they may see."""

    who: str
    access: Access = EVERYTHING
