"""A version open for somebody who may see everything, as tests read it."""

from metrics.query.reader import Reader
from metrics.store.snapshot import Snapshot
from metrics.trust.access import EVERYTHING, Access
from metrics.trust.viewer import Viewer


def reader_of(snapshot: Snapshot, access: Access = EVERYTHING) -> Reader:
    """A version open for somebody who may see so much of it."""
    return Reader(snapshot, Viewer("tests", access), "screen")
