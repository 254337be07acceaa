"""A chart as an HTML file of its own, which opens without the dashboard and without a network."""

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.charts import CONFIG, file_name

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
<style>
body {{ font: 15px/1.5 system-ui, sans-serif; color: #0e1922; background: #fff; max-width: 70rem; margin: 2rem auto;
  padding: 0 1rem; }}
h1 {{ font-size: 1.3rem; }}
p {{ color: #56616b; }}
button {{ font: inherit; padding: 0.3rem 0.8rem; }}
@media print {{ button {{ display: none; }} }}
</style></head>
<body><h1>{title}</h1><p>{note}</p>
{chart}
<p><button data-format="png">Save as PNG</button> <button data-format="svg">Save as SVG</button></p>
<script>
for (const button of document.querySelectorAll("button"))
  button.onclick = () =>
    Plotly.downloadImage("chart", {{ format: button.dataset.format, scale: 2, filename: "{name}" }});
</script>
</body></html>
"""


def as_page(figure: "Figure", title: str, note: str) -> bytes:
    """The figure under its title, with what it was filtered by, and buttons that save it as a picture."""
    from plotly.graph_objects import Figure

    own = Figure(figure).update_layout(template="plotly_white", font_size=13)
    chart = own.to_html(full_html=False, include_plotlyjs=True, div_id="chart", config=CONFIG)
    return PAGE.format(
        title=escape(title), note=escape(note), chart=chart, name=escape(file_name(title))
    ).encode()  # fmt: skip


def chart_button(figure: "Callable[[], Figure]", title: str, note: str, key: str) -> None:
    """A button that writes the file only when it is pressed."""
    st.download_button(
        "Chart as a page (HTML)",
        lambda: as_page(figure(), title, note),
        f"{file_name(title)}.html",
        "text/html",
        key=key,
        on_click="ignore",
        icon=":material/download:",
        help="Opens without the dashboard and without a network, and saves the chart as PNG or SVG.",
    )
