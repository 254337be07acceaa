"""Assignments of people and contract terms of customers are half-open (valid_to is excluded) and follow each other."""

from metrics.errors import UserError
from metrics.store.merge import Merge, Merged
from metrics.store.scan import identifiers


def in_order(merge: Merge, merged: Merged) -> Merged:
    """The table with open rows ended where the next one begins. Raises UserError where two of one person overlap."""
    if not {"valid_from", "valid_to"} <= set(merged.layout.columns):  # one row each, or each until the next begins
        return merged
    whole = f"{merge.stored_rows()} UNION ALL {merged.rows}" if merged.only_new else merged.rows
    connection = merge.connection
    who = ", ".join(merge.succession)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE ordered AS SELECT *, lead(valid_from) OVER "
        f"(PARTITION BY {who} ORDER BY valid_from NULLS FIRST) AS following FROM ({whole})"
    )
    _refuse_overlap(merge, merged)
    ended = "valid_to IS NULL AND following IS NOT NULL"
    number = merge.number(f"SELECT count(*) FROM ordered WHERE {ended} AND import_number < {merge.import_number}")
    if merged.only_new and not number and not merge.number(f"SELECT count(*) FROM ordered WHERE {ended}"):
        return merged
    names = identifiers(merged.layout.names)
    rows = f"SELECT {names} FROM (SELECT * REPLACE (coalesce(valid_to, following) AS valid_to) FROM ordered)"
    return Merged(merged.layout, rows, False, merged.added, merged.updated + number, merged.closed, merged.snapshots_on)


def _refuse_overlap(merge: Merge, merged: Merged) -> None:
    overlaps = merge.connection.execute(
        f"SELECT concat_ws(' / ', {', '.join(merge.succession)}), valid_from, valid_to, following FROM ordered "
        "WHERE valid_to > following OR valid_to <= valid_from ORDER BY line LIMIT 1"
    ).fetchall()
    if not overlaps:
        return
    person, start, end, following = overlaps[0]
    title = merged.layout.contract.title
    begins = f"from {start}" if start else "without a first day"
    if following is None or end <= following:
        raise UserError(
            f"{title}: the spell of {person} {begins} ends on {end}, before it has begun: valid_to is the first day "
            "after a spell and has to lie after valid_from."
        )
    raise UserError(
        f"{title}: {person} has a spell {begins} to {end} and another from {following}, so that two would count on "
        "the same days: let one end where the next begins, and import the file again."
    )
