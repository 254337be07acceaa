"""What numbers can be grouped and filtered by: the roster, the facts' own columns, and headers people kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from metrics.errors import Unavailable, UserError
from metrics.semantic.models.fact_model import OnlyOf
from metrics.semantic.models.fact_models import deal_model, fact_models
from metrics.semantic.relations import has_roster, kept_name
from metrics.store import Snapshot

NOT_MATCHED = "Not matched"


@dataclass(frozen=True, slots=True)
class Dimension:
    """Something to group by. `relation` is the prepared view that has its `column`.

    `needs` is the stored table and column it comes from. `values` are filled in where a caller asked to list them.
    `only_of` says who alone can have one, where not everybody can. `told_apart` is what the groups of those without one
    are called besides, where something of the company's own is called like them.
    """

    name: str
    title: str
    source: Literal["roster", "person", "facts"]
    relation: str
    column: str
    needs: tuple[str, str]
    values: tuple[str, ...] = ()
    only_of: OnlyOf | None = None
    told_apart: str = ""

    @property
    def nothing(self) -> str:
        """The group of those who have none."""
        return f"No {self.title[0].lower()}{self.title[1:]}{self.told_apart}"

    @property
    def not_matched(self) -> str:
        """The group of those whom the roster doesn't know; what facts say of themselves needs no roster."""
        return self.nothing if self.source == "facts" else f"{NOT_MATCHED}{self.told_apart}"


ROSTER = ("team", "manager", "region", "segment", "role", "function")


def dimensions_of(snapshot: Snapshot, relation: str) -> tuple[Dimension, ...]:
    """Every dimension of the facts of one prepared view, whether its column is known yet or not."""
    dimensions = [*_roster_dimensions(snapshot), *_own_dimensions(snapshot, relation)]
    headers = [dimension.name for dimension in dimensions]
    return tuple(
        dimension
        if headers.count(dimension.name) == 1 or "kept_" not in dimension.column
        else Dimension(
            f"{dimension.needs[0]}.{dimension.name}",
            dimension.title,
            dimension.source,
            dimension.relation,
            dimension.column,
            dimension.needs,
        )
        for dimension in dimensions
    )


def resolve_dimension(snapshot: Snapshot, relation: str, name: str) -> Dimension:
    """The dimension a question calls `name`, by its exact name or, where only one fits, whatever its case.

    Raises UserError for a name nobody knows, Unavailable where the column it rests on was never imported.
    """
    dimensions = dimensions_of(snapshot, relation)
    exact = [dimension for dimension in dimensions if dimension.name == name]
    similar = exact or [dimension for dimension in dimensions if dimension.name.casefold() == name.casefold()]
    if len(similar) != 1:
        names = ", ".join(dimension.name for dimension in dimensions if is_known(snapshot, dimension))
        raise UserError(f"There is no dimension “{name}” to group or filter by here; there are {names}.")
    dimension = similar[0]
    if not is_known(snapshot, dimension):
        table, column = dimension.needs
        raise Unavailable(f"“{name}” needs the column {column} of {table}, which no imported file has brought.")
    return dimension


def is_known(snapshot: Snapshot, dimension: Dimension) -> bool:
    """Whether some file brought the column that a dimension rests on."""
    table, column = dimension.needs
    if dimension.source == "person" and not has_roster(snapshot):
        table, column = next(iter(deal_model().people.values())).column
    state = snapshot.tables.get(table)
    return state is not None and (column in state.columns or column in state.kept)


def _roster_dimensions(snapshot: Snapshot) -> Iterator[Dimension]:
    for name in ROSTER:
        yield Dimension(name, name.capitalize(), "roster", "roster", name, ("people", name))
    yield Dimension("person", "Person", "person", "persons", "name", ("people", "person_id"))
    yield from _kept(snapshot, "people", "roster", "roster")


def _own_dimensions(snapshot: Snapshot, relation: str) -> Iterator[Dimension]:
    model = fact_models().get(relation)
    if model is None:  # a workspace's own SQL may read anything
        return
    for name, needs in model.dimensions.items():
        title, only_of = name.replace("_", " ").capitalize(), model.columns[name].only_of
        yield Dimension(name, title, "facts", relation, name, needs, only_of=only_of)
    for table in model.passes_on:
        yield from _kept(snapshot, table, "facts", relation)


def _kept(snapshot: Snapshot, table: str, source: Literal["roster", "facts"], relation: str) -> Iterator[Dimension]:
    state = snapshot.tables.get(table)
    for stored, header in (state.kept if state else {}).items():
        yield Dimension(header, header, source, relation, kept_name(table, stored), (table, stored))
