"""Tables without a key: of each identical row the larger of stored and incoming multiplicity is kept.

So importing a file again changes nothing, and two equal meetings stay two. Rows are compared by two independent
64-bit hashes of the columns both sides have: wide joins of ten million rows would not fit in memory.
"""

from metrics.store.merge import Merge, Merged
from metrics.store.scan import identifier, identifiers


def merge_by_multiplicity(merge: Merge) -> Merged:
    """The table after rows were added that it holds too few of."""
    if merge.stored is None:
        rows = merge.incoming_rows()
        return Merged(merge.layout, rows, True, merge.number(f"SELECT count(*) FROM {merge.incoming}"))
    shared = tuple(name for name in merge.brought.values if name in merge.known.values)
    _count_rows(merge, shared)
    if set(merge.brought.values) <= set(merge.known.values):
        return _lacking(merge, shared)
    return _widened(merge, shared)


def _fingerprint(names: tuple[str, ...]) -> str:
    """Two hashes of a row that agree exactly where its columns do (NULL counting as a value)."""
    forward = identifiers(names) if names else "0"
    backward = identifiers(reversed(names)) if names else "0"
    return f"hash({forward}) AS first_hash, hash('other', {backward}) AS second_hash"


def _count_rows(merge: Merge, shared: tuple[str, ...]) -> None:
    """Table `lacking`: per identical incoming row how many there are, how many are stored."""
    connection = merge.connection
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE incoming_count AS SELECT first_hash, second_hash, count(*) AS brought "
        f"FROM (SELECT {_fingerprint(shared)} FROM ({merge.incoming_rows()})) GROUP BY ALL"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE lacking AS SELECT first_hash, second_hash, any_value(brought) AS brought, "
        "count(present) AS present FROM incoming_count LEFT JOIN "
        f"(SELECT {_fingerprint(shared)}, true AS present FROM ({merge.stored_rows()})) "
        "USING (first_hash, second_hash) GROUP BY first_hash, second_hash HAVING any_value(brought) > count(present)"
    )
    connection.execute("DROP TABLE incoming_count")


def _lacking(merge: Merge, shared: tuple[str, ...]) -> Merged:
    """The incoming rows beyond the stored multiplicity: all stored rows stay as they are."""
    added = merge.number("SELECT sum(brought - present) FROM lacking")
    incoming = f"(SELECT *, {_fingerprint(shared)} FROM ({merge.incoming_rows()})) SEMI JOIN"
    key = "USING (first_hash, second_hash)"
    names = identifiers(merge.layout.names)
    unseen = f"SELECT {names} FROM {incoming} (FROM lacking WHERE present = 0) {key}"
    surplus = (
        f"SELECT {names} FROM (FROM {incoming} (FROM lacking WHERE present > 0) {key}) JOIN lacking {key} "
        "QUALIFY row_number() OVER (PARTITION BY first_hash, second_hash ORDER BY line) > present"
    )
    return Merged(merge.layout, f"{unseen} UNION ALL {surplus}", True, added)


def _widened(merge: Merge, shared: tuple[str, ...]) -> Merged:
    """The file has columns the table lacks: the n-th stored of identical rows takes them from the n-th incoming."""
    added = merge.number("SELECT sum(brought - present) FROM lacking")
    occurrence = "row_number() OVER (PARTITION BY first_hash, second_hash ORDER BY line) AS occurrence"
    sides = [
        f"(SELECT *, {occurrence} FROM (SELECT *, {_fingerprint(shared)} FROM ({rows})))"
        for rows in (merge.stored_rows(), merge.incoming_rows())
    ]
    values = ", ".join(_either(name, name in merge.known.values) for name in merge.layout.names)
    rows = (
        f"SELECT {values} FROM {sides[0]} AS stored FULL JOIN {sides[1]} AS incoming "
        "USING (first_hash, second_hash, occurrence)"
    )
    paired = merge.number(f"SELECT count(*) FROM ({rows}) WHERE import_number = {merge.import_number}") - added
    return Merged(merge.layout, rows, False, added, paired)


def _either(name: str, stored_first: bool) -> str:
    """A column of a pair, from the side that has it; place and number come from the file that came last."""
    sides = ("stored", "incoming") if stored_first else ("incoming", "stored")
    return f"coalesce({sides[0]}.{identifier(name)}, {sides[1]}.{identifier(name)}) AS {identifier(name)}"
