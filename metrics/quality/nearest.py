"""The name that looks most like a word: a suggestion for a person to confirm, never a match."""

from collections.abc import Hashable, Iterable, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

LIKE_ENOUGH = 75.0
"""Below this likeness (0 to 100) a suggestion would rather mislead."""


def nearest(word: str, names: Iterable[str]) -> str | None:
    """The likest of the names; None where none looks alike."""
    found = likest(word, names, 1)
    return found[0][0] if found else None


def likest(word: str, names: Iterable[str], most: int) -> list[tuple[str, float]]:
    """Up to `most` names that look like a word with their likeness (0 to 100), the likest first.

    Blanks, order of words, letter case and punctuation don't count.
    """
    found = process.extract(
        word, list(names), scorer=_likeness, processor=default_process, limit=most, score_cutoff=LIKE_ENOUGH
    )
    return [(name, float(score)) for name, score, _ in found]


def _likeness(one: Sequence[Hashable], other: Sequence[Hashable], *, score_cutoff: float | None = None) -> float:
    """How alike two words are, with blanks and without: “gtxpro” is “gtx pro”."""
    words = "".join(map(str, one)), "".join(map(str, other))
    joined = fuzz.ratio(*(word.replace(" ", "") for word in words), score_cutoff=score_cutoff)
    return max(joined, fuzz.token_sort_ratio(*words, score_cutoff=score_cutoff))
