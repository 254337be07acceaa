"""What a stage word says about a deal: open, won, lost, no decision, or not a deal at all (test, duplicate).

The order of belief: the workspace's own word for the pipeline, its word for all pipelines, the known words of usual
exports. A word nobody knows has no outcome; it is asked, never guessed.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import get_args

from metrics.schema.settings import Outcome, StageWord
from metrics.schema.word_keys import same_word_key

VOCABULARY = Path(__file__).parent / "vocabulary" / "stages.toml"
NUMBER_IN_FRONT = re.compile(r"^\s*\(?\d{1,3}\s*%?(?:\s*[-–—.:)\]/|]+\s*|\s+)(?=\D)")
STAGE_AND_PIPELINE = re.compile(r"^(.+?)\s*[(\[（【](.+)[)\]）】]\s*$")
BESIDE_PIPELINE = re.compile(r"^(.+?)(?:\s+[-–—|/>»·]+\s+|\s*[:：]\s*)(.+)$")
PROBABILITY_BEHIND = re.compile(r"[-–—,:\s]*[(\[]?\s*\d{1,3}\s*%\s*[)\]]?\s*$")


def stage_key(word: str) -> str:
    """What two spellings of one stage share (“6 - Closed Won (100%)” → “closedwon”)."""
    bare = PROBABILITY_BEHIND.sub("", NUMBER_IN_FRONT.sub("", word))
    return same_word_key(bare) or same_word_key(word)


@cache
def known_words() -> Mapping[str, Outcome]:
    """The outcome of every stage word of the vocabulary, by its `stage_key`."""
    document = tomllib.loads(VOCABULARY.read_text(encoding="utf-8"))
    words: dict[str, Outcome] = {}
    for outcome in get_args(Outcome):
        for spellings in document[outcome].values():
            words.update((stage_key(spelling), outcome) for spelling in spellings)
    return MappingProxyType(words)


def outcome_of(stage: str | None, pipeline: str | None, own_words: Iterable[StageWord] = ()) -> Outcome | None:
    """The outcome of one stage word in one pipeline; None where nobody knows it."""
    if stage is None:
        return None
    key = stage_key(stage)
    for wanted in ({pipeline} - {None}, {None}):
        for own in own_words:
            if own.pipeline in wanted and stage_key(own.word) == key:
                return own.outcome
    outcome = known_words().get(key)
    bare = without_pipeline(stage, pipeline) if outcome is None else None
    return outcome_of(bare, pipeline, own_words) if bare else outcome


def without_pipeline(stage: str, pipeline: str | None) -> str | None:
    """A stage without the name of its pipeline: “Closed Won (Renewals)” of the pipeline Renewals is “Closed Won”."""
    name = same_word_key(pipeline or "")
    parts = STAGE_AND_PIPELINE.match(stage) or BESIDE_PIPELINE.match(stage)
    if not name or parts is None:
        return None
    first, second = parts.groups()
    if same_word_key(second) == name:
        return first
    return second if same_word_key(first) == name else None


def with_words(own_words: Iterable[StageWord], confirmed: Iterable[StageWord]) -> tuple[StageWord, ...]:
    """The workspace's words after some were confirmed: newer ones replace older for the same stage and pipeline."""
    words = {(stage_key(own.word), own.pipeline): own for own in (*own_words, *confirmed)}
    return tuple(words.values())
