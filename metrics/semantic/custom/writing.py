"""From what a manager says to the text of a catalog file: its header, and a SELECT of facts over a prepared view."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from textwrap import wrap

from metrics.formatting import Unit
from metrics.semantic.custom.condition import condition_passes, condition_sentence, conditions_pass, may_be_unknown
from metrics.semantic.custom.custom_metric import Condition, CustomMetric
from metrics.semantic.custom.literals import LARGEST, value_literal
from metrics.semantic.custom.subject import Gap, Needs, Subject, SubjectField, in_text
from metrics.semantic.custom.summaries import custom_definition, custom_example, custom_summary
from metrics.semantic.definition import Interval

WIDTH = 118
ORDER = 900
"""Own metrics stand behind the catalog's."""

COMPONENTS = {"count": "counted", "sum": "total", "share": "part / whole", "median": "measured"}
"""The facts' columns behind each value."""

MEASURES = {"count": "sum", "sum": "sum", "share": "ratio", "median": "median"}
RULES = {"leading": "B11", "lagging": "B12"}


def custom_file_text(custom: CustomMetric, subject: Subject) -> str:
    """The metric as a catalog file. It must have no faults."""
    subject = subject.by(custom.day)
    select = custom_select(custom, subject)
    entries = {
        "title": " ".join(custom.title.split()),
        "summary": custom_summary(custom, subject),
        "definition": custom_definition(custom, subject),
        "example": custom_example(custom, subject),
        "kind": custom.kind,
        "group": "Own metrics",
        "order": str(ORDER),
        "unit": unit_of(custom, subject),
        "better": custom.better,
        "shape": "event",
        "measure": MEASURES[custom.measure],
        "value": COMPONENTS[custom.measure],
        "interval": _interval(custom, subject),
        "reads": _reads(custom, subject),
        "rules": RULES[custom.kind],
        "made": json.dumps(_document(custom, select)),
    }
    lines = [line for name, value in entries.items() for line in _entry(name, value)]
    return "\n".join([*lines, select, ""])


def unit_of(custom: CustomMetric, subject: Subject) -> Unit:
    """What the values are in: a count, a share, or the measured column's own unit."""
    if custom.measure == "share":
        return "share"
    return subject.fields[custom.column].unit if custom.column and custom.measure != "count" else "count"


def custom_select(custom: CustomMetric, subject: Subject) -> str:
    """The SELECT of facts: every row of the view, with the reason why it counts for nothing."""
    subject, relation = subject.by(custom.day), subject.relation
    case = "\n".join(f"        WHEN {gap.where} THEN {gap.reason}" for gap in _gaps(custom, subject))
    return (
        f"SELECT\n    {relation}.*,\n    {subject.days[custom.day].sql} AS happened_on,\n"
        f"    {relation}.{custom.person} AS who,\n{_components(custom, subject)}"
        f"    CASE\n{case}\n    END AS left_out\nFROM {relation}\n{subject.join}".rstrip()
    )


def digest(select: str) -> str:
    """What tells whether a SELECT was changed after it was written."""
    return hashlib.sha256(select.encode()).hexdigest()[:16]


def _components(custom: CustomMetric, subject: Subject) -> str:
    if custom.measure == "share":
        in_part = conditions_pass(custom.part, subject.fields)
        return f"    CASE WHEN {in_part} THEN 1 ELSE 0 END AS part,\n    1 AS whole,\n"
    if custom.measure == "count" or custom.column is None:
        return "    1 AS counted,\n"
    field, name = subject.fields[custom.column], COMPONENTS[custom.measure]
    if not _is_cast(custom, field):
        return f"    {field.sql} AS {name},\n"
    return f"    CASE WHEN {_exact(field)} THEN CAST({field.sql} AS DECIMAL(28, 10)) END AS {name},\n"


def _gaps(custom: CustomMetric, subject: Subject) -> Iterator[Gap]:
    """Why rows count for nothing: what no metric counts, no day, each condition, nothing to measure."""
    yield from subject.never
    yield from subject.days[custom.day].gaps
    for condition in custom.whole:
        field = subject.fields[condition.column]
        if may_be_unknown(condition, field):
            yield from field.gaps
        reason = value_literal(f"not where {condition_sentence(condition, field)}")
        yield Gap(f"NOT ({condition_passes(condition, field)})", reason)
    if custom.measure == "share":
        yield from _unknown_part(custom, subject)
    elif custom.measure != "count" and custom.column:
        field = subject.fields[custom.column]
        yield from field.gaps
        if _is_cast(custom, field):
            yield Gap(f"NOT ({_exact(field)})", value_literal(f"{in_text(field.title)} too large to be added up"))


def _unknown_part(custom: CustomMetric, subject: Subject) -> Iterator[Gap]:
    """Rows that don't say whether they are in the part are in neither part nor whole."""
    unknown = [each for each in custom.part if may_be_unknown(each, subject.fields[each.column])]
    if not unknown:
        return
    holds = conditions_pass(custom.part, subject.fields)
    for condition in unknown:
        for gap in subject.fields[condition.column].gaps:
            yield Gap(f"({holds}) IS NULL AND {gap.where}", gap.reason)


def _is_cast(custom: CustomMetric, field: SubjectField) -> bool:
    """Whether numbers must be made exact: only then is their sum the same in whatever order they are added."""
    return custom.measure == "sum" and field.type != "money"


def _exact(field: SubjectField) -> str:
    return f"{field.sql} > -{LARGEST} AND {field.sql} < {LARGEST}"


def _interval(custom: CustomMetric, subject: Subject) -> Interval:
    if custom.measure == "share":
        return subject.share_interval
    return "order statistic" if custom.measure == "median" else "none"


def needs_of(custom: CustomMetric, subject: Subject) -> Needs:
    """The stored columns that the metric can't do without, those of its own table first."""
    columns = [condition.column for condition in (*custom.whole, *custom.part)]
    if custom.column and custom.measure != "count":
        columns.append(custom.column)
    needs = [*subject.days[custom.day].needs, *(need for name in columns for need in subject.fields[name].needs)]
    return tuple(dict.fromkeys(sorted(needs, key=lambda need: need[0] != subject.table)))


def _reads(custom: CustomMetric, subject: Subject) -> str:
    tables: dict[str, list[str]] = {}
    for table, column in needs_of(custom, subject):
        tables.setdefault(table, []).append(column)
    return ", ".join(f"{table} ({', '.join(columns)})" for table, columns in tables.items())


def _document(custom: CustomMetric, select: str) -> dict[str, object]:
    """What the header's other entries don't say, to edit the metric by, and what it was written as."""
    entries = {name: value for name, value in asdict(custom).items() if name not in ("title", "kind", "better")}
    return {**entries, "whole": _conditions(custom.whole), "part": _conditions(custom.part), "written": digest(select)}


def _conditions(conditions: Sequence[Condition]) -> list[list[object]]:
    return [[condition.column, condition.operator, *condition.values] for condition in conditions]


def _entry(name: str, value: str) -> list[str]:
    """One entry of the header, its further lines set in; one that is no prose stays on its line."""
    if name == "made":
        return [f"-- {name}: {value}"]
    first, *further = wrap(f"{name}: {value}", WIDTH, break_long_words=False, break_on_hyphens=False)
    return [f"-- {first}", *(f"--   {line}" for line in further)]
