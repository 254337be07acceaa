"""One SELECT: where its rows come from and what it reads, or why it can be none of ours."""

from dataclasses import dataclass

from metrics.errors import UserError


class DefinitionError(UserError):
    """A file of SQL says something its readers can't use; the message names the file and the line to mend."""


class StatementError(ValueError):
    """Why a text is not one SELECT over relations of a workspace. `line` is the text's own, from 1."""

    def __init__(self, reason: str, line: int) -> None:
        """The reason as a clause, to stand behind a file and a line."""
        super().__init__(reason)
        self.line = line

    def of_file(self, name: str, first: int = 1) -> DefinitionError:
        """The same said of a file in which the text begins on the line `first`."""
        return DefinitionError(f"{name}, line {first + self.line - 1}: {self}.")


@dataclass(frozen=True, slots=True)
class SelectStatement:
    """What a SELECT reads.

    `source` is the relation that its rows come from: the first behind FROM, through the parts of its WITH; empty where
    there is none. `relations` are all that it reads, in the order of its text, each once; `parts` are what its WITH
    names, `values` the `$names` to be bound when it runs. `placed_by` is the column of the source that says when a row
    happened or began, where one does just as it stands.
    """

    source: str
    relations: tuple[str, ...]
    parts: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    placed_by: str = ""
