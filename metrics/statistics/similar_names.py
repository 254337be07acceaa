"""The names that look most like a word: suggestions for a person to confirm, never a match."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

LIKE_ENOUGH = 75.0
"""Below this likeness (0 to 100) a suggestion would rather mislead."""


@dataclass(frozen=True, slots=True)
class SimilarNames:
    """Names to compare words with. Blanks, order of words, letter case and punctuation don't count."""

    written: tuple[str, ...]
    spaced: tuple[str, ...]
    joined: tuple[str, ...]

    @classmethod
    def of(cls, names: Iterable[str]) -> "SimilarNames":
        """Names made ready to be compared."""
        written = tuple(names)
        spaced = tuple(map(default_process, written))
        return cls(written, spaced, tuple(name.replace(" ", "") for name in spaced))

    def likest(self, words: Sequence[str], most: int) -> list[list[tuple[int, float]]]:
        """For each word the positions of up to `most` names that look like it with their likeness (0 to 100), the
        likest first."""
        if not words or not self.written:
            return [[] for _ in words]
        asked = SimilarNames.of(words)
        in_order = process.cdist(asked.joined, self.joined, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH)
        any_order = process.cdist(asked.spaced, self.spaced, scorer=fuzz.token_sort_ratio, score_cutoff=LIKE_ENOUGH)
        return [_best(row, most) for row in np.maximum(in_order, any_order)]


def _best(scores: "np.ndarray[tuple[int], np.dtype[np.float32]]", most: int) -> list[tuple[int, float]]:
    order = np.argsort(-scores, kind="stable")[:most]
    return [(int(position), float(scores[position])) for position in order if scores[position] >= LIKE_ENOUGH]


def nearest(word: str, names: SimilarNames) -> str | None:
    """The likest of the names; None where none looks alike."""
    ((*matches,),) = names.likest([word], 1)
    return names.written[matches[0][0]] if matches else None
