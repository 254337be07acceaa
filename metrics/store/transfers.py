"""A closed deal keeps the owner first seen at closing. Who has it now is kept beside, as a segment like any other."""

from dataclasses import replace

from metrics.schema import StageWord, outcome_of
from metrics.store.merge import Merge
from metrics.store.table_layout import TableLayout

OWNER_NOW = "kept__owner_now"
"""A name no header gets: those have one underscore behind `kept`."""

HEADER = "Owner now"
CLOSED = ("won", "lost", "no_decision")


def with_owners_at_closing(merge: Merge, stage_words: tuple[StageWord, ...]) -> Merge:
    """The same merge, with deals that were closed before and still are under the owner they are stored with."""
    if not _may_transfer(merge):
        return merge
    _find_closed_stages(merge, stage_words)
    stored = merge.stored_rows(merge.stored_layout)
    still_closed = f"{_closed('stored', merge.stored_layout)} AND {_closed('incoming', merge.brought)}"
    merge.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE transfers AS SELECT incoming.opportunity_id, stored.owner AS owner_at_closing "
        f"FROM {merge.incoming} AS incoming JOIN ({stored}) AS stored USING (opportunity_id) "
        f"WHERE stored.owner IS NOT NULL AND stored.owner IS DISTINCT FROM incoming.owner AND {still_closed}"
    )
    if OWNER_NOW not in merge.stored_layout.kept and not merge.number("SELECT count(*) FROM transfers"):
        return merge
    merge.connection.execute(
        "CREATE OR REPLACE TEMP VIEW owned AS SELECT incoming.* REPLACE (coalesce(owner_at_closing, owner) AS owner), "
        f"CASE WHEN owner_at_closing IS NOT NULL THEN owner END AS {OWNER_NOW} "
        f"FROM {merge.incoming} AS incoming LEFT JOIN transfers USING (opportunity_id)"
    )
    brought = TableLayout(merge.brought.contract, merge.brought.columns, {**merge.brought.kept, OWNER_NOW: HEADER})
    return replace(merge, incoming="owned", brought=brought)


def _may_transfer(merge: Merge) -> bool:
    both = "owner" in merge.brought.columns and "owner" in merge.stored_layout.columns
    return merge.brought.contract.name == "opportunities" and merge.stored is not None and both


def _find_closed_stages(merge: Merge, stage_words: tuple[StageWord, ...]) -> None:
    """Table `closed_stages`: the stage words, by pipeline, that say a deal is closed."""
    sides = ((merge.stored, merge.stored_layout), (merge.incoming, merge.brought))
    words = " UNION ".join(f"SELECT stage, {_of(layout, 'pipeline')} FROM {side}" for side, layout in sides)
    stages = merge.connection.execute(words).fetchall()
    closed = [
        (stage, pipeline or "") for stage, pipeline in stages if outcome_of(stage, pipeline, stage_words) in CLOSED
    ]
    merge.connection.execute("CREATE OR REPLACE TEMP TABLE closed_stages (stage VARCHAR, pipeline VARCHAR)")
    if closed:
        merge.connection.executemany("INSERT INTO closed_stages VALUES (?, ?)", closed)


def _of(layout: TableLayout, column: str, side: str = "") -> str:
    return f"{side}{column}" if column in layout.columns else "NULL"


def _closed(side: str, layout: TableLayout) -> str:
    """Whether a deal is closed: by its flags where it has them, else by its stage."""
    pipeline = f"coalesce({_of(layout, 'pipeline', f'{side}.')}, '')"
    stage = f"({side}.stage, {pipeline}) IN (SELECT (stage, pipeline) FROM closed_stages)"
    won, closed = (_of(layout, flag, f"{side}.") for flag in ("is_won", "is_closed"))
    return f"coalesce(nullif({won}, false), {closed}, {stage})"
