"""The text of a model's file: its entries, checked word by word, and sentences that name the line to mend."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from metrics.schema import contracts
from metrics.semantic.models.fact_model import ModelError, StoredColumn

FOLDER = Path(__file__).parent
COLUMN = re.compile(r"\b(?P<relation>[a-z_]+)\.(?P<column>[a-z_]+)\b")
BEHIND_EACH_ROW = ("import_number", "line")
"""What every stored row carries besides the columns of its contract."""

KINDS: Mapping[str, type] = {
    **dict.fromkeys(
        ("table", "through", "clustered_by", "title", "column", "phrase", "after", "sql", "type", "unit", "as", "day",
         "where", "stored", "created", "entries", "program", "session", "of", "words", "reason", "reason_in",
         "whose", "metric", "unusable"), str
    ),
    **dict.fromkeys(
        ("noun", "counted", "dimensions", "passes_on", "recomputed", "never", "events", "needs", "gaps", "first",
         "last", "values", "references", "participants"), list
    ),
    **dict.fromkeys(("people", "days", "columns", "covered", "deal", "sessions", "more", "months", "only_of"), dict),
    **dict.fromkeys(("is_list", "may_be_quiet", "by_month", "participant", "definite", "may_lie_ahead"), bool),
    "order": int,
}  # fmt: skip
"""What each word of a model's file is followed by, wherever it stands."""
CALLED: Mapping[type, str] = {
    str: "a text", list: "a list", dict: "a section", bool: "true or false", int: "a whole number",
}  # fmt: skip


@cache
def view_names() -> frozenset[str]:
    """The names of all prepared views."""
    return frozenset(path.stem for path in FOLDER.glob("*.sql"))


@dataclass(frozen=True, slots=True)
class ModelText:
    """One file and its lines."""

    path: Path
    lines: tuple[str, ...]

    @classmethod
    def of(cls, path: Path) -> "ModelText":
        """The text of a file."""
        return cls(path, tuple(path.read_text(encoding="utf-8").splitlines()))

    def entries(self) -> Mapping[str, Any]:
        """What the file says. Raises ModelError where it is no TOML."""
        try:
            return tomllib.loads("\n".join(self.lines))
        except tomllib.TOMLDecodeError as reason:
            line = re.search(r"line (\d+)", str(reason))
            raise ModelError(
                f"{self.path.name}, line {line[1] if line else len(self.lines)}: this is no TOML ({reason})."
            ) from reason

    def line_of(self, word: str, *, last: bool = False) -> int:
        """The first (or last) line that a word stands on, comments aside; 1 where none does."""
        whole = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
        lines = [
            number
            for number, line in enumerate(self.lines, start=1)
            if whole.search(line) and not line.lstrip().startswith("#")
        ]
        return (lines[-1] if last else lines[0]) if lines else 1

    def refuse(self, word: str, sentence: str, *, last: bool = False) -> NoReturn:
        """Raises ModelError with the file, the line of a word, and a sentence."""
        raise ModelError(f"{self.path.name}, line {self.line_of(word, last=last)}: {sentence}")

    def check(self, where: str, entry: Mapping[str, Any], required: Collection[str], optional: Collection[str]) -> None:
        """Raises ModelError where an entry lacks a word, has one that nobody reads, or says it in another form."""
        for word, value in entry.items():
            if word not in required and word not in optional:
                listed = ", ".join((*required, *optional))
                self.refuse(word, f"“{word}” is no word of {where}; it can have {listed}.")
            if type(value) is not KINDS[word]:
                self.refuse(word, f"“{word}” of {where} is {CALLED[KINDS[word]]}; write it so.")
        for word in required:
            if word not in entry:
                self.refuse(where.removeprefix("[").removesuffix("]"), f"{where} lacks “{word}”; add it.")

    def choice(self, word: str, value: str, choices: Collection[str]) -> Any:
        """The value, if it is one of some. Raises ModelError otherwise."""
        if value not in choices:
            self.refuse(value, f"“{word}” is “{value}”; it can be {', '.join(choices)}.")
        return value

    def column(self, text: object) -> StoredColumn:
        """The column of a text such as `training.held_on`. Raises ModelError where there is no such table or view."""
        match = COLUMN.fullmatch(text) if isinstance(text, str) else None
        if match is None:
            self.refuse(str(text), f"“{text}” is no column; write it as table.column.")
        relation = match["relation"]
        if relation not in contracts() and relation not in view_names():
            self.refuse(match[0], f"“{match[0]}” is of {relation}, which is neither a table nor a prepared view.")
        return relation, match["column"]

    def columns(self, texts: Collection[object]) -> tuple[StoredColumn, ...]:
        """The columns of several such texts."""
        return tuple(map(self.column, texts))

    def named(self) -> Iterator[StoredColumn]:
        """Every column of a prepared view that the file writes out. Raises ModelError for one that no table has."""
        written = "\n".join(line for line in self.lines if not line.lstrip().startswith(("#", "[")))
        for relation, column in dict.fromkeys(COLUMN.findall(written)):
            if relation in view_names():
                yield relation, column
            elif relation in contracts() and column not in (*contracts()[relation].stored, *BEHIND_EACH_ROW):
                self.refuse(f"{relation}.{column}", f"the table {relation} has no column “{column}”.")
