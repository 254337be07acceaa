"""Whole teams or single people: told by how alike the people of a team started, whatever share of them did."""

from datetime import date

import numpy as np
import pytest

from metrics.programs.clustering import TeamAssignment, began_by_team

TEAMS, SIZE = 24, 6
DAY, LATER = date(2025, 3, 1), date(2025, 3, 22)
SPELLS = {
    person: [TeamAssignment(f"T{person // SIZE}", ("sales", True), date(2020, 1, 1), date(2030, 1, 1))]
    for person in range(TEAMS * SIZE)
}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("coming", [1.0, 0.85, 0.7])
def test_teams_of_whom_most_came_began_as_teams(coming: float, seed: int) -> None:
    random = np.random.default_rng(seed)
    begun = [(person, DAY) for person in SPELLS if person // SIZE % 2 and random.random() < coming]
    assert began_by_team(SPELLS, begun)
    late = [(person, LATER) for person in SPELLS if person // SIZE % 2 and person not in dict(begun)]
    assert began_by_team(SPELLS, begun + late)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("drawn", [0.92, 0.7, 0.5, 0.2])
def test_people_drawn_one_by_one_did_not(drawn: float, seed: int) -> None:
    random = np.random.default_rng(seed)
    chosen = random.permutation(len(SPELLS))[: round(drawn * len(SPELLS))]
    assert not began_by_team(SPELLS, [(int(person), DAY) for person in chosen])
    waves = [(int(person), (DAY, LATER)[place % 2]) for place, person in enumerate(chosen)]
    assert not began_by_team(SPELLS, waves)


def test_teams_one_after_the_other_began_as_teams() -> None:
    begun = [(person, date(2025, 1 + person // SIZE % 4, 1)) for person in SPELLS if person // SIZE % 4]
    assert began_by_team(SPELLS, begun)


def test_everybody_at_once_and_a_single_team_are_no_teams_to_compare() -> None:
    assert not began_by_team(SPELLS, [(person, DAY) for person in SPELLS])
    assert not began_by_team(SPELLS, [(person, DAY) for person in range(SIZE)])
    assert not began_by_team(SPELLS, [])
