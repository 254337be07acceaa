"""The physical lines of a text file, numbered, and put back when a record turns out to have swallowed too many."""

import io
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType


class Lines(Iterator[str]):
    """Iterates over lines with their ends, whichever of LF, CRLF and CR they are. NUL characters are left out.

    `number` is the physical line last given out; `taken` are the lines given out since `begin()`.
    `nuls` and `damaged` list the numbers of lines that held NUL characters, or bytes that could not be decoded.
    """

    def __init__(self, path: Path, codec: str, strict: bool) -> None:
        """Opens the file. With `strict`, bytes that mean nothing in `codec` raise UnicodeDecodeError."""
        self._file = io.TextIOWrapper(
            path.open("rb"), encoding=codec, errors="strict" if strict else "replace", newline=""
        )
        self._back: deque[str] = deque()
        self.number = 0
        self.taken: list[str] = []
        self.nuls: list[int] = []
        self.damaged: list[int] = []

    def __enter__(self) -> "Lines":
        """Itself: closes its file at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes the file."""
        self._file.close()

    def __next__(self) -> str:
        """The next line, with its end."""
        if self._back:
            line = self._back.popleft()
            self.number += 1
        else:
            line = self._read()
        self.taken.append(line)
        return line

    def _read(self) -> str:
        line = self._file.readline()
        if not line:
            raise StopIteration
        self.number += 1
        if self.number == 1:
            line = line.removeprefix("\ufeff")
        if "\x00" in line:
            self.nuls.append(self.number)
            line = line.replace("\x00", "")
        if "\ufffd" in line:
            self.damaged.append(self.number)
        return line

    def begin(self) -> None:
        """Forgets the lines taken so far: a record begins."""
        self.taken.clear()

    def put_back(self, lines: list[str]) -> None:
        """Gives these last taken lines out again, under the same numbers."""
        self._back.extendleft(reversed(lines))
        self.number -= len(lines)
