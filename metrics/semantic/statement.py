"""One SELECT: where its rows come from and what it reads, or why it can be none of ours."""

from dataclasses import dataclass


class StatementError(ValueError):
    """Why a text is not one SELECT over relations of a workspace. `line` is the text's own, from 1."""

    def __init__(self, reason: str, line: int) -> None:
        """The reason as a clause, to stand behind a file and a line."""
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, slots=True)
class SelectStatement:
    """What a SELECT reads.

    `source` is the relation that its rows come from: the first behind FROM, through the parts of its WITH; empty where
    there is none. `relations` are all that it reads, in the order of its text, each once; `parts` are what its WITH
    names, `values` the `$names` to be bound when it runs.
    """

    source: str
    relations: tuple[str, ...]
    parts: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
