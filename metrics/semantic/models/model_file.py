"""Reads one fact model from its file, and refuses what can't be right about it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from metrics.formatting import Unit
from metrics.schema import contracts
from metrics.semantic.models.fact_model import (
    Clustered,
    CoveredDays,
    DealColumns,
    EventDay,
    FactModel,
    Increased,
    ModelColumn,
    ModelDay,
    ModelGap,
    ModelPerson,
    MoreOfIt,
    OnlyOf,
    SessionColumns,
    StoredColumn,
    ValueType,
)
from metrics.semantic.models.model_text import ModelText, view_names

OPTIONAL = (
    "counted", "order", "through", "never", "clustered_by", "days", "columns", "passes_on", "events", "is_list",
    "may_be_quiet", "by_month", "recomputed", "sessions", "deal", "more",
)  # fmt: skip


def read_model(path: Path) -> FactModel:
    """The model written in one file. Raises ModelError in words."""
    text, name = ModelText.of(path), path.stem
    entry = text.entries()
    text.check("the model", entry, ("table", "noun", "dimensions", "people", "covered"), OPTIONAL)
    if name not in view_names():
        text.refuse("table", f"there is no prepared view {name}.sql beside it; write the SELECT of its rows.")
    if entry["table"] not in contracts():
        text.refuse("table", f"“{entry['table']}” is no table; it can be {', '.join(contracts())}.")
    columns = _columns(text, entry.get("columns", {}))
    dimensions = _dimensions(text, entry["dimensions"], columns)
    covered = entry["covered"]
    singular, several = _pair(text, "noun", entry["noun"])
    return FactModel(
        name=name,
        path=path,
        table=entry["table"],
        singular=singular,
        several=several,
        counted=_pair(text, "counted", entry["counted"]) if "counted" in entry else (singular, several),
        order=entry.get("order"),
        through=entry.get("through", f"{name}.data_through"),
        never=_gaps(text, entry.get("never", ())),
        clustered_by=text.choice("clustered_by", entry.get("clustered_by", "person"), get_args(Clustered)),
        people=_people(text, entry["people"]),
        days=_days(text, entry.get("days", {})),
        columns=columns,
        dimensions=dimensions,
        passes_on=_tables(text, entry.get("passes_on", [entry["table"]])),
        events=tuple(_event(text, event) for event in entry.get("events", ())),
        covered=_covered(text, covered, is_list=entry.get("is_list", False)),
        covered_like=covered.get("as"),
        is_list=entry.get("is_list", False),
        may_be_quiet=entry.get("may_be_quiet", False),
        by_month=entry.get("by_month", True),
        recomputed=_views(text, entry.get("recomputed", ())),
        sessions=_sessions(text, entry, dimensions),
        deal=_deal(text, entry),
        more=_more(text, entry),
        named=_named(text, name, entry),
    )


def _pair(text: ModelText, word: str, nouns: Sequence[Any]) -> tuple[str, str]:
    if len(nouns) != 2 or not all(isinstance(noun, str) and noun for noun in nouns):
        text.refuse(word, f'“{word}” is one and several, such as ["deal", "deals"]; write it so.')
    return nouns[0], nouns[1]


def _people(text: ModelText, entries: Mapping[str, Any]) -> Mapping[str, ModelPerson]:
    if not entries:
        text.refuse("people", "nobody is named by its rows; add the column of a person as [people.NAME].")
    people = {}
    for name, entry in entries.items():
        text.check(f"[people.{name}]", entry, ("title", "column"), ("participant",))
        column = text.column(entry["column"])
        people[name] = ModelPerson(name, entry["title"], column, entry.get("participant", True))
    return MappingProxyType(people)


def _columns(text: ModelText, entries: Mapping[str, Any], section: str = "columns") -> Mapping[str, ModelColumn]:
    columns = {}
    for name, entry in entries.items():
        where = f"[{section}.{name}]"
        text.check(where, entry, ("title", "type", "needs"), ("unit", "sql", "gaps", "definite", "only_of"))
        kind = text.choice("type", entry["type"], get_args(ValueType))
        needs = _needs(text, where, entry)
        columns[name] = ModelColumn(
            name, entry["title"], kind, entry.get("sql"), needs, _gaps(text, entry.get("gaps", ())),
            text.choice("unit", entry.get("unit", "count"), get_args(Unit)), entry.get("definite", kind == "text"),
            _only_of(text, entry.get("only_of")),
        )  # fmt: skip
    return MappingProxyType(columns)


def _only_of(text: ModelText, entry: Mapping[str, Any] | None) -> OnlyOf | None:
    if entry is None:
        return None
    text.check("only_of", entry, ("whose", "metric"), ())
    return OnlyOf(entry["whose"], entry["metric"])


def _days(text: ModelText, entries: Mapping[str, Any]) -> Mapping[str, ModelDay]:
    days = {}
    for name, entry in entries.items():
        where = f"[days.{name}]"
        text.check(where, entry, ("title", "phrase", "needs", "after"), ("gaps", "columns", "covered"))
        days[name] = ModelDay(
            name, entry["title"], entry["phrase"], _needs(text, where, entry), _gaps(text, entry.get("gaps", ())),
            entry["after"], _columns(text, entry.get("columns", {}), f"days.{name}.columns"),
            _covered(text, entry["covered"], is_list=False) if "covered" in entry else None,
        )  # fmt: skip
    return MappingProxyType(days)


def _needs(text: ModelText, where: str, entry: Mapping[str, Any]) -> tuple[StoredColumn, ...]:
    if not entry["needs"]:
        text.refuse(where[1:-1], f"{where} needs no stored column; name those that it rests on.")
    return text.columns(entry["needs"])


def _gaps(text: ModelText, entries: Sequence[Any]) -> tuple[ModelGap, ...]:
    for entry in entries:
        text.check("a gap", entry, ("where",), ("reason", "reason_in"))
        if ("reason" in entry) == ("reason_in" in entry):
            text.refuse(str(entry["where"]), "a gap says either “reason” or “reason_in”; write one of them.")
    return tuple(ModelGap(entry["where"], entry.get("reason"), entry.get("reason_in")) for entry in entries)


def _dimensions(
    text: ModelText, names: Sequence[Any], columns: Mapping[str, ModelColumn]
) -> Mapping[str, StoredColumn]:
    """What numbers are grouped by, each with the stored column of its own."""
    dimensions: dict[str, StoredColumn] = {}
    for name in names:
        if name not in columns:
            text.refuse(str(name), f"“{name}” is a dimension, but no column; add [columns.{name}].")
        if name in dimensions:
            text.refuse(name, f"“{name}” is a dimension twice; keep one of the two.")
        stored = columns[name].needs[-1]
        if stored in dimensions.values():
            text.refuse(name, f"{'.'.join(stored)} is behind two dimensions; keep one of the two.")
        dimensions[name] = stored
    return MappingProxyType(dimensions)


def _tables(text: ModelText, names: Sequence[Any]) -> tuple[str, ...]:
    return tuple(text.choice("passes_on", str(name), contracts()) for name in names)


def _views(text: ModelText, names: Sequence[Any]) -> tuple[str, ...]:
    return tuple(text.choice("recomputed", str(name), sorted(view_names())) for name in names)


def _event(text: ModelText, entry: Mapping[str, Any]) -> EventDay:
    """A day without `stored` is its own stored column, if it is one."""
    text.check("an event", entry, ("day",), ("where", "stored", "may_lie_ahead"))
    day = text.column(entry["day"])
    stored = text.column(entry["stored"]) if "stored" in entry else day if day[0] in contracts() else None
    return EventDay(day, entry.get("where"), stored, bool(entry.get("may_lie_ahead")))


def _covered(text: ModelText, entry: Mapping[str, Any], *, is_list: bool) -> CoveredDays | None:
    """The days that are its own; None of a model that stands on those of another."""
    if "as" in entry:
        text.check("[covered]", entry, ("as",), ())
        return None
    text.check("[covered]", entry, ("first",) if is_list else ("first", "last"), ("months",))
    months = entry.get("months", {})
    if months:
        text.check("months", months, ("day",), ("where",))
    first, last = (_of_one_relation(text, entry.get(word, [])) for word in ("first", "last"))
    return CoveredDays(first, last, text.column(months["day"]) if months else None, months.get("where"))


def _of_one_relation(text: ModelText, names: Sequence[Any]) -> tuple[StoredColumn, ...]:
    columns = text.columns(names)
    if len({relation for relation, _ in columns}) > 1:
        text.refuse(names[0], "the columns of “first”, and those of “last”, are of one table or view each.")
    return columns


def _deal(text: ModelText, entry: Mapping[str, Any]) -> DealColumns | None:
    if (section := entry.get("deal")) is None:
        return None
    text.check("[deal]", section, ("created", "unusable", "values", "entries"), ())
    return DealColumns(section["created"], section["unusable"], tuple(section["values"]), section["entries"])


def _more(text: ModelText, entry: Mapping[str, Any]) -> MoreOfIt | None:
    if (section := entry.get("more")) is None:
        return None
    text.check("more", section, ("of", "words"), ())
    return MoreOfIt(text.choice("of", section["of"], get_args(Increased)), section["words"])


def _sessions(
    text: ModelText, entry: Mapping[str, Any], dimensions: Mapping[str, StoredColumn]
) -> SessionColumns | None:
    if (section := entry.get("sessions")) is None:
        return None
    text.check("[sessions]", section, ("program", "session", "day"), ())
    text.choice("program", section["program"], dimensions)
    return SessionColumns(**section)


def _named(text: ModelText, view: str, entry: Mapping[str, Any]) -> frozenset[StoredColumn]:
    """Every column of a prepared view that the file names."""
    own = {*entry["people"], *entry.get("days", {}), *entry.get("sessions", {}).values()}
    if "deal" in entry:
        own |= {entry["deal"]["created"], *entry["deal"]["values"]}
    sections = [entry.get("columns", {}), *(day.get("columns", {}) for day in entry.get("days", {}).values())]
    own |= {name for columns in sections for name, column in columns.items() if "sql" not in column}
    return frozenset({*text.named(), *((view, column) for column in own)})
