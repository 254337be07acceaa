"""What a subject says, piece by piece: plain words and numbers in words, which a renderer draws, prints or writes.

Texts are plain: whoever renders them escapes what its own format would read as marks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from metrics.report.chart import Chart

Tone = Literal["better", "worse", "quiet"]
NoteKind = Literal["note", "caution", "warning", "nothing", "good"]
"""How a note is meant: beside what it explains; what must be read with it; what is wrong; that there is nothing yet;
that all is well."""
State = Literal["", "passed", "failed", "can't tell", "not possible", "pending", "good", "doubtful"]
VerdictKind = Literal["effect", "none", "unusable", "open", "unknown"]


@dataclass(frozen=True, slots=True)
class Heading:
    """What the following blocks are about; the second level is within the first, the third within that."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class VerdictBadge:
    """What is said of something in a word or two, and the evidence for it."""

    text: str
    kind: VerdictKind
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence on its own. `name` stands before it, whom or what it is about; `grade` after it, how sure it is.

    A `lead` sentence is the one to be read first; `struck` words stand before it, crossed out.
    """

    text: str
    name: str = ""
    grade: str = ""
    lead: bool = False
    struck: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list, with the state of what it says where it has one."""

    text: str
    name: str = ""
    grade: str = ""
    state: State = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list under a title (none: an empty one); an `ordered` one is numbered."""

    title: str
    items: tuple[Item, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A number that is looked at first, everything about it in words. An empty text is not shown.

    `change` is how it moved and `tone` whether that is good; `verdict` what the move means, a `signal` more than
    routine variation; `sure` how sure the move is; `evidence` what the value rests on; `warning` what must be known
    before it is believed; `own` that a number of the reader's own is in it. `series` are the values up to it, of which
    the one at `marked` is meant; `trend` says them in words.
    """

    title: str
    value: str
    change: str = ""
    tone: Tone = "quiet"
    verdict: str = ""
    signal: bool = False
    sure: str = ""
    evidence: str = ""
    warning: str = ""
    own: str = ""
    series: tuple[float | None, ...] = ()
    marked: int = 0
    trend: str = ""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table: what it says, in small under it what that rests on, and where it leads."""

    text: str
    note: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells in words, as many in each as the heading has; the first of a row names it.

    `numbers`: the others are numbers. `long`: there may be hundreds of rows, to be sorted and searched. `key` names it
    for good, such as the file it is written to.
    """

    title: str
    heading: tuple[TableCell, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    key: str = ""
    numbers: bool = False
    long: bool = False

    def __post_init__(self) -> None:
        """Raises ValueError where a row has more or fewer cells than the heading."""
        if any(len(row) != len(self.heading) for row in self.rows):
            raise ValueError(f"A row of “{self.title}” has not as many cells as its heading.")

    @property
    def records(self) -> list[dict[str, str]]:
        """The rows by their headings, without what stands in small."""
        names = [cell.text for cell in self.heading]
        return [dict(zip(names, (cell.text for cell in row), strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Note:
    """What must be known beside what stands before it."""

    text: str
    kind: NoteKind = "note"


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL behind what is shown, and what it is."""

    title: str
    sql: str


Block = Heading | VerdictBadge | Sentence | Items | KeyFigure | Table | Chart | Note | Statement


@dataclass(frozen=True, slots=True)
class Report:
    """What is said of a subject, and how it was computed, for who wants to know."""

    blocks: tuple[Block, ...]
    computed: tuple[Block, ...] = ()


def table_of_words(
    title: str,
    heading: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    key: str = "",
    numbers: bool = False,
    long: bool = False,
) -> Table:
    """A table whose cells are nothing but words."""
    return Table(
        title, tuple(map(TableCell, heading)), tuple(tuple(map(TableCell, row)) for row in rows), key, numbers, long
    )
