"""Segments as lines, dots and panels."""

import json
import re
from datetime import date

from metrics.insights.segment_charts import by_value, dots_of_one_period, in_order, lines_over_time
from metrics.query.question import AnswerRow, ComparedValue, Period
from metrics.render.figures.figure import figure_of
from metrics.report import Axis, Chart
from metrics.semantic.definition import catalog

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
        WIN_RATE, ROWS, ["Q1 2025", "Q2 2025"], "USD", {"team": OTHERS}, (None, "team"), "previous"
    )  # fmt: skip
    west, east, others = panel.series
    assert [point.value for point in west.points] == [None, None]
    assert [point.hollow for point in east.points] == [False, True]
    assert (others.role, east.role, others.held_against) == ("others", "value", ())


def test_alone_in_its_panel_a_segment_is_held_against_the_company() -> None:
    panels = lines_over_time(WIN_RATE, ROWS, ["Q1 2025", "Q2 2025"], "USD", {}, ("team", None), "company")
    assert [list(panel.series[0].held_against) for panel in panels] == [[0.5, 0.5], [None, 0.5], [0.5, 0.5]]


def test_names_of_a_file_are_no_tags_of_a_figure() -> None:
    panels, names = dots_of_one_period(WIN_RATE, ROWS[-1:], "USD", {}, ("team", None), "company")
    assert names == ("<b>West</b>",)
    chart = Chart("dots", "Win rate", "", "dots", panels, Axis(names=names), Axis("Win rate (%)", "share"))
    drawn = json.loads(figure_of(chart).to_json())
    assert drawn["layout"]["yaxis"]["categoryarray"] == ["&lt;b&gt;West&lt;/b&gt;"]
    texts = re.findall(r"<(?!br>)[^>]*>", json.dumps([trace.get("text") for trace in drawn["data"]]))
    assert texts == []
