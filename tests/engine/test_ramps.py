"""Ramps of the sample against its planted truth, and against computations written out."""

import json
import tomllib

import numpy as np
import pytest

from metrics.cli import main
from metrics.intake.model import Refusal
from metrics.programmes.known import programme
from metrics.question import Question
from metrics.ramps.block import in_sentences
from metrics.ramps.by_programme import ramps_by_programme
from metrics.ramps.comparing import ramps
from metrics.store.snapshot import Snapshot
from sample_data.generate import FOLDER

TRUTH = tomllib.loads((FOLDER / "truth.toml").read_text(encoding="utf-8"))


def test_onboarding_takes_each_function_as_long_as_was_planted(sample_snapshot: Snapshot) -> None:
    """Medians drawn for 7 to 120 people: with so few they miss the planted one by a seventh at most."""
    found = ramps(sample_snapshot, Question("onboarding_time", by=("function",)))
    for group in found.groups:
        planted = TRUTH["usual"][f"onboarding_days_{group.name.replace(' ', '_')}"]
        assert group.typical.value == pytest.approx(planted, rel=0.15)


def test_groups_are_everybody_and_only_compared_where_there_are_enough(sample_snapshot: Snapshot) -> None:
    found = ramps(sample_snapshot, Question("onboarding_time", by=("function",)))
    assert sum(group.n for group in found.groups) == found.whole.n
    assert sum(group.ended for group in found.groups) == found.whole.ended
    assert all((group.difference is None) == (group.n < 8) for group in found.groups)


def test_the_difference_is_that_of_the_areas_under_the_curves(sample_snapshot: Snapshot) -> None:
    found = ramps(sample_snapshot, Question("onboarding_time", by=("function",)))
    sales = next(group for group in found.groups if group.name == "sales")
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

    others = [group.followed for group in found.groups if group.name != "sales" and group.followed]
    horizon = sales.difference.horizon
    own = area(sales.followed.stop, sales.followed.ended, horizon)
    rest = area(np.concatenate([o.stop for o in others]), np.concatenate([o.ended for o in others]), horizon)
    assert sales.difference.effect.value == pytest.approx(own - rest)


@pytest.mark.parametrize("program", ["DISCOVERY", "PLAYBOOK", "PRESENCE"])
def test_no_programme_is_said_to_change_onboarding(sample_snapshot: Snapshot, program: str) -> None:
    found = ramps_by_programme(sample_snapshot, Question("onboarding_time"), programme(sample_snapshot, program))
    assert not found.apart


def test_two_splits_and_what_is_no_time_are_refused(sample_snapshot: Snapshot) -> None:
    with pytest.raises(Refusal, match="one dimension, or by when"):
        ramps(sample_snapshot, Question("onboarding_time", grain="year", by=("team",)))
    with pytest.raises(Refusal, match="no time until something"):
        ramps(sample_snapshot, Question("win_rate"))


def test_the_sentence_counts_those_still_under_way(sample_snapshot: Snapshot) -> None:
    (sentence,) = in_sentences(ramps(sample_snapshot, Question("onboarding_time")))
    assert sentence == (
        "Typical: 73 days (likely 71 to 78 days), over 183 people, counting 9 who had not got there when last seen."
    )


def test_the_command_says_the_same(sample_folder: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ramp", "--by", "function", "--workspace", str(sample_folder), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["everybody"]["median"] == 73
    assert {group["name"] for group in found["groups"]} >= {"sales", "support"}
    assert main(["ramp", "--by", "team", "--program", "PLAYBOOK", "--workspace", str(sample_folder)]) == 1
    assert "split of its own" in capsys.readouterr().err
