"""A chart as an HTML file of its own, which opens without the dashboard and without a network."""

from html import escape

from metrics.render.figures.figure import CONFIG, figure_of
from metrics.report import Chart

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


def chart_page(chart: Chart, note: str, name: str) -> bytes:
    """The chart under its title, with what it was filtered by, and buttons that save it as a picture called `name`."""
    drawn = drawing(chart, "chart", with_script=True)
    page = PAGE.format(title=escape(chart.title), note=escape(note), chart=drawn, name=escape(name))
    return page.encode()


def drawing(chart: Chart, identity: str, *, with_script: bool) -> str:
    """The chart on white, as an element called `identity`; what draws it stands in a file once, before the first."""
    figure = figure_of(chart).update_layout(template="plotly_white", font_size=13)
    written: str = figure.to_html(
        full_html=False, include_plotlyjs=with_script, div_id=identity, config=dict(CONFIG), default_width="100%"
    )
    return written
