"""How much a file may cost, by its size on disk: what it unpacks to, and what the process that reads it takes.

A few kilobytes can be made to fill any disk or memory. Each limit begins with an amount that any small file may take,
grows with the file, and ends at one that real exports don't reach.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from metrics.errors import UserError

MEGABYTE = 1_000_000
LARGEST_UNPACKED = 4_000_000_000
"""No gzipped file may unpack to more bytes than this."""
LARGEST_WORKBOOK = 2_000_000_000
"""No workbook may unpack to more bytes than this, and no sheet may hold so many bytes of text."""
LONGEST_TEXT = 1_000_000
"""So many characters a cell may hold."""
MOST_BLANK_LINES = 2_000_000
"""So many blank lines a file may have."""
LARGEST_SHEET = 64_000_000
"""So many cells the rectangle around a sheet's cells may have."""

_ANY_FILE = 100 * MEGABYTE
_TIMES_PACKED = 50
_SECONDS, _SECONDS_A_MEGABYTE, _MOST_SECONDS = 60.0, 3.0, 900.0
_MEGABYTES, _MEGABYTES_A_MEGABYTE, _MOST_MEGABYTES = 2_000, 20, 6_000
_MEGABYTES_A_THREAD = 100  # of addresses, which each thread reserves and hardly uses
_SHARE_OF_MACHINE = 0.6
_PACKED = (b"\x1f\x8b", b"PK")


@dataclass(frozen=True, slots=True)
class Allowance:
    """What the process that reads a file may take."""

    seconds: float
    megabytes: int


def allowance_of(path: Path) -> Allowance:
    """What reading a file may take: a minute and 2 GB, and more for a bigger one, up to 15 minutes and 6 GB.

    Never more than three fifths of the machine's memory. A packed file counts as much as it may unpack to.
    """
    size = path.stat().st_size / MEGABYTE
    if _is_packed(path):
        size = size * _TIMES_PACKED
    wanted = _MEGABYTES + _MEGABYTES_A_THREAD * (os.cpu_count() or 1) + _MEGABYTES_A_MEGABYTE * size
    megabytes = min(wanted, _MOST_MEGABYTES, _SHARE_OF_MACHINE * machine_megabytes())
    return Allowance(min(_SECONDS + _SECONDS_A_MEGABYTE * size, _MOST_SECONDS), int(megabytes))


def most_unpacked(packed: int, largest: int) -> int:
    """The bytes that a file of `packed` bytes may unpack to: fifty times as many, 100 MB in any case, never more than
    `largest`."""
    return min(max(_ANY_FILE, _TIMES_PACKED * packed), largest)


def machine_megabytes() -> float:
    """The memory of this machine, or of the container this runs in."""
    try:
        machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # Windows
        return float("inf")
    container = Path("/sys/fs/cgroup/memory.max")
    words = container.read_text().strip() if container.exists() else ""
    return min(machine, int(words) if words.isdigit() else machine) / MEGABYTE


def require_few_blank_lines(file: str, blank: int) -> None:
    """Raises UserError for a file that has more blank lines than are read past."""
    if blank > MOST_BLANK_LINES:
        raise UserError(
            f"{file} has more than {MOST_BLANK_LINES:,} blank lines, the most that are read past: remove them, or "
            "check how it was exported."
        )


def _is_packed(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(2) in _PACKED
    except OSError:  # whoever reads the file says so
        return False
