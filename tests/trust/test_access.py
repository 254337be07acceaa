"""What two limits leave together: the narrower holds."""

import pytest

from metrics.trust.access import EVERYTHING, Access

EAST, WEST, BOTH = Access("teams", ("East",)), Access("teams", ("West",)), Access("teams", ("East", "West"))
NOBODY, TOTALS = Access("teams"), Access("aggregates")


@pytest.mark.parametrize("access", [EVERYTHING, EAST, BOTH, NOBODY, TOTALS])
def test_no_limit_leaves_the_other(access: Access) -> None:
    assert access.narrowed(EVERYTHING) == EVERYTHING.narrowed(access) == access
    assert access.narrowed(access) == access


@pytest.mark.parametrize(
    ("access", "other", "both"),
    [
        (EAST, BOTH, EAST),
        (EAST, WEST, NOBODY),
        (EAST, NOBODY, NOBODY),
        (TOTALS, EAST, NOBODY),
        (TOTALS, NOBODY, NOBODY),
    ],
)
def test_two_limits_leave_what_both_allow(access: Access, other: Access, both: Access) -> None:
    assert access.narrowed(other) == other.narrowed(access) == both
