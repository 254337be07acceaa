"""Words that a workspace taught for the columns whose values are few: what “Logo win” means as a deal's kind."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from metrics.schema.contract import Column, contracts
from metrics.schema.roles import leads_others
from metrics.schema.settings import (
    FUNCTIONS,
    OUTCOME_WORDS,
    OUTCOMES,
    Function,
    Outcome,
    RoleFunction,
    StageWord,
    WordMeaning,
)
from metrics.schema.word_keys import same_word_key

YES_OR_NO: Mapping[str, str] = MappingProxyType({"yes": "true", "no": "false"})
NO_VALUE = "not assigned"
"""Leaves the cell empty, as where somebody is exempt."""
HOST = "host"
"""Of a role in a list of who was in a meeting: whoever has it is left out."""
BESIDES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"stage": OUTCOMES, "role": (*FUNCTIONS, HOST), "lost_reason": ("lost", "no_decision")}
)
"""Columns that keep any word, each with what its words may mean all the same."""
STORED_ELSEWHERE = ("stage",)
"""Columns whose words the settings keep in a list of their own, as they keep the functions of roles."""


def meanings_of(column: str) -> tuple[str, ...]:
    """What a word of a column may mean; nothing where its words have no meanings of their own."""
    if column in BESIDES:
        return BESIDES[column]
    named = (table.columns[column] for table in contracts().values() if column in table.columns)
    return tuple(dict.fromkeys(meaning for each in named for meaning in meanings_in(each)))


def meanings_in(column: Column) -> tuple[str, ...]:
    """What a word may mean in a column of one table."""
    own = tuple(YES_OR_NO) if column.type == "boolean" else tuple(column.values)
    return (*own, NO_VALUE) if column.none else own


def taught(column: Column, words: Iterable[WordMeaning]) -> Column:
    """The column with the words a workspace taught for it; they go before the known ones."""
    meanings = meanings_in(column)
    named = [entry for entry in words if entry.column == column.name and entry.meaning in meanings]
    own = {same_word_key(entry.word): entry for entry in named}
    if not own:
        return column
    allowed = {"true": (), "false": (), **column.values} if column.type == "boolean" else column.values
    values = {
        value: tuple(word for word in spellings if same_word_key(word) not in own)
        for value, spellings in allowed.items()
    }
    none = [word for word in column.none if same_word_key(word) not in own]
    for entry in own.values():
        value = YES_OR_NO.get(entry.meaning, entry.meaning)
        if value == NO_VALUE:
            none.append(entry.word)
        elif value in values:
            values[value] = (*values[value], entry.word)
    return replace(column, values=MappingProxyType(values), none=tuple(none))


def with_taught(own: Iterable[WordMeaning], new: Iterable[WordMeaning]) -> tuple[WordMeaning, ...]:
    """A workspace's words after some were taught: newer ones replace older for the same column and word."""
    words = (entry for entry in (*own, *new) if not _is_stored_elsewhere(entry))
    return tuple({(entry.column, same_word_key(entry.word)): entry for entry in words}.values())


def _is_stored_elsewhere(entry: WordMeaning) -> bool:
    return entry.column in STORED_ELSEWHERE or (entry.column == "role" and entry.meaning != HOST)


def meaning_in_words(meaning: str) -> str:
    """A meaning as it is said on screen."""
    return {str(outcome): words for outcome, words in OUTCOME_WORDS.items()}.get(meaning, meaning)


def word_rows(words: Iterable[WordMeaning]) -> list[dict[str, str]]:
    """Taught words as rows that somebody edits: the word, and in which column it means what."""
    return [{"word": entry.word, "means": means(entry.column, entry.meaning)} for entry in words]


def means(column: str, meaning: str) -> str:
    """A column and a meaning as one choice: “kind: new”, “lost reason: no decision”."""
    return f"{column.replace('_', ' ')}: {meaning_in_words(meaning)}"


def every_meaning() -> tuple[str, ...]:
    """All choices that a taught word has; stages and the functions of roles are edited in lists of their own."""
    return tuple(_choices())


def words_of(rows: Iterable[Mapping[str, Any]]) -> tuple[WordMeaning, ...]:
    """The words in edited rows; those without a word or a meaning are none, and the last of a word twice counts."""
    choices = _choices()
    chosen = [(row["word"].strip(), choices.get(row["means"])) for row in rows if row["word"] and row["means"]]
    return with_taught((), [WordMeaning(pair[0], word, pair[1]) for word, pair in chosen if pair and word])


def _choices() -> dict[str, tuple[str, str]]:
    """Column and meaning by what they are called together."""
    columns = dict.fromkeys(column for table in contracts().values() for column in table.columns)
    taught_apart = (column for column in columns if column not in STORED_ELSEWHERE)
    return {
        means(column, meaning): (column, meaning)
        for column in taught_apart
        for meaning in ((HOST,) if column == "role" else meanings_of(column))
    }


def stages_taught(words: Iterable[WordMeaning]) -> tuple[StageWord, ...]:
    """What stages among the words say of a deal, in all pipelines."""
    outcomes: dict[str, Outcome] = {outcome: outcome for outcome in OUTCOMES}
    return tuple(StageWord(entry.word, outcomes[entry.meaning]) for entry in words if entry.column == "stage")


def meaning_taught(column: str, word: str, words: Iterable[WordMeaning]) -> str | None:
    """What a workspace taught for a word of a column, None where it taught nothing."""
    key = same_word_key(word)
    return next((each.meaning for each in words if each.column == column and same_word_key(each.word) == key), None)


def hosts_taught(words: Iterable[WordMeaning]) -> frozenset[str]:
    """The keys of the words that a workspace taught for hosts of meetings."""
    return frozenset(same_word_key(entry.word) for entry in words if entry.column == "role" and entry.meaning == HOST)


def roles_taught(words: Iterable[WordMeaning]) -> tuple[RoleFunction, ...]:
    """The functions of the roles among the words; who leads others is told by the role's own words."""
    functions: dict[str, Function] = {function: function for function in FUNCTIONS}
    roles = [entry for entry in words if entry.column == "role" and entry.meaning != HOST]
    return tuple(RoleFunction(entry.word, functions[entry.meaning], leads_others(entry.word)) for entry in roles)
