"""The nine metrics of teams by how many people an enablement person serves: a comparison, never proof."""

from collections.abc import Sequence
from datetime import date

from metrics.formatting import UNKNOWN, format_count, format_date, format_interval, format_value, plural
from metrics.people.baseline import Baseline
from metrics.people.enablement_ratio import (
    QUARTERS_COMPARED,
    RATIO_WARNING,
    EnablementRatios,
    band_question,
    headline_metrics,
    per_person,
)
from metrics.people.enabler_assignments import TeamServed
from metrics.people.ratio_words import ratio_text
from metrics.query import Answer, AnswerRow, Ask
from metrics.report import Block, Heading, Note, Table, TableCell, table_of_words
from metrics.semantic import Metric

TITLE = "Beside it: what the metrics say, by how many people an enablement person serves"
ONE_GROUP = (
    "The company as a whole: nothing here says what another ratio would change. Upload coverage (who enables which "
    "team since when) to hold well served teams beside others; even then it is a comparison, not proof."
)


def beside_blocks(baseline: Baseline, ask: Ask) -> tuple[Block, ...]:
    """The last year's metrics with a column for each band, and that they prove nothing."""
    title, span, bands = Heading(TITLE, 3), baseline.last_year, baseline.bands
    if span is None:
        return (title, Note("No data yet says anything: upload a file with events.", "nothing"))
    heading = (TableCell("Metric"), *(_heading(name, teams, baseline) for name, teams in bands.items()))
    rows = tuple(
        (
            TableCell(metric.title, _grows(metric)),
            *(_cell(metric, ask, teams, span, baseline.settings.currency) for teams in bands.values()),
        )
        for metric in headline_metrics()
    )
    of = "teams as they are served today" if len(bands) > 1 else "the company as a whole"
    warning = RATIO_WARNING if len(bands) > 1 else ONE_GROUP
    return (title, Table(f"{_in_words(*span)}, {of}", heading, rows), Note(warning, "caution"))


def served_blocks(ratios: EnablementRatios) -> tuple[Block, ...]:
    """Which team is served how well, and since when; then who fits into no band, where somebody doesn't."""
    rows = [
        (
            team.team,
            f"{team.people:,}",
            "nobody" if team.people_per_enabler is None else ratio_text(team.people_per_enabler),
            format_date(team.since),
        )
        for team in ratios.teams
    ]
    title = "Teams, their customer-facing people, and how many of them an enabler serves"
    return (table_of_words(title, ("Team", "People", "Per enabler", "Since"), rows), *_unserved(ratios))


def _unserved(ratios: EnablementRatios) -> tuple[Note, ...]:
    notes = []
    if ratios.without_team:
        notes.append(f"{plural(ratios.without_team, 'customer-facing person', 'customer-facing people')} in no team.")
    if ratios.unknown:
        notes.append(f"Coverage names teams in which nobody faces customers: {', '.join(ratios.unknown)}.")
    return (Note(" ".join(notes)),) if notes else ()


def _in_words(start: date, end: date) -> str:
    """The days from first to last, and how many quarters they are where they are fewer than the usual four."""
    quarters = (12 * (end.year - start.year) + end.month - start.month + 1) // 3
    fewer = f" (the only {plural(quarters, 'complete quarter')} with data)" if quarters < QUARTERS_COMPARED else ""
    return f"{format_date(start)} to {format_date(end)}{fewer}"


def _grows(metric: Metric) -> str:
    """Of a share of people who did something once: that it isn't to be held against the same of a shorter time."""
    once = metric.population is not None and metric.unit == "share"
    return "at least once in all this time, so more than in a single quarter" if once else ""


def _heading(name: str, teams: Sequence[TeamServed], baseline: Baseline) -> TableCell:
    if not teams:
        return TableCell(name, _company_ratio(baseline))
    people = sum(team.people for team in teams)
    return TableCell(name, f"{plural(len(teams), 'team')}, {plural(people, 'person', 'people')}")


def _company_ratio(baseline: Baseline) -> str:
    staff = baseline.workforce
    if staff is None:
        return "no roster"
    people, enablers = sum(staff.people.values()), sum(staff.enablers.values())
    if not people:
        return "nobody known to be customer-facing"
    return f"{ratio_text(people / enablers) if enablers else UNKNOWN} by the roster"


def _cell(metric: Metric, ask: Ask, teams: Sequence[TeamServed], span: tuple[date, date], currency: str) -> TableCell:
    """One value with n and its likely range; of a total also what it is per person."""
    answer = ask(band_question(metric.name, teams, *span))
    if not isinstance(answer, Answer):
        return TableCell(UNKNOWN, "not available")
    row = answer.rows[0]
    value = format_value(row.value, metric.unit, currency, compact=True)
    return TableCell(value, _rests_on(metric, row, teams, currency))


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
