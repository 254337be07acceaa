"""Which programs a workspace knows: from the list of programs, the register, the roll-out and the training."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from metrics.errors import UserError
from metrics.programs.outcome_counting import NoOutcome, outcome_of
from metrics.programs.registration import Registration, registrations
from metrics.query import Reader, Session, missing_columns, select_rows
from metrics.semantic import Metric, metrics_of
from metrics.store import Snapshot


@dataclass(frozen=True, slots=True)
class Program:
    """One program. `outcome` is the name of the metric it should move, None where nobody said one there is.

    `in_rollout` and `in_training` are how many rows of those tables name it. What was registered goes before what the
    list of programs says.
    """

    program_id: str
    name: str
    outcome: str | None
    kind: str | None = None
    launched_on: date | None = None
    cost: float | None = None
    audience: str | None = None
    in_rollout: int = 0
    in_training: int = 0
    registration: Registration | None = None


def programs(reader: Reader) -> tuple[Program, ...]:
    """Every program, in order of launch (those without a day last) and name. Empty where there is none."""
    opened = reader.session()
    return opened.remember("programs", lambda: _programs(reader.snapshot, opened))


def program_named(reader: Reader, word: str) -> Program:
    """The program of that id or, where only one fits, name, whatever its case. Raises UserError if there is none."""
    all_programs = programs(reader)
    exact = [program for program in all_programs if program.program_id == word]
    alike = exact or [
        program
        for program in all_programs
        if word.casefold() in (program.program_id.casefold(), program.name.casefold())
    ]
    if len(alike) == 1:
        return alike[0]
    if not all_programs:
        raise UserError("This workspace knows no programme: import a list of programmes, or register one.")
    ids = ", ".join(program.program_id for program in all_programs)
    raise UserError(f"There {'are several programmes' if alike else 'is no programme'} “{word}”; there are {ids}.")


def metric_meant(snapshot: Snapshot, word: str | None) -> str | None:
    """The name of the metric that a word of the list of programs means: by name or title; None if there is none."""
    if word is None:
        return None
    wanted = word.strip().casefold()
    for name, metric in metrics_of(snapshot).items():
        if wanted in (name.casefold(), metric.title.casefold(), metric.short_title.casefold()):
            return name
    return None


def _programs(snapshot: Snapshot, opened: Session) -> tuple[Program, ...]:
    registered = {
        name: registration
        for name, registration in registrations(snapshot).items()
        if registration.withdrawn_at is None
    }
    listed = {row[0]: row for row in select_rows(opened, "listed_programs")}
    rollout, training = (dict(select_rows(opened, name)) for name in ("rollout_rows", "session_rows"))
    merged = []
    for program_id in {*registered, *listed, *rollout, *training}:
        row = listed.get(program_id, (program_id, program_id, None, None, None, None, None))
        registration = registered.get(program_id)
        merged.append(
            Program(
                program_id=program_id,
                name=registration.name if registration else row[1],
                outcome=metric_meant(snapshot, registration.outcome if registration else row[2]),
                kind=registration.kind if registration and registration.kind else row[3],
                launched_on=row[4] or (registration.starts_on if registration else None),
                cost=registration.cost if registration and registration.cost is not None else row[5],
                audience=registration.audience if registration and registration.audience else row[6],
                in_rollout=rollout.get(program_id, 0),
                in_training=training.get(program_id, 0),
                registration=registration,
            )
        )
    return tuple(
        sorted(merged, key=lambda program: (program.launched_on or date.max, program.name, program.program_id))
    )


def possible_outcomes(snapshot: Snapshot) -> Mapping[str, Metric]:
    """The metrics by which a program can be judged in a workspace, by their titles, in the catalogue's order."""
    return {
        metric.title: metric
        for metric in metrics_of(snapshot).values()
        if not missing_columns(snapshot, metric) and not isinstance(outcome_of(metric), NoOutcome)
    }


def stages_entered(reader: Reader) -> tuple[str, ...]:
    """The stages that deals came into, those most entered first; a program may train one of them.

    Not those in which a deal ends: who came into one is known by how it ended.
    """
    opened = reader.session()
    return opened.remember("stages entered", lambda: tuple(stage for (stage,) in select_rows(opened, "stages_entered")))
