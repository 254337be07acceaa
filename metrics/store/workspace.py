"""A workspace: a folder of versioned tables. Every reader sees one whole version; a writer publishes the next."""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import pandas as pd
from platformdirs import user_data_path

from metrics.errors import UserError
from metrics.schema import Settings
from metrics.store import documents as stored_documents
from metrics.store import tables, verification, versions
from metrics.store.clearing import Clearing, clearing_of, needed
from metrics.store.former_values import former_values
from metrics.store.leftovers import mark, remove_leftovers, unmark
from metrics.store.lock import writing
from metrics.store.merge import Merge
from metrics.store.merge_connection import connected
from metrics.store.places import table_folder, table_names
from metrics.store.snapshot import Snapshot, TableState
from metrics.store.table_preview import TablePreview
from metrics.store.update import TableUpdate, absent_rows, merge_of, outcome_of, preview_updates
from metrics.store.verification import DamagedFile, VersionState
from metrics.store.versions import ImportedFile, StoredTable, TableChange, Version
from metrics.temporary import temporary_place

ENVIRONMENT_VARIABLE = "COXSWAIN_WORKSPACE"
EMPTY = Version(0, datetime(1970, 1, 1, tzinfo=UTC), "Empty workspace", "", {}, Settings(), {})
"""What a workspace is before anything was published."""


def default_folder() -> Path:
    """Where the workspace lies: what COXSWAIN_WORKSPACE says, else a folder among the user's own data."""
    named = os.environ.get(ENVIRONMENT_VARIABLE)
    return Path(named).expanduser() if named else user_data_path("coxswain", appauthor=False) / "workspace"


class Workspace:
    """A folder of versioned tables. Opening one writes nothing; the folder appears with the first publication."""

    def __init__(self, folder: Path, lock_seconds: float = 60.0) -> None:
        """A writer waits up to `lock_seconds` for another one to finish."""
        self.folder = folder.absolute()
        self.lock_seconds = lock_seconds

    @classmethod
    def usual(cls) -> "Workspace":
        """The one in the folder that is used unless somebody names another."""
        return cls(default_folder())

    def latest(self) -> Snapshot:
        """The newest version; number 0 without tables where nothing was published yet. Raises UserError if the
        workspace was written by a newer program or is damaged."""
        return self._snapshot(self._newest())

    def open(self, number: int) -> Snapshot:
        """One version, as it was. Raises UserError if there is none of that number, or its files were cleared out."""
        return self._snapshot(EMPTY if number == 0 else versions.read(self.folder, number))

    def staging_folder(self) -> Path:
        """A new folder for files on their way into it, gone with this process at the latest."""
        return Path(tempfile.mkdtemp(dir=temporary_place()))

    def history(self) -> tuple[Version, ...]:
        """All versions, newest first: who did what when, with which files, and how many rows were used and set
        aside."""
        return tuple(versions.read(self.folder, number) for number in reversed(versions.numbers(self.folder)))

    def publish(
        self,
        updates: Sequence[TableUpdate],
        *,
        action: str,
        who: str,
        settings: Settings | None = None,
        documents: Mapping[str, bytes | None] = MappingProxyType({}),
        files: Sequence[ImportedFile] = (),
        clock_is_right: bool = False,
        check: Callable[[Snapshot], object] | None = None,
        trial: Callable[[Snapshot], object] | None = None,
    ) -> Snapshot:
        """Applies updates in order and publishes the result as one new version: all of it, or nothing.

        A version is never dated before the one it follows, as what lies after it hasn't happened, unless somebody said
        that the `clock_is_right`. A document of None is taken away. `check` looks at the newest version while nobody
        else can write, and raises UserError if this may not follow it; `trial` looks at the new one before anybody can
        read it, likewise. Raises UserError too if rows contradict each other, a setting can't be right, a file of the
        newest version is missing, or the folder can't be written.
        """
        if problems := settings.problems() if settings else ():
            raise UserError(problems[0])
        with self._writing() as newest:
            before = self._snapshot(newest)  # a table whose files are gone may not vanish in silence
            verification.require_whole(before, (update.table for update in updates))  # nor rot be written anew
            if check:
                check(before)
            number = newest.number + 1
            decided = settings or newest.settings
            stored, changes = self._apply(updates, newest, decided)
            version = Version(
                number=number,
                published_at=datetime.now(UTC) if clock_is_right else _after(newest),
                action=action,
                who=who,
                tables=stored,
                settings=decided,
                documents=stored_documents.merged(self.folder, newest.documents, documents),
                files=tuple(files),
                changes=changes,
            )
            if trial:
                trial(self._snapshot(version))
            version = versions.publish(self.folder, version)
        return self._snapshot(version)

    def undo(self, who: str) -> Snapshot:
        """Publishes the state before the last step; undoing again goes one step further back. Raises UserError if there
        is no step left."""
        with self._writing() as newest:
            last = self._step(newest)
            if last.number == 0:
                raise UserError(f"There is nothing to undo in the workspace {self.folder}.")
            former = self._step(self._version(last.number - 1))
            version = self._publish_again(newest, former, f"Undid: {last.action}", who, undoes=last.number)
        return self._snapshot(version)

    def restore(self, number: int, who: str) -> Snapshot:
        """Publishes the state of an earlier version as a new one. Raises UserError if there is none of that number."""
        with self._writing() as newest:
            version = self._publish_again(newest, self._version(number), f"Back to version {number}", who)
        return self._snapshot(version)

    def preview(self, updates: Sequence[TableUpdate], settings: Settings | None = None) -> tuple[TablePreview, ...]:
        """What publishing updates, with these settings, would do to each table they reach; nothing is stored. Raises
        UserError as publishing them would."""
        newest = self._newest()
        tables_reached = tuple(dict.fromkeys(update.table for update in updates))
        verification.require_whole(self._snapshot(newest), tables_reached)
        words = (settings or newest.settings).stage_words
        with tempfile.TemporaryDirectory(dir=temporary_place()) as scratch, connected(Path(scratch)) as database:
            return tuple(
                preview_updates(
                    database,
                    [update for update in updates if update.table == name],
                    newest.tables.get(name),
                    table_folder(self.folder, name),
                    newest.number + 1,
                    words,
                    Path(scratch),
                )
                for name in tables_reached
            )

    def count_to_close(self, update: TableUpdate) -> int:
        """How many stored rows are absent from an update: those a complete export would close or remove."""
        with self._merging(update) as merge:
            return merge.number(f"SELECT count(*) FROM ({absent_rows(merge)})")

    def rows_to_close(self, update: TableUpdate, most: int | None = None) -> pd.DataFrame:
        """Those rows, up to `most` of them."""
        with self._merging(update) as merge:
            limit = "" if most is None else f" LIMIT {most}"
            rows: pd.DataFrame = merge.connection.sql(f"FROM ({absent_rows(merge)}) ORDER BY line{limit}").df()
            return rows

    def check(self, number: int | None = None) -> None:
        """Compares every byte a version (default: the newest) needs with what was published. Raises DamagedError
        where something is missing or differs."""
        version = self._newest() if number is None else self._version(number)
        verification.require_whole_version(self.folder, version)

    def states(self) -> tuple[VersionState, ...]:
        """What is damaged of every version, the newest first: every byte is compared with what was published."""
        return tuple(verification.states(self.folder))

    def clearing(self, before: int | None = None) -> Clearing:
        """What `clear_out` would delete, and which versions could not be opened any more."""
        all_versions = [self._version(number) for number in versions.numbers(self.folder)]
        newest = all_versions[-1].number if all_versions else 0
        return clearing_of(self.folder, all_versions, min(before or 0, newest))

    def clear_out(self, before: int | None = None) -> int:
        """Deletes the files that no version from number `before` on needs (default: that no version at all needs), and
        returns how many. Older versions stay in the history but can't be opened any more."""
        with self._writing():
            surplus = self.clearing(before).files
            for path in surplus:
                path.unlink()
            return len(surplus)

    def can_be_opened(self, version: Version) -> bool:
        """Whether every file of a version is still there."""
        return all(path.exists() for path in needed(self.folder, version))

    @contextmanager
    def _merging(self, update: TableUpdate) -> Iterator[Merge]:
        """What an update would do to the newest version, which stays as it is."""
        newest = self._newest()
        verification.require_whole(self._snapshot(newest), (update.table,))
        stored = newest.tables.get(update.table)
        folder = table_folder(self.folder, update.table)
        with tempfile.TemporaryDirectory(dir=temporary_place()) as overflow, connected(Path(overflow)) as connection:
            former = former_values(self.folder, newest, update.table, stored)
            yield merge_of(connection, update, stored, folder, newest.number + 1, former=former)

    def _version(self, number: int) -> Version:
        return EMPTY if number == 0 else versions.read(self.folder, number)

    def _newest(self) -> Version:
        existing = versions.numbers(self.folder)
        return self._version(existing[-1] if existing else 0)

    def _step(self, version: Version) -> Version:
        """The step that led to a version's state: not the undoing of a later one."""
        while version.undoes is not None:
            version = self._version(version.restores or 0)
        return version

    def _snapshot(self, version: Version) -> Snapshot:
        return Snapshot(
            folder=self.folder,
            number=version.number,
            published_at=version.published_at,
            action=version.action,
            tables=MappingProxyType(
                {name: self._state(version, name, table) for name, table in version.tables.items() if table.rows}
            ),
            settings=version.settings,
            documents=MappingProxyType(
                {
                    name: stored_documents.document_path(self.folder, digest)
                    for name, digest in version.documents.items()
                }
            ),
            digest=version.digest,
            written_as=version.written_as,
        )

    def _state(self, version: Version, name: str, table: StoredTable) -> TableState:
        folder = table_folder(self.folder, name)
        for file in table.files:
            if reason := verification.misfit(folder / file.name, file.size):
                damaged = DamagedFile(folder / file.name, reason)
                raise verification.damaged_error(self.folder, version.number, damaged)
        files = tuple(folder / file.name for file in table.files)
        return TableState(
            name,
            table.delta_version,
            files,
            table.rows,
            table.columns,
            table.kept,
            table.snapshots_on,
            table.imported_in,
            tuple(file.sha256 for file in table.files),
            former_values(self.folder, version, name, table),
        )

    @contextmanager
    def _writing(self) -> Iterator[Version]:
        """Holds the lock and yields the newest version, with every table brought back to what it names: a writer that
        was killed, or refused half-way, may have left more."""
        with writing(self.folder, self.lock_seconds):
            newest = self._newest()
            newest = replace(newest, tables=self._bring_back(newest.tables))
            remove_leftovers(self.folder)
            mark(self.folder)
            try:
                yield newest
            except Exception:
                remove_leftovers(self.folder)  # first: where the disk is full there is no room to bring anything back
                self._bring_back(newest.tables)
                raise
            unmark(self.folder)

    def _bring_back(self, named: Mapping[str, StoredTable]) -> dict[str, StoredTable]:
        """Makes the Delta tables hold exactly what is named, and returns it with their present Delta versions."""
        held = {}
        for name in sorted({*table_names(self.folder), *named}):
            delta_version = tables.bring_back(self.folder, name, named.get(name))
            if name in named:
                held[name] = named[name] if delta_version is None else replace(named[name], delta_version=delta_version)
        return held

    def _apply(
        self, updates: Sequence[TableUpdate], newest: Version, settings: Settings
    ) -> tuple[dict[str, StoredTable], tuple[TableChange, ...]]:
        """The tables after the updates, and what each update changed."""
        stored, changes, number = dict(newest.tables), [], newest.number + 1
        with connected(self.folder) as database:
            for update in updates:
                former = stored.get(update.table)
                folder = table_folder(self.folder, update.table)
                with database.cursor() as connection:  # what one update lays down ends with it
                    values = former_values(self.folder, newest, update.table, former)
                    merge = merge_of(connection, update, former, folder, number, settings.stage_words, values)
                    outcome = outcome_of(merge, former)
                    stored[update.table] = replace(tables.write(folder, outcome, connection), imported_in=number)
                changes.append(outcome.change)
        return stored, tuple(changes)

    def _publish_again(
        self, newest: Version, former: Version, action: str, who: str, undoes: int | None = None
    ) -> Version:
        """Publishes the state of `former` as the next version. Raises DamagedError if files of it are missing or
        damaged."""
        verification.require_whole_version(self.folder, former)
        version = Version(
            number=newest.number + 1,
            published_at=_after(newest),
            action=action,
            who=who,
            tables=self._bring_back(former.tables),
            settings=former.settings,
            documents=former.documents,
            restores=former.number,
            undoes=undoes,
        )
        return versions.publish(self.folder, version)


def _after(newest: Version) -> datetime:
    """Now, or when the newest version was published, if the clock says that this is yet to come."""
    return max(datetime.now(UTC), newest.published_at)
