"""Roles as rows that somebody edits, and back."""

from collections.abc import Iterable, Mapping
from typing import Any

from metrics.schema.settings import RoleFunction


def role_rows(roles: Iterable[RoleFunction]) -> list[dict[str, Any]]:
    """Roles as rows: the word, the function it stands for, and whether its holders manage others."""
    return [{"role": role.role, "function": role.function, "manager": role.manager} for role in roles]


def roles_of(rows: Iterable[Mapping[str, Any]]) -> tuple[RoleFunction, ...]:
    """The roles in edited rows; those without a word or a function are none."""
    return tuple(
        RoleFunction(row["role"], row["function"], bool(row["manager"]))
        for row in rows
        if row["role"] and row["function"]
    )
