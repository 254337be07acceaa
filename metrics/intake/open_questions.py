"""What has to be answered before a file can be imported, in words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from metrics.intake.choices import DATE_ORDER_WORDS, DECIMAL_MARK_WORDS, RATE_DIRECTION_WORDS, UNIT_WORDS
from metrics.intake.model import Decision


@dataclass(frozen=True, slots=True)
class Undecided:
    """Something to be answered before a file can be imported. `subject` is the file, column or header asked about,
    `reason` what speaks against what it seems to be, where something does, or for the `likely` answer: the option that
    somebody gave for another file, or that alone is left."""

    kind: Literal[
        "table",
        "column",
        "date order",
        "decimal mark",
        "unit",
        "rate direction",
        "clock",
        "day",
        "same person",
        "same day",
    ]
    subject: str
    sentence: str
    options: tuple[str, ...] = ()
    reason: str = ""
    likely: str = ""

    @property
    def words(self) -> dict[str, str]:
        """The options, each as it is said."""
        for kind, meanings in (
            ("decimal mark", DECIMAL_MARK_WORDS), ("unit", UNIT_WORDS), ("rate direction", RATE_DIRECTION_WORDS)
        ):  # fmt: skip
            if self.kind == kind:
                return {str(option): words for option, words in meanings.items() if option in self.options}
        return {str(order): words for order, words in DATE_ORDER_WORDS.items() if order in self.options}


def ask_column(
    file: str,
    column: str,
    table: str,
    options: tuple[str, ...],
    others: tuple[str, ...] | None,
    why: str = "",
    likely: str = "",
) -> Undecided:
    """The question which header is a column that a table needs. `why` speaks for the first of the options, `likely` is
    the header proposed. Unless `others` is None, the table may be another."""
    what = f"which {table} can't do without" if others is None else f"and it looks like {table}, which needs it"
    such = f", such as {' or '.join(others)}," if others else ","
    doubt = "" if others is None else f"; if it is another table{such} say --as TABLE"
    sentence = (
        f"{file}: none of its headers is known to be {column}, {what}. Say which one is, for example "
        f"--map '{options[0] if options else 'HEADER'}={column}'{f' ({why})' if why else ''}{doubt}."
    )
    return Undecided("column", column, sentence, options, why, likely)


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


def ask_unit(file: str, header: str, decision: Decision) -> Undecided:
    """The question whether 1 is one per cent, all of it or once; of a duration, which unit of time it is in."""
    if "hours" in decision.alternatives:
        flags = ", ".join(f"--unit '{header}={unit}'" for unit in decision.alternatives)
        sentence = f"{file}: the unit of “{header}” isn't written, and {decision.evidence}. Say one of {flags}."
        return Undecided("unit", header, sentence, decision.alternatives)
    other = {"fraction": "all of it", "count": "once"}
    unit = next(unit for unit in decision.alternatives if unit in other)
    sentence = (
        f"{file}: the numbers under “{header}” can be read in two ways ({decision.evidence}). "
        f"Say --unit '{header}=percent' if 1 is one per cent, or --unit '{header}={unit}' if it is {other[unit]}."
    )
    return Undecided("unit", header, sentence, decision.alternatives)


def ask_rate_direction(file: str, header: str, currency: str) -> Undecided:
    """The question which way round rates are quoted."""
    sentence = (
        f"{file}: the rates under “{header}” can be quoted in two ways. Say --rate-direction '{header}=into' if a cell "
        f"is what one unit of its currency is worth in {currency}, or --rate-direction '{header}=from' if it is how "
        f"many of its units one {currency} buys."
    )
    return Undecided("rate direction", header, sentence, tuple(RATE_DIRECTION_WORDS))


def ask_same_day(file: str, reason: str) -> Undecided:
    """The question what differing rows of one customer and first day are."""
    sentence = (
        f"{file}: {reason}. Say --same-day replace if the last row of each counts, or --same-day add if they are "
        "contracts side by side, whose values add."
    )
    return Undecided("same day", file, sentence, ("replace", "add"), reason)


def naming_other_sheets(
    undecided: tuple[Undecided, ...], decisions: Sequence[Decision], chosen: str | None
) -> tuple[Undecided, ...]:
    """Questions which table a file is, with the other sheets of its workbook: the first may be a title page."""
    sheet = next((decision for decision in decisions if decision.subject == "sheet"), None)
    if sheet is None or chosen is not None or not sheet.alternatives:
        return undecided
    others = ", ".join(f"“{name}”" for name in sheet.alternatives)
    more = f" This is the sheet “{sheet.value}”; the workbook has {others}, too: say --sheet NAME for another one."
    return tuple(
        replace(each, sentence=f"{each.sentence}{more}") if each.kind in ("table", "column") else each
        for each in undecided
    )
