"""Text on its way to a terminal: what would steer the terminal, or change how a line reads, is shown as an escape.

Names and cells come from other people's files. A code among them could hide a line, or rename the window.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any, TextIO, cast

STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters except tabs and line ends
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # which way text runs
    "\ud800-\udfff]"  # halves of characters
)


def harmless(text: str) -> str:
    """The text with steering characters as \\u001b or \\u202e, which in JSON is the same text."""
    return STEERING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


class HarmlessStream:
    """A stream that writes `harmless` text to another one, and else is that one."""

    def __init__(self, stream: TextIO) -> None:
        """`stream` is where the text goes."""
        self.stream = stream

    def write(self, text: str) -> int:
        """Writes it, and returns how many characters were given."""
        self.stream.write(harmless(text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        """Whatever else a stream has."""
        return getattr(self.stream, name)


def as_data(stream: TextIO) -> TextIO:
    """A stream for what another program is to read exactly: what a file or pipe gets is written as it is."""
    return stream.stream if isinstance(stream, HarmlessStream) and not stream.isatty() else stream


@contextmanager
def harmless_output() -> Iterator[None]:
    """Whatever is printed meanwhile, by whomever, is harmless."""
    out, errors = (cast(TextIO, HarmlessStream(stream)) for stream in (sys.stdout, sys.stderr))
    with redirect_stdout(out), redirect_stderr(errors):
        yield
