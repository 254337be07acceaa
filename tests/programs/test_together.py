"""Whole regions, whole teams or single people: told by how alike their people started, whatever share of them did."""

from datetime import date

import numpy as np
import pytest

from metrics.programs.clustering import TeamAssignment, began_together

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
    assert began_together(SPELLS, begun) == "teams"
    late = [(person, LATER) for person in SPELLS if person // SIZE % 2 and person not in dict(begun)]
    assert began_together(SPELLS, begun + late) == "teams"


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("drawn", [0.92, 0.7, 0.5, 0.2])
def test_people_drawn_one_by_one_did_not(drawn: float, seed: int) -> None:
    random = np.random.default_rng(seed)
    chosen = random.permutation(len(SPELLS))[: round(drawn * len(SPELLS))]
    assert began_together(SPELLS, [(int(person), DAY) for person in chosen]) == "people"
    waves = [(int(person), (DAY, LATER)[place % 2]) for place, person in enumerate(chosen)]
    assert began_together(SPELLS, waves) == "people"


def test_teams_one_after_the_other_began_as_teams() -> None:
    begun = [(person, date(2025, 1 + person // SIZE % 4, 1)) for person in SPELLS if person // SIZE % 4]
    assert began_together(SPELLS, begun) == "teams"


def test_everybody_at_once_is_no_team_to_compare() -> None:
    assert began_together(SPELLS, [(person, DAY) for person in SPELLS]) == "people"
    assert began_together(SPELLS, []) == "people"


def test_one_whole_team_is_one() -> None:
    assert began_together(SPELLS, [(person, DAY) for person in range(SIZE)]) == "teams"


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("coming", [0.8, 0.6])
def test_a_team_that_came_to_several_sessions_of_one_month_began_as_a_team(coming: float, seed: int) -> None:
    random = np.random.default_rng(seed)
    begun = [
        (person, date(2025, 3, int(random.integers(1, 28))))
        for person in SPELLS
        if person // SIZE % 2 and random.random() < coming
    ]
    assert began_together(SPELLS, begun) == "teams"


def in_regions(person: int) -> list[TeamAssignment]:
    """The first eight teams in one region, the next in another, and so on."""
    return [TeamAssignment(f"T{person // SIZE}", ("sales", True), date(2020, 1, 1), date(2030, 1, 1),
                           f"R{person // SIZE // 8}")]  # fmt: skip


REGIONS = {person: in_regions(person) for person in SPELLS}


@pytest.mark.parametrize("coming", [1.0, 0.85])
def test_the_teams_of_one_region_began_as_a_region(coming: float) -> None:
    random = np.random.default_rng(1)
    begun = [(person, DAY) for person in REGIONS if person // SIZE < 8 and random.random() < coming]
    assert began_together(REGIONS, begun) == "regions"


@pytest.mark.parametrize("seed", range(20))
def test_teams_drawn_by_lot_are_seldom_taken_for_regions(seed: int) -> None:
    drawn = np.random.default_rng(seed).permutation(TEAMS)[: TEAMS // 2]
    begun = [(person, DAY) for person in REGIONS if person // SIZE in drawn]
    assert began_together(REGIONS, begun) == "teams"
