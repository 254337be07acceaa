"""One pass over a file's bytes: what can be said about it before anything is decoded."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from metrics.errors import UserError
from metrics.intake.read.layout import BLANKS

CHUNK = 1 << 20
MARKS: tuple[tuple[bytes, str], ...] = (  # the longer first: UTF-32's little-endian mark begins with UTF-16's
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_ODD_BLANKS = tuple(blank.encode() for blank in BLANKS if blank not in " \r\n")


@dataclass(frozen=True, slots=True)
class Survey:
    """Counts over all bytes of a file.

    `mark` is the encoding its byte order mark names, if it has one. `pairs` are carriage returns followed by a line
    feed, and are also counted in `line_feeds` and `carriage_returns`. `lines` are physical lines up to the last one
    that isn't empty. `plain_blanks` says that no blank other than the space occurs.
    """

    size: int
    mark: str | None
    utf8: bool
    ascii: bool
    nuls: int
    line_feeds: int
    carriage_returns: int
    pairs: int
    lines: int
    plain_blanks: bool


def survey(path: Path) -> Survey:
    """Reads the file once. Raises UserError for an empty file and for a line longer than a megabyte."""
    size = path.stat().st_size
    if size == 0:
        raise UserError(f"{path.name} is empty: it has no bytes at all. Export it again.")
    counts = _ByteCounts()
    with path.open("rb") as file:
        start = file.read(4)
        file.seek(0)
        while chunk := file.read(CHUNK):
            if len(chunk) == CHUNK and b"\n" not in chunk and b"\r" not in chunk:
                raise UserError(
                    f"{path.name} has a line of more than a million characters after line {counts.line_feeds}: "
                    "that is not a table. Check how it was exported."
                )
            while chunk.endswith(b"\r") and (more := file.read(1)):
                chunk += more
            counts.add(chunk)
    mark = next((name for bytes_, name in MARKS if start.startswith(bytes_)), None)
    return counts.survey(size, mark)


class _ByteCounts:
    """The running counts of `survey`."""

    def __init__(self) -> None:
        self.decoder = codecs.getincrementaldecoder("utf-8")()
        self.utf8 = self.ascii = self.plain_blanks = True
        self.nuls = self.line_feeds = self.carriage_returns = self.pairs = 0
        self.open_end = 0
        self.trailing = 0

    def add(self, chunk: bytes) -> None:
        self.line_feeds += chunk.count(b"\n")
        if b"\r" in chunk:
            self.carriage_returns += chunk.count(b"\r")
            self.pairs += chunk.count(b"\r\n")
        if b"\x00" in chunk:
            self.nuls += chunk.count(0)
        if self.plain_blanks:
            odd = (blank for blank in _ODD_BLANKS if len(blank) == 1 or not chunk.isascii())
            self.plain_blanks = not any(blank in chunk for blank in odd)
        self._decode(chunk)
        self._end(chunk)

    def _decode(self, chunk: bytes) -> None:
        if chunk.isascii() and self.utf8 and not self.decoder.getstate()[0]:
            return
        self.ascii = False
        if self.utf8:
            try:
                self.decoder.decode(chunk)
            except UnicodeDecodeError:
                self.utf8 = False

    def _end(self, chunk: bytes) -> None:
        body = chunk.rstrip(b"\r\n")
        ends = _lines(chunk[len(body) :])
        self.trailing = ends if body else self.trailing + ends
        self.open_end = 0 if ends else 1

    def survey(self, size: int, mark: str | None) -> Survey:
        if self.decoder.getstate()[0]:
            self.utf8 = False
        ends = self.line_feeds + self.carriage_returns - self.pairs
        lines = ends + self.open_end - max(self.trailing - 1, 0)
        return Survey(
            size, mark, self.utf8, self.ascii, self.nuls, self.line_feeds, self.carriage_returns, self.pairs,
            lines, self.plain_blanks,
        )  # fmt: skip


def _lines(ends: bytes) -> int:
    return ends.count(b"\n") + ends.count(b"\r") - ends.count(b"\r\n")
