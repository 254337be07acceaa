"""Headers of a file that nothing was read from, each with the known column it is nearest to."""

from dataclasses import dataclass

from metrics.intake.preparing import Prepared
from metrics.intake.recognize.reading_evidence import guess_kind
from metrics.intake.recognize.table_match import ALIKE, NEAR, likeliest, nearest_columns
from metrics.intake.stage.attendance_list import recognize_attendance
from metrics.schema import contracts
from metrics.semantic import catalog, columns_lacking


@dataclass(frozen=True, slots=True)
class UnreadHeader:
    """A header nothing was read from; `nearest` is the column it may be, `needed_for` the titles of what needs that."""

    header: str
    nearest: str | None = None
    needed_for: tuple[str, ...] = ()


def unread_headers(prepared: Prepared) -> tuple[UnreadHeader, ...]:
    """The headers that are no column and weren't kept, in the order of the file.

    A column that metrics need and the file lacks is named from a lesser likeness on than one that none needs, as
    somebody will miss it; but no header is named beside one where it is more like another column. Lists of attendance
    are known as a whole, so that nothing of them is to be mapped.
    """
    read = {*prepared.mapping, *prepared.kept.values(), *prepared.headers_besides}
    left = [header for header in prepared.headers if header not in read]
    if prepared.table is None or not left or recognize_attendance(prepared.headers, prepared.samples):
        return ()
    contract = contracts()[prepared.table]
    taken = {*prepared.mapping.values(), *prepared.choices.constants, *prepared.columns}
    lacking = columns_lacking(prepared.table, taken, catalog().values())
    kinds = {header: guess_kind(texts) for header in left if (texts := prepared.samples.get(header))}
    others = [name for name in contract.columns if name not in {*taken, *lacking}]
    hints = (
        *nearest_columns(contract, left, prepared.mapping, kinds, tuple(lacking), NEAR, prepared.samples),
        *nearest_columns(contract, left, prepared.mapping, kinds, others, ALIKE, prepared.samples),
    )
    near = {each.header: each.column for each in likeliest(hints, kinds)}
    return tuple(
        UnreadHeader(header, column, tuple(metric.title for metric in lacking.get(column or "", ())))
        for header in left
        for column in (near.get(header),)
    )
