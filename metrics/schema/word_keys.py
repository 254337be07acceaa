"""When two words written differently are the same word."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4_000)
def same_word_key(text: str) -> str:
    """What remains of a word when case, width, blanks and punctuation don't count (“Closed-Won ” → “closedwon”).

    Accents and signs that carry meaning of their own (é, й, が) stay. A text without letters or digits gives "".
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in unicodedata.normalize("NFC", folded) if _carries_meaning(letter))


def _carries_meaning(letter: str) -> bool:
    return letter.isalnum() or unicodedata.category(letter).startswith("M")
