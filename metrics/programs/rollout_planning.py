"""Planning the roll-out of one program: who may be reached, how small an effect could be seen, the lot drawn once."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, get_args

from metrics.formatting import format_date, format_value, listed
from metrics.programs.choice_words import REASONS
from metrics.programs.exposure import exposure_of
from metrics.programs.power_text import power_rows, worth_sentence
from metrics.programs.registry import Program, programs
from metrics.programs.rollout_assignment import Candidate, Design, draw_rollout, months_on, start_days
from metrics.programs.rollout_documents import (
    DrawnRollout,
    keep_rollout,
    kept_rollout,
    rollout_candidates,
    rollout_rows,
)
from metrics.query import Reader, metric_named
from metrics.report import Block, Note, Sentence, table_of_words
from metrics.store import Workspace

NOBODY = "The roster has nobody in these functions today: give its people a function, or choose another one."
NOT_KNOWN = "How small an effect could be seen isn't known: it takes results of people over some months."
HOW = (
    "From judging the last months here as if half of them had been reached by lot, five times: so the ups and downs of "
    "months, people and teams are in it. It is read off few months, so a later column may be wider than an earlier "
    "one. – stands where there are too few people, or months before."
)
ONCE = (
    "The lot is drawn once and kept, among the quarter of all assignments in which last quarter's results differ least "
    "between the groups. Drawing until one pleases would be no lot any more."
)


def programs_to_roll_out(reader: Reader) -> dict[str, Program]:
    """The programs that are for a metric and have reached nobody yet, by name."""
    return {
        program.name: program
        for program in programs(reader)
        if program.outcome and not exposure_of(reader, program).starts
    }


def power_blocks(reader: Reader, metric: str, functions: Sequence[str], design: Design) -> tuple[Block, ...]:
    """The smallest effect that would be seen, by how many are reached and for how long. It may take seconds."""
    return _power(reader, metric, functions, design, len(rollout_candidates(reader, metric, functions)))


def _power(reader: Reader, metric: str, functions: Sequence[str], design: Design, people: int) -> tuple[Block, ...]:
    if not people:
        return (Note(NOBODY, "nothing"),)
    rows = power_rows(reader, metric, functions, design, people)
    if not rows:
        return (Note(NOT_KNOWN, "nothing"),)
    heading, *rest = rows
    outcome = metric_named(reader.snapshot, metric).short_title
    title = f"{outcome}: the smallest effect that would be seen in four of five cases"
    return table_of_words(title, heading, rest), Note(HOW)


@dataclass(frozen=True, slots=True)
class RolloutPlanning:
    """A program that has reached nobody yet, the functions whose people it may reach, and these people."""

    DESIGNS: ClassVar[tuple[Design, ...]] = get_args(Design)

    reader: Reader
    program: Program
    functions: tuple[str, ...]
    people: tuple[Candidate, ...]

    @classmethod
    def of(cls, reader: Reader, program: Program, functions: Sequence[str]) -> "RolloutPlanning":
        """The planning of a program; its people are asked for once."""
        people = rollout_candidates(reader, str(program.outcome), functions)
        return cls(reader, program, tuple(functions), people)

    @property
    def kept(self) -> DrawnRollout | None:
        """The roll-out that was drawn before; None while none was."""
        return kept_rollout(self.reader.snapshot, self.program.program_id)

    @property
    def rows(self) -> list[dict[str, object]]:
        """Who starts when by the roll-out that was drawn, as rows of the table `rollout`."""
        return rollout_rows(self.program.program_id, self.kept) if self.kept else []

    @property
    def first_day(self) -> date:
        """The day that was registered; else the first one of the month after next: time to register and to invite."""
        registration = self.program.registration
        return registration.starts_on if registration else months_on(date.today(), 2)

    @property
    def contradiction(self) -> str:
        """Why a lot doesn't fit what was registered; empty where it does."""
        registration = self.program.registration
        if registration is None or registration.chosen == "at random":
            return ""
        return (
            f"{self.program.name} is registered as reaching people for another reason than by lot "
            f"({REASONS[registration.chosen]}): withdraw it, and register anew with “drawn by lot”."
        )

    def power(self, design: Design) -> tuple[Block, ...]:
        """The smallest effect that would be seen."""
        return _power(self.reader, str(self.program.outcome), self.functions, design, len(self.people))

    def prospect(self, design: Design, days: Sequence[date]) -> tuple[Block, ...]:
        """When they would start, how many may, and whether what was registered as worth paying for could be seen."""
        people, outcome = len(self.people), str(self.program.outcome)
        blocks = (
            Sentence(f"They start on {listed([format_date(day) for day in days])}."), Note(f"{people} people. {ONCE}"),
        )  # fmt: skip
        worth = self.program.registration.worth if self.program.registration else None
        if not worth or not people:
            return blocks
        return (*blocks, Sentence(worth_sentence(self.reader, outcome, self.functions, design, people, worth)))

    def drawn(self) -> tuple[Block, ...]:
        """The roll-out that was drawn: when and by whom, and its groups with their results before."""
        kept = self.kept
        if kept is None:
            return ()
        metric, currency = (
            metric_named(self.reader.snapshot, str(self.program.outcome)),
            self.reader.snapshot.settings.currency,
        )
        rows = [
            (
                format_date(group.starts_on) if group.starts_on else "Never",
                f"{group.people:,}",
                format_value(group.mean, metric.unit, currency, compact=True),
            )
            for group in kept.groups
        ]
        heading = ("Start", "People", f"Mean {metric.short_title.lower()}")
        day = format_date(kept.drawn_at.date())
        among = f", among {kept.among:,} of {kept.of:,} assignments" if kept.among else ""
        return (
            Sentence(f"Drawn on {day} by {kept.who}, {kept.design}{among}: {len(self.rows)} people start."),
            table_of_words("The groups, balanced on last quarter's result", heading, rows),
        )

    def days(self, first: date, apart: int, waves: int) -> tuple[date, ...]:
        """The days on which so many groups start, so many months apart."""
        return start_days(first, apart, waves)

    def draw(self, workspace: Workspace, days: Sequence[date], waiting: float, design: Design, who: str) -> None:
        """Draws the lot and keeps it, for good; about a share `waiting` (0 to 1) is never reached.

        Raises UserError where there are too few, where it lies in the past, or where one was drawn before.
        """
        plan = draw_rollout(self.people, days, waiting, design, secrets.randbelow(2**31))
        keep_rollout(workspace, self.program.program_id, plan, who)
