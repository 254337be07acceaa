"""How many threads a query may use."""

import os

from metrics.errors import UserError

VARIABLE = "COXSWAIN_THREADS"


def thread_settings() -> dict[str, str | bool | int | float | list[str]]:
    """DuckDB's setting for it: as many as COXSWAIN_THREADS says, else none, by which it takes one for each core.

    Where several processes share the cores, one thread each does the same work with a quarter less computing. Raises
    UserError where the variable holds something else than a whole number from 1.
    """
    words = os.environ.get(VARIABLE, "").strip()
    if not words:
        return {}
    if not (words.isascii() and words.isdigit() and int(words) > 0):
        raise UserError(f"{VARIABLE} says “{words}”, which is no number of threads: set it to 1 or more, or remove it.")
    return {"threads": int(words)}
