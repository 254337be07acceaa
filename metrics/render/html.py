"""Blocks as one HTML file: it opens without the dashboard and without a network, and prints."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import count
from pathlib import Path

from metrics.planning import PlanBlock
from metrics.render.html_chart import drawing
from metrics.render.markup import markup_of
from metrics.report import Chart, Heading

STYLE = Path(__file__).with_name("plan.css")
"""The style sheet of what `markup_of` writes, on a page and in a file."""
PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
<style>
body {{ font: 15px/1.5 system-ui, sans-serif; color: #0e1922; background: #fff; max-width: 62rem; margin: 2rem auto;
  padding: 0 1rem; color-scheme: light; }}
h1 {{ font-size: 1.4rem; }}
figure {{ margin: 1rem 0; break-inside: avoid; }}
figcaption {{ font-weight: 600; }}
{style}
</style></head>
<body>{body}</body></html>
"""


def html_file(blocks: Iterable[PlanBlock]) -> bytes:
    """The blocks as a page of its own, which is called as its first heading is."""
    every: Sequence[PlanBlock] = tuple(blocks)
    title = next((block.text for block in every if isinstance(block, Heading)), "")
    style = STYLE.read_text(encoding="utf-8")
    numbers = count()

    def picture(chart: Chart) -> str:
        number = next(numbers)
        drawn = drawing(chart, f"chart-{number}", with_script=number == 0)
        return (
            f"<figure><figcaption>{escape(chart.title)}</figcaption>{drawn}"
            f'<p class="plan-note">{escape(chart.alt)}</p></figure>'
        )

    return PAGE.format(title=escape(title), style=style, body=markup_of(every, picture)).encode()
