"""`verify`: whether every stored byte is what was published, and how to go back where it isn't."""

import argparse
import json
import shlex
from collections.abc import Sequence
from pathlib import Path

from metrics.formatting import listed, plural
from metrics.store import VersionState, Workspace, default_folder

NAME = "verify"
SUMMARY = "Compare every stored file with what was published: what is damaged, which versions are whole, the way back."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Of which workspace."""
    parser.add_argument("--workspace", type=Path, default=None, metavar="DIR", help="the workspace's folder")
    parser.add_argument("--json", action="store_true", help="as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Prints what is damaged. Returns 1 if anything is."""
    workspace = Workspace(arguments.workspace or default_folder())
    states = workspace.states()
    if arguments.json:
        print(json.dumps([_document(state) for state in states], indent=2, ensure_ascii=False))
    else:
        print("\n".join(_lines(workspace, states)))
    return 0 if all(state.whole or _cleared_out(state, states) for state in states) else 1


def _lines(workspace: Workspace, states: Sequence[VersionState]) -> list[str]:
    if not states:
        return [f"The workspace {workspace.folder} is still empty."]
    if all(state.whole for state in states):
        return [f"Everything is as it was published: {_named(states)}."]
    lines, whole = _damages(states), [state for state in states if state.whole]
    if cleared := [state for state in states if _cleared_out(state, states)]:
        lines.append(f"Files are gone of {_named(cleared)}, as “Free disk space” deletes them: no way back there.")
    lines.append(f"Whole: {_named(whole)}." if whole else "No version is whole.")
    newest = states[0]
    if newest.whole:
        lines.append("The newest version is whole.")
    elif newest.unreadable:
        lines.append("The newest version can't be opened: see above what to do.")
    elif whole:
        folder = shlex.quote(str(workspace.folder))
        back = f"python -m metrics restore {whole[0].number} --workspace {folder}"
        lines.append(f"Put the files named above back from a backup, or go back to version {whole[0].number}: {back}")
    else:
        lines.append("Put the files named above back from a backup, or start over in an empty folder.")
    return lines


def _damages(states: Sequence[VersionState]) -> list[str]:
    """Each damaged file with the versions that need it, and each version that can't be read."""
    versions_of: dict[str, list[VersionState]] = {}
    for state in states:
        for file in () if _cleared_out(state, states) else state.damaged:
            versions_of.setdefault(f"The file {file.path} {file.reason}.", []).append(state)
    unreadable = [state.unreadable for state in states if state.unreadable]
    return [*unreadable, *(f"{sentence} Needed by {_named(needing)}." for sentence, needing in versions_of.items())]


def _cleared_out(state: VersionState, states: Sequence[VersionState]) -> bool:
    """Whether an earlier version lacks files only: that is what clearing out leaves, and no damage."""
    return state.gone and state is not states[0]


def _named(states: Sequence[VersionState]) -> str:
    numbers = sorted(state.number for state in states)
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    texts = [f"{run[0]}" if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return f"{plural(len(numbers), 'version').partition(' ')[2]} {listed(texts)}"


def _document(state: VersionState) -> dict[str, object]:
    damaged = [{"file": str(file.path), "reason": file.reason} for file in state.damaged]
    return {"version": state.number, "whole": state.whole, "damaged": damaged, "unreadable": state.unreadable or None}
