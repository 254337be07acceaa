"""Ramps of the sample against its planted truth, and against computations written out."""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from metrics.commands.command_line import main
from metrics.commands.ramp import document
from metrics.errors import UserError
from metrics.impact.effect import t_effect
from metrics.people.ramp_block import (
    beside_others,
    curve_points,
    ramp_footnotes,
    ramp_sentences,
    ramp_table,
    still_followed,
)
from metrics.people.ramp_comparison import Difference, RampGroup, compared_ramps
from metrics.programs.ramp_by_program import ramps_by_program
from metrics.programs.registry import program_named
from metrics.query.question import Question
from metrics.query.reader import Reader
from metrics.store.snapshot import Snapshot
from sample_data.generate import FOLDER
from tests.query.drawn import drawn
from tests.readers import reader_of

HIRED = date(2025, 1, 6)
TRUTH = tomllib.loads((FOLDER / "truth.toml").read_text(encoding="utf-8"))


def test_onboarding_takes_each_function_as_long_as_was_planted(sample_reader: Reader) -> None:
    """Medians drawn for 7 to 120 people: with so few they miss the planted one by a seventh at most."""
    ramps = compared_ramps(sample_reader, Question("onboarding_time", by=("function",)))
    for group in ramps.groups:
        planted = TRUTH["usual"][f"onboarding_days_{group.name.replace(' ', '_')}"]
        assert group.typical.value == pytest.approx(planted, rel=0.15)


def test_groups_are_everybody_and_only_compared_where_there_are_enough(sample_reader: Reader) -> None:
    ramps = compared_ramps(sample_reader, Question("onboarding_time", by=("function",)))
    assert sum(group.n for group in ramps.groups) == ramps.whole.n
    assert sum(group.ended for group in ramps.groups) == ramps.whole.ended
    assert all((group.difference is None) == (group.n < 8) for group in ramps.groups)


def test_the_difference_is_that_of_the_areas_under_the_curves(sample_reader: Reader) -> None:
    ramps = compared_ramps(sample_reader, Question("onboarding_time", by=("function",)))
    sales = next(group for group in ramps.groups if group.name == "sales")
    assert sales.difference is not None
    assert sales.followed is not None

    def area(stop: np.ndarray, ended: np.ndarray, horizon: float) -> float:
        """Day by day: the share left × one day."""
        left, total = 1.0, 0.0
        for day in range(int(horizon)):
            at_risk = (stop >= day).sum()
            if at_risk:
                left *= 1 - ((stop == day) & ended).sum() / at_risk
            total += left
        return total

    others = [group.followed for group in ramps.groups if group.name != "sales" and group.followed]
    horizon = sales.difference.horizon
    own = area(sales.followed.stop, sales.followed.ended, horizon)
    rest = area(np.concatenate([o.stop for o in others]), np.concatenate([o.ended for o in others]), horizon)
    assert sales.difference.effect.value == pytest.approx(own - rest)


@pytest.mark.parametrize("program", ["DISCOVERY", "PLAYBOOK", "PRESENCE"])
def test_no_programme_is_said_to_change_onboarding(sample_reader: Reader, program: str) -> None:
    ramps = ramps_by_program(sample_reader, Question("onboarding_time"), program_named(sample_reader, program))
    assert not ramps.apart


def test_two_splits_and_what_is_no_time_are_refused(sample_reader: Reader) -> None:
    with pytest.raises(UserError, match="one dimension, or by when"):
        compared_ramps(sample_reader, Question("onboarding_time", grain="year", by=("team",)))
    with pytest.raises(UserError, match="no time until something"):
        compared_ramps(sample_reader, Question("win_rate"))


def test_the_sentence_counts_those_still_under_way(sample_reader: Reader) -> None:
    (sentence,) = ramp_sentences(compared_ramps(sample_reader, Question("onboarding_time")))
    assert sentence == (
        "Typical: 73 days (likely 70 to 77 days), over 183 people, counting 9 who had not got there when last seen."
    )


def test_the_command_says_the_same(sample_folder: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ramp", "--by", "function", "--workspace", str(sample_folder), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["everybody"]["median"] == 73
    assert {group["name"] for group in printed["groups"]} >= {"sales", "support"}
    assert main(["ramp", "--by", "team", "--program", "PLAYBOOK", "--workspace", str(sample_folder)]) == 1
    assert "split of its own" in capsys.readouterr().err


def newcomers(folder: Path, takes: Sequence[tuple[str, int]], reached_on: int | None = None) -> Snapshot:
    """People of these functions, who take so many days; every other one is reached so many days after hiring."""
    people = ["person_id | name | function | started_on"]
    onboarding = ["person_id | started_on | completed_on"]
    rollout = ["program_id | person_id | treated_on"]
    for number, (function, days) in enumerate(takes):
        people.append(f"P{number} | Name {number} | {function} | {HIRED}")
        onboarding.append(f"P{number} | {HIRED} | {HIRED + timedelta(days)}")
        if reached_on is not None and number % 2:
            rollout.append(f"X | P{number} | {HIRED + timedelta(reached_on)}")
    tables = {"people": people, "onboarding": onboarding, "programs": ["program_id | name", "X | Course"]}
    tables |= {"rollout": rollout} if len(rollout) > 1 else {}
    return drawn(folder, **{name: "\n".join(rows) for name, rows in tables.items()})


@pytest.fixture
def reached_late(tmp_path: Path) -> Snapshot:
    """Everybody takes 45 to 102 days, those reached on day 30 exactly as long as the others."""
    return newcomers(tmp_path, [("sales", 45 + 3 * (number // 2)) for number in range(40)], reached_on=30)


def test_times_of_those_reached_on_day_30_count_from_the_start_too(reached_late: Snapshot) -> None:
    ramps = ramps_by_program(
        reader_of(reached_late), Question("onboarding_time"), program_named(reader_of(reached_late), "X")
    )
    assert ramps.since == 30
    assert [group.typical.value for group in ramps.groups] == [ramps.whole.typical.value] * 2 == [73.5, 73.5]
    assert all(45 < (group.typical.low or 0) < 73.5 for group in ramps.groups)
    points = curve_points(ramps.groups[0])
    assert (points[0].day, points[0].share, points[1].day, points[-1].day) == (30, 0, 45, 102)


def test_what_is_said_of_a_programme_names_the_day_it_is_compared_from(reached_late: Snapshot) -> None:
    ramps = ramps_by_program(
        reader_of(reached_late), Question("onboarding_time"), program_named(reader_of(reached_late), "X")
    )
    assert [row[2].text for row in ramp_table(ramps).rows] == ["73.5 days"] * 3
    assert still_followed(ramps) == (
        ("Still under way on day", "60", "90"),
        ("Reached", "15", "5"),
        ("Not, or not yet, reached", "15", "5"),
    )
    assert any("Compared from day 30 after the start on" in note for note in ramp_footnotes(ramps))
    written = document(ramps)
    assert written["since"] == 30
    assert [group["median"] for group in written["groups"]] == [73.5, 73.5]  # type: ignore[index, attr-defined]
    assert {group["curve"][0]["day"] for group in written["groups"]} == {30}  # type: ignore[index, attr-defined]


def test_a_difference_is_said_with_its_range_in_the_same_sentence(sample_reader: Reader) -> None:
    ramps = compared_ramps(sample_reader, Question("onboarding_time", by=("function",)))
    assert ramp_sentences(ramps)[1] == (
        "Compared with all others: sales development 30.3 days sooner (likely 25 to 36), customer success 13.1 days "
        "sooner (likely 4 to 22) and sales 22.1 days later (likely 15 to 29). The other one can't be told apart."
    )
    playbook = ramps_by_program(sample_reader, Question("onboarding_time"), program_named(sample_reader, "PLAYBOOK"))
    assert ramp_sentences(playbook)[1] == (
        "Those whom Value playbook had reached can't be told apart from the others "
        "(likely 0.9 days sooner to 20 days later)."
    )


def test_a_programme_that_helped_is_said_to_with_the_range(tmp_path: Path) -> None:
    takes = [("sales", 60 + number - 20 * (number % 2)) for number in range(60)]
    snapshot = newcomers(tmp_path, takes, reached_on=1)
    ramps = ramps_by_program(reader_of(snapshot), Question("onboarding_time"), program_named(reader_of(snapshot), "X"))
    sentence = ramp_sentences(ramps)[1]
    assert sentence.startswith("Those whom Course had reached got there 19 days sooner than the others (likely ")
    assert sentence.endswith(f"{beside_others(ramps.groups[0]).removeprefix('19 days sooner ')}.")


def test_two_groups_are_one_comparison_and_are_said_once(tmp_path: Path) -> None:
    takes = [("sales" if number % 2 else "support", 60 + number % 7 + 20 * (number % 2)) for number in range(40)]
    ramps = compared_ramps(reader_of(newcomers(tmp_path, takes)), Question("onboarding_time", by=("function",)))
    sentence = "Newcomers of function sales got there 19.9 days later than those of support (likely 19 to 21)."
    assert ramp_sentences(ramps)[1] == sentence


def test_the_only_function_with_newcomers_is_not_said_to_be_compared(tmp_path: Path) -> None:
    alone = newcomers(tmp_path, [("sales", 60 + number) for number in range(20)])
    ramps = compared_ramps(reader_of(alone), Question("onboarding_time", by=("function",)))
    assert ramp_sentences(ramps)[1] == "Only sales has newcomers here, so there is no other function to compare with."


def test_what_a_difference_is_of_is_noted_only_where_there_is_one(tmp_path: Path) -> None:
    takes = [("sales" if number % 2 else "support", 60 + number % 7 + 20 * (number % 2)) for number in range(40)]
    snapshot = newcomers(tmp_path, takes)
    split, whole = (
        compared_ramps(reader_of(snapshot), Question("onboarding_time", by=by)) for by in (("function",), ())
    )
    assert "the days it takes on average" in " ".join(ramp_footnotes(split))
    assert "the days it takes on average" not in " ".join(ramp_footnotes(whole))


def test_the_only_function_is_not_compared_with_people_whose_function_nobody_knows(tmp_path: Path) -> None:
    some = newcomers(tmp_path, [("sales" if number % 2 else "", 60 + number) for number in range(40)])
    ramps = compared_ramps(reader_of(some), Question("onboarding_time", by=("function",)))
    assert len(ramps.groups) == 2
    assert not ramps.compared
    assert ramp_sentences(ramps)[1].startswith("Only sales has newcomers here")


@pytest.mark.parametrize(
    ("value", "apart", "expected"),
    [
        (-20, True, "20 days sooner (likely 14 to 26)"),
        (20, True, "20 days later (likely 14 to 26)"),
        (20, False, "can't be told apart among so many (likely 14 to 26 days later)"),
        (-6.3, True, "6.3 days sooner (likely 0.4 to 12)"),
        (-2, False, "can't be told apart (likely 8 days sooner to 4 days later)"),
    ],
)
def test_a_range_is_said_on_the_side_on_which_the_difference_lies(value: float, apart: bool, expected: str) -> None:
    effect = t_effect(value, 9.0, np.inf)
    sides = dict.fromkeys(("own", "others"))
    difference = Difference(90, effect=effect, log_rank=None, apart=apart, **sides)  # type: ignore[arg-type]
    group = replace(RampGroup("Some", None, None, None), difference=difference)  # type: ignore[arg-type]
    assert beside_others(group) == expected
