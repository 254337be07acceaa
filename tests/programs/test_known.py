"""Which programmes there are, and whom each reached when."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from metrics.errors import UserError
from metrics.programs.exposure import exposure_of
from metrics.programs.registration import TrainingRule
from metrics.programs.registry import metric_meant, program_named, programs
from metrics.query.reader import Reader
from metrics.store.documents import document_path, store
from metrics.store.snapshot import Snapshot
from tests.query.drawn import drawn
from tests.readers import reader_of

PEOPLE = """
    person_id | name | function | team  | started_on | email
    A         | Ann  | sales    | North | 2020-01-01 | ann@example.com
    B         | Bo   | sales    | North | 2020-01-01 | bo@example.com
    C         | Cy   | sales    | South | 2020-01-01 | cy@example.com
    D         | Di   | sales    | South | 2025-03-10 | di@example.com
"""
PROGRAMS = """
    program_id | name     | outcome_metric
    P          | Playbook | Win rate
    Q          | Quiz     | Happiness
"""
ROLLOUT = """
    program_id | person_id      | treated_on
    P          | ann@example.com| 2025-01-01
    P          | B              | 2025-01-01
    P          | Cy             | 2025-02-01
    P          | D              | 2025-03-10
    P          | Zoe            | 2025-03-10
"""
TRAINING = """
    person_id | held_on    | program_id | attended | completed
    A         | 2025-01-05 | Q          | false    | false
    A         | 2025-02-05 | Q          | true     | false
    A         | 2025-03-05 | Q          | true     | true
    Zoe       | 2025-03-05 | Q          | true     | true
    B         | 2025-03-05 | Other      | true     | true
"""


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return drawn(tmp_path, people=PEOPLE, programs=PROGRAMS, rollout=ROLLOUT, training=TRAINING)


def test_programmes_come_from_every_table_that_names_one(snapshot: Snapshot) -> None:
    by_id = {program.program_id: program for program in programs(reader_of(snapshot))}
    assert (by_id["P"].outcome, by_id["P"].in_rollout, by_id["P"].in_training) == ("win_rate", 5, 0)
    assert (by_id["Q"].outcome, by_id["Q"].in_rollout, by_id["Q"].in_training) == (None, 0, 4)
    assert by_id["Other"].name == "Other"


def test_a_programme_is_found_by_id_or_name_and_else_refused(snapshot: Snapshot) -> None:
    assert program_named(reader_of(snapshot), "playbook") == program_named(reader_of(snapshot), "P")
    with pytest.raises(UserError, match="no programme “X”; there are"):
        program_named(reader_of(snapshot), "X")


def test_without_a_programme_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="import a list of programmes, or register one"):
        program_named(reader_of(drawn(tmp_path, people=PEOPLE)), "X")


def test_a_metric_is_meant_by_its_name_or_title(snapshot: Snapshot) -> None:
    assert [metric_meant(snapshot, word) for word in ("win_rate", " WIN RATE ", "Deal velocity", "Luck", None)] == [
        "win_rate", "win_rate", "deal_velocity", None, None,
    ]  # fmt: skip


def test_the_rollout_names_people_in_any_way_and_whoever_is_nobody_is_said(snapshot: Snapshot) -> None:
    exposure = exposure_of(reader_of(snapshot), program_named(reader_of(snapshot), "P"))
    days = [start.day for start in exposure.starts]
    assert days == [date(2025, 1, 1), date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 10)]
    assert (exposure.source, exposure.not_matched, exposure.first_day) == ("roll-out", ("Zoe",), date(2025, 1, 1))


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        (TrainingRule(), date(2025, 2, 5)),
        (TrainingRule(sessions=2), date(2025, 3, 5)),
        (TrainingRule("completed"), date(2025, 3, 5)),
    ],
)
def test_training_reaches_by_the_session_the_rule_names(snapshot: Snapshot, rule: TrainingRule, day: date) -> None:
    exposure = exposure_of(reader_of(snapshot), program_named(reader_of(snapshot), "Q"), rule)
    assert [start.day for start in exposure.starts] == [day]
    assert (exposure.source, exposure.not_matched if rule.sessions == 1 else ("Zoe",)) == ("sessions", ("Zoe",))


def test_two_start_days_of_one_person_are_both_told(tmp_path: Path) -> None:
    twice = f"{ROLLOUT}    P | ann | 2025-04-01\n"
    snapshot = drawn(tmp_path, people=PEOPLE, programs=PROGRAMS, rollout=twice)
    assert len(exposure_of(reader_of(snapshot), program_named(reader_of(snapshot), "P")).starts) == 5


def test_the_sample_tells_teams_from_persons(sample_reader: Reader) -> None:
    together = {program.program_id: exposure_of(sample_reader, program).together for program in programs(sample_reader)}
    assert together == {"DISCOVERY": "people", "PLAYBOOK": "teams", "PRESENCE": "people"}


def in_teams(folder: Path, began: Mapping[str, int], later: str = "") -> Snapshot:
    """Six teams of ten sellers, a manager and a presales engineer; of these teams so many sellers began on 1 January.

    `later` are further rows of the roster, of people who began when they were hired.
    """
    people = ["person_id | name | function | role | team | manager_id | started_on"]
    rollout = ["program_id | person_id | treated_on"]
    for team in "ABCDEF":
        people.append(f"{team}m | {team} Manager | sales | Sales Manager | {team} | | 2020-01-01")
        people.append(f"{team}p | {team} Presales | presales | Engineer | {team} | {team}m | 2020-01-01")
        for number in range(10):
            people.append(f"{team}{number} | {team} Seller {number} | sales | Seller | {team} | {team}m | 2020-01-01")
        rollout += [f"P | {team}{number} | 2025-01-01" for number in range(began.get(team, 0))]
    for person in later.split():
        people.append(f"{person} | {person} Later | sales | Seller | {person[0]} | {person[0]}m | 2025-03-10")
        rollout.append(f"P | {person} | 2025-03-10")
    return drawn(folder, people="\n".join(people), programs=PROGRAMS, rollout="\n".join(rollout))


def by_team(snapshot: Snapshot) -> bool:
    """Whether whole teams started together."""
    return exposure_of(reader_of(snapshot), program_named(reader_of(snapshot), "P")).together == "teams"


def test_most_of_every_team_on_one_day_is_no_start_by_team(tmp_path: Path) -> None:
    """What a draw person by person gives: one start day, and in every team about three in ten wait."""
    assert not by_team(in_teams(tmp_path, dict(zip("ABCDEF", (7, 8, 6, 7, 8, 7), strict=True))))


def test_a_team_starts_together_though_somebody_is_away(tmp_path: Path) -> None:
    """Manager and presales engineer were not meant; in two of three teams one seller was away."""
    assert by_team(in_teams(tmp_path, {"A": 9, "B": 9, "C": 10}))


def test_who_came_into_a_team_later_and_began_then_began_with_it(tmp_path: Path) -> None:
    late = "Ax Ay Bx By Cx"
    assert by_team(in_teams(tmp_path, {"A": 10, "B": 10, "C": 10}, late))
    single = "Cx Dx Ex Fx Cy Dy"  # of other teams: that some began by themselves doesn't undo that two teams did
    assert by_team(in_teams(tmp_path, {"A": 10, "B": 10}, single))
    assert not by_team(in_teams(tmp_path, {}, single))


@pytest.mark.parametrize(("design", "expected"), [("person by person", False), ("team by team", True)])
def test_a_roll_out_that_was_drawn_is_believed(tmp_path: Path, design: str, expected: bool) -> None:
    drawn = {"format": 1, "drawn_at": "2025-01-01T00:00:00+00:00", "who": "me", "design": design, "seed": 1}
    file = document_path(tmp_path, store(tmp_path, json.dumps({**drawn, "groups": [], "starts": []}).encode()))
    began = {"A": 10, "B": 10} if design == "person by person" else {"A": 3, "B": 2, "C": 4}
    assert by_team(in_teams(tmp_path, began)) is not expected
    assert by_team(replace(in_teams(tmp_path, began), documents={"rollouts/P.json": file})) is expected


def test_who_is_listed_twice_in_one_session_has_been_in_one(tmp_path: Path) -> None:
    """Ann left and came back, Bo's list has no session's name; Cy's series keeps its name from day to day."""
    training = """
        person_id | held_on    | program_id | session_id | attended | minutes
        A         | 2024-11-05 | Q          | One        | true     | 50
        A         | 2024-11-05 | Q          | One        | true     | 20
        A         | 2025-03-05 | Q          | Two        | true     | 50
        B         | 2024-11-05 | Q          |            | true     | 50
        B         | 2024-11-05 | Q          |            | true     | 20
        B         | 2025-03-06 | Q          |            | true     | 50
        C         | 2024-11-05 | Q          | Series     | true     | 50
        C         | 2025-03-07 | Q          | Series     | true     | 50
        D         | 2025-03-08 | Q          | One        | true     | 50
        D         | 2025-03-08 | Q          | Two        | true     | 50
    """
    snapshot = drawn(tmp_path, people=PEOPLE, programs=PROGRAMS, training=training)
    exposure = exposure_of(reader_of(snapshot), program_named(reader_of(snapshot), "Q"), TrainingRule(sessions=2))
    assert [start.day.day for start in exposure.starts] == [5, 6, 7, 8]
    assert {start.day.month for start in exposure.starts} == {3}
    first = exposure_of(reader_of(snapshot), program_named(reader_of(snapshot), "Q"))
    assert [start.day.month for start in first.starts] == [11, 11, 11, 3]
