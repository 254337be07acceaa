"""What was computed, as something to look at or take away: figures, HTML, text, reference pages as Markdown."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.render.figures.figure import (
        CONFIG,
        figure_of,
    )
    from metrics.render.html import (
        STYLE,
        html_file,
    )
    from metrics.render.html_chart import (
        chart_page,
    )
    from metrics.render.markdown import (
        markdown_table,
    )
    from metrics.render.markup import (
        markup_of,
    )
    from metrics.render.reference import (
        value_of,
    )
    from metrics.render.terminal import (
        as_data,
        harmless_output,
    )
    from metrics.render.text import (
        text_of,
    )

__all__ = [
    "CONFIG",
    "STYLE",
    "as_data",
    "chart_page",
    "figure_of",
    "harmless_output",
    "html_file",
    "markdown_table",
    "markup_of",
    "text_of",
    "value_of",
]
__getattr__ = lazy(__name__)
