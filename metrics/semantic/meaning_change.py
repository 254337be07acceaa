"""When a metric was mended: under its name it came to mean something else, and a dated line of its header says so."""

import re
from dataclasses import dataclass

from metrics.semantic.statement import DefinitionError

CHANGE = re.compile(r"(?P<month>\d{4}-\d{2}), (?P<what>.+?\.)(?= \d{4}-\d{2}, |$)")


@dataclass(frozen=True, slots=True)
class MeaningChange:
    """A metric was mended in a month (`2026-12`): `what` it counts since then that it didn't, as a sentence."""

    month: str
    what: str


def meaning_changes(file: str, text: str) -> tuple[MeaningChange, ...]:
    """The dated sentences of a line like `2026-12, won deals count on another day. 2027-01, tests don't count.`

    Raises DefinitionError, naming the file, for a line that is written otherwise.
    """
    changes = tuple(MeaningChange(match["month"], match["what"]) for match in CHANGE.finditer(text))
    if CHANGE.sub("", text).strip():
        raise DefinitionError(f"{file}: “changed” is “{text}”; write it as “2026-12, what it counts since.”")
    return changes
