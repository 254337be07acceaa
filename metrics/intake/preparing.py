"""Everything that can be said about one file before it is imported: read, recognized, asked, typed.

The work on the file's bytes happens in `prepare_untrusted`, which runs in a process of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from metrics.intake.choices import ImportChoices
from metrics.intake.clock import DaysAhead, clock_doubt, days_ahead
from metrics.intake.confined_connection import connect
from metrics.intake.import_plan import ImportContext, Proposal, propose
from metrics.intake.model import ColumnFormat, ColumnProfile, Decision, Example, Problem, TextTable, WordUse
from metrics.intake.open_questions import Undecided, ask_rate_direction, ask_same_day, naming_other_sheets
from metrics.intake.read.groups import with_groups_filled
from metrics.intake.read.text_tables import read_text_table
from metrics.intake.read.unpack import remove_unpacked
from metrics.intake.recognize.profile import ColumnReading, Type, column_readings, profile_columns
from metrics.intake.recognize.reading_evidence import Kind
from metrics.intake.recognize.share_units import says_how_much
from metrics.intake.recognize.table_match import ColumnSuggestion, TableMatch
from metrics.intake.stage.attendance import AttendanceQuestionError, AttendanceRules, stage_attendance
from metrics.intake.stage.attendance_names import read_roster
from metrics.intake.stage.other_records import OtherRecordsError
from metrics.intake.stage.plain_columns import NotPlain, looks_plain
from metrics.intake.stage.rate_directions import RateDirectionOpenError
from metrics.intake.stage.row_faults import EXAMPLES
from metrics.intake.stage.same_days import SameDayOpenError
from metrics.intake.stage.staging import Plan, Staged, stage_rows
from metrics.schema import (
    Column,
    Outcome,
    RoleFunction,
    Settings,
    StageWord,
    function_of,
    hosts_taught,
    meanings_of,
    outcome_of,
    roles_taught,
    stages_taught,
    with_taught,
    with_words,
)
from metrics.store import Snapshot

SAMPLE_ROWS = 2_000
"""How many rows tell what a column's texts look like."""
SAMPLES = 5
"""How many values of each column are shown while its meaning is confirmed."""

Source = tuple[Path, str | None]
"""Where rows come from: a file, and the sheet asked for if it is a workbook."""


@dataclass(frozen=True, slots=True)
class Job:
    """What the process that reads a file is given. `profile`: also say what every column holds."""

    path: Path
    choices: ImportChoices
    context: ImportContext
    settings: Settings
    scratch: Path
    profile: bool = True


@dataclass(frozen=True, slots=True)
class StageUse:
    """A stage word of a file, in how many rows it stands, and what it means (None: nobody knows, and it is asked)."""

    word: str
    pipeline: str | None
    rows: int
    first_line: int
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class RoleUse:
    """A role of a roster, how many rows have it, and the function it is taken for (None: nobody knows)."""

    role: str
    rows: int
    first_line: int
    function: RoleFunction | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """One file, as far as it can be prepared: whatever is `undecided` has to be answered before `staged` exists.

    `profiles` are empty where nobody asked for them. `samples` holds the first values under each header. `columns` and
    `kept` (stored name → header) are what the staged rows bring. `stages` and `roles` are to be confirmed. `ahead` are
    days of what has happened that lie after the clock's. `headers_besides` are no columns and were read all the same.
    """

    path: Path
    choices: ImportChoices
    headers: tuple[str, ...]
    rows: int
    profiles: tuple[ColumnProfile, ...]
    samples: Mapping[str, tuple[str, ...]]
    table: str | None
    candidates: tuple[TableMatch, ...]
    mapping: Mapping[str, str]
    suggestions: tuple[ColumnSuggestion, ...]
    undecided: tuple[Undecided, ...]
    decisions: tuple[Decision, ...]
    problems: tuple[Problem, ...]
    staged: Staged | None
    columns: tuple[str, ...]
    kept: Mapping[str, str]
    stages: tuple[StageUse, ...] = ()
    roles: tuple[RoleUse, ...] = ()
    ahead: DaysAhead | None = None
    headers_besides: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the file is called: a sheet of a workbook that has several is a file of its own."""
        sheet = next((decision for decision in self.decisions if decision.subject == "sheet"), None)
        return f"{self.path.name} › {sheet.value}" if sheet and sheet.alternatives else self.path.name

    @property
    def source(self) -> Source:
        """The file and the sheet of it that was asked for."""
        return self.path, self.choices.sheet

    @property
    def unknown_words(self) -> tuple[WordUse, ...]:
        """The words in columns of few values that nobody knows yet, stages first."""
        stages = [
            WordUse("stage", use.word, use.rows, use.first_line, meanings_of("stage"))
            for use in self.stages
            if use.outcome is None
        ]
        return (*stages, *(self.staged.unknown if self.staged else ()))

    @property
    def other_sheets(self) -> tuple[str, ...]:
        """The other sheets of the workbook that hold tables."""
        return next((each.alternatives for each in self.decisions if each.subject == "sheet"), ())

    def open_questions(self, newest: Snapshot) -> tuple[Undecided, ...]:
        """What is still to be answered before the file can follow the newest version."""
        doubt = "" if self.choices.clock_is_right else self.clock_doubt(newest)
        sentence = f"{doubt} Set the clock, or say --clock ok if it is right."
        return (*self.undecided, *((Undecided("clock", self.path.name, sentence),) if doubt else ()))

    def clock_doubt(self, newest: Snapshot) -> str:
        """Why the clock seems to be wrong, whatever was answered; empty where nothing speaks against it."""
        published_at = newest.published_at if newest.number else None
        return clock_doubt(self.path.name, self.ahead, published_at, datetime.now(UTC))


class ColumnReader:
    """Says how columns are to be read: by assumption where a sample is plain, else on evidence from all rows."""

    def __init__(self, table: TextTable) -> None:
        """Reads the sample: the first rows of the table."""
        self.table = table
        self.assume = True
        self.assumed: set[int] = set()
        cells = ", ".join(f"c{position}" for position in range(len(table.headers)))
        with connect(table.files) as connection:
            rows = connection.execute(f"SELECT {cells} FROM {table.relation} LIMIT {SAMPLE_ROWS}").fetchall()
        self.sample = list(zip(*rows, strict=True)) if rows else [()] * len(table.headers)

    def __call__(self, columns: Mapping[int, Column]) -> Sequence[ColumnReading]:
        """How the columns at some positions are to be read, given what their texts are to become."""
        texts = {place: [text for text in self.sample[place] if text is not None] for place in columns}
        plain = {place for place in columns if self.assume and looks_plain(columns[place].type, texts[place])}
        self.assumed = plain
        read = [place for place in columns if self._is_read(place, columns[place], texts[place])]
        kinds = {place: _kind(columns[place]) for place in read if place not in plain}
        small = {place for place in kinds if columns[place].small}
        readings = list(column_readings(self.table, list(kinds), kinds, small)) if kinds else []
        return readings + [self._plain_reading(place, columns[place], texts[place]) for place in plain]

    def _is_read(self, place: int, wanted: Column, texts: list[str]) -> bool:
        """Whether a column's texts need reading: a yes or no does where it says how much is done."""
        return wanted.type != "boolean" or says_how_much(self.table.headers[place], texts)

    def _plain_reading(self, place: int, wanted: Column, texts: Sequence[str]) -> ColumnReading:
        timed = any(len(text) > len("2024-01-05") for text in texts)
        kind: Type = ("timestamp" if timed else "date") if _kind(wanted) == "date" else "number"
        return ColumnReading(self.table.headers[place], place, kind, ColumnFormat(), ())

    def assuming(self, plan: Plan) -> Plan:
        """The plan with its columns marked that are taken for plain."""
        return replace(
            plan, columns=tuple(replace(planned, plain=planned.position in self.assumed) for planned in plan.columns)
        )

    def texts(self) -> dict[str, tuple[str | None, ...]]:
        """The first texts under each header, an empty cell as None."""
        return dict(zip(self.table.headers, self.sample, strict=True))

    def shown(self) -> dict[str, tuple[str, ...]]:
        """The first values under each header."""
        return {
            header: tuple(text for text in texts[:SAMPLES] if text is not None)
            for header, texts in zip(self.table.headers, self.sample, strict=True)
        }


def _kind(wanted: Column) -> Kind:
    return "date" if wanted.type in ("date", "timestamp") else "number"


def prepare_untrusted(job: Job, report: Callable[[float, str], None]) -> Prepared:
    """Reads, recognizes and types one file. Raises UserError for whatever is not a table, or an impossible answer."""
    try:
        return _prepared(job, report)
    finally:
        remove_unpacked(job.scratch)


def _prepared(job: Job, report: Callable[[float, str], None]) -> Prepared:
    report(0.0, f"Reading {job.path.name}")
    table = with_groups_filled(read_text_table(job.path, job.scratch, sheet=job.choices.sheet))
    report(0.3, f"Looking at {table.rows:,} rows of {job.path.name}")
    profiles = profile_columns(table) if job.profile else ()
    reader = ColumnReader(table)
    proposal = _propose(table, reader, profiles, job)
    report(0.6, f"Checking every row of {job.path.name}")
    prepared = Prepared(
        path=job.path,
        choices=replace(job.choices, table=proposal.table),
        headers=table.headers,
        rows=table.rows,
        profiles=profiles,
        samples=reader.shown(),
        table=proposal.table,
        candidates=proposal.candidates,
        mapping=proposal.mapping,
        suggestions=proposal.suggestions,
        undecided=naming_other_sheets(proposal.undecided, table.decisions, job.choices.sheet),
        decisions=(*table.decisions, *proposal.decisions),
        problems=table.problems,
        staged=None,
        columns=(),
        kept={},
    )
    if proposal.plan is None:
        return prepared
    try:
        return _staged(prepared, table, reader, proposal, job)
    except OtherRecordsError as reason:
        return _another_table(prepared, str(reason))
    except AttendanceQuestionError as open_point:
        sentence = f"{job.path.name}: {open_point.reason}. {open_point.answer}"
        question = Undecided(open_point.kind, open_point.subject, sentence, reason=open_point.reason)
        return replace(prepared, undecided=(question,))


def _propose(table: TextTable, reader: ColumnReader, profiles: Sequence[ColumnProfile], job: Job) -> Proposal:
    return propose(job.path.name, table.headers, job.choices, job.context, reader, profiles, reader.texts())


def _another_table(prepared: Prepared, reason: str) -> Prepared:
    """The file with the question which table it is: not the one its headers are those of."""
    file, table = prepared.path.name, prepared.table
    why = f"its headers are those of {table}, but {reason}"
    sentence = f"{file}: {why}. Leave it out; if it is {table} all the same, say --as {table}."
    options = tuple(match.table for match in prepared.candidates[:3])
    question = Undecided("table", file, sentence, options, why)
    choices = replace(prepared.choices, table=None)
    return replace(prepared, table=None, choices=choices, mapping={}, suggestions=(), undecided=(question,))


def _staged(prepared: Prepared, table: TextTable, reader: ColumnReader, proposal: Proposal, job: Job) -> Prepared:
    """The file with its rows: by assumption, or on evidence from all rows if that fails. Raises OtherRecordsError."""
    assert proposal.plan is not None
    try:
        return _with_rows(prepared, table, reader.assuming(proposal.plan), proposal, job)
    except NotPlain:
        reader.assume = False
        proposal = _propose(table, reader, prepared.profiles, job)
        prepared = replace(prepared, undecided=proposal.undecided, decisions=(*table.decisions, *proposal.decisions))
        return _with_rows(prepared, table, proposal.plan, proposal, job) if proposal.plan else prepared


def _with_rows(prepared: Prepared, table: TextTable, plan: Plan, proposal: Proposal, job: Job) -> Prepared:
    if proposal.attendance:
        roster = read_roster(job.context.people)
        hosts = hosts_taught(with_taught(job.context.words, job.choices.words))
        rules = AttendanceRules(job.settings.attended_share, roster, job.choices.same_person, hosts)
        staged, columns = stage_attendance(table, proposal.attendance, plan, rules, job.scratch)
    else:
        try:
            staged = stage_rows(table, plan, job.scratch)
        except RateDirectionOpenError:
            question = ask_rate_direction(job.path.name, plan.header_of("rate") or "rate", plan.currency)
            return replace(prepared, undecided=(question,))
        except SameDayOpenError as open_point:
            return replace(prepared, undecided=(ask_same_day(job.path.name, open_point.reason),))
        columns = staged.columns
    stages = _stages(staged, columns, job) if proposal.table == "opportunities" else ()
    roles = _roles(staged, job) if proposal.table == "people" and "role" in columns else ()
    unknown = _unknown_stages(job.path.name, stages, columns, proposal.mapping)
    unknown += _unknown_roles(job.path.name, roles, columns, proposal.mapping)
    return replace(
        prepared,
        staged=staged,
        columns=columns,
        kept={column.stored: column.header for column in plan.kept},
        decisions=prepared.decisions + staged.decisions,
        problems=prepared.problems + staged.problems + unknown,
        stages=stages,
        roles=roles,
        ahead=days_ahead(staged, plan.contract.name),
        headers_besides=plan.headers_besides,
    )


def _stages(staged: Staged, columns: Sequence[str], job: Job) -> tuple[StageUse, ...]:
    pipeline = "pipeline" if "pipeline" in columns else "NULL"
    with connect([staged.rows]) as connection:
        rows = connection.execute(
            f"SELECT stage, {pipeline} AS pipeline, count(*), min(line) FROM {staged.relation} "
            "GROUP BY ALL ORDER BY count(*) DESC, stage, pipeline"
        ).fetchall()
    confirmed = [StageWord(word, outcome) for word, outcome in job.choices.stages.items()]
    confirmed += stages_taught(job.choices.words)
    words = with_words(job.settings.stage_words, confirmed)
    return tuple(
        StageUse(stage, line, count, first, outcome_of(stage, line, words)) for stage, line, count, first in rows
    )


def _unknown_stages(
    file: str, stages: Sequence[StageUse], columns: Sequence[str], mapping: Mapping[str, str]
) -> tuple[Problem, ...]:
    """One problem for each stage word nobody knows. Files that say is_closed and is_won don't need the words."""
    if {"is_closed", "is_won"} <= set(columns):
        return ()
    header = next((header for header, column in mapping.items() if column == "stage"), None)
    return tuple(
        Problem(
            file, header, f"Nobody has said yet what the stage “{use.word}” means; its deals have no outcome.",
            "Say what it means: won, lost, open, no decision, or not a deal. Settings remember it.",
            "worth a look", use.rows, (Example(use.first_line, use.word),),
        )
        for use in stages
        if use.outcome is None
    )  # fmt: skip


def _roles(staged: Staged, job: Job) -> tuple[RoleUse, ...]:
    with connect([staged.rows]) as connection:
        rows = connection.execute(
            f"SELECT role, count(*), min(line) FROM {staged.relation} WHERE role IS NOT NULL "
            "GROUP BY role ORDER BY count(*) DESC, role"
        ).fetchall()
    own = (*roles_taught(job.choices.words), *job.settings.role_functions)
    return tuple(RoleUse(role, count, first, function_of(role, own)) for role, count, first in rows)


def _unknown_roles(
    file: str, roles: Sequence[RoleUse], columns: Sequence[str], mapping: Mapping[str, str]
) -> tuple[Problem, ...]:
    """One problem for all roles whose function nobody knows. A file that brings the function doesn't need them."""
    unknown = [use for use in roles if use.function is None]
    if not unknown or "function" in columns:
        return ()
    header = next((header for header, column in mapping.items() if column == "role"), None)
    sentence = "Nobody has said yet which function the role belongs to; until then its people aren't customer-facing."
    problem = Problem(
        file, header, sentence, "Choose the function in Settings, or bring a function column.", "worth a look",
        sum(use.rows for use in unknown), tuple(Example(use.first_line, use.role) for use in unknown[:EXAMPLES]),
    )  # fmt: skip
    return (problem,)
