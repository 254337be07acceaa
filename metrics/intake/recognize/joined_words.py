"""A column told by more than one header, and the words by which such headers are found."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from metrics.intake.confined_connection import literal
from metrics.intake.model import Decision
from metrics.intake.recognize.column_choice import bare_words
from metrics.intake.recognize.record_kinds import Samples
from metrics.schema import same_word_key

VOCABULARY = Path(__file__).parents[2] / "schema" / "vocabulary" / "joined_columns.toml"


@dataclass(frozen=True, slots=True)
class JoinedColumn:
    """A column whose text is made of several cells of a row: SQL of it, the headers, and where the first stands."""

    column: str
    text: str
    headers: tuple[str, ...]
    position: int
    evidence: str

    @property
    def decision(self) -> Decision:
        """That it was made, and why."""
        headers = " and ".join(f"“{header}”" for header in self.headers)
        return Decision("column", f"{self.column} from {headers}", self.evidence, self.headers[0])


def is_word(place: int, words: Sequence[str]) -> str:
    """SQL that is true where the cell at a place is one of the words (keys)."""
    return f"coalesce(word_key(c{place}) IN ({', '.join(map(literal, sorted(words))) or 'NULL'}), false)"


def filled(header: str, samples: Samples) -> float:
    """Which share of the sample has a text under a header."""
    texts = samples.get(header, ())
    return sum(text is not None for text in texts) / len(texts) if texts else 0.0


def places(group: str, part: str, headers: Sequence[str]) -> tuple[int, ...]:
    """Where the headers of a part of the vocabulary stand, in the order of its words."""
    bare, words = bare_words(headers), keys(group, part)
    at = {place: same_word_key(bare[header]) for place, header in enumerate(headers)}
    return tuple(sorted((place for place, key in at.items() if key in words), key=lambda place: words.index(at[place])))


@cache
def keys(group: str, part: str) -> tuple[str, ...]:
    """The words of a part of the vocabulary as keys."""
    return tuple(map(same_word_key, joined_document()[group][part]))


@cache
def joined_document() -> Mapping[str, Any]:
    """The vocabulary as it is written."""
    document: Mapping[str, Any] = tomllib.loads(VOCABULARY.read_text(encoding="utf-8"))
    return document
