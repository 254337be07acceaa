"""How a question slices the facts: groups, filters, whose team counts, and what the asker may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from metrics.query.predicates import Predicate, one_of
from metrics.semantic import Dimension, literal, quoted
from metrics.trust import EVERYTHING, Access


@dataclass(frozen=True, slots=True)
class Kept:
    """The groups of one dimension that stay as they are, and what all others together are called."""

    groups: tuple[str, ...]
    others: str


@dataclass(frozen=True, slots=True)
class Scope:
    """The dimensions to group by, the values to keep, whose team counts, and what the asker may see.

    `kept` says, for each dimension in `by`, which groups stay apart (None: all of them).
    """

    by: tuple[Dimension, ...] = ()
    where: tuple[tuple[Dimension, tuple[str, ...]], ...] = ()
    roster: Literal["then", "today"] = "then"
    access: Access = EVERYTHING
    kept: tuple[Kept | None, ...] = ()

    @property
    def own(self) -> tuple[str, ...]:
        """The facts' own columns that the question reads."""
        filtered = (dimension.column for dimension, _ in self.where if dimension.source == "facts")
        return tuple(dict.fromkeys((*self.own_groups, *filtered)))

    @property
    def of_leavers(self) -> tuple[str, ...]:
        """The facts' own columns among them that only rows which came to one end have."""
        used = (*self.by, *(dimension for dimension, _ in self.where))
        return tuple(dict.fromkeys(dimension.column for dimension in used if dimension.only_of))

    @property
    def own_groups(self) -> tuple[str, ...]:
        """The facts' own columns that the question groups by."""
        return tuple(dimension.column for dimension in self.by if dimension.source == "facts")


def membership(scope: Scope) -> str:
    """The joins that give facts their team, then or today, their person's name, and what the asker may see."""
    used = {dimension.source for dimension in (*scope.by, *(dimension for dimension, _ in scope.where))}
    joins = ""
    if "roster" in used:
        joins += (
            "LEFT JOIN roster AS membership ON membership.spell = facts.spell\n"
            if scope.roster == "then"
            else "LEFT JOIN roster_today AS membership ON membership.person = facts.who\n"
        )
    if "person" in used:
        joins += "LEFT JOIN persons AS named ON named.person = facts.who\n"
    if scope.access.scope == "teams":
        joins += "LEFT JOIN roster AS granted ON granted.spell = facts.spell\n"
    return joins


def joined(scope: Scope) -> tuple[str, ...]:
    """The prepared views in those joins."""
    used = {dimension.source for dimension in (*scope.by, *(dimension for dimension, _ in scope.where))}
    team = ("roster" if scope.roster == "then" else "roster_today",) if "roster" in used else ()
    return (*team, *(("persons",) if "person" in used else ()), *(("roster",) if scope.access.scope == "teams" else ()))


def group_of(dimension: Dimension) -> str:
    """The group a fact belongs to; nobody is without one."""
    nothing = literal(dimension.nothing)
    if dimension.source == "facts":
        return f"COALESCE(facts.{quoted(dimension.column)}, {nothing})"
    column = "named.name" if dimension.source == "person" else f"membership.{quoted(dimension.column)}"
    return f"CASE WHEN facts.spell IS NULL THEN {literal(dimension.not_matched)} ELSE COALESCE({column}, {nothing}) END"


def groups_of(scope: Scope) -> tuple[str, ...]:
    """The group a fact belongs to in each of the dimensions asked for: its own, or that of all others."""
    kept = scope.kept or (None,) * len(scope.by)
    return tuple(_kept(group_of(dimension), each) for dimension, each in zip(scope.by, kept, strict=True))


def _kept(group: str, kept: Kept | None) -> str:
    if kept is None:
        return group
    return f"CASE WHEN {group} IN ({', '.join(map(literal, kept.groups))}) THEN {group} ELSE {literal(kept.others)} END"


def own_predicates(scope: Scope) -> Sequence[Predicate]:
    """Filters on what the facts are: absent people can't fail them."""
    return [predicate for predicate, dimension in _predicates(scope) if dimension.source == "facts"]


def leaver_predicates(scope: Scope) -> Sequence[Predicate]:
    """Those of them that only rows which came to one end can pass."""
    return [predicate for predicate, dimension in _predicates(scope) if dimension.only_of]


def predicates_of_all(scope: Scope) -> Sequence[Predicate]:
    """The other filters on what the facts are."""
    own = (pair for pair in _predicates(scope) if pair[1].source == "facts")
    return [predicate for predicate, dimension in own if not dimension.only_of]


def people_predicates(scope: Scope) -> Sequence[Predicate]:
    """Filters on whose the facts are, and the limits of what the asker may see."""
    filters = [predicate for predicate, dimension in _predicates(scope) if dimension.source != "facts"]
    if scope.access.scope == "teams":
        filters.append(one_of("granted.team", "team you may see", scope.access.teams, "granted"))
    return filters


def _predicates(scope: Scope) -> Sequence[tuple[Predicate, Dimension]]:
    return [
        (one_of(group_of(dimension), dimension.title.lower(), values, f"where_{number}"), dimension)
        for number, (dimension, values) in enumerate(scope.where)
    ]
