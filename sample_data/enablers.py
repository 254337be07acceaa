"""The enablement managers: which of them serves which team, from when until when."""

from collections.abc import Iterator

from sample_data.plan import Row
from sample_data.planted import COVERAGE
from sample_data.roster import Roster


def coverage_rows(roster: Roster) -> Iterator[Row]:
    """The `coverage` table."""
    for place, team, since, until in COVERAGE:
        yield {"enabler": roster.enablers[place].person_id, "team": roster.division.named(team),
               "valid_from": since, "valid_to": until}  # fmt: skip
