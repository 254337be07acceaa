"""Blocks as one HTML file: it opens without the dashboard and without a network, and prints."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from metrics.planning import PlanBlock
from metrics.render.markup import markup_of
from metrics.report import Heading

STYLE = Path(__file__).with_name("plan.css")
"""The style sheet of what `markup_of` writes, on a page and in a file."""
PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
<style>
body {{ font: 15px/1.5 system-ui, sans-serif; color: #0e1922; background: #fff; max-width: 62rem; margin: 2rem auto;
  padding: 0 1rem; color-scheme: light; }}
h1 {{ font-size: 1.4rem; }}
{style}
</style></head>
<body>{body}</body></html>
"""


def html_file(blocks: Iterable[PlanBlock]) -> bytes:
    """The blocks as a page of its own, which is called as its first heading is."""
    every: Sequence[PlanBlock] = tuple(blocks)
    title = next((block.text for block in every if isinstance(block, Heading)), "")
    style = STYLE.read_text(encoding="utf-8")
    return PAGE.format(title=escape(title), style=style, body=markup_of(every)).encode()
