"""Deals counted by the day they came in, in place of the day by which a metric counts them."""

from dataclasses import replace
from types import MappingProxyType

from metrics.semantic import Metric, deal_columns, fact_models, literal, renamed

ENTERED = """
LEFT JOIN (
    SELECT stored.opportunity_id, MIN(stored.entered_on) AS entered_on
    FROM {entries} AS stored
    WHERE stored.stage = {stage}
    GROUP BY stored.opportunity_id
) AS entries ON entries.opportunity_id = counted.opportunity_id"""


def counted_by_entry(metric: Metric, stage: str | None) -> Metric:
    """A metric of deals, counted by the day each was created or, with a `stage`, first came into that stage.

    Deals that never did are left out.
    """
    deal = deal_columns(metric.facts_from)
    assert deal is not None  # who asks has looked
    deals, entries = fact_models()[metric.facts_from].table, fact_models()[deal.entries].table
    inner = renamed(metric.sql, {"happened_on": "own_day", "left_out": "own_left_out"})
    entry, join = f"counted.{deal.created}", ""
    never, why = f"counted.{deal.unusable} IS NOT NULL", f"counted.{deal.unusable}"
    reads = dict(metric.reads)
    if stage is None:
        reads[deals] = tuple(dict.fromkeys((*reads[deals], deal.created)))
    else:
        entry = "entries.entered_on"
        never, why = f"{entry} IS NULL", literal(f"never came into {stage}")
        join = ENTERED.format(entries=entries, stage=literal(stage))
        reads[entries] = ("opportunity_id", "stage", "entered_on")
    sql = (
        f"SELECT\n    counted.*,\n    {entry} AS happened_on,\n"
        "    CASE\n        WHEN counted.own_left_out IS NOT NULL THEN counted.own_left_out\n"
        f"        WHEN {never} THEN {why}\n    END AS left_out\n"
        f"FROM (\n{inner}\n) AS counted{join}"
    )
    return replace(metric, sql=sql, reads=MappingProxyType(reads))
