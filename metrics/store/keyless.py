"""Tables without a key: of each identical row the larger of stored and incoming multiplicity is kept.

So importing a file again changes nothing, and two equal meetings stay two. Rows are compared by two independent
64-bit hashes of the columns both sides have: wide joins of ten million rows would not fit in memory.
"""

from metrics.store.corrections import SAME_ROW, corrections, either, lay_out_unpaired, rows_corrected
from metrics.store.merge import Merge, Merged
from metrics.store.scan import identifiers


def merge_by_multiplicity(merge: Merge) -> Merged:
    """The table after rows were added that it holds too few of, or corrected, and after a complete export without those
    it holds too many of. Raises UserError where somebody has to say whether rows are corrections."""
    if merge.stored is None:
        rows = merge.incoming_rows()
        return Merged(merge.layout, rows, True, merge.number(f"SELECT count(*) FROM {merge.incoming}"))
    shared = _shared(merge)
    _count_rows(merge, shared)
    closed = merge.number(f"SELECT count(*) FROM ({absent_surplus(merge)})") if merge.complete else 0
    if merge.complete or not (merge.layout.contract.same_day or _brings_less(merge)):
        if closed or not set(merge.brought.values) <= set(merge.stored_layout.values):
            return _paired(merge, shared, closed)
        return _lacking(merge, shared)
    lay_out_unpaired(merge, *_numbered(merge, shared))
    corrected, outdated = corrections(merge), merge.number("SELECT count(*) FROM stored_alone WHERE outdated")
    if corrected or outdated:
        added = merge.number("SELECT count(*) FROM incoming_alone") - corrected
        return Merged(merge.layout, rows_corrected(merge, *_numbered(merge, shared)), False, added, corrected, outdated)
    if not set(merge.brought.values) <= set(merge.stored_layout.values):
        return _paired(merge, shared, closed)
    return _lacking(merge, shared)


def _brings_less(merge: Merge) -> bool:
    """Whether the same file was imported before and has other rows as it is read now."""
    if not merge.imported_before:
        return False
    former = merge.number(f"SELECT count(*) FROM ({merge.stored_rows()}) WHERE {merge.outdated}")
    lacking = merge.number("SELECT count(*) FROM lacking")
    return bool(lacking) or former > merge.number(f"SELECT count(*) FROM {merge.incoming}")


def absent_surplus(merge: Merge) -> str:
    """A SELECT of the stored rows beyond the incoming multiplicity: those a complete export removes."""
    stored, incoming = _numbered(merge, _shared(merge))
    names = identifiers(merge.layout.names)
    return f"SELECT {names} FROM {stored} AS stored ANTI JOIN {incoming} AS incoming {SAME_ROW}"


def _shared(merge: Merge) -> tuple[str, ...]:
    """The columns by which incoming and stored rows are told apart: those both have."""
    return tuple(name for name in merge.brought.values if name in merge.stored_layout.values)


def fingerprint(names: tuple[str, ...]) -> str:
    """Two hashes of a row that agree exactly where its columns do (NULL counting as a value)."""
    forward = identifiers(names) if names else "0"
    backward = identifiers(reversed(names)) if names else "0"
    return f"hash({forward}) AS first_hash, hash('other', {backward}) AS second_hash"


def _count_rows(merge: Merge, shared: tuple[str, ...]) -> None:
    """Table `lacking`: per identical incoming row how many there are, how many are stored."""
    connection = merge.connection
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE incoming_count AS SELECT first_hash, second_hash, count(*) AS brought "
        f"FROM (SELECT {fingerprint(shared)} FROM ({merge.incoming_rows()})) GROUP BY ALL"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE lacking AS SELECT first_hash, second_hash, any_value(brought) AS brought, "
        "count(present) AS present FROM incoming_count LEFT JOIN "
        f"(SELECT {fingerprint(shared)}, true AS present FROM ({merge.stored_rows()})) "
        "USING (first_hash, second_hash) GROUP BY first_hash, second_hash HAVING any_value(brought) > count(present)"
    )
    connection.execute("DROP TABLE incoming_count")


def _lacking(merge: Merge, shared: tuple[str, ...]) -> Merged:
    """The incoming rows beyond the stored multiplicity: all stored rows stay as they are."""
    added = merge.number("SELECT sum(brought - present) FROM lacking")
    incoming = f"(SELECT *, {fingerprint(shared)} FROM ({merge.incoming_rows()})) SEMI JOIN"
    key = "USING (first_hash, second_hash)"
    names = identifiers(merge.layout.names)
    unseen = f"SELECT {names} FROM {incoming} (FROM lacking WHERE present = 0) {key}"
    surplus = (
        f"SELECT {names} FROM (FROM {incoming} (FROM lacking WHERE present > 0) {key}) JOIN lacking {key} "
        "QUALIFY row_number() OVER (PARTITION BY first_hash, second_hash ORDER BY line) > present"
    )
    return Merged(merge.layout, f"{unseen} UNION ALL {surplus}", True, added)


def _numbered(merge: Merge, shared: tuple[str, ...]) -> tuple[str, str]:
    """Stored and incoming rows, identical ones numbered."""
    occurrence = "row_number() OVER (PARTITION BY first_hash, second_hash ORDER BY line) AS occurrence"
    both = (merge.stored_rows(), merge.incoming_rows())
    sides = (f"(SELECT *, {fingerprint(shared)} FROM ({rows}))" for rows in both)
    stored, incoming = (f"(SELECT *, {occurrence} FROM {side})" for side in sides)
    return stored, incoming


def _paired(merge: Merge, shared: tuple[str, ...], closed: int) -> Merged:
    """Every stored row with the incoming one it is identical to: either side has columns the other lacks.

    After a complete export only the incoming rows remain.
    """
    added = merge.number("SELECT sum(brought - present) FROM lacking")
    stored, incoming = _numbered(merge, shared)
    values = ", ".join(either(name, name in merge.stored_layout.values) for name in merge.layout.names)
    join = "RIGHT" if merge.complete else "FULL"
    rows = f"SELECT {values} FROM {stored} AS stored {join} JOIN {incoming} AS incoming {SAME_ROW}"
    widened = not set(merge.brought.values) <= set(merge.stored_layout.values)
    brought = merge.number(f"SELECT count(*) FROM {merge.incoming}")
    return Merged(merge.layout, rows, False, added, brought - added if widened else 0, closed)
