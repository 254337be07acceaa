"""The arrays of this package, and the one operation that panels are made of."""

from typing import cast

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


def summed(position: Ints, values: Floats, size: int) -> Floats:
    """The sum of `values` at each position from 0 to `size` − 1 (two arrays of equal length, in any order)."""
    return cast(Floats, np.bincount(position, values, size))
