"""What an import would do that somebody should agree to first: how many rows, three of them, and all to take away.

A complete export ends or removes stored rows it lacks; a deal of a file may be a stored one under another id.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from metrics.formatting import plural
from metrics.intake.cell_words import cell_in_words, row_in_words
from metrics.intake.importing import update_of
from metrics.intake.preparing import Prepared
from metrics.intake.similar_deals import similar_deals
from metrics.schema import contracts
from metrics.store import ENDING_COLUMNS, ROW_COLUMNS, Snapshot, Workspace

EXAMPLES = 3
MOST_ROWS = 100_000
"""At most this many rows are written out for download."""

Kind = Literal["ends", "removes", "doubles"]


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing an import would do: to how many rows, in a sentence, with examples. `rows` gives them as a frame.

    `ids` are those of the file's rows that it is about, if these could be left out.
    """

    kind: Kind
    count: int
    sentence: str
    examples: tuple[str, ...]
    rows: Callable[[], pd.DataFrame]
    ids: tuple[str, ...] = ()


def consequence_of(workspace: Workspace, snapshot: Snapshot, prepared: Prepared) -> Consequence | None:
    """What importing a prepared file would do that is worth a question; None where nothing is.

    A complete export is asked about what it closes only: a stored deal under another id is among that.
    """
    if prepared.staged is None or prepared.table not in snapshot.tables:
        return None
    return _closing(workspace, snapshot, prepared) if prepared.choices.complete else _doubles(snapshot, prepared)


def _closing(workspace: Workspace, snapshot: Snapshot, prepared: Prepared) -> Consequence | None:
    """The stored rows that a complete export lacks."""
    update = update_of(prepared, snapshot)
    count = workspace.count_to_close(update)
    if not count:
        return None
    contract = contracts()[update.table]
    ends = contract.name in ENDING_COLUMNS
    first = _records(workspace.rows_to_close(update, EXAMPLES))
    effect = "will end" if ends else "will be removed"
    sentence = f"{plural(count, 'stored row')} of {contract.title} {'is' if count == 1 else 'are'} not in this file "
    return Consequence(
        "ends" if ends else "removes",
        count,
        f"{sentence}and {effect}.",
        tuple(row_in_words(row) for row in first),
        lambda: _without_place(workspace.rows_to_close(update, MOST_ROWS)),
    )


def _doubles(snapshot: Snapshot, prepared: Prepared) -> Consequence | None:
    """The deals of a file that look like stored ones."""
    pairs = similar_deals(prepared, snapshot)
    if pairs is None:
        return None
    count = len(pairs)
    looks = "looks like a stored one under another id" if count == 1 else "look like stored ones under other ids"
    return Consequence(
        "doubles",
        count,
        f"{plural(count, 'deal')} of this file {looks}: the same account, amount and day.",
        tuple(_pair_in_words(row) for row in _records(pairs.head(EXAMPLES))),
        lambda: pairs.head(MOST_ROWS),
        tuple(pairs["opportunity_id"]),
    )


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]


def _without_place(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows without where they once stood, which says nothing to somebody who reads them now."""
    return frame.drop(columns=list(ROW_COLUMNS))


def _pair_in_words(row: Mapping[str, Any]) -> str:
    days = [f"{name.split('_')[0]} {cell_in_words(row[name])}" for name in ("created_on", "closed_on") if row.get(name)]
    shared = ", ".join([cell_in_words(row["account"]), cell_in_words(row["amount"]), *days])
    return f"{row['opportunity_id']} (line {row['line']:,}) like {row['looks_like']}: {shared}"
