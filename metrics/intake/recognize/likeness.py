"""How alike a header and a column are in words: those that say what stands there count, not those that say of what."""

from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz import fuzz

from metrics.intake.recognize.cast import FALSE_WORDS, TRUE_WORDS
from metrics.schema import Column, Contract, contracts, same_word_key

SAME_WORD = 0.8
"""Two words this alike are forms of one: date and dates, closed and close."""
MOSTLY = 0.6
"""A column is one of numbers if so many of its header words say so."""
ID_WORDS = frozenset(
    {"id", "ids", "no", "nr", "number", "num", "key", "code", "guid", "uuid", "ref", "reference", "nummer", "numero",
     "número", "numéro", "номер", "ид", "号", "番号", "编号", "編號"}
)  # fmt: skip
"""Words of headers under which records are numbered."""
LEAST = 0.5
"""Words less alike than this are asked no further."""
SEVERAL = 3
"""A word of the headers of so many columns says of what they are."""


def nearness(header: str, column: Column, contract: Contract) -> tuple[float, str]:
    """How alike a header and a column of a contract are, and the column's word that is likest; 0 where they share but
    the name of the record, and for a header that says no number of a column that is one."""
    if _numbers_records(column) and not _says_id(header):
        return 0.0, ""
    best = 0.0, ""
    for word in (column.name, *column.aliases):
        alike = likeness(header, word)
        if alike >= LEAST and alike > best[0] and _share_a_word(header, word, contract.name):
            best = alike, word
    return best


def likeness(word: str, other: str) -> float:
    """How alike two words are (0 to 1), whatever their order, blanks or case."""
    return fuzz.token_sort_ratio(_spaced(word), _spaced(other)) / 100


def may_mean(column: Column, texts: Sequence[str | None]) -> bool:
    """Whether some of a header's texts are words of a column of few values; others may hold anything."""
    filled = [text for text in texts if text]
    if not filled or not (column.values or column.type == "boolean"):
        return True
    if column.measured and any(text.strip(" %").replace(",", ".").replace(".", "", 1).isdigit() for text in filled):
        return True
    words = {same_word_key(word) for value, spellings in column.values.items() for word in (value, *spellings)}
    truths = {*TRUE_WORDS, *FALSE_WORDS} if column.type == "boolean" else set()
    return any(text.lower() in truths or same_word_key(text) in words for text in filled)


def _share_a_word(header: str, other: str, table: str) -> bool:
    """Whether two headers share a word that says what stands there, or all of their words."""
    mine, others = _spaced(header).split(), _spaced(other).split()
    shared = [word for word in mine if any(fuzz.ratio(word, each) >= 100 * SAME_WORD for each in others)]
    return len(shared) == len(mine) == len(others) or any(word not in _of_records(table) for word in shared)


@cache
def _of_records(table: str) -> frozenset[str]:
    """The words of a table's headers that say of what they are, such as deal: those of several columns, unless most of
    these are days, or most are numbers."""
    kinds: dict[str, list[str]] = {}
    for column in contracts()[table].columns.values():
        kind = "day" if column.type in ("date", "timestamp") else "text" if column.type == "text" else "number"
        for word in {word for alias in (column.name, *column.aliases) for word in _spaced(alias).split()}:
            kinds.setdefault(word, []).append(kind)
    return frozenset(word for word, of_columns in kinds.items() if _is_of_records(of_columns))


def _is_of_records(kinds: Sequence[str]) -> bool:
    if 2 * max(kinds.count("day"), kinds.count("number")) >= len(kinds):
        return False
    return len(set(kinds)) > 1 or len(kinds) >= SEVERAL


def _numbers_records(column: Column) -> bool:
    """Whether a column is an id that all but a few of its header words call so: a person's may be an address."""
    return column.name.endswith("_id") and sum(map(_says_id, column.aliases)) >= MOSTLY * len(column.aliases)


def _says_id(header: str) -> bool:
    return any(word in ID_WORDS or word.endswith(("id", "番号", "编号")) for word in _spaced(header).split())


@lru_cache(maxsize=10_000)
def _spaced(word: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in word.casefold()).split())
