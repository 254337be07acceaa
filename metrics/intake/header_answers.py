"""Which header somebody means, what was answered for it, and the name it is stored under."""

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

from metrics.intake.model import Decision
from metrics.intake.recognize.profile import ColumnReading
from metrics.schema import same_word_key

LONGEST_STORED_NAME = 60
Answer = TypeVar("Answer")


def find_header(header: str, headers: Sequence[str]) -> str | None:
    """The header of a file that somebody means: written exactly so, else the same but for case and punctuation."""
    if header in headers:
        return header
    alike = [candidate for candidate in headers if same_word_key(candidate) == same_word_key(header)]
    return alike[0] if len(alike) == 1 and same_word_key(header) else None


def stored_name(header: str, taken: Mapping[str, str]) -> str:
    """The name a kept header is stored under. `taken` is header → stored name of those a table already keeps."""
    same_header = find_header(header, list(taken))
    if same_header is not None:
        return taken[same_header]
    slug = re.sub(r"\W+", "_", header.casefold()).strip("_")[:LONGEST_STORED_NAME] or "column"
    name, number = f"kept_{slug}", 2
    while name in taken.values():
        name, number = f"kept_{slug}_{number}", number + 1
    return name


def decision_about(reading: ColumnReading, subject: str) -> Decision | None:
    """What was decided about one thing in a column, if anything was."""
    return next((decision for decision in reading.decisions if decision.subject == subject), None)


def answer_for(header: str, answers: Mapping[str, Answer]) -> Answer | None:
    """The answer given for a header, however its name was written."""
    return next((answer for written, answer in answers.items() if find_header(written, [header])), None)
