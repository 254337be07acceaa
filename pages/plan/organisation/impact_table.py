"""Beside the recommendation: the nine metrics of teams by how many people an enablement person serves."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from metrics.formatting import UNKNOWN, format_count, format_date, format_interval, format_value, plural
from metrics.people import (
    QUARTERS_COMPARED,
    RATIO_WARNING,
    EnablementRatios,
    TeamServed,
    band_question,
    headline_metrics,
    per_person,
)
from metrics.planning import ratio_now, ratio_text
from metrics.query import Answer, AnswerRow
from metrics.semantic import Metric
from metrics.store import Snapshot
from pages.parts.asking import answer_to
from pages.parts.markup import TableCell, table
from pages.parts.plain import plain
from pages.plan.organisation.ground import Ground, last_quarters

Bands = Mapping[str, Sequence[TeamServed]]
COMPANY = "Whole company"


def impact_table(snapshot: Snapshot, ground: Ground) -> None:
    """The table, what it says and what it doesn't."""
    st.markdown("**Beside it: what the metrics say, by how many people an enablement person serves**")
    span = last_quarters(snapshot)
    if span is None:
        st.info("No data yet says anything: upload a file with events.")
        return
    bands = bands_of(ground)
    heading = [TableCell("Metric"), *(_heading(name, teams, ground) for name, teams in bands.items())]
    rows = [
        [TableCell(metric.title, _grows(metric)), *(_cell(metric, snapshot, teams, *span) for teams in bands.values())]
        for metric in headline_metrics()
    ]
    of = "teams as they are served today" if len(bands) > 1 else "the company as a whole"
    table(f"{period_in_words(*span)}, {of}", heading, rows)
    st.warning(plain(RATIO_WARNING if len(bands) > 1 else ONE_GROUP), icon=":material/balance:")
    _teams_served(ground)


ONE_GROUP = (
    "The company as a whole: nothing here says what another ratio would change. Upload coverage (who enables which "
    "team since when) to hold well served teams beside others; even then it is a comparison, not proof."
)


def period_in_words(start: date, end: date) -> str:
    """The days from first to last, and how many quarters they are where they are fewer than the usual four."""
    quarters = (12 * (end.year - start.year) + end.month - start.month + 1) // 3
    fewer = f" (the only {plural(quarters, 'complete quarter')} with data)" if quarters < QUARTERS_COMPARED else ""
    return f"{format_date(start)} to {format_date(end)}{fewer}"


def _grows(metric: Metric) -> str:
    """Of a share of people who did something once: that it isn't to be held against the same of a shorter time."""
    once = metric.population is not None and metric.unit == "share"
    return "at least once in all this time, so more than in a single quarter" if once else ""


def bands_of(ground: Ground) -> Bands:
    """The teams by band; without coverage the company as one."""
    if ground.coverages is None or not ground.coverages.bands:
        return {COMPANY: ()}
    return {band.capitalize(): teams for band, teams in ground.coverages.bands.items()}


def _heading(name: str, teams: Sequence[TeamServed], ground: Ground) -> TableCell:
    if not teams:
        return TableCell(name, _company_ratio(ground))
    people = sum(team.people for team in teams)
    return TableCell(name, f"{plural(len(teams), 'team')}, {plural(people, 'person', 'people')}")


def _company_ratio(ground: Ground) -> str:
    recommendation = ground.usual.recommendation()
    if recommendation.people:
        return f"{ratio_now(recommendation)} by the roster"
    return "no roster" if ground.workforce is None else "nobody known to be customer-facing"


def _cell(metric: Metric, snapshot: Snapshot, teams: Sequence[TeamServed], start: date, end: date) -> TableCell:
    """One value with n and its likely range; of a total also what it is per person."""
    answer = answer_to(snapshot, band_question(metric.name, teams, start, end))
    if not isinstance(answer, Answer):
        return TableCell(UNKNOWN, "not available")
    row, currency = answer.rows[0], snapshot.settings.currency
    return TableCell(
        format_value(row.value, metric.unit, currency, compact=True), _rests_on(metric, row, teams, currency)
    )


def _rests_on(metric: Metric, row: AnswerRow, teams: Sequence[TeamServed], currency: str) -> str:
    if row.value is None:
        return row.reason or "unknown"
    interval = format_interval(row.low, row.high, metric.unit, currency, compact=True)
    each = (
        format_value(per_person(row, teams), metric.unit, currency, compact=True) if metric.adds and teams else UNKNOWN
    )
    parts = (
        f"n = {format_count(row.n)}",
        "" if interval == UNKNOWN else interval,
        "" if each == UNKNOWN else f"{each} per person there now",
    )
    return " · ".join(part for part in parts if part)


def _teams_served(ground: Ground) -> None:
    """Which team is in which band since when, and who fits in none."""
    ratios = ground.coverages
    if ratios is None:
        st.page_link("pages/data/upload/page.py", label="Upload coverage", icon=":material/upload_file:")
        return
    with st.expander("Which team is served how well, and since when", key="served", on_change="rerun") as opened:
        if opened.open:
            heading = [TableCell(name) for name in ("Team", "People", "Per enabler", "Since")]
            rows = [
                [
                    TableCell(team.team), TableCell(f"{team.people:,}"),
                    TableCell("nobody" if team.people_per_enabler is None else ratio_text(team.people_per_enabler)),
                    TableCell(format_date(team.since)),
                ]
                for team in ratios.teams
            ]  # fmt: skip
            table("Teams, their customer-facing people, and how many of them an enabler serves", heading, rows)
    if notes := tuple(aside(ratios)):
        st.caption(plain(" ".join(notes)))


def aside(ratios: EnablementRatios) -> Sequence[str]:
    """Who and what fits into no band."""
    notes = []
    if ratios.without_team:
        notes.append(f"{plural(ratios.without_team, 'customer-facing person', 'customer-facing people')} in no team.")
    if ratios.unknown:
        notes.append(f"Coverage names teams in which nobody faces customers: {', '.join(ratios.unknown)}.")
    return notes
