"""A roll-out that is planned: how small an effect could be seen of it, and the groups that were drawn."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from metrics.formatting import format_date, format_value
from metrics.programs.choice_words import REASONS
from metrics.programs.exposure import exposure_of
from metrics.programs.power_text import power_rows, worth_sentence
from metrics.programs.registry import Program, programs
from metrics.programs.rollout_assignment import Design, months_on
from metrics.programs.rollout_documents import rollout_rows
from metrics.query import metric_named
from metrics.report import Block, Note, Sentence, table_of_words
from metrics.store import Snapshot

NOBODY = "The roster has nobody in these functions today: give its people a function, or choose another one."
NOT_KNOWN = "How small an effect could be seen isn't known: it takes results of people over some months."
HOW = (
    "From judging the last months here as if half of them had been reached by lot, five times: so the ups and downs of "
    "months, people and teams are in it. It is read off few months, so a later column may be wider than an earlier "
    "one. – stands where there are too few people, or months before."
)


def programs_to_roll_out(snapshot: Snapshot) -> dict[str, Program]:
    """The programs that are for a metric and have reached nobody yet, by name."""
    return {
        program.name: program
        for program in programs(snapshot)
        if program.outcome and not exposure_of(snapshot, program).starts
    }


def power_blocks(
    snapshot: Snapshot, metric: str, functions: Sequence[str], design: Design, people: int
) -> tuple[Block, ...]:
    """The smallest effect that would be seen, by how many are reached and for how long. It may take seconds."""
    if not people:
        return (Note(NOBODY, "nothing"),)
    rows = power_rows(snapshot, metric, functions, design, people)
    if not rows:
        return (Note(NOT_KNOWN, "nothing"),)
    heading, *rest = rows
    title = (
        f"{metric_named(snapshot, metric).short_title}: the smallest effect that would be seen in four of five cases"
    )
    return table_of_words(title, heading, rest), Note(HOW)


def worth_blocks(
    snapshot: Snapshot, program: Program, functions: Sequence[str], design: Design, people: int
) -> tuple[Block, ...]:
    """Whether what was registered as worth paying for could be seen; nothing where that was not said."""
    worth = program.registration.worth if program.registration else None
    if not worth or not people:
        return ()
    return (Sentence(worth_sentence(snapshot, str(program.outcome), functions, design, people, worth)),)


def drawn_blocks(snapshot: Snapshot, program: Program, kept: dict[str, Any]) -> tuple[Block, ...]:
    """The roll-out that was drawn: when and by whom, and its groups with their results before."""
    drawn = format_date(date.fromisoformat(kept["drawn_at"][:10]))
    people = len(rollout_rows(program.program_id, kept))
    metric, currency = metric_named(snapshot, str(program.outcome)), snapshot.settings.currency
    rows = [
        (
            format_date(date.fromisoformat(group["starts_on"])) if group["starts_on"] else "Never",
            f"{group['people']:,}",
            format_value(group["mean"], metric.unit, currency, compact=True),
        )
        for group in kept["groups"]
    ]
    heading = ("Start", "People", f"Mean {metric.short_title.lower()}")
    return (
        Sentence(f"Drawn on {drawn} by {kept['who']}, {kept['design']}: {people} people start."),
        table_of_words("The groups, balanced on last quarter's result", heading, rows),
    )


def usual_first_day(program: Program) -> date:
    """The day that was registered; else the first one of the month after next: time to register and to invite."""
    return program.registration.starts_on if program.registration else months_on(date.today(), 2)


def contradiction_to_lot(program: Program) -> str:
    """Why a lot doesn't fit what was registered; empty where it does."""
    registration = program.registration
    if registration is None or registration.chosen == "at random":
        return ""
    return (
        f"{program.name} is registered as reaching people for another reason than by lot "
        f"({REASONS[registration.chosen]}): withdraw it, and register anew with “drawn by lot”."
    )
