"""Which function a role belongs to, and whether it leads others: defaults for a list every workspace can edit."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import get_args

from metrics.schema.settings import Function, RoleFunction
from metrics.schema.word_keys import same_word_key

VOCABULARY = Path(__file__).parent / "vocabulary" / "roles.toml"
WORD = re.compile(r"[^\W\d_]+")
WRITTEN_WITHOUT_BLANKS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


@cache
def known_roles() -> Mapping[str, RoleFunction]:
    """The function of every role of the vocabulary, by its `same_word_key`."""
    roles = {}
    for function in get_args(Function):
        for role in _document()["functions"][function]:
            roles[same_word_key(role)] = RoleFunction(role, function, leads_others(role))
    return MappingProxyType(roles)


def function_of(role: str | None, own_roles: Iterable[RoleFunction] = ()) -> RoleFunction | None:
    """The function of a role: the workspace's own word, a known role, else the longest known role within it.

    “Senior Account Executive, EMEA” is an account executive. None where nothing is known: then it is asked.
    """
    if role is None or not (key := same_word_key(role)):
        return None
    for own in own_roles:
        if same_word_key(own.role) == key:
            return own
    match = known_roles().get(key) or _longest_within(role)
    return RoleFunction(role, match.function, leads_others(role)) if match else None


def leads_others(role: str) -> bool:
    """Whether a role's words say that its holders lead people. An account manager doesn't: accounts are managed."""
    document = _document()
    led = [word for word in document["leading"]["words"] if _holds(role, word)]
    if not led:
        return False
    exempt = [word for word in document["not_leading"]["words"] if _holds(role, word)]
    return any(not any(_holds(phrase, word) for phrase in exempt) for word in led)


def _longest_within(role: str) -> RoleFunction | None:
    within = [candidate for candidate in known_roles().values() if _holds(role, candidate.role)]
    return max(within, key=lambda candidate: len(same_word_key(candidate.role)), default=None)


def _holds(role: str, phrase: str) -> bool:
    """Whether the words of a phrase stand in a row within a role (in Japanese and Chinese: its characters)."""
    if WRITTEN_WITHOUT_BLANKS.search(phrase):
        return same_word_key(phrase) in same_word_key(role)
    return f" {_words(phrase)} " in f" {_words(role)} "


@lru_cache(maxsize=4_000)
def _words(text: str) -> str:
    return " ".join(word.casefold() for word in WORD.findall(text))


@cache
def _document() -> Mapping[str, Mapping[str, list[str]]]:
    return MappingProxyType(tomllib.loads(VOCABULARY.read_text(encoding="utf-8")))
