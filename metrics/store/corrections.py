"""Corrected rows of tables without a key: which stored row an incoming one that differs from it takes the place of."""

from metrics.errors import UserError
from metrics.formatting import plural
from metrics.store.merge import Merge, same
from metrics.store.scan import identifier, identifiers
from metrics.store.table_layout import TableLayout

SAME_ROW = "USING (first_hash, second_hash, occurrence)"


def lay_out_unpaired(merge: Merge, stored: str, incoming: str) -> None:
    """Tables `stored_alone` and `incoming_alone`: the rows without an identical one on the other side.

    Each has its `place` among those that may be one row: of a person, day and session, or of a person, day and kind.
    What the same file brought before, and does no longer, is `outdated` and no row to be corrected.
    """
    group = correction_group(merge.layout)
    whose = ", ".join(["outdated", *group]) if group else "outdated"
    for name, rows, others, outdated in (
        ("stored_alone", stored, incoming, merge.outdated),
        ("incoming_alone", incoming, stored, "false"),
    ):
        merge.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT *, "
            f"row_number() OVER (PARTITION BY {whose} ORDER BY import_number, line) AS place, "
            f"count(*) OVER (PARTITION BY {whose}) AS alike FROM ("
            f"SELECT present.*, {outdated} AS outdated FROM {rows} AS present ANTI JOIN {others} AS other {SAME_ROW})"
        )


def corrections(merge: Merge) -> int:
    """How many stored rows the incoming ones correct, as table `corrected` of places in both. Raises UserError where
    that has to be said."""
    if not correction_group(merge.layout):
        merge.connection.execute(
            "CREATE OR REPLACE TEMP TABLE corrected AS SELECT 0 AS former, 0 AS latter WHERE false"
        )
        return 0
    asked = _asked(merge)
    number = merge.number(f"SELECT count(*) FROM ({_pairs(merge)}) WHERE {asked}")
    if number and merge.same_day is None:
        raise UserError(_question(merge, number, asked))
    kept = f" WHERE NOT ({asked})" if merge.same_day == "add" else ""
    merge.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE corrected AS SELECT former, latter FROM ({_pairs(merge)}){kept}"
    )
    return merge.number("SELECT count(*) FROM corrected")


def rows_corrected(merge: Merge, stored: str, incoming: str) -> str:
    """A SELECT of the whole table: rows that both sides have, stored ones that nothing corrects, and incoming ones,
    with the stored values of columns their file didn't have where they correct one."""
    names, brought = merge.layout.names, {*merge.brought.names, "import_number"}
    both = ", ".join(either(name, name in merge.stored_layout.values) for name in names)
    new = ", ".join(
        f"{'incoming' if name in brought else 'former'}.{identifier(name)} AS {identifier(name)}" for name in names
    )
    return (
        f"SELECT {both} FROM {stored} AS stored JOIN {incoming} AS incoming {SAME_ROW} UNION ALL "
        f"SELECT {identifiers(names)} FROM stored_alone "
        "WHERE NOT outdated AND rowid NOT IN (SELECT former FROM corrected) "
        f"UNION ALL SELECT {new} FROM (SELECT *, rowid AS latter FROM incoming_alone) AS incoming "
        "LEFT JOIN corrected USING (latter) "
        "LEFT JOIN (SELECT *, rowid AS former FROM stored_alone) AS former ON former.former = corrected.former"
    )


def either(name: str, stored_first: bool) -> str:
    """A column of a pair, from the side that has it; place and number come from the file that came last."""
    sides = ("stored", "incoming") if stored_first else ("incoming", "stored")
    return f"coalesce({sides[0]}.{identifier(name)}, {sides[1]}.{identifier(name)}) AS {identifier(name)}"


def correction_group(layout: TableLayout) -> tuple[str, ...]:
    """What rows agree in of which one may correct the other, as SQL; nothing where a table knows no corrections."""
    contract = layout.contract
    there = [name for name in contract.same_day if name in layout.columns]
    if contract.session_column is None or contract.session_column not in layout.columns:
        return tuple(map(identifier, there))
    session = identifier(contract.session_column)
    whose = [identifier(name) for name in there[:2]]
    return (*whose, session, *(f"CASE WHEN {session} IS NULL THEN {identifier(name)} END" for name in there[2:]))


def _pairs(merge: Merge) -> str:
    """Each unpaired incoming row beside the stored one of its group and place, by their row numbers."""
    names = [f"part_{number}" for number, _ in enumerate(correction_group(merge.layout))]
    parts = ", ".join(f"{part} AS {name}" for name, part in zip(names, correction_group(merge.layout), strict=True))
    session = merge.layout.contract.session_column
    named = f"{identifier(session)} IS NOT NULL" if session in merge.layout.columns else "false"
    sides = (
        f"(SELECT rowid AS number, place, alike, {named} AS named, line, {parts} FROM {table} WHERE NOT outdated)"
        for table in ("stored_alone", "incoming_alone")
    )
    former, latter = sides
    return (
        "SELECT former.number AS former, latter.number AS latter, former.alike AS stored_rows, latter.alike AS "
        f"incoming_rows, latter.named, latter.line FROM {former} AS former JOIN {latter} AS latter "
        f"ON former.place = latter.place AND {same(tuple(names), 'former', 'latter')}"
    )


def _asked(merge: Merge) -> str:
    """Whether nobody can tell that a pair is one row corrected: no session, or more rows stored than brought."""
    return "NOT named OR stored_rows > incoming_rows"


def _question(merge: Merge, number: int, asked: str) -> str:
    line = merge.number(f"SELECT min(line) FROM ({_pairs(merge)}) WHERE {asked}")
    stand = "is" if number == 1 else "are"
    return (
        f"{merge.layout.contract.title}: {plural(number, 'row')} of the file (first in line {line:,}) {stand} of a "
        "person and day that are stored with other values. Say whether they correct these (--same-day replace) "
        "or stand beside them (--same-day add); nothing was stored."
    )
