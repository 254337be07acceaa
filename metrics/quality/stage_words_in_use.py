"""The stage words a workspace's deals stand in, and what each says about them."""

from dataclasses import dataclass

from metrics.engines import session
from metrics.schema import Outcome, outcome_of
from metrics.semantic import deal_model
from metrics.store import Snapshot


@dataclass(frozen=True, slots=True)
class StageInUse:
    """A stage word, how many deals stand in it, and its outcome in usual exports (None: nobody knows the word)."""

    word: str
    deals: int
    usual: Outcome | None


def stages_in_use(snapshot: Snapshot) -> tuple[StageInUse, ...]:
    """The stage words of all deals, those with most deals first."""
    table = deal_model().table
    if table not in snapshot.tables:
        return ()
    rows = session(snapshot).rows(
        f"SELECT stage, count(*) FROM {table} WHERE stage IS NOT NULL GROUP BY stage ORDER BY count(*) DESC, stage"
    )
    return tuple(StageInUse(word, deals, outcome_of(word, None)) for word, deals in rows)
