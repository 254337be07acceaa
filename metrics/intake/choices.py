"""What a person decided about a file before it is imported."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from metrics.schema import Outcome

DateOrder = Literal["dmy", "mdy", "ymd"]
DecimalMark = Literal[".", ","]


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """Answers given for one file; whatever isn't answered is decided on evidence, or asked.

    `table` None: recognized from the headers. `mapping` is header → column, "" for a header that is no column; headers
    not named go by what is known exactly. `stages` is stage word → outcome. `constants` is column → the text every row
    gets (a mapped column: every row that is empty there). `keep` are headers kept as segments. `date_orders` and
    `decimal_marks` say by header how its texts are written. `complete`: rows the file doesn't have no longer exist.
    `snapshot_on` is the day a roster without dates speaks of. `leave_out` are ids, of the key's first column, whose
    rows are set aside.
    """

    table: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, Outcome] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    keep: tuple[str, ...] = ()
    date_orders: Mapping[str, DateOrder] = field(default_factory=dict)
    decimal_marks: Mapping[str, DecimalMark] = field(default_factory=dict)
    complete: bool = False
    snapshot_on: date | None = None
    leave_out: tuple[str, ...] = ()
