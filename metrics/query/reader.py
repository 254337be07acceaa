"""The way to the rows of a workspace: one version of it, open for one viewer, who says what for.

Whatever reads rows takes a Reader. What needs only documents, settings or the state of tables takes its snapshot.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeVar

from metrics.errors import UserError
from metrics.query.question import Question
from metrics.query.session import Session, open_session
from metrics.store import Snapshot, Workspace
from metrics.trust import EVERYTHING, Access, Purpose, Viewer

Rows = TypeVar("Rows")
Bounds = Literal["teams", "none"]
"""Whether the rows of a list were bounded to the teams that its reader may see, or belong to no team."""

TOTALS_ONLY = "You may see totals over five people or more, not the rows behind them."
OF_NO_TEAM = "Rows left out belong to no team; only people who may see everything can list them."


@dataclass(frozen=True, slots=True)
class Reader:
    """One version of a workspace, open for a viewer and a purpose."""

    snapshot: Snapshot
    viewer: Viewer
    purpose: Purpose

    def session(self, as_of: date | None = None) -> Session:
        """The version, open for questions, as if its data ended on `as_of` where that is earlier than it does."""
        return open_session(self.snapshot, self.viewer.access, as_of)

    @property
    def key(self) -> str:
        """What anything remembered of it has to be remembered by: the workspace, its version, what may be seen."""
        return f"{self.snapshot.folder} · {self.snapshot.number} · {self.snapshot.digest} · {self.viewer.access}"

    def allowed(self, question: Question) -> Question:
        """The question with no more access than the viewer has; the same one where that is no limit."""
        access = question.access.narrowed(self.viewer.access)
        return question if access == question.access else replace(question, access=access)

    def listed(
        self,
        rows: Callable[[], Rows],
        *,
        bounds: Bounds = "none",
        access: Access = EVERYTHING,
        instead: Rows | None = None,
    ) -> Rows:
        """A list of rows or names, made only if the viewer may see it; `access` is what its question asked for.

        Somebody who may see totals only gets `instead`, as does somebody who may see some teams only where the rows
        have no such bounds. Raises UserError where there is nothing to give instead.
        """
        scope = access.narrowed(self.viewer.access).scope
        if scope == "all" or (scope == "teams" and bounds == "teams"):
            return rows()
        if instead is not None:
            return instead
        raise UserError(TOTALS_ONLY if scope == "aggregates" else OF_NO_TEAM)

    def over(self, snapshot: Snapshot) -> "Reader":
        """The same viewer before another version, or before this one with a metric that isn't kept yet."""
        return replace(self, snapshot=snapshot)

    def meant_for(self, purpose: Purpose) -> "Reader":
        """The same with another purpose."""
        return replace(self, purpose=purpose)

    def for_totals(self) -> "Reader":
        """The same without limits, for what is computed from people and shown of five or more together only."""
        return replace(self, viewer=replace(self.viewer, access=EVERYTHING))


def open_whole(snapshot: Snapshot) -> Reader:
    """A version open for what is written of it: that is the same whoever writes, and nobody sees it."""
    return Reader(snapshot, Viewer("Coxswain"), "command")


def open_version(workspace: Workspace, viewer: Viewer, *, version: int | None = None, purpose: Purpose) -> Reader:
    """A version of a workspace, the newest unless said otherwise, open for a viewer.

    Raises UserError for a version that isn't there.
    """
    return Reader(workspace.latest() if version is None else workspace.open(version), viewer, purpose)
