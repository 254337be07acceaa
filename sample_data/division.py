"""One division of the company. The committed sample is the first one; a bigger company has more of the same kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from zlib import crc32

import numpy as np

SEED = 20260942
ROOM = 100_000
"""So many ids of each kind a division has to itself."""
DIGITS: Mapping[str, int] = MappingProxyType({"P": 3, "A": 4, "C": 4, "D": 5, "L": 5})


@dataclass(frozen=True, slots=True)
class Division:
    """A part of the company with people, customers and random numbers of its own; the first has number 0."""

    number: int = 0

    def stream(self, table: str) -> np.random.Generator:
        """Random numbers of a table's own, so that a new table leaves the others as they were."""
        own = (self.number,) if self.number else ()
        return np.random.default_rng([SEED, crc32(table.encode()), *own])

    def key(self, letter: str, number: int) -> str:
        """The id with that number, unlike any other division's."""
        return f"{letter}{number + self.number * ROOM:0{DIGITS[letter]}d}"

    def named(self, name: str) -> str:
        """A name that other divisions have too, told apart."""
        return f"{name} {self.number + 1}" if self.number else name
