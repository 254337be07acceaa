"""What subjects return: blocks of words, numbers, tables and charts, and nothing that draws."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.report.blocks import (
        Block,
        Heading,
        Item,
        Items,
        KeyFigure,
        Note,
        Report,
        Sentence,
        Statement,
        Table,
        TableCell,
        Tone,
        VerdictBadge,
        VerdictKind,
        table_of_words,
    )
    from metrics.report.chart import (
        Axis,
        Chart,
        ChartKind,
        ChartPanel,
        ChartPoint,
        Mark,
        Role,
        Series,
    )

__all__ = [
    "Axis",
    "Block",
    "Chart",
    "ChartKind",
    "ChartPanel",
    "ChartPoint",
    "Heading",
    "Item",
    "Items",
    "KeyFigure",
    "Mark",
    "Note",
    "Report",
    "Role",
    "Sentence",
    "Series",
    "Statement",
    "Table",
    "TableCell",
    "Tone",
    "VerdictBadge",
    "VerdictKind",
    "table_of_words",
]
__getattr__ = lazy(__name__)
