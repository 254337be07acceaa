"""The sample as rows of its files, read once for all oracles."""

import pytest

from metrics.query.answers import data_through
from metrics.query.reader import Reader
from metrics.store.snapshot import Snapshot
from sample_data.generate import FOLDER
from tests.oracles.roster import Roster
from tests.oracles.rows import Company, read_folder


@pytest.fixture(scope="session")
def sample(sample_snapshot: Snapshot, sample_reader: Reader) -> Company:
    """The files as they stand; of a deal exported twice the last row counts."""
    tables = read_folder(FOLDER)
    deals = {row["opportunity_id"]: row for row in tables["opportunities"]}
    through = data_through(sample_reader)
    assert through is not None
    return Company(tables | {"opportunities": tuple(deals.values())}, sample_snapshot.settings, through)


@pytest.fixture(scope="session")
def roster(sample: Company) -> Roster:
    return Roster(sample)
