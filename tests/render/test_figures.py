"""Charts as figures: panels that share their axes, bars that may be named alike, a chart as a file of its own."""

import re

import pytest

from metrics.render.figures.figure import CONFIG, DRAWN, figure_of
from metrics.render.html_chart import chart_page
from metrics.report import Axis, Chart, ChartKind, ChartPanel, ChartPoint, Mark, Series

QUARTERS = ("Q1 2025", "Q2 2025")
SOME = (ChartPoint("Q1 2025", 0.4, 0.3, 0.5, "a\nb"), ChartPoint("Q2 2025", 0.5, None, None, "<b>", hollow=True))


def chart(kind: ChartKind, *panels: ChartPanel, marks: tuple[Mark, ...] = ()) -> Chart:
    return Chart(kind, "A <title>", "what is to be seen", "key", panels, Axis(names=QUARTERS), Axis("x"), marks)


@pytest.mark.parametrize("count", [1, 2, 3, 12])
def test_panels_share_their_axes_and_each_line_is_in_the_legend_once(count: int) -> None:
    series = tuple(Series(name, SOME, "others" if name == "Other" else "value") for name in ("East", "West", "Other"))
    figure = figure_of(chart("lines", *(ChartPanel(f"P{number}", series) for number in range(count))))
    shown = [trace.name for trace in figure.data if trace.showlegend is not False]
    assert shown == ["East", "West", "Other"]
    assert len({trace.xaxis for trace in figure.data}) == count
    assert figure.layout.height > 140 * (count / 2)
    colours = {trace.name: trace.line.color for trace in figure.data}
    assert len(set(colours.values())) == 3


def waterfall(kind: ChartKind) -> Chart:
    points = (
        ChartPoint("<i>a</i>", 5, text="5", total=True),
        ChartPoint("b", -2, text="−2"),
        ChartPoint("b", 1, text="+1"),
        ChartPoint("c", 4, text="4", total=True),
    )
    return chart(kind, ChartPanel("", (Series("", points),)))


def test_a_waterfall_may_name_two_parts_alike() -> None:
    lying = figure_of(waterfall("bridge"))
    assert list(lying.data[0].x) == [5, -2, 1, 4]
    assert list(lying.layout.yaxis.ticktext) == ["&lt;i&gt;a&lt;/i&gt;", "b", "b", "c"]
    assert list(figure_of(waterfall("waterfall")).data[0].measure) == ["absolute", "relative", "relative", "absolute"]


@pytest.mark.parametrize("kind", DRAWN)
def test_every_kind_is_drawn_with_a_height_and_without_the_tags_of_a_file(kind: ChartKind) -> None:
    values = Series("<i>one</i>", SOME)
    series = (values, Series("two", SOME)) if kind in ("tornado", "lines") else (values,)
    drawn = figure_of(chart(kind, ChartPanel("", series), marks=(Mark(0.4, "begins"),)))
    assert drawn.layout.height > 100
    written = drawn.to_json()
    assert "<i>" not in written
    assert "<b>" not in written


def test_a_chart_as_a_page_asks_nothing_of_the_network() -> None:
    page = chart_page(waterfall("waterfall"), "Only Team: “West” & East.", "a-title").decode()
    assert "A &lt;title&gt;" in page
    assert "“West” &amp; East." in page
    assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=", page)
    assert '"showSendToCloud": false' in page
    assert 'data-format="svg"' in page
    assert 'filename: "a-title"' in page


def test_a_figure_offers_nothing_that_would_send_it_elsewhere() -> None:
    assert CONFIG["showSendToCloud"] is False
    assert CONFIG["plotlyServerURL"] == ""
    assert CONFIG["displaylogo"] is False
