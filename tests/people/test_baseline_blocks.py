"""The facts that plans start from, and the metrics of well and badly served teams beside them."""

from functools import partial
from pathlib import Path

import pytest

from metrics.errors import Unavailable, UserError
from metrics.people.band_trend_block import NO_DAYS, band_trend_blocks
from metrics.people.baseline import Baseline, baseline_of
from metrics.people.baseline_text import baseline_sentences
from metrics.people.beside_block import ONE_GROUP, beside_blocks, served_blocks
from metrics.people.enablement_ratio import RATIO_WARNING, EnablementRatios
from metrics.query.answers import ask
from metrics.query.question import Answer, Question
from metrics.query.reader import Reader
from metrics.report.blocks import Heading, Note, Table
from metrics.report.chart import Chart
from metrics.store.snapshot import Snapshot
from tests.query.drawn import drawn
from tests.readers import reader_of

DEALS = (
    "opportunity_id | owner | stage       | created_on | closed_on\n"
    "A              | Ann   | Closed Won  | 2025-03-03 | 2025-03-09\n"
    "B              | Ann   | Closed Lost | 2025-05-03 | 2025-12-31"
)


def asked(snapshot: Snapshot, question: Question) -> Answer | Unavailable | UserError:
    try:
        return ask(reader_of(snapshot), question)
    except (Unavailable, UserError) as reason:
        return reason


def refused(question: Question) -> Answer | Unavailable:
    return Unavailable(f"{question.metric} can't be had.")


@pytest.fixture(scope="module")
def baseline(sample_reader: Reader) -> Baseline:
    return baseline_of(sample_reader)


def test_a_baseline_says_where_its_numbers_come_from(baseline: Baseline) -> None:
    text = " ".join(baseline_sentences(baseline))
    assert text.startswith("People are the roster's as of 30 Sep 2026; enablement people are shared out by the teams")
    assert "Growth and the sellers who leave are the last four quarters'." in text
    assert "The ramp is your own: time to first won deal, " in text
    assert "Attainment is the metric “Quota attainment: median”, 1 Oct 2025 to 30 Sep 2026: 64.6 %." in text
    assert "Not to be held against “Quota attained”, the share of quotas that were reached." in text


def test_each_band_is_a_column_with_n_its_range_and_a_warning(baseline: Baseline, sample_snapshot: Snapshot) -> None:
    title, table, warning = beside_blocks(baseline, partial(asked, sample_snapshot))
    assert isinstance(title, Heading)
    assert warning == Note(RATIO_WARNING, "caution")
    assert isinstance(table, Table)
    assert table.title == "1 Oct 2025 to 30 Sep 2026, teams as they are served today"
    assert {"1:50 to 1:100", "Up to 1:50"} <= {cell.text for cell in table.heading}
    assert len(table.rows) == 9
    notes = [row[1].note for row in table.rows]
    assert all(note.startswith("n = ") for note in notes)
    assert any("likely" in note for note in notes)
    assert any(note.endswith("per person there now") for note in notes)
    once = [row[0].text for row in table.rows if row[0].note]
    assert once == ["Training attendance", "Content access"]


def test_without_coverage_the_company_is_one_and_few_quarters_are_named(tmp_path: Path) -> None:
    people = "person_id | region\nAnn | East\nBen | West"
    snapshot = drawn(tmp_path, opportunities=DEALS, people=people)
    alone = baseline_of(reader_of(snapshot))
    _, table, note = beside_blocks(alone, partial(asked, snapshot))
    assert isinstance(table, Table)
    assert table.title == "1 Apr 2025 to 31 Dec 2025 (the only 3 complete quarters with data), the company as a whole"
    assert (table.heading[1].text, table.heading[1].note) == ("Whole company", "nobody known to be customer-facing")
    assert note == Note(ONE_GROUP, "caution")
    assert "The roster gives no function to the 2 people in it" in baseline_sentences(alone)[0]


def test_what_cannot_be_answered_is_a_dash_and_a_reason(baseline: Baseline) -> None:
    table = beside_blocks(baseline, refused)[1]
    assert isinstance(table, Table)
    assert {(cell.text, cell.note) for row in table.rows for cell in row[1:]} == {("–", "not available")}
    (warning,) = band_trend_blocks(baseline, "Win rate", refused)
    assert warning == Note("win_rate can't be had.", "warning")


def test_without_data_nothing_is_compared() -> None:
    assert beside_blocks(Baseline(), refused)[1].text.startswith("No data yet says anything")  # type: ignore[union-attr]
    assert band_trend_blocks(Baseline(), "Win rate", refused) == (Note(NO_DAYS, "warning"),)


def test_who_is_served_and_who_fits_in_no_band_is_said(baseline: Baseline) -> None:
    assert baseline.ratios
    table = served_blocks(baseline.ratios)[0]
    assert isinstance(table, Table)
    assert [row[0].text for row in table.rows] == [team.team for team in baseline.ratios.teams]
    odd = EnablementRatios(baseline.ratios.day, (), 1, ("East", "North"))
    (note,) = served_blocks(odd)[1:]
    assert note == Note(
        "1 customer-facing person in no team. Coverage names teams in which nobody faces customers: East, North."
    )


def test_a_trend_is_a_line_for_each_band_with_the_days_on_which_teams_changed(
    baseline: Baseline, sample_snapshot: Snapshot
) -> None:
    chart, note = band_trend_blocks(baseline, "Win rate", partial(asked, sample_snapshot))
    assert isinstance(chart, Chart)
    (panel,) = chart.panels
    assert [series.name for series in panel.series] == list(baseline.bands)
    assert len(chart.across.names) == 12
    assert all(len(series.points) == 12 for series in panel.series)
    assert chart.alt.startswith("Win rate by quarter, a line for each band of today. In Q3 2026: ")
    assert isinstance(note, Note)
    assert note.text.endswith(RATIO_WARNING)
    assert len(chart.marks) == note.text.count("came into another band")
    assert chart.marks
