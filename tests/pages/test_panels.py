"""Lines, dots and panels of segments, and a chart as a file of its own."""

import json
import re
from datetime import date

import pytest
from pages.measure.explore.chart_page import as_page
from pages.parts.panels import ChartPanel, Series, of_one_period, over_time
from pages.parts.segment_charts import by_value, dots_of_one_period, in_order, lines_over_time
from pages.parts.waterfall import WaterfallBar, lying, upright

from metrics.query.question import AnswerRow, ComparedValue, Period
from metrics.semantic.definition import catalog
from pages.parts.charts import ChartPoint, file_name

WIN_RATE = catalog()["win_rate"]
Q1 = Period(date(2025, 1, 1), date(2025, 3, 31), "Q1 2025", True)
Q2 = Period(date(2025, 4, 1), date(2025, 6, 30), "Q2 2025", False)
OTHERS = "Other (9 more)"


def row(team: str, period: Period, value: float | None, n: int = 10, tier: str = "base") -> AnswerRow:
    compared = {"company": ComparedValue(0.5, None)}
    return AnswerRow(period, {"team": team, "tier": tier}, value, n, None, None, {}, compared, None)


ROWS = [
    row("East", Q1, 0.4, 20), row("East", Q2, 0.5, 5), row(OTHERS, Q1, 0.3, 90), row(OTHERS, Q2, 0.2, 80),
    row("<b>West</b>", Q2, None, 7),
]  # fmt: skip


def test_segments_stand_by_size_or_value_and_the_others_last() -> None:
    others = {"team": OTHERS}
    assert in_order(ROWS, "team", others) == ["<b>West</b>", "East", OTHERS]
    assert [each.value for each in by_value(ROWS, "team", others)] == [0.5, 0.4, None, 0.3, 0.2]


def test_a_segment_without_a_period_has_a_gap_there_and_partial_periods_are_hollow() -> None:
    (panel,) = lines_over_time(
        WIN_RATE, ROWS, ["Q1 2025", "Q2 2025"], {"team": OTHERS}, (None, "team"), "previous", "USD"
    )  # fmt: skip
    west, east, others = panel.series
    assert [point.value for point in west.points] == [None, None]
    assert [point.hollow for point in east.points] == [False, True]
    assert (others.quiet, east.quiet, others.held_against) == (True, False, [])


def test_alone_in_its_panel_a_segment_is_held_against_the_company() -> None:
    panels = lines_over_time(WIN_RATE, ROWS, ["Q1 2025", "Q2 2025"], {}, ("team", None), "company", "USD")
    assert [list(panel.series[0].held_against) for panel in panels] == [[0.5, 0.5], [None, 0.5], [0.5, 0.5]]


def test_names_of_a_file_are_no_tags_of_a_figure() -> None:
    panels, names = dots_of_one_period(WIN_RATE, ROWS[-1:], {}, ("team", None), "company", "USD")
    assert names == ["&lt;b&gt;West&lt;/b&gt;"]
    drawn = json.loads(of_one_period(panels, names, "Win rate (%)", ".0%").to_json())
    texts = re.findall(r"<(?!br>)[^>]*>", json.dumps([trace.get("text") for trace in drawn["data"]]))
    assert texts == []


@pytest.mark.parametrize("count", [1, 2, 3, 12])
def test_panels_share_their_axes_and_each_line_is_in_the_legend_once(count: int) -> None:
    points = [ChartPoint("Q1 2025", 0.4, 0.3, 0.5, "a"), ChartPoint("Q2 2025", 0.5, None, None, "b", hollow=True)]
    series = [Series(name, points, quiet=name == "Other") for name in ("East", "West", "Other")]
    figure = over_time([ChartPanel(f"P{number}", series) for number in range(count)], ["Q1 2025", "Q2 2025"], "x", "~r")
    shown = [trace.name for trace in figure.data if trace.showlegend is not False]
    assert shown == ["East", "West", "Other"]
    assert len({trace.xaxis for trace in figure.data}) == count
    assert figure.layout.height > 140 * (count / 2)
    colours = {trace.name: trace.line.color for trace in figure.data}
    assert len(set(colours.values())) == 3


def test_a_waterfall_may_name_two_parts_alike() -> None:
    bars = [
        WaterfallBar("<i>a</i>", 5, "5", total=True),
        WaterfallBar("b", -2, "−2"),
        WaterfallBar("b", 1, "+1"),
        WaterfallBar("c", 4, "4", total=True),
    ]
    figure = lying(bars, "Deals", "~r")
    assert list(figure.data[0].x) == [5, -2, 1, 4]
    assert list(figure.layout.yaxis.ticktext) == ["&lt;i&gt;a&lt;/i&gt;", "b", "b", "c"]
    assert list(upright(bars, "Deals", "~r").data[0].measure) == ["absolute", "relative", "relative", "absolute"]


def test_a_chart_as_a_page_asks_nothing_of_the_network() -> None:
    figure = upright([WaterfallBar("a", 1, "1", total=True)], "Deals", "~r")
    page = as_page(figure, "A <title>", "Only Team: “West” & East.").decode()
    assert "A &lt;title&gt;" in page
    assert "“West” &amp; East." in page
    assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=", page)
    assert '"showSendToCloud": false' in page
    assert 'data-format="svg"' in page
    assert 'filename: "a-title"' in page


def test_a_title_becomes_the_name_of_a_file() -> None:
    assert file_name("Win rate in Q3 2026: by “Team” / größe") == "win-rate-in-q3-2026-by-team-größe"
    assert len(file_name("word " * 100)) <= 80
