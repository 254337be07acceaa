"""Reference pages as Markdown: metrics, tables, exports."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.render.markdown import markdown_table
    from metrics.render.reference import UNIT_WORDS, value_of

__all__ = ["UNIT_WORDS", "markdown_table", "value_of"]
__getattr__ = lazy(__name__)
