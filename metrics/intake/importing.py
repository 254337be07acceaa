"""Files into a workspace: each prepared in a process of its own, all published as one version or not at all."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from metrics.errors import UserError
from metrics.intake.checked_choices import check_choices
from metrics.intake.choices import ImportChoices
from metrics.intake.confined_connection import connect
from metrics.intake.file_report import DisabledMetric, FileReport
from metrics.intake.header_answers import find_header
from metrics.intake.import_plan import ImportContext
from metrics.intake.limits import allowance_of
from metrics.intake.model import Problem
from metrics.intake.moved_customers import BEARING_ON_CUSTOMERS, moved_customers
from metrics.intake.preparing import Job, Prepared, Source
from metrics.intake.recognize.mapping_memory import MAPPINGS, remembered
from metrics.intake.recognize.unread import unread_headers
from metrics.intake.remembered_answers import memory_after
from metrics.intake.sandbox import run_limited
from metrics.intake.stage.carried_rows import StoredPeople
from metrics.intake.usable_rows import require_usable_rows
from metrics.intake.zones import imported_before, refuse_other_zone
from metrics.query import data_through, missing_columns, open_whole, require_askable
from metrics.schema import (
    RoleFunction,
    Settings,
    StageWord,
    contracts,
    roles_taught,
    stages_taught,
    with_taught,
    with_words,
)
from metrics.semantic import catalog, event_columns
from metrics.store import ImportedFile, Snapshot, TableUpdate, Workspace, require_whole, sha256_of
from metrics.temporary import temporary_place

Progress = Callable[[float, str], None]


def prepare(
    path: Path,
    choices: ImportChoices | None,
    snapshot: Snapshot,
    scratch: Path,
    on_progress: Progress | None = None,
    *,
    profile: bool = True,
) -> Prepared:
    """Everything that can be said about a file before it is imported into a workspace at this version.

    `scratch` is an existing folder for this file alone, to be kept until it is imported. `profile` also says what every
    column holds, which takes two more passes over the file. Raises UserError.
    """
    if not path.is_file():
        raise UserError(f"There is no file {path}.")
    job = Job(
        path=path.absolute(),
        choices=choices or ImportChoices(),
        context=import_context(snapshot),
        settings=snapshot.settings,
        scratch=scratch.absolute(),
        profile=profile,
    )
    work = "metrics.intake.preparing:prepare_untrusted"
    try:
        allowed = allowance_of(path)
        prepared: Prepared = run_limited(
            work, job, seconds=allowed.seconds, megabytes=allowed.megabytes, on_progress=on_progress,
            doing=f"Reading {path.name}",
        )  # fmt: skip
    except RuntimeError as problem:
        last_line = str(problem).strip().splitlines()[-1]
        raise UserError(f"{path.name} can't be read ({last_line}). Export it again, as CSV in UTF-8.") from problem
    return prepared


def import_context(snapshot: Snapshot) -> ImportContext:
    """What a workspace knows that bears on a new file."""
    kept = {name: {header: stored for stored, header in table.kept.items()} for name, table in snapshot.tables.items()}
    settings, stored = snapshot.settings, snapshot.tables.get("people")
    people = replace(stored, kept=dict(stored.kept)) if stored else None
    return ImportContext(
        remembered(snapshot),
        kept,
        settings.time_zone,
        settings.currency,
        people,
        _stored_people(snapshot),
        settings.words,
        settings.attended_share,
    )


def _stored_people(snapshot: Snapshot) -> StoredPeople:
    """Whom the stored roster has, and the last day it speaks of: its last list's, if that has one, else the data's."""
    people = snapshot.tables.get("people")
    if people is None:
        return StoredPeople()
    require_whole(snapshot, ["people"])
    left_on = "max(left_on) FILTER (left_on IS NOT NULL)" if "left_on" in people.columns else "NULL::DATE"
    still_there = "bool_or(left_on IS NULL)" if "left_on" in people.columns else "true"
    with connect(list(people.files)) as connection:
        rows = connection.execute(
            f"SELECT person_id, CASE WHEN NOT {still_there} THEN {left_on} END FROM {people.relation} GROUP BY ALL"
        ).fetchall()
        columns = [column for column in ("email", "name") if column in people.columns]
        words = ", ".join(f"list(DISTINCT {column})" for column in columns)
        texts = connection.execute(f"SELECT {words} FROM {people.relation}").fetchone() if words else None
    called = frozenset(text.casefold() for column in texts or () for text in column or () if text)
    dated = [day for day in people.snapshots_on if day > date.min]
    return StoredPeople(dict(rows), max(dated, default=None) or _data_through(snapshot), called)


def import_files(
    workspace: Workspace,
    files: Sequence[tuple[Path, ImportChoices]],
    who: str,
    skip_bad: bool = False,
    on_progress: Progress | None = None,
) -> tuple[FileReport, ...]:
    """Imports files as one new version and says what became of each.

    Raises UserError, leaving the workspace as it was, if a file can't be used or something about it is undecided; with
    `skip_bad` such a file is left out and its report says why.
    """
    with prepared_files(workspace, files, skip_bad, on_progress) as (snapshot, outcomes):
        return publish(workspace, snapshot, outcomes, who)


@contextmanager
def prepared_files(
    workspace: Workspace,
    files: Sequence[tuple[Path, ImportChoices]],
    skip_bad: bool = False,
    on_progress: Progress | None = None,
) -> Iterator[tuple[Snapshot, list[Prepared | FileReport]]]:
    """Files prepared at the newest version, for as long as they are needed: nothing about them is undecided.

    Raises UserError as `import_files` does.
    """
    snapshot = workspace.latest()
    for _, choices in files:
        check_choices(choices)
    with tempfile.TemporaryDirectory(dir=temporary_place()) as scratch:
        outcomes = []
        for number, (path, choices) in enumerate(files):
            folder = Path(scratch) / str(number)
            folder.mkdir()
            outcomes.append(_prepare_or_say_why(path, choices, snapshot, folder, skip_bad, on_progress))
        _check_headers(files, outcomes)
        yield snapshot, outcomes


@dataclass(frozen=True, slots=True)
class PlannedImport:
    """What publishing prepared files comes to: the `newest` version they follow, a report of each, what each does to
    its table, and the settings from then on. `before` are the versions that imported the same bytes."""

    ready: tuple[Prepared, ...]
    newest: Snapshot
    reports: tuple[FileReport, ...]
    updates: tuple[TableUpdate, ...]
    settings: Settings
    before: Mapping[Source, tuple[int, ...]]


def planned_import(
    workspace: Workspace,
    snapshot: Snapshot,
    outcomes: Sequence[Prepared | FileReport],
    roles: Sequence[RoleFunction] = (),
) -> PlannedImport:
    """What publishing files prepared at `snapshot` would come to. Raises UserError if something is still undecided."""
    ready = [outcome for outcome in outcomes if isinstance(outcome, Prepared)]
    newest = workspace.latest()
    for prepared in ready:
        _require_decided(prepared, newest)
    _refuse_split_exports(ready)
    digests = {prepared.source: digest_of(prepared) for prepared in ready}
    sources = {prepared.source: prepared for prepared in ready}
    refuse_other_zone(workspace, sources, digests)
    before = imported_before(workspace, sources, digests)
    return PlannedImport(
        tuple(ready),
        newest,
        tuple(_report(outcome, digests) for outcome in outcomes),
        tuple(replace(update_of(each, snapshot, ready), imported_before=before[each.source]) for each in ready),
        _settings(newest.settings, ready, roles),
        before,
    )


def publish(
    workspace: Workspace,
    snapshot: Snapshot,
    outcomes: Sequence[Prepared | FileReport],
    who: str,
    roles: Sequence[RoleFunction] = (),
) -> tuple[FileReport, ...]:
    """Publishes files prepared at `snapshot` as one version; the reports of files that were refused are passed on.

    Stage words, confirmed roles, mappings and rows become known at once; whatever else changed since then stays.
    Raises UserError if something is still undecided.
    """
    planned = planned_import(workspace, snapshot, outcomes, roles)
    if not planned.ready:
        return planned.reports
    names = [prepared.name for prepared in planned.ready]
    published = workspace.publish(
        planned.updates,
        action=f"Imported {', '.join(names)}",
        who=who,
        settings=planned.settings,
        documents=MAPPINGS.brought("", memory_after(planned.newest, planned.ready)),
        files=[_audited(report) for report in planned.reports if report.table],
        clock_is_right=any(prepared.choices.clock_is_right for prepared in planned.ready),
        trial=lambda new: require_askable(new, planned.newest, names),
    )
    return tuple(with_disabled(report, published) for report in _with_moves(planned.reports, planned.newest, published))


def update_of(prepared: Prepared, snapshot: Snapshot, together: Sequence[Prepared] = ()) -> TableUpdate:
    """What a prepared file does to its table, imported `together` with these.

    A roster without dates speaks of the day chosen, else of the last day the workspace's data reaches. On that day, as
    these files move it, a complete export was whole: what it doesn't have ended then, and not on the day of the upload.
    """
    assert prepared.table is not None
    assert prepared.staged is not None
    choices = prepared.choices
    return TableUpdate(
        prepared.table,
        prepared.staged.rows,
        prepared.columns,
        prepared.kept,
        choices.complete,
        choices.snapshot_on or _snapshot_day(prepared, snapshot, together or (prepared,)),
        prepared.staged.first_line,
        choices.same_day,
    )


def _snapshot_day(prepared: Prepared, snapshot: Snapshot, together: Sequence[Prepared]) -> date | None:
    if not snapshot.tables:
        return None
    if prepared.table == "people" and "valid_from" not in prepared.columns:
        return _data_through(snapshot)
    if not prepared.choices.complete:
        return None
    days = (_data_through(snapshot), *map(_last_event, together))
    return max((day for day in days if day is not None), default=None)


def _data_through(snapshot: Snapshot) -> date | None:
    """The day a version's data ends, whoever imports: what is stored is the same for everybody."""
    return data_through(open_whole(snapshot))


def _last_event(prepared: Prepared) -> date | None:
    """The last day up to today on which something in a prepared file happened."""
    assert prepared.staged is not None
    columns = sorted(event_columns(prepared.table).intersection(prepared.columns)) if prepared.table else []
    if not columns:
        return None
    days = ", ".join(f"max({column}::DATE) FILTER ({column}::DATE <= current_date)" for column in columns)
    with connect([prepared.staged.rows]) as connection:
        latest_days = connection.execute(f"SELECT {days} FROM {prepared.staged.relation}").fetchall()[0]
    return max((day for day in latest_days if day is not None), default=None)


def _prepare_or_say_why(
    path: Path, choices: ImportChoices, snapshot: Snapshot, scratch: Path, skip_bad: bool, on_progress: Progress | None
) -> Prepared | FileReport:
    try:
        prepared = prepare(path, choices, snapshot, scratch, on_progress, profile=False)
        _require_decided(prepared, snapshot)
        require_usable_rows(prepared)
        return prepared
    except UserError as reason:
        if not skip_bad:
            raise
        shutil.rmtree(scratch, ignore_errors=True)
        problem = Problem(path.name, None, str(reason), "The file was left out.", "stops the file")
        digest = sha256_of(path) if path.is_file() else ""
        return FileReport(path.name, None, 0, 0, 0, (problem,), (), {}, digest)


def _require_decided(prepared: Prepared, newest: Snapshot) -> None:
    if open_questions := prepared.open_questions(newest):
        raise UserError(open_questions[0].sentence)


def _check_headers(files: Sequence[tuple[Path, ImportChoices]], outcomes: Sequence[Prepared | FileReport]) -> None:
    """Refuses a header that was named but stands in none of the files: a slip of the pen must not pass unseen."""
    headers = [outcome.headers for outcome in outcomes if isinstance(outcome, Prepared)]
    if not headers:
        return
    for _, choices in files:
        for named in (
            *choices.mapping,
            *choices.keep,
            *choices.date_orders,
            *choices.decimal_marks,
            *choices.units,
            *choices.rate_directions,
        ):
            if not any(find_header(named, of_file) for of_file in headers):
                listed = ", ".join(f"“{header}”" for header in headers[0][:12])
                raise UserError(f"No file has one header “{named}”; the first one has {listed}.")


def _refuse_split_exports(ready: Sequence[Prepared]) -> None:
    """Refuses a complete export beside another file of its table: what only the other one has would go with it."""
    for prepared in ready:
        others = [other.name for other in ready if other is not prepared and other.table == prepared.table]
        if prepared.choices.complete and others and prepared.table:
            raise UserError(
                f"{prepared.name} is said to hold all of {contracts()[prepared.table].title}, and {others[0]} has "
                "rows of it too: import them one after the other, or say of neither that it is complete."
            )


def digest_of(prepared: Prepared) -> str:
    """What tells a file by its content: the SHA-256 of its bytes; for a sheet that was asked for, with its name."""
    digest = sha256_of(prepared.path)
    sheet = prepared.choices.sheet
    return sha256(f"{digest} {sheet}".encode()).hexdigest() if sheet is not None and prepared.other_sheets else digest


def _report(outcome: Prepared | FileReport, digests: Mapping[Source, str]) -> FileReport:
    if isinstance(outcome, FileReport):
        return outcome
    assert outcome.staged is not None
    staged = outcome.staged
    return FileReport(
        outcome.name,
        outcome.table,
        staged.rows_read,
        staged.rows_used,
        staged.rows_set_aside,
        tuple(replace(problem, file=outcome.name) for problem in outcome.problems),
        outcome.decisions,
        outcome.mapping,
        digests[outcome.source],
        unread=unread_headers(outcome),
    )


def _audited(report: FileReport) -> ImportedFile:
    assert report.table is not None
    return ImportedFile(
        report.file, report.table, report.sha256, report.rows_read, report.rows_used, report.rows_set_aside
    )


def _settings(settings: Settings, ready: Sequence[Prepared], roles: Sequence[RoleFunction]) -> Settings:
    words = [entry for prepared in ready for entry in prepared.choices.words]
    functions = {role.role: role for role in (*settings.role_functions, *roles_taught(words), *roles)}
    confirmed = [StageWord(word, outcome) for prepared in ready for word, outcome in prepared.choices.stages.items()]
    confirmed += stages_taught(words)
    stages = with_words(settings.stage_words, confirmed)
    return replace(
        settings,
        stage_words=stages,
        role_functions=tuple(functions.values()),
        words=with_taught(settings.words, words),
    )


def _with_moves(reports: Sequence[FileReport], before: Snapshot, after: Snapshot) -> list[FileReport]:
    """The reports, the last that bears on customers with those that count under their account since."""
    bearing = [place for place, report in enumerate(reports) if report.table in BEARING_ON_CUSTOMERS]
    moved = moved_customers(before, after, reports[bearing[-1]].file) if bearing else None
    return [
        replace(report, problems=(*report.problems, moved), moved=moved) if moved and place == bearing[-1] else report
        for place, report in enumerate(reports)
    ]


def with_disabled(report: FileReport, snapshot: Snapshot) -> FileReport:
    """The report with the metrics that read the file's table and still miss columns of it."""
    disabled = []
    for metric in catalog().values():
        missing = [column for table, column in missing_columns(snapshot, metric) if table == report.table]
        if missing:
            disabled.append(DisabledMetric(metric.name, tuple(f"{report.table}.{column}" for column in missing)))
    return replace(report, disabled_metrics=tuple(disabled))
