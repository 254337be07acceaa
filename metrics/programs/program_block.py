"""The list of programs, how far each is, and the register of what was said of them beforehand."""

from dataclasses import dataclass
from datetime import datetime

from metrics.formatting import UNKNOWN, format_date, format_money
from metrics.impact import size_text
from metrics.programs.choice_words import REASONS, day_words, rule_words
from metrics.programs.exposure import exposure_of
from metrics.programs.power_text import power_question
from metrics.programs.preregistration import LONGEST_NOTE, withdraw
from metrics.programs.program_state import program_state_of
from metrics.programs.registration import Registration, register_of, registrations
from metrics.programs.registry import Program, programs
from metrics.programs.rollout_documents import planned_starts
from metrics.query import Reader, data_through
from metrics.report import Block, Note, Sentence, Table, TableCell
from metrics.semantic import metrics_of
from metrics.store import Snapshot, Workspace

LISTED = ("Programme", "Is for", "Reached", "State", "Registered")
REGISTERED = ("Programme", "Should move", "From", "Why these people", "Deals count by", "Costs", "Registered")


def program_blocks(reader: Reader) -> tuple[Block, ...]:
    """Every program: what it is for, whom it reached, how far it is; and the registrations that were withdrawn."""
    rows = tuple(_program_row(reader, program) for program in programs(reader))
    title = "Every programme; its name leads to what it did"
    nothing = Note("No programme is known yet. Register one below, or upload a list of programmes.", "nothing")
    table = Table(title, tuple(map(TableCell, LISTED)), rows) if rows else nothing
    return table, *(_withdrawn(each) for each in register_of(reader.snapshot) if each.withdrawn_at is not None)


def register_table(snapshot: Snapshot) -> Table | None:
    """What was said of each program before it was judged, and when; None where nothing was registered."""
    rows = tuple(_register_row(snapshot, registration) for registration in register_of(snapshot))
    title = "What was registered, as it was said then"
    return Table(title, tuple(map(TableCell, REGISTERED)), rows) if rows else None


@dataclass(frozen=True, slots=True)
class Register:
    """What was said of programs before they were judged."""

    workspace: Workspace
    reader: Reader

    @property
    def programs(self) -> tuple[Block, ...]:
        """Every program and how far it is, and the registrations that were withdrawn."""
        return program_blocks(self.reader)

    @property
    def table(self) -> Table | None:
        """Everything that was registered, and when; None where nothing was."""
        return register_table(self.reader.snapshot)

    @property
    def standing(self) -> dict[str, Registration]:
        """The registrations that were not withdrawn, by the program's name."""
        return {each.name: each for each in registrations(self.reader.snapshot).values() if each.withdrawn_at is None}

    @property
    def longest(self) -> int:
        """So many characters a name or a reason may have."""
        return LONGEST_NOTE

    def withdraw(self, registration: Registration, why: str, who: str) -> None:
        """Withdraws a registration: it stays to be seen, with the reason. Raises UserError if it is gone."""
        withdraw(self.workspace, registration.program_id, why, who)


def _program_row(reader: Reader, program: Program) -> tuple[TableCell, ...]:
    aim = TableCell(UNKNOWN, "no metric there is")
    if program.outcome:
        aim = TableCell(metrics_of(reader.snapshot)[program.outcome].short_title)
    starts = [start.day for start in exposure_of(reader, program).starts]
    planned = () if starts else planned_starts(reader.snapshot, program.program_id)
    state = program_state_of(program, starts or planned, data_through(reader))
    first = f"{f'{len(planned):,} from' if planned else 'since'} {format_date(state.first_day)}"
    readable = f"readable from {format_date(state.readable_from)}" if state.readable_from else ""
    return (
        TableCell(program.name, program.program_id, f"impact?programme={program.program_id}"),
        aim,
        TableCell(f"{len(starts):,}", first if state.first_day else "nobody yet"),
        TableCell(state.words.capitalize(), readable),
        TableCell(state.registered.capitalize()),
    )


def _withdrawn(registration: Registration) -> Sentence:
    day = format_date(registration.withdrawn_at.date()) if registration.withdrawn_at else UNKNOWN
    text = f"{registration.program_id} was withdrawn on {day}: {registration.withdrawn_why}"
    return Sentence(text, struck=registration.name)


def _register_row(snapshot: Snapshot, registration: Registration) -> tuple[TableCell, ...]:
    metric = metrics_of(snapshot).get(registration.outcome)
    worth = (
        f"by at least {size_text(registration.worth, power_question(snapshot, registration.outcome))}"
        if metric and registration.worth
        else ""
    )
    costs = format_money(registration.cost, snapshot.settings.currency) if registration.cost else UNKNOWN
    return (
        TableCell(registration.name, ", ".join(filter(None, (registration.program_id, registration.kind)))),
        TableCell(metric.title if metric else registration.outcome, worth or "how much was not said"),
        TableCell(format_date(registration.starts_on), f"for {registration.audience}" if registration.audience else ""),
        TableCell(
            REASONS[registration.chosen].capitalize(),
            f"reached by roll-out, else by the {rule_words(registration.rule)}",
        ),
        TableCell(day_words(registration.counted_by)),
        TableCell(costs),
        TableCell(_moment(registration.registered_at), _by(registration)),
    )


def _by(registration: Registration) -> str:
    if registration.withdrawn_at is None:
        return f"by {registration.who}"
    return f"by {registration.who}; withdrawn on {_moment(registration.withdrawn_at)}: {registration.withdrawn_why}"


def _moment(moment: datetime) -> str:
    return f"{format_date(moment.date())} at {moment:%H:%M} UTC"
