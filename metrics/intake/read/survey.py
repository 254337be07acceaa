"""One pass over a file's bytes: what can be said about it before anything is decoded."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from metrics.errors import UserError
from metrics.intake.limits import require_few_blank_lines
from metrics.intake.read.layout import BLANKS

CHUNK = 1 << 20
MARKS: tuple[tuple[bytes, str], ...] = (  # the longer first: UTF-32's little-endian mark begins with UTF-16's
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_BLANK_RUNS = ((b"\n" * 16, 1), (b"\r\n" * 16, 2), (b"\r" * 16, 1))
"""Sixteen line ends one after another, of each kind, and how many bytes each end has."""
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
    """Reads the file once. Raises UserError for an empty file, a line longer than a megabyte, and for millions of blank
    lines."""
    size = path.stat().st_size
    if size == 0:
        raise UserError(f"{path.name} is empty: it has no bytes at all. Export it again.")
    counts = _ByteCounts()
    start = b""
    for chunk in _chunks(path):
        start = start or chunk[:4]
        if len(chunk) >= CHUNK and b"\n" not in chunk and b"\r" not in chunk:
            raise UserError(
                f"{path.name} has a line of more than a million characters after line {counts.line_feeds}: "
                "that is not a table. Check how it was exported."
            )
        counts.add(chunk)
        require_few_blank_lines(path.name, counts.blank)
    mark = next((name for bytes_, name in MARKS if start.startswith(bytes_)), None)
    return counts.survey(size, mark)


def _chunks(path: Path) -> Iterator[bytes]:
    """The file's bytes, never cut between a carriage return and its line feed."""
    held = b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            chunk = held + chunk
            held = b"\r" if chunk.endswith(b"\r") else b""
            if whole := chunk.removesuffix(held):
                yield whole
    if held:
        yield held


class _ByteCounts:
    """The running counts of `survey`."""

    def __init__(self) -> None:
        self.decoder = codecs.getincrementaldecoder("utf-8")()
        self.utf8 = self.ascii = self.plain_blanks = True
        self.nuls = self.line_feeds = self.carriage_returns = self.pairs = 0
        self.blank = 0
        self.open_end = 0
        self.trailing = 0

    def add(self, chunk: bytes) -> None:
        self.line_feeds += chunk.count(b"\n")
        if b"\r" in chunk:
            self.carriage_returns += chunk.count(b"\r")
            self.pairs += chunk.count(b"\r\n")
        if b"\x00" in chunk:
            self.nuls += chunk.count(0)
        self.blank += sum(len(ends) // mark * chunk.count(ends) for ends, mark in _BLANK_RUNS)
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
