"""Every fact model, and what is asked of all of them together."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from metrics.semantic.models.fact_model import DealColumns, FactModel
from metrics.semantic.models.model_file import read_model
from metrics.semantic.models.model_text import FOLDER, ModelText

FURTHER_PEOPLE = FOLDER / "person_references.toml"
"""The stored columns that name people in tables that no facts are made of."""


@dataclass(frozen=True, slots=True)
class PersonColumn:
    """A stored column that names people. `participant`: whether the check of who is not in the roster speaks of it."""

    table: str
    column: str
    participant: bool


@cache
def fact_models() -> Mapping[str, FactModel]:
    """The model of every prepared view that facts are made of, by the view's name. Raises ModelError."""
    return read_models([path for path in sorted(FOLDER.glob("*.toml")) if path != FURTHER_PEOPLE])


def read_models(paths: Iterable[Path]) -> Mapping[str, FactModel]:
    """The models of some files, by the name of their views.

    Raises ModelError, with file and line, for a model that can't be, or two that can't be together.
    """
    models = {path.stem: read_model(path) for path in paths}
    _refuse_alike(models)
    for model in models.values():
        _refuse_unknown(model, models)
    return MappingProxyType(models)


def deal_model() -> FactModel:
    """The model whose rows are deals."""
    return next(model for model in fact_models().values() if model.deal)


def entry_model() -> FactModel:
    """The model whose rows are the entries of deals into stages."""
    return next(fact_models()[model.deal.entries] for model in fact_models().values() if model.deal)


def deal_columns(view: str) -> DealColumns | None:
    """What a prepared view has of its deals; None where its rows are none."""
    model = fact_models().get(view)
    return model.deal if model else None


def session_model() -> FactModel:
    """The model whose rows are people in the sessions of programs."""
    return next(model for model in fact_models().values() if model.sessions)


@cache
def person_columns() -> tuple[PersonColumn, ...]:
    """Every stored column that names people, by table and column.

    Raises ModelError for one of a table that isn't there.
    """
    text = ModelText.of(FURTHER_PEOPLE)
    entry = text.entries()
    text.check("the list", entry, ("references", "participants"), ())
    tuple(text.named())
    participants = text.columns(entry["participants"])
    columns = {column: column in participants for column in text.columns(entry["references"])}
    for model in fact_models().values():
        for person in model.people.values():
            columns[person.column] = columns.get(person.column, False) or person.participant
    return tuple(PersonColumn(*column, participant) for column, participant in sorted(columns.items()))


def list_tables() -> tuple[str, ...]:
    """Tables of what exists: they speak of all days until they were exported, whether or not anything happened."""
    return tuple(sorted(model.table for model in fact_models().values() if model.is_list))


def recomputed_views() -> frozenset[str]:
    """Prepared views that are computed whenever they are read."""
    return frozenset(view for model in fact_models().values() for view in model.recomputed)


def event_columns(table: str) -> frozenset[str]:
    """The columns of a table's files whose days, once past, say that something happened."""
    days = {event.stored for model in fact_models().values() for event in model.events if event.stored}
    return frozenset(column for relation, column in days if relation == table)


def past_columns(table: str) -> frozenset[str]:
    """Those of them whose days never lie ahead, unless the clock is wrong."""
    ahead = {event.stored for model in fact_models().values() for event in model.events if event.may_lie_ahead}
    return frozenset(column for column in event_columns(table) if (table, column) not in ahead)


def require_view_columns(view: str, columns_of: Callable[[], Collection[str]]) -> None:
    """Raises ModelError where a model names a column that a prepared view lacks; `columns_of` gives those it has.

    Asked only of views that some model names.
    """
    named = [(model, column) for model in fact_models().values() for of, column in model.named if of == view]
    columns = columns_of() if named else ()
    for model, column in sorted(named, key=lambda pair: (pair[0].name, pair[1])):
        if column not in columns:
            sentence = f"the prepared view {view} has no column “{column}”; name another, or add it to {view}.sql."
            ModelText.of(model.path).refuse(column, sentence)


def _refuse_alike(models: Mapping[str, FactModel]) -> None:
    """Raises ModelError where two models have one noun, or are both what only one can be."""
    for what, word, values in (
        ("the noun", "noun", lambda model: (model.singular, model.several)),
        ("the place", "order", lambda model: (model.order,) if model.order else ()),
        ("the rows of the table", "table", lambda model: (model.table,) if model.order else ()),
        ("what deals are", "deal", lambda model: ("deal",) if model.deal else ()),
        ("what sessions are", "sessions", lambda model: ("sessions",) if model.sessions else ()),
    ):
        taken: dict[object, FactModel] = {}
        for model in models.values():
            for value in dict.fromkeys(values(model)):
                first = taken.setdefault(value, model)
                if first is not model:
                    sentence = f"“{value}” is {what} of {first.path.name} already; only one model can have it."
                    ModelText.of(model.path).refuse(word, sentence)


def _refuse_unknown(model: FactModel, models: Mapping[str, FactModel]) -> None:
    """Raises ModelError where a model refers to another that isn't there, or can be made metrics of without a day."""
    others = [name for name in (model.covered_like, model.deal.entries if model.deal else None) if name]
    for name in others:
        if name not in models:
            ModelText.of(model.path).refuse(name, f"“{name}” is no model; it can be {', '.join(models)}.")
    if model.covered_like and models[model.covered_like].covered is None:
        ModelText.of(model.path).refuse("as", f"“{model.covered_like}” covers no days of its own; name another model.")
    if model.order is not None and not model.days:
        ModelText.of(model.path).refuse("order", "metrics can't be made of rows without a day; add [days.NAME].")
