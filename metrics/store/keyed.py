"""Tables with a key: a row replaces the stored one with its key, and never blanks a column its file didn't have."""

from datetime import date, timedelta

from metrics.store.merge import Merge, Merged, differ, refuse_repeated, same
from metrics.store.scan import identifier, identifiers

LAST_DAY = {"people": "valid_to", "coverage": "valid_to", "customers": "ended_on"}
"""How a spell absent from a complete export ends: `valid_to` is excluded, `ended_on` is its last day. Other tables
lose the row; the version before still has it."""


def merge_by_key(merge: Merge) -> Merged:
    """The table after its rows were updated by key. Raises Refusal where a key comes twice in the incoming rows."""
    key = merge.layout.contract.key
    connection = merge.connection
    connection.execute(f"CREATE OR REPLACE TEMP VIEW incoming AS {_with_key(merge.incoming_rows(), merge)}")
    connection.execute(f"CREATE OR REPLACE TEMP VIEW stored AS {_with_key(merge.stored_rows(), merge)}")
    refuse_repeated(merge, "FROM incoming", key)
    if merge.stored is None:
        return Merged(merge.layout, _columns("incoming", merge), True, merge.number("SELECT count(*) FROM incoming"))
    added, updated = _counts(merge, key)
    absent = f"SELECT * FROM stored ANTI JOIN incoming ON {same(key, 'stored', 'incoming')}"
    closed = _number_closed(merge, absent)
    if not updated and not closed:
        new = f"SELECT * FROM incoming ANTI JOIN stored ON {same(key, 'incoming', 'stored')}"
        return Merged(merge.layout, _columns(f"({new})", merge), True, added)
    rows = f"{_staying(merge, absent)} UNION ALL {_renewed(merge, key)}"
    return Merged(merge.layout, rows, False, added, updated, closed)


def _with_key(rows: str, merge: Merge) -> str:
    """The rows with every key column: one that no file ever brought is NULL."""
    missing = [name for name in merge.layout.contract.key if name not in merge.layout.columns]
    extra = "".join(f", NULL::{merge.layout.contract.columns[name].sql_type} AS {identifier(name)}" for name in missing)
    return f"SELECT *{extra} FROM ({rows})"


def _columns(relation: str, merge: Merge) -> str:
    return f"SELECT {identifiers(merge.layout.names)} FROM {relation}"


def _counts(merge: Merge, key: tuple[str, ...]) -> tuple[int, int]:
    """How many incoming rows are new, and how many change a value of a stored one."""
    values = tuple(name for name in merge.brought.values if name not in key)
    ((added, updated),) = merge.connection.execute(
        f"SELECT count(*) FILTER (stored.line IS NULL), count(*) FILTER (stored.line IS NOT NULL AND "
        f"({differ(values, 'incoming', 'stored')})) "
        f"FROM incoming LEFT JOIN stored ON {same(key, 'incoming', 'stored')}"
    ).fetchall()
    return int(added), int(updated)


def _closing(merge: Merge) -> tuple[str, date] | None:
    """The column that ends an absent spell and the value it gets; None where absent rows go instead."""
    column = LAST_DAY.get(merge.layout.contract.name)
    if column is None or column not in merge.layout.columns:
        return None
    return column, merge.day if column == "valid_to" else merge.day - timedelta(days=1)


def _number_closed(merge: Merge, absent: str) -> int:
    if not merge.complete:
        return 0
    closing = _closing(merge)
    still_open = f" WHERE {closing[0]} IS NULL" if closing else ""
    return merge.number(f"SELECT count(*) FROM ({absent}){still_open}")


def _staying(merge: Merge, absent: str) -> str:
    """The stored rows the incoming ones say nothing of, ended or gone if the export was complete."""
    if not merge.complete:
        return _columns(f"({absent})", merge)
    closing = _closing(merge)
    if closing is None:
        return f"{_columns('stored', merge)} WHERE false"
    column, day = closing
    return _columns(f"(SELECT * REPLACE (coalesce({column}, DATE '{day}') AS {column}) FROM ({absent}))", merge)


def _renewed(merge: Merge, key: tuple[str, ...]) -> str:
    """The incoming rows, with the stored values of the columns their file didn't have."""
    brought = {*merge.brought.names, "import_number"}
    source = {name: "incoming" if name in brought else "stored" for name in merge.layout.names}
    names = ", ".join(f"{relation}.{identifier(name)}" for name, relation in source.items())
    return f"SELECT {names} FROM incoming LEFT JOIN stored ON {same(key, 'incoming', 'stored')}"
