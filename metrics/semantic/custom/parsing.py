"""From a catalog file back to what a manager said, to change it."""

import json
from collections.abc import Mapping
from typing import Any

from metrics.semantic.custom.custom_metric import CUSTOM_MEASURES, OPERATORS, Condition, CustomMetric
from metrics.semantic.custom.subject import subjects
from metrics.semantic.custom.writing import digest
from metrics.semantic.definition import Metric

ENTRY = "-- made: "


def parse_custom_metric(metric: Metric) -> CustomMetric | None:
    """What was said to make the metric; None for one written by hand, changed by hand, or by a newer program."""
    lines = metric.path.read_text(encoding="utf-8").splitlines()
    written = next((line.removeprefix(ENTRY) for line in lines if line.startswith(ENTRY)), None)
    if written is None:
        return None
    try:
        document = json.loads(written)
        return _metric_from(metric, document) if document["written"] == digest(metric.sql) else None
    except (ValueError, KeyError, TypeError):
        return None


def _metric_from(metric: Metric, document: Mapping[str, Any]) -> CustomMetric | None:
    custom = CustomMetric(
        title=metric.title,
        summary=str(document["summary"]),
        kind=metric.kind,
        better=metric.better,
        table=document["table"],
        day=document["day"],
        person=document["person"],
        measure=document["measure"],
        column=document["column"],
        whole=_conditions(document["whole"]),
        part=_conditions(document["part"]),
    )
    subject = subjects().get(custom.table)
    understood = (
        subject is not None
        and custom.day in subject.days
        and custom.person in subject.people
        and custom.measure in CUSTOM_MEASURES
        and all(condition.operator in OPERATORS for condition in (*custom.whole, *custom.part))
    )
    return custom if understood else None


def _conditions(entries: Any) -> tuple[Condition, ...]:
    return tuple(Condition(column, operator, tuple(map(str, values))) for column, operator, *values in entries)
