"""Files that were imported before; rows without a key from another time zone may have other days, and stand twice."""

from collections.abc import Iterator, Mapping

from metrics.errors import UserError
from metrics.intake.preparing import Prepared, Source
from metrics.schema import Settings, contracts
from metrics.store import ImportedFile, Version, Workspace


def imports(workspace: Workspace) -> Iterator[tuple[Version, ImportedFile]]:
    """The imports that the newest version stands on, newest first: those that were undone are not among them."""
    history = {version.number: version for version in workspace.history()}
    number = max(history, default=0)
    while (version := history.get(number)) is not None:
        for file in version.files:
            yield version, file
        number = number - 1 if version.restores is None else version.restores


def imported_before(
    workspace: Workspace, ready: Mapping[Source, Prepared], digests: Mapping[Source, str]
) -> dict[Source, tuple[int, ...]]:
    """The versions in which a file (or sheet) of the same bytes was imported into the same table before, if it was the
    only one of that table then: their rows are this file's, read anew."""
    numbers: dict[tuple[str, str, str], list[int]] = {}
    for version, file in imports(workspace):
        if sum(other.table == file.table for other in version.files) == 1:
            numbers.setdefault((file.sha256, file.table, _sheet(file.name)), []).append(version.number)
    return {
        source: tuple(numbers.get((digests[source], each.table or "", _sheet(each.name)), ()))
        for source, each in ready.items()
    }


def _sheet(name: str) -> str:
    return name.partition(" › ")[2]


def refuse_other_zone(workspace: Workspace, ready: Mapping[Source, Prepared], digests: Mapping[Source, str]) -> None:
    """Raises UserError for a file whose rows are stored already under another time zone: without a key they would stand
    twice."""
    zone = workspace.latest().settings.time_zone
    once_only = {
        digests[source]: prepared.name
        for source, prepared in ready.items()
        if prepared.table and _has_no_key(prepared.table) and not prepared.choices.complete
    }
    for version, file in imports(workspace):
        name = once_only.pop(file.sha256, None)  # the last import of a file is the one that counts
        if name is not None and version.settings.time_zone != zone:
            raise UserError(
                f"{name} was imported before, when the workspace's time zone was {version.settings.time_zone}: "
                f"its days may be others in {zone}, and its rows would stand twice. "
                "Import it as a complete export to read it anew."
            )


def tables_of_other_zones(workspace: Workspace, settings: Settings) -> tuple[str, ...]:
    """The titles of stored tables without a key into which files were imported under another time zone than the
    settings name: an export of the same days, read under theirs, may stand there twice."""
    stored = workspace.latest().tables
    names = {
        file.table
        for version, file in imports(workspace)
        if file.table in stored and _has_no_key(file.table) and version.settings.time_zone != settings.time_zone
    }
    return tuple(sorted(contracts()[name].title for name in names))


def _has_no_key(table: str) -> bool:
    return not contracts()[table].key
