"""SQL that follows from the fact models: what stands in a view for each table, and on which days things happened."""

import re
from collections.abc import Mapping, Sequence

from metrics.semantic.models.fact_model import FactModel, StoredColumn
from metrics.semantic.models.fact_models import fact_models, person_columns

FOR_EACH = re.compile(
    r"(?P<indent>[ ]*)/\* for each (?P<what>person column|participant|month), (?P<union>UNION(?: ALL)?):\s+"
    r"(?P<select>.+?) \*/",
    re.DOTALL,
)


def with_models(sql: str) -> str:
    """A SELECT with its comments `/* for each …, UNION: SELECT … */` written out: that SELECT for each of them.

    `person column` and `participant` give {table} and {column}; `month` gives {table}, {day}, {relation} and {where},
    which brings its own WHERE.
    """
    return FOR_EACH.sub(_written_out, sql)


def _written_out(match: re.Match[str]) -> str:
    indent, select = match["indent"], " ".join(match["select"].split())
    selects = [f"{indent}{select.format(**row)}" for row in _rows(match["what"])]
    return f"\n{indent}{match['union']}\n".join(selects)


def _rows(what: str) -> Sequence[Mapping[str, str]]:
    if what == "month":
        return [row for model in fact_models().values() for row in _month(model)]
    return [
        {"table": each.table, "column": each.column}
        for each in person_columns()
        if each.participant or what == "person column"
    ]


def _month(model: FactModel) -> Sequence[Mapping[str, str]]:
    if model.covered is None or model.covered.months is None:
        return []
    relation, day = model.covered.months
    where = f" WHERE {model.covered.where}" if model.covered.where else ""
    return [{"table": model.table, "relation": relation, "day": day, "where": where}]


def event_selects() -> tuple[tuple[str, str], ...]:
    """Of every day on which something happened the relation it is read from, and the SELECT of `day` and
    `import_number`. Expected closes, plans, nurture dates and ends of validity are no events."""
    events = [event for model in fact_models().values() for event in model.events]
    return tuple(
        (relation, f"SELECT {column} AS day, import_number FROM {relation}{f' WHERE {where}' if where else ''}")
        for (relation, column), where in ((event.day, event.where) for event in events)
    )


def covered_selects(model: FactModel, day: str = "") -> tuple[str, str]:
    """The SELECTs of the first and the last day that a model's facts speak of, up to `{end}`: by one of its days, where
    that has its own.

    A list speaks until the day it was exported.
    """
    own = model.days[day].covered if day in model.days else None
    covered = own or (fact_models()[model.covered_like].covered if model.covered_like else model.covered)
    assert covered is not None  # whoever stands on another's days names a model that has its own
    first = _extreme("MIN", "LEAST", covered.first)
    if not covered.last:
        return first, f"SELECT covered_to FROM list_coverage WHERE table_name = '{model.table}'"
    return first, _extreme("MAX", "GREATEST", covered.last)


def quiet_days_select(model: FactModel) -> str | None:
    """The SELECT of the days of its events; None where its rows aren't events that may pause."""
    if not model.may_be_quiet or model.covered is None:
        return None
    relation, day = model.covered.first[0]
    return f"SELECT {day} AS day FROM {relation}"


def _extreme(function: str, among: str, columns: Sequence[StoredColumn]) -> str:
    """The first or last of the days in some columns of one relation that are not after the end."""
    relation = columns[0][0]
    days = [f"{function}(CASE WHEN {column} <= {{end}} THEN {column} END)" for _, column in columns]
    extreme = days[0] if len(days) == 1 else f"{among}({', '.join(days)})"
    return f"SELECT {extreme} FROM {relation}"
