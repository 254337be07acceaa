"""What well and badly served teams look like, in a drawn workspace and against an oracle over the sample's files."""

from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from metrics.people.enablement_ratio import band_question, enablement_ratios, headline_metrics, last_year, per_person
from metrics.people.enabler_assignments import band_of
from metrics.query.answers import ask
from metrics.query.question import Question
from metrics.query.reader import Reader
from metrics.schema.settings import Settings
from metrics.store.snapshot import Snapshot
from sample_data.generate import FOLDER
from tests.oracles.roster import Roster, day
from tests.oracles.rows import Company, read_folder
from tests.query.drawn import drawn
from tests.readers import reader_of

ROSTER = """
    person_id | name | function   | team       | started_on
    S1        | Ann  | sales      | East       | 2020-01-01
    S2        | Bob  | sales      | West       | 2020-01-01
    S3        | Cy   | sales      |            | 2020-01-01
    N1        | Jo   | enablement | Enablement | 2020-01-01
"""
EVENTS = "person_id | held_on    | attended\nS1        | 2025-12-31 | true"
COVERAGE = "enabler | team  | valid_from\nJo      | East  | 2025-03-01\nJo      | North | 2025-03-01"


def test_teams_are_served_or_not_and_what_fits_nobody_is_told(tmp_path: Path) -> None:
    ratios = enablement_ratios(reader_of(drawn(tmp_path, people=ROSTER, training=EVENTS, coverage=COVERAGE)))
    assert ratios
    assert {band: [team.team for team in teams] for band, teams in ratios.bands.items()} == {
        "nobody": ["West"], "up to 1:50": ["East"],
    }  # fmt: skip
    assert (ratios.without_team, ratios.unknown) == (1, ("North",))


@pytest.mark.parametrize("missing", ["people", "coverage", "team"])
def test_without_coverage_or_teams_there_is_nothing_to_compare(tmp_path: Path, missing: str) -> None:
    people = ROSTER.replace("| team       |", "| kept       |") if missing == "team" else ROSTER
    tables = {"people": people, "training": EVENTS, "coverage": COVERAGE}
    tables.pop(missing, None)
    assert enablement_ratios(reader_of(drawn(tmp_path, **tables))) is None


def test_the_bands_of_the_sample_are_those_that_its_rows_give(sample_reader: Reader) -> None:
    """Read from the CSV files with plain Python: who was in which team on the last day, and who served it."""
    ratios = enablement_ratios(sample_reader)
    assert ratios
    company = Company(read_folder(FOLDER))
    roster, sizes = Roster(company), defaultdict[str, int](int)
    for person in roster.people:
        place = roster.place(person, ratios.day)
        if place and place.customer_facing:
            sizes[place.team] += 1
    served = defaultdict[str, set[str]](set)
    for row in company.rows("coverage"):
        begins, ends = day(row.get("valid_from")), day(row.get("valid_to"))
        if (begins is None or begins <= ratios.day) and (ends is None or ratios.day < ends):
            served[row["enabler"]].add(row["team"])
    time = defaultdict[str, float](float)
    for teams in served.values():
        whole = sum(sizes[team] for team in teams)
        for team in teams:
            time[team] += sizes[team] / whole
    expected = {team: (size, size / time[team] if time[team] else None) for team, size in sizes.items()}
    assert {team.team: team.people for team in ratios.teams} == {team: size for team, (size, _) in expected.items()}
    for team in ratios.teams:
        ratio = expected[team.team][1]
        assert team.band == band_of(ratio)
        assert team.people_per_enabler == (None if ratio is None else pytest.approx(ratio))


def test_a_band_s_metrics_are_asked_of_its_teams_together(sample_snapshot: Snapshot, sample_reader: Reader) -> None:
    ratios = enablement_ratios(sample_reader)
    assert ratios
    start, end = last_year(ratios.day, sample_snapshot.settings)
    for teams in ratios.bands.values():
        row = ask(sample_reader, band_question("win_rate", teams, start, end)).rows[0]
        by_team = ask(sample_reader, Question("win_rate", start, end, by=("team",))).rows
        names = {team.team for team in teams}
        own = [each for each in by_team if each.dimensions["team"] in names]
        assert row.n == sum(each.n for each in own)
        assert row.components["won"] == sum(each.components["won"] or 0 for each in own)


def test_without_teams_a_question_is_about_the_whole_company() -> None:
    assert band_question("win_rate", (), date(2025, 1, 1), date(2025, 12, 31)).where == ()


def test_a_total_is_held_against_the_people_of_its_teams(sample_snapshot: Snapshot, sample_reader: Reader) -> None:
    ratios = enablement_ratios(sample_reader)
    assert ratios
    start, end = last_year(ratios.day, sample_snapshot.settings)
    teams = ratios.bands["up to 1:50"]
    row = ask(sample_reader, band_question("new_business_revenue", teams, start, end)).rows[0]
    assert row.value
    assert per_person(row, teams) == pytest.approx(row.value / sum(team.people for team in teams))
    assert per_person(row, ()) is None


@pytest.mark.parametrize(
    ("on", "month", "first", "last"),
    [
        (date(2026, 9, 30), 1, date(2025, 10, 1), date(2026, 9, 30)),
        (date(2026, 9, 29), 1, date(2025, 7, 1), date(2026, 6, 30)),
        (date(2026, 1, 31), 2, date(2025, 2, 1), date(2026, 1, 31)),
        (date(2024, 2, 29), 1, date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_the_last_year_is_four_complete_quarters(on: date, month: int, first: date, last: date) -> None:
    assert last_year(on, Settings(fiscal_year_start=month)) == (first, last)


@pytest.mark.parametrize(
    ("first", "start"),
    [
        (date(2017, 3, 1), date(2017, 4, 1)),
        (date(2017, 1, 1), date(2017, 1, 1)),
        (date(2010, 5, 5), date(2017, 1, 1)),
        (date(2017, 11, 11), date(2017, 10, 1)),
    ],
)
def test_the_last_year_leaves_out_quarters_before_the_data_begins_but_for_one(first: date, start: date) -> None:
    assert last_year(date(2017, 12, 31), Settings(), first) == (start, date(2017, 12, 31))


def test_the_nine_are_compared() -> None:
    assert len(headline_metrics()) == 9


def test_an_enabler_who_left_serves_nobody_though_the_coverage_has_no_end(tmp_path: Path) -> None:
    lines = [f"{line} | {'2025-06-30' if 'Jo' in line else ''}" for line in ROSTER.strip().splitlines()]
    people = "\n".join([lines[0] + "left_on", *lines[1:]])
    ratios = enablement_ratios(reader_of(drawn(tmp_path, people=people, training=EVENTS, coverage=COVERAGE)))
    assert ratios
    assert {team.team: team.band for team in ratios.teams} == {"East": "nobody", "West": "nobody"}
