"""Whether a workbook is small enough to be opened: whoever opens one holds all cells of a sheet in memory.

A text that stands in many cells is written once in the file, and a cell in the last row and column makes a sheet of
seventeen billion cells. So the parts are unpacked as a stream and counted first.
"""

import re
import zipfile
import zlib
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path

from metrics.errors import UserError
from metrics.intake.limits import LARGEST_SHEET, LARGEST_WORKBOOK, LONGEST_TEXT, most_unpacked

_CHUNK = 1 << 20
_LONGEST_PART = 16 * LONGEST_TEXT
_TEXT_END = re.compile(rb"</(?:\w+:)?si>")
_MARKUP = re.compile(rb"<[^>]*>")
_FILLED = re.compile(rb"<(?:\w+:)?c [^<>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^<>]*(?<!/)>")
_SHARED = re.compile(rb"\bt=[\"']s[\"'][^<>]*>(?:<(?:\w+:)?f\b[^<>]*>(?:[^<>]*</(?:\w+:)?f>)?)?<(?:\w+:)?v>(\d+)<")
_IS_SHARED = re.compile(rb"\bt=[\"']s[\"']")


def require_small(path: Path) -> None:
    """Raises UserError, naming the limit, for a workbook that would take much more memory than its size lets expect."""
    try:
        with zipfile.ZipFile(path) as archive:
            _Parts(path, archive).check()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
        raise UserError(f"{path.name} is a damaged workbook: open it and save it again.") from None
    except RuntimeError:  # how zipfile says that a part is encrypted
        raise UserError(f"{path.name} is protected by a password: save a copy without one, or as CSV.") from None


class _Parts:
    """The parts of one workbook, counted one after the other."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self.path, self.archive = path, archive
        self.most = most_unpacked(path.stat().st_size, LARGEST_WORKBOOK)
        self.left = self.most

    def check(self) -> None:
        if sum(part.file_size for part in self.archive.infolist()) > self.most:
            raise self._refusal(f"unpacks to more than {self.most:,} bytes")
        names = [name for name in self.archive.namelist() if name.lower().endswith(".xml")]
        lengths = array("Q")
        for name in names:
            if name.lower() == "xl/sharedstrings.xml":
                lengths.extend(self._lengths(name))
        for name in names:
            if name.lower().startswith("xl/worksheets/"):
                self._check_sheet(name, lengths)

    def _lengths(self, name: str) -> Iterator[int]:
        """How many bytes each shared text has."""
        rest = b""
        for chunk in self._chunks(name):
            *texts, rest = _TEXT_END.split(rest + chunk)
            for text in texts:
                yield self._length(text)
            if len(rest) > _LONGEST_PART:
                raise self._too_long()

    def _length(self, text: bytes) -> int:
        length = len(_MARKUP.sub(b"", text))
        if length > 4 * LONGEST_TEXT:  # bytes: a character takes four at most
            raise self._too_long()
        return length

    def _check_sheet(self, name: str, lengths: Sequence[int]) -> None:
        longest, text, row, columns = max(lengths, default=0), 0, 0, {b"A"}
        for piece in self._pieces(name):
            filled = _FILLED.findall(piece)
            columns.update(column for column, _ in filled)
            row = max(row, max((int(number) for number in {number for _, number in filled}), default=0))
            column = max(map(_number, columns))
            if row * column > LARGEST_SHEET:
                raise self._refusal(
                    f"has a sheet of {row:,} rows × {column:,} columns, more than {LARGEST_SHEET:,} cells"
                )
            text += _text_in(piece, lengths, longest)
            if text > self.most:
                raise self._refusal(f"holds more than {self.most:,} bytes of text in one sheet")

    def _pieces(self, name: str) -> Iterator[bytes]:
        """A sheet in pieces that end where a cell does."""
        rest = b""
        for chunk in self._chunks(name):
            rest += chunk
            end = max(rest.rfind(b"</c>") + 4, rest.rfind(b":c>") + 3)
            if end > 3:
                yield rest[:end]
                rest = rest[end:]
            elif len(rest) > _LONGEST_PART:
                raise self._too_long()
        yield rest

    def _chunks(self, name: str) -> Iterator[bytes]:
        """A part as it is unpacked, which may be more than the archive says."""
        with self.archive.open(name) as part:
            first = True
            while chunk := part.read(_CHUNK):
                self.left -= len(chunk)
                if self.left < 0:
                    raise self._refusal(f"unpacks to more than {self.most:,} bytes")
                if first and b"<!DOCTYPE" in chunk:
                    raise UserError(
                        f"{self.path.name} declares entities of its own, which no spreadsheet program does: "
                        "open it and save it again, or save the sheet that is needed as CSV."
                    )
                first = False
                yield chunk

    def _too_long(self) -> UserError:
        return UserError(
            f"{self.path.name} has a cell of more than {LONGEST_TEXT:,} characters, the most that is read: "
            "shorten it, or leave its column out of the export."
        )

    def _refusal(self, what: str) -> UserError:
        size = self.path.stat().st_size
        return UserError(
            f"{self.path.name} {what}, the limit for a workbook of {size:,} bytes: "
            "save the sheet that is needed as CSV, or export a shorter period or fewer columns."
        )


def _text_in(piece: bytes, lengths: Sequence[int], longest: int) -> int:
    """The bytes of the shared texts that the cells of a piece refer to; an upper bound where that is little."""
    most = longest * len(_IS_SHARED.findall(piece))
    if most <= len(piece):
        return most
    return sum(lengths[place] for place in map(int, _SHARED.findall(piece)) if place < len(lengths))


def _number(column: bytes) -> int:
    """The place of a column by its letters: A is 1, AA is 27."""
    place = 0
    for letter in column:
        place = 26 * place + letter - 64
    return place
