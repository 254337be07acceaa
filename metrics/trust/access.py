"""What somebody may see of a workspace."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Access:
    """What the asker may see: everything, some teams, or only aggregates over five people or more."""

    scope: Literal["all", "teams", "aggregates"] = "all"
    teams: tuple[str, ...] = ()

    def narrowed(self, other: "Access") -> "Access":
        """What both may see. Some teams and only aggregates have no form in common: then it is nobody's team."""
        if self == other or other.scope == "all":
            return self
        if self.scope == "all":
            return other
        if self.scope == other.scope == "teams":
            return Access("teams", tuple(team for team in self.teams if team in other.teams))
        return Access("teams")


EVERYTHING = Access()
"""No limit."""
