"""Mutants: small changes of meaning, such as < for <=, that some test should find."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SYMBOLS: dict[type[ast.AST], tuple[str, str]] = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"), ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="), ast.Is: ("is", "is not"), ast.IsNot: ("is not", "is"), ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"), ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "/"), ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "/"), ast.Mod: ("%", "//"), ast.BitAnd: ("&", "|"), ast.BitOr: ("|", "&"),
    ast.And: ("and", "or"), ast.Or: ("or", "and"),
}  # fmt: skip
"""What stands for an operator in Python, and what it is changed to."""
SQL = (
    (r"<=", "<"), (r">=", ">"), (r"(?<=\s)<(?=\s)", "<="), (r"(?<=\s)>(?=\s)", ">="), (r"<>", "="),
    (r"(?<=\s)=(?=\s)", "<>"), (r"\bAND\b", "OR"), (r"\bOR\b", "AND"), (r"(?<=\s)\+(?=\s)", "-"),
    (r"(?<=\s)-(?=\s)", "+"), (r"\bMIN\b", "MAX"), (r"\bMAX\b", "MIN"), (r"\bLEAST\b", "GREATEST"),
    (r"\bGREATEST\b", "LEAST"), (r"\bIS NOT NULL\b", "IS NULL"), (r"\bIS NULL\b", "IS NOT NULL"),
    (r"\bLEFT JOIN\b", "JOIN"), (r"\bDISTINCT\b ", ""), (r"\bUNION ALL\b", "UNION"), (r"\bTRUE\b", "FALSE"),
    (r"\bFALSE\b", "TRUE"), (r"\bDESC\b", "ASC"), (r"(?<![\w.'])0(?![\w.'])", "1"), (r"(?<![\w.'])1(?![\w.'])", "2"),
)  # fmt: skip
"""What is looked for in SQL, and what it is changed to."""
NO_CODE = re.compile(r"/\*.*?\*/|--[^\n]*|'(?:[^']|'')*'", re.S)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of a file: the bytes from `start` to `end` become others."""

    path: str
    line: int
    start: int
    end: int
    before: str
    after: str

    @property
    def name(self) -> str:
        """Where it is, and what is changed to what."""
        return f"{self.path}:{self.line} at {self.start}: {self.before} → {self.after or 'nothing'}"

    def apply(self, root: Path) -> None:
        """Changes the file of a tree that lies in `root`."""
        content = (root / self.path).read_bytes()
        (root / self.path).write_bytes(content[: self.start] + self.after.encode() + content[self.end :])


def mutants_of(root: Path, path: str) -> list[Mutant]:
    """Every mutant of a file, in the order of its lines."""
    text = (root / path).read_text(encoding="utf-8")
    mutants = _in_python(path, text) if path.endswith(".py") else _in_sql(path, text)
    return sorted(mutants, key=lambda mutant: (mutant.start, mutant.after))


def _in_sql(path: str, text: str) -> Iterator[Mutant]:
    code = NO_CODE.sub(lambda match: re.sub(r"[^\n]", "~", match[0]), text)
    for pattern, after in SQL:
        for match in re.finditer(pattern, code):
            start = len(text[: match.start()].encode())
            line = text.count("\n", 0, match.start()) + 1
            yield Mutant(path, line, start, start + len(match[0].encode()), match[0], after)


def _in_python(path: str, text: str) -> Iterator[Mutant]:
    content = text.encode()
    starts = [0]
    for line in content.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def mutant(line: int, start: int, end: int, before: str, after: str) -> Iterator[Mutant]:
        place = content.find(before.encode(), start, end)
        if place >= 0:
            yield Mutant(path, line, place, place + len(before.encode()), before, after)

    for node in ast.walk(ast.parse(text)):
        for operator, left, right in _operations(node):
            if type(operator) in SYMBOLS:
                start = starts[(left.end_lineno or 1) - 1] + (left.end_col_offset or 0)
                yield from mutant(
                    left.end_lineno or 1, start, starts[right.lineno - 1] + right.col_offset, *SYMBOLS[type(operator)]
                )
        if isinstance(node, ast.Constant) and isinstance(node.value, int):
            start = starts[node.lineno - 1] + node.col_offset
            after = str(not node.value) if isinstance(node.value, bool) else str(node.value + 1)
            if content[start:].startswith(str(node.value).encode()):
                yield from mutant(node.lineno, start, start + len(str(node.value)), str(node.value), after)


def _operations(node: ast.AST) -> Iterator[tuple[ast.AST, ast.expr, ast.expr]]:
    """The operators of an expression, each with what stands before and after it."""
    if isinstance(node, ast.Compare):
        operands = [node.left, *node.comparators]
        yield from zip(node.ops, operands, operands[1:], strict=False)
    elif isinstance(node, ast.BinOp):
        yield node.op, node.left, node.right
    elif isinstance(node, ast.BoolOp):
        yield from ((node.op, left, right) for left, right in zip(node.values, node.values[1:], strict=False))
