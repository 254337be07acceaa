"""Tables with a key: a row replaces the stored one with its key, and never blanks a column its file didn't have."""

from datetime import timedelta

from metrics.store.contract_terms import open_contracts
from metrics.store.merge import Merge, Merged, differ, refuse_repeated, same
from metrics.store.scan import identifier, identifiers


def merge_by_key(merge: Merge) -> Merged:
    """The table after its rows were updated by key. Raises UserError where a key comes twice in the incoming rows."""
    key = merge.layout.contract.key
    _open_sides(merge)
    refuse_repeated(merge, "FROM incoming", key)
    if merge.stored is None:
        return Merged(merge.layout, _columns("incoming", merge), True, merge.number("SELECT count(*) FROM incoming"))
    added, updated = _counts(merge, key)
    absent = absent_keys(merge) if merge.complete else f"SELECT * FROM ({_absent(merge)}) WHERE {merge.outdated}"
    closed = merge.number(f"SELECT count(*) FROM ({absent})")
    if not updated and not closed:
        new = f"SELECT * FROM incoming ANTI JOIN stored ON {same(key, 'incoming', 'stored')}"
        return Merged(merge.layout, _columns(f"({new})", merge), True, added)
    rows = f"{_staying(merge)} UNION ALL {_renewed(merge, key)}"
    return Merged(merge.layout, rows, False, added, updated, closed)


def absent_keys(merge: Merge) -> str:
    """A SELECT of the stored rows that a complete export without them ends or removes."""
    _open_sides(merge)
    absent = _absent(merge)
    ending = merge.ending_column
    if ending is None or ending not in merge.stored_layout.columns:
        return absent
    return f"SELECT * FROM ({absent}) WHERE {ending} IS NULL OR NOT ({_gone(merge)})"


def _open_sides(merge: Merge) -> None:
    """Views `incoming` and `stored`, both with every column of the key."""
    connection = merge.connection
    connection.execute(f"CREATE OR REPLACE TEMP VIEW stored AS {_with_key(merge.stored_rows(), merge)}")
    connection.execute(f"CREATE OR REPLACE TEMP VIEW brought AS {_with_key(merge.incoming_rows(), merge)}")
    if merge.layout.contract.begins:
        open_contracts(merge)
        return
    incoming = "FROM brought"
    if _speaks_of_last_assignment(merge):
        who = merge.entity
        last = f"SELECT {identifiers(who)}, max(valid_from) AS since FROM stored GROUP BY {identifiers(who)}"
        incoming = (
            "SELECT brought.* REPLACE (since AS valid_from) "
            f"FROM brought LEFT JOIN ({last}) AS last ON {same(who, 'brought', 'last')}"
        )
    connection.execute(f"CREATE OR REPLACE TEMP VIEW incoming AS {incoming}")


def _speaks_of_last_assignment(merge: Merge) -> bool:
    """Whether a file without dates reaches a table with assignments: then it corrects everybody's last one."""
    return (
        "valid_from" in merge.layout.contract.key
        and "valid_from" in merge.stored_layout.columns
        and "valid_from" not in merge.brought.columns
    )


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
    unknown = f"stored.{identifier(key[0])} IS NULL"  # the first column of every key is required
    ((added, updated),) = merge.connection.execute(
        f"SELECT count(*) FILTER ({unknown}), count(*) FILTER (NOT {unknown} AND "
        f"({differ(values, 'incoming', 'stored')})) "
        f"FROM incoming LEFT JOIN stored ON {same(key, 'incoming', 'stored')}"
    ).fetchall()
    return int(added), int(updated) + (_only_named(merge, values) if merge.layout.contract.begins else 0)


def _only_named(merge: Merge, values: tuple[str, ...]) -> int:
    """How many incoming rows give a stored contract its id or first day, and change nothing else of it."""
    key = merge.layout.contract.key
    return merge.number(
        f"SELECT count(*) FROM (FROM incoming SEMI JOIN (FROM kept WHERE changed) AS renamed "
        f"ON {same(key, 'incoming', 'renamed')}) AS incoming JOIN stored ON {same(key, 'incoming', 'stored')} "
        f"WHERE NOT ({differ(values, 'incoming', 'stored')})"
    )


def _absent(merge: Merge) -> str:
    return f"SELECT * FROM stored ANTI JOIN incoming ON {same(merge.layout.contract.key, 'stored', 'incoming')}"


def _gone(merge: Merge) -> str:
    """Whether a row's person or contract is absent altogether, and not just one row that was dated anew."""
    parts = ", ".join(f"part_{number} := {part}" for number, part in enumerate(merge.succession))
    return f"struct_pack({parts}) NOT IN (SELECT struct_pack({parts}) FROM incoming)"  # equal where both are NULL, too


def _staying(merge: Merge) -> str:
    """The stored rows the incoming ones say nothing of, ended or gone if the export was complete."""
    if not merge.complete:
        return f"{_columns(f'({_absent(merge)})', merge)} WHERE NOT ({merge.outdated})"
    ending = merge.ending_column
    if ending is None:
        return f"{_columns('stored', merge)} WHERE false"
    day = merge.day if ending == "valid_to" else merge.day - timedelta(days=1)
    ended = (
        f"SELECT * REPLACE (coalesce({ending}, DATE '{day}') AS {ending}) FROM ({_absent(merge)}) WHERE {_gone(merge)}"
    )
    return _columns(f"({ended})", merge)


def _renewed(merge: Merge, key: tuple[str, ...]) -> str:
    """The incoming rows, with the stored values of the columns their file didn't have."""
    brought = {*merge.brought.names, "import_number"}
    source = {name: "incoming" if name in brought else "stored" for name in merge.layout.names}
    names = ", ".join(f"{relation}.{identifier(name)}" for name, relation in source.items())
    return f"SELECT {names} FROM incoming LEFT JOIN stored ON {same(key, 'incoming', 'stored')}"
