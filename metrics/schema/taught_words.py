"""Words that a workspace taught for the columns whose values are few: what “Logo win” means as a deal's kind."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from metrics.schema.contract import Column, contracts
from metrics.schema.roles import leads_others
from metrics.schema.settings import FUNCTIONS, Function, RoleFunction, WordMeaning
from metrics.schema.word_keys import same_word_key

YES_OR_NO: Mapping[str, str] = MappingProxyType({"yes": "true", "no": "false"})
NO_VALUE = "not assigned"
"""Leaves the cell empty, as where somebody is exempt."""


def meanings_of(column: str) -> tuple[str, ...]:
    """What a word of a column may mean; nothing where its words have no meanings of their own."""
    if column == "role":
        return FUNCTIONS
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
    words = (entry for entry in (*own, *new) if entry.column != "role")
    return tuple({(entry.column, same_word_key(entry.word)): entry for entry in words}.values())


def roles_taught(words: Iterable[WordMeaning]) -> tuple[RoleFunction, ...]:
    """The functions of the roles among the words; who leads others is told by the role's own words."""
    functions: dict[str, Function] = {function: function for function in FUNCTIONS}
    roles = [entry for entry in words if entry.column == "role"]
    return tuple(RoleFunction(entry.word, functions[entry.meaning], leads_others(entry.word)) for entry in roles)
