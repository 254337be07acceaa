"""Each band's metric over the quarters, with the days on which teams came into another band."""

from collections.abc import Mapping, Sequence

import streamlit as st

from metrics.formatting import format_date, format_value
from metrics.people import RATIO_WARNING, band_question, changes_within, headline_metrics
from metrics.query import Answer
from metrics.semantic import Metric
from metrics.store import Snapshot
from pages.parts import charts, panels
from pages.parts.asking import answer_to, covered
from pages.parts.chart_reading import axis, points
from pages.parts.filter_bar import SHOWN
from pages.parts.plain import plain
from pages.plan.organisation.ground import Ground
from pages.plan.organisation.impact_table import bands_of

MOST_NAMED = 2
"""So many teams are named beside a mark in the chart."""


def trend_view(snapshot: Snapshot, ground: Ground) -> None:
    """One of the nine, a line for each band of today."""
    titles = {metric.title: metric for metric in headline_metrics()}
    chosen = st.selectbox(
        "Metric", list(titles), key="plan_trend", persist_state="session", filter_mode=None, width=420
    )
    metric = titles[chosen]
    days = covered(snapshot)
    answers = {} if days is None else {
        name: answer_to(snapshot, band_question(metric.name, teams, days[0], days[1], "quarter"))
        for name, teams in bands_of(ground).items()
    }  # fmt: skip
    answered = {name: each for name, each in answers.items() if isinstance(each, Answer)}
    if not answered:
        st.warning(plain(next(iter(answers.values()), "Nothing in this workspace has a day on which it happened.")))
        return
    _draw(metric, answered, ground, snapshot.settings.currency)


def _draw(metric: Metric, answers: Mapping[str, Answer], ground: Ground, currency: str) -> None:
    periods = [row.period for row in next(iter(answers.values())).rows][-SHOWN["quarter"] :]
    labels = [period.label for period in periods]
    series = [
        panels.Series(name, points(metric, each.rows[-len(labels) :], labels, currency))
        for name, each in answers.items()
    ]
    figure = panels.over_time(
        [panels.ChartPanel("", series)], labels, axis(metric, currency), charts.TICKS[metric.unit]
    )
    marked = changes_within(ground.coverages, periods) if ground.coverages else ()
    for place, day, _ in marked:
        figure.add_vline(x=place, line={"color": charts.QUIET, "dash": "dash"})
        figure.add_annotation(
            x=place,
            y=1,
            yref="paper",
            yanchor="top",
            xanchor="left",
            showarrow=False,
            font={"size": 11},
            text=f" {format_date(day)}",
        )
    latest = "; ".join(
        f"{name} {format_value(each.rows[-1].value, metric.unit, currency, compact=True)}"
        for name, each in answers.items()
    )
    title = f"{metric.title} by quarter, a line for each band of today"
    charts.show(figure, title, f"{title}. In {labels[-1]}: {latest}", "bands")
    drawn = [point for each in series for point in each.points]
    notes = [
        *(f"Dashed, {format_date(day)}: {_named(teams)} came into another band." for _, day, teams in marked),
        *charts.legend(drawn, "a partial period", shaded=len(series) == 1),
        RATIO_WARNING,
    ]
    st.caption(plain(" ".join(notes)))


def _named(teams: Sequence[str]) -> str:
    if len(teams) <= MOST_NAMED + 1:
        return ", ".join(teams)
    return f"{', '.join(teams[:MOST_NAMED])} and {len(teams) - MOST_NAMED} more teams"
