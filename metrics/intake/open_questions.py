"""What has to be answered before a file can be imported, in words."""

from dataclasses import dataclass
from typing import Literal

from metrics.intake.choices import DATE_ORDER_WORDS, DECIMAL_MARK_WORDS
from metrics.intake.model import Decision


@dataclass(frozen=True, slots=True)
class Undecided:
    """Something to be answered before a file can be imported. `subject` is the file, column or header asked about,
    `reason` what speaks against what it seems to be, where something does."""

    kind: Literal["table", "column", "date order", "decimal mark", "clock", "day", "same person"]
    subject: str
    sentence: str
    options: tuple[str, ...] = ()
    reason: str = ""

    @property
    def words(self) -> dict[str, str]:
        """The options, each as it is said."""
        if self.kind == "decimal mark":
            return {str(mark): words for mark, words in DECIMAL_MARK_WORDS.items()}
        return {str(order): words for order, words in DATE_ORDER_WORDS.items() if order in self.options}


def ask_decimal_mark(file: str, header: str, decision: Decision) -> Undecided:
    """The question whether the point or the comma stands before a column's decimals."""
    sentence = (
        f"{file}: the numbers under “{header}” can be read in two ways ({decision.evidence}). "
        f"Say --decimal '{header}=.' if a point stands before the decimals, or --decimal '{header}=,' if a comma does."
    )
    return Undecided("decimal mark", header, sentence, (".", ","))


def ask_date_order(file: str, header: str, decision: Decision) -> Undecided:
    """The question which of two orders the dates of a column have."""
    options = decision.alternatives
    flags = " or ".join(f"--date-order '{header}={order}'" for order in options)
    sentence = f"{file}: the dates under “{header}” can be read in two ways ({decision.evidence}). Say {flags}."
    return Undecided("date order", header, sentence, options)
