"""Blocks as lines of text, as a terminal shows them."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from metrics.report import (
    Block,
    Chart,
    Heading,
    Items,
    KeyFigure,
    Note,
    Sentence,
    Statement,
    Table,
    TableCell,
    VerdictBadge,
)

INDENT = "  "


def text_of(blocks: Iterable[Block]) -> str:
    """Blocks of a kind as lines one below the other, an empty line between kinds; what is said of a heading stands
    indented right under it.
    """
    lines: list[str] = []
    before: type | None = None
    for kind, run in groupby(blocks, type):
        indent = INDENT if kind is Sentence and before is Heading else ""
        if before is not None and not indent:
            lines.append("")
        lines += (f"{indent}{line}" for block in run for line in _lines(block))
        before = kind
    return "\n".join(lines)


def _lines(block: Block) -> Sequence[str]:
    match block:
        case Heading() | Note():
            return (block.text,)
        case Sentence():
            return (_joined(block.name, f"{block.struck}." if block.struck else "", block.text, block.grade),)
        case VerdictBadge():
            return (_joined(block.text, block.grade),)
        case KeyFigure():
            return (_joined(f"{block.title}:", block.value, block.change, block.evidence, block.own),)
        case Items():
            return _listed(block)
        case Table():
            return _columns((block.heading, *block.rows))
        case Chart():
            return (block.title, f"{INDENT}{block.alt}")
        case Statement():
            return (block.title, *block.sql.split("\n"))


def _listed(listed: Items) -> Sequence[str]:
    entries = (
        f"{f'{number}.' if listed.ordered else '-'} {_joined(item.state, item.name, item.text, item.grade)}"
        for number, item in enumerate(listed.items, start=1)
    )
    return (*((listed.title,) if listed.title else ()), *entries)


def _columns(rows: Sequence[Sequence[TableCell]]) -> Sequence[str]:
    """The rows with what stands in small in brackets, each column as wide as its widest cell."""
    texts = [[_joined(cell.text, f"({cell.note})" if cell.note else "") for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    return ["  ".join(f"{text:<{width}}" for text, width in zip(row, widths, strict=True)).rstrip() for row in texts]


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
