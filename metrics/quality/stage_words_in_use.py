"""The stage words a workspace's deals stand in, and what each says about them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from metrics.query import Reader
from metrics.schema import Outcome, StageWord, outcome_of, stage_key
from metrics.semantic import deal_model

USUAL = "usual exports"


@dataclass(frozen=True, slots=True)
class StageInUse:
    """A stage word, how many deals stand in it, and its outcome in usual exports (None: nobody knows the word)."""

    word: str
    deals: int
    usual: Outcome | None


def stages_in_use(reader: Reader) -> tuple[StageInUse, ...]:
    """The stage words of all deals, those with most deals first."""
    table = deal_model().table
    if table not in reader.snapshot.tables:
        return ()
    open_session = reader.session()
    open_session.need((table,))
    rows = open_session.rows(
        f"SELECT stage, count(*) FROM {table} WHERE stage IS NOT NULL GROUP BY stage ORDER BY count(*) DESC, stage"
    )
    return tuple(StageInUse(word, deals, outcome_of(word, None)) for word, deals in rows)


def stage_rows(reader: Reader | None, own: Sequence[StageWord]) -> list[dict[str, object]]:
    """A workspace's own stage words as rows to edit, then those its deals stand in (None: there are none yet).

    Each row has a word, its pipeline and outcome, how many deals stand in it, and who says so.
    """
    stages = stages_in_use(reader) if reader else ()
    deals = Counter[str]()
    for stage in stages:
        deals[stage_key(stage.word)] += stage.deals
    explained = {stage_key(word.word) for word in own if word.pipeline is None}
    rows: list[dict[str, object]] = [
        {
            "word": word.word,
            "pipeline": word.pipeline,
            "outcome": word.outcome,
            "in_use": None if word.pipeline else deals[stage_key(word.word)],
            "origin": "you",
        }
        for word in own
    ]
    return rows + [
        {
            "word": stage.word,
            "pipeline": None,
            "outcome": stage.usual,
            "in_use": stage.deals,
            "origin": USUAL if stage.usual else "nobody yet",
        }
        for stage in stages
        if stage_key(stage.word) not in explained
    ]


def stage_words_of(rows: Iterable[Mapping[str, Any]]) -> tuple[StageWord, ...]:
    """The stage words in edited rows. Those left with their usual outcome, or without any, are not the workspace's."""
    return tuple(
        StageWord(row["word"], row["outcome"], row["pipeline"] or None)
        for row in rows
        if row["word"] and row["outcome"] and (row["origin"], row["outcome"]) != (USUAL, outcome_of(row["word"], None))
    )
