"""What the ramp page can show: the times that newcomers take, and what they can be split by."""

import streamlit as st

from metrics.people import Ramps, compared_ramps, has_ramp
from metrics.programs import programs, ramps_by_program
from metrics.query import Grain, Question, missing_columns
from metrics.semantic import Metric, metrics_of
from metrics.store import Snapshot
from pages.parts.asking import dimensions_of_metric

FIRST = ("onboarding_time", "time_to_first_won_deal")
NOTHING = "nothing: everybody together"
GRAINS: dict[str, Grain] = {"quarter of starting": "quarter", "year of starting": "year"}
PROGRAM = "programme: {}"
SPLITS = ("role", "function", "team", "region", "segment")


def ramp_choices(snapshot: Snapshot) -> tuple[Metric, str] | None:
    """Draw the choices and return the metric and the split; None where no time of newcomers is known."""
    metrics_by_title = _metrics(snapshot)
    if not metrics_by_title:
        return None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        title = st.selectbox(
            "Time until", list(metrics_by_title), key="ramp_metric", bind="query-params", filter_mode=None, width=320
        )
        metric = metrics_by_title[title]
        split = st.selectbox(
            "Split by", _splits(snapshot, metric), key="ramp_split", bind="query-params", filter_mode=None, width=320
        )
    return metric, split


def _metrics(snapshot: Snapshot) -> dict[str, Metric]:
    metrics_by_name = {
        name: metric
        for name, metric in metrics_of(snapshot).items()
        if has_ramp(metric) and not missing_columns(snapshot, metric) and name in FIRST
    }
    return {metric.title: metric for _, metric in sorted(metrics_by_name.items())}


def _splits(snapshot: Snapshot, metric: Metric) -> list[str]:
    dimensions = {each.name for each in dimensions_of_metric(snapshot, metric)}
    return [
        NOTHING,
        *GRAINS,
        *(name for name in SPLITS if name in dimensions),
        *(PROGRAM.format(program.name) for program in programs(snapshot)),
    ]


def ramps_of(snapshot: Snapshot, metric: Metric, split: str) -> Ramps:
    """The ramps of a metric, split as somebody chose."""
    for program in programs(snapshot):
        if split == PROGRAM.format(program.name):
            return ramps_by_program(snapshot, Question(metric.name), program)
    by = (split,) if split in SPLITS else ()
    return compared_ramps(snapshot, Question(metric.name, grain=GRAINS.get(split, "all"), by=by))
