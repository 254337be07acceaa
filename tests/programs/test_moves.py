"""From leading to lagging: an arrow only where a programme is proved, and what is described is described rightly."""

import numpy as np
import pytest

from metrics.impact.leading_association import association
from metrics.programs.driver_links import find_driver_links
from metrics.query.reader import Reader


def by_dummies(unit, month, amount, outcome, weight):
    """The same regression with a column for each person and month, and the sandwich written out."""
    columns = [
        amount,
        *(unit == level for level in np.unique(unit)),
        *(month == level for level in np.unique(month)[1:]),
    ]
    design, root = np.column_stack(columns).astype(float), np.sqrt(weight)
    solution = np.linalg.lstsq(design * root[:, None], outcome * root, rcond=None)[0]
    residual = outcome - design @ solution
    others = design[:, 1:] * root[:, None]
    partial = amount - design[:, 1:] @ np.linalg.lstsq(others, amount * root, rcond=None)[0]
    bread = np.sum(weight * partial**2)
    scores = [np.sum((weight * partial * residual)[unit == person]) for person in np.unique(unit)]
    people = len(scores)
    return solution[0], np.sqrt(np.sum(np.square(scores)) * people / (people - 1)) / bread


def test_an_association_equals_the_regression_with_dummies() -> None:
    random = np.random.default_rng(5)
    unit, month = np.repeat(np.arange(12), 9), np.tile(np.arange(9), 12)
    kept = random.random(108) < 0.8
    unit, month = unit[kept], month[kept]
    amount, weight = random.poisson(3, len(unit)).astype(float), random.integers(1, 6, len(unit)).astype(float)
    outcome = (
        0.2 * amount + random.normal(0, 1, 12)[unit] + random.normal(0, 1, 9)[month] + random.normal(0, 1, len(unit))
    )
    fitted = association(unit, month, amount, outcome, weight)
    value, error = by_dummies(unit, month, amount, outcome, weight)
    assert fitted is not None
    assert fitted.value == pytest.approx(value)
    assert fitted.standard_error == pytest.approx(error)


def test_what_never_varies_or_one_person_has_no_association() -> None:
    month = np.arange(6)
    alone = np.zeros(6)
    assert association(alone, month, month, month, alone + 1) is None
    unit = np.repeat([0, 1], 6)
    same = np.tile(month, 2)
    assert association(unit, same, same, np.arange(12.0), np.ones(12)) is None  # all do the same in a month


def test_arrows_stand_only_where_a_programme_is_proved(sample_reader: Reader) -> None:
    links = {(each.leading, each.lagging): each for each in find_driver_links(sample_reader)}
    arrows = {pair for pair, each in links.items() if each.arrow}
    assert arrows == {("training_attendance", "win_rate")}
    # Nobody has said how those coached were picked.
    assert all(each.grade == "staggered rollout, a check can't tell" for each in links.values() if each.arrow)
    assert {each.grade for each in links.values() if not each.arrow} == {"description only"}
    assert links["onboarding_time", "win_rate"].words == ""
    assert "one more hour with customers" in links["customer_hours", "win_rate"].words
    assert len(links) == 20
