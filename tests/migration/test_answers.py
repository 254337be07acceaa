"""The workspace that a former program made is answered as that program answered."""

from pathlib import Path

import pytest

from tests.migration.alike import differences
from tests.migration.asking import READ, kept, later_metrics, without
from tests.migration.conftest import FOLDER


@pytest.mark.parametrize("name", READ)
def test_every_answer_is_what_it_was(name: str, workspace: Path) -> None:
    later = later_metrics(workspace, kept(FOLDER / "answers" / "ask.json"))
    answer = without(READ[name](workspace), later)
    assert list(differences(answer, kept(FOLDER / "answers" / f"{name}.json"))) == []


def test_a_metric_that_came_later_is_left_out_wherever_it_is_named() -> None:
    answer = {
        "win_rate": 1,
        "new": 2,
        "lists": ["Win rate", "New"],
        "rows": [{"metric": "new"}, {"metric": "win_rate"}],
    }
    then = {"win_rate": 1, "lists": ["Win rate"], "rows": [{"metric": "win_rate"}]}
    assert without(answer, frozenset({"new", "New"})) == then


def test_what_differs_is_found_wherever_it_stands() -> None:
    then = {"n": 3, "value": 0.1, "rows": [{"words": "as it was"}], "none": None}
    assert list(differences({**then, "value": 0.1 + 1e-16}, then)) == []
    assert list(differences({**then, "value": 0.1 + 1e-9}, then)) == ["/value: 0.1 → 0.100000001"]
    assert list(differences({**then, "n": 3.0}, then)) == ["/n: 3 → 3.0"]
    assert list(differences({**then, "rows": [{}]}, then)) == ["/rows/0: keys ['words'] → keys []"]
    assert list(differences({**then, "none": 0}, then)) == ["/none: None → 0"]
