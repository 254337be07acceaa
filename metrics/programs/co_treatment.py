"""Whom other programs reached besides: what two did to the same people at the same time can't be told apart."""

from collections.abc import Iterator

from metrics.impact import Panel
from metrics.programs.exposure import Exposure, exposure_of
from metrics.programs.registry import Program, programs
from metrics.query import Reader

NEAR_DAYS = 183
"""Within half a year of one another, two programs work on the same deals."""
MANY = 0.2
"""From this share on it is said: fewer can hardly move a result."""


def co_treated(reader: Reader, program: Program, exposure: Exposure, panel: Panel) -> Iterator[str]:
    """A sentence for each other program that reached many of the same people, or of those compared with."""
    own = {start.person: start.day for start in exposure.starts}
    compared = {int(person) for person in panel.names} - own.keys()
    for other in programs(reader):
        if other.program_id == program.program_id:
            continue
        theirs = {start.person: start.day for start in exposure_of(reader, other).starts}
        both = sum(abs((theirs[person] - own[person]).days) <= NEAR_DAYS for person in own.keys() & theirs.keys())
        if both >= MANY * len(own):
            yield (
                f"{both} of the {len(own)} it reached were reached by {other.name} too, within half a year: what each "
                "of the two did can't be told apart."
            )
        instead = len(compared & theirs.keys())
        if compared and instead >= MANY * len(compared):
            yield (
                f"{instead} of the {len(compared)} it is compared with were reached by {other.name}: what that did is "
                "taken off here."
            )
