"""How far a program is: planned, running, or far enough to be judged; and whether it was registered in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from metrics.formatting import plural
from metrics.programs.registry import Program
from metrics.programs.rollout_assignment import months_on

ONE_DAY = timedelta(days=1)
MONTHS_AFTER = 3
"""Whole months after the typical start before a result can be read: deals take time."""
Stage = Literal["nobody reached yet", "planned", "running", "readable"]


@dataclass(frozen=True, slots=True)
class ProgramState:
    """`readable_from` is the day from which a result can be read by the calendar; None while nobody has a start day."""

    stage: Stage
    first_day: date | None
    readable_from: date | None
    registered: str

    @property
    def words(self) -> str:
        """The stage in words, without the day."""
        return {"readable": "can be judged"}.get(self.stage, self.stage)


def program_state_of(program: Program, starts: Sequence[date], through: date | None) -> ProgramState:
    """The state of a program whose people started on these days, with data through a day."""
    days = sorted(starts)
    registered = _registered(program, days[0] if days else None)
    if not days or through is None:
        return ProgramState("nobody reached yet", None, None, registered)
    readable = _months_later(days[len(days) // 2], MONTHS_AFTER)
    stage: Stage = "planned" if days[0] > through else "running" if through + ONE_DAY < readable else "readable"
    return ProgramState(stage, days[0], readable, registered)


def _registered(program: Program, first: date | None) -> str:
    registration = program.registration
    if registration is None:
        return "not registered"
    late = (registration.registered_at.date() - registration.begins(first)).days
    if first is None and late > 0:
        return f"registered {plural(late, 'day')} after it was to begin"
    if first is None:
        return "registered before it was to begin"
    return f"registered {plural(late, 'day')} after it began" if late > 0 else "registered before it began"


def _months_later(day: date, months: int) -> date:
    """The first day of the month that follows so many whole ones after a day."""
    return months_on(day, months + (day.day > 1))
