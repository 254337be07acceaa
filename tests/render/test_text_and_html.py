"""Blocks as lines and as an HTML file: every kind is written, and no text is taken for markup."""

import re

from metrics.planning.organization.recommendation import recommend
from metrics.planning.organization.recommendation_block import printed_blocks
from metrics.planning.organization.team_block import team_blocks
from metrics.render.html import html_file
from metrics.render.markup import markup_of
from metrics.render.text import text_of
from metrics.report.blocks import (
    Block,
    Heading,
    Item,
    Items,
    KeyFigure,
    Note,
    Sentence,
    Statement,
    Table,
    TableCell,
    VerdictBadge,
)
from metrics.report.chart import Axis, Chart, ChartPanel, ChartPoint, Series

ODD = "<b>&"
EVERY: tuple[Block, ...] = (
    Heading(f"Title {ODD}"),
    Sentence(f"Said {ODD}", name=f"Name {ODD}", grade=f"Grade {ODD}", struck=f"Struck {ODD}"),
    Items(f"List {ODD}", (Item(f"Entry {ODD}", name=f"Name {ODD}", grade=f"Grade {ODD}", state="good"),), ordered=True),
    KeyFigure(f"Figure {ODD}", f"1 {ODD}", evidence=f"Evidence {ODD}", own=f"Own {ODD}"),
    Table(
        f"Table {ODD}",
        (TableCell("Name"), TableCell("Value")),
        ((TableCell(f"Row {ODD}", f"small {ODD}"), TableCell("1")),),
    ),
    Chart("trend", f"Chart {ODD}", f"In words {ODD}", "key", (ChartPanel("", (Series("", ()),)),), Axis(), Axis()),
    VerdictBadge(f"Verdict {ODD}", "open", f"Grade {ODD}"),
    Statement(f"SQL {ODD}", f"SELECT 1 {ODD}"),
    Note(f"Note {ODD}"),
)


def chart(title: str) -> Chart:
    points = (ChartPoint("Q1 2025", 0.4, 0.3, 0.5), ChartPoint("Q2 2025", 0.5))
    panels = (ChartPanel("", (Series("", points),)),)
    return Chart("trend", title, f"{title}, in words", "key", panels, Axis(names=("Q1 2025", "Q2 2025")), Axis("%"))


CHARTS = (chart("First"), chart("Second"))


def test_every_kind_of_block_is_written_and_no_text_is_taken_for_markup() -> None:
    written = markup_of(EVERY)
    assert ODD not in written
    for block in EVERY:
        for value in (getattr(block, name) for name in type(block).__slots__):
            if isinstance(value, str) and value.endswith(ODD) and not isinstance(block, VerdictBadge):
                assert value.removesuffix(ODD) in written


def test_a_file_is_called_as_its_first_heading_and_asks_nothing_of_a_network() -> None:
    written = html_file(EVERY).decode()
    assert "<title>Title &lt;b&gt;&amp;</title>" in written
    assert not re.findall(r"<[^>]+ src=|@import", written)


def test_a_file_draws_its_charts_and_holds_what_draws_them_once() -> None:
    written = html_file((Heading("Two"), *CHARTS)).decode()
    assert re.findall(r'<div id="(chart-\d)"', written) == ["chart-0", "chart-1"]
    assert written.count("plotly.js v") == 1
    for chart in CHARTS:
        assert f"<figcaption>{chart.title}</figcaption>" in written
        assert f'<p class="plan-note">{chart.alt}</p>' in written
    assert "plotly.js v" not in html_file((Heading("None"), Note("No chart."))).decode()


def test_the_team_is_a_page_of_its_own() -> None:
    written = html_file(printed_blocks(recommend({"sales": 2001}, {"sales": 30}))).decode()
    assert "<h1>41 enablement people for 2,001 customer-facing people</h1>" in written
    assert written.count('class="box now"') == 7
    assert written.count("<li>") > 7
    assert "print-color-adjust: exact" in written
    assert not re.findall(r"https?:|src=|@import|<script", written)
    assert "Nobody is customer-facing" in html_file(printed_blocks(recommend({}, {}))).decode()


def test_so_many_seats_are_drawn_and_how_many_more_there_are_is_written() -> None:
    written = markup_of(team_blocks(recommend({"sales": 2000}, {"sales": 30})))
    seats = re.findall(r'<i class="(held|now|next)"></i>', written)
    assert (seats.count("held"), seats.count("now"), seats.count("next")) == (1 + 30, 1 + 10, 1 + 1)  # 1: the legend
    many = markup_of(team_blocks(recommend({"sales": 10_000_000}, {})))
    assert "</i> + 33,310</span>" in many


def test_lines_keep_what_is_said_of_a_heading_right_under_it_and_line_up_columns() -> None:
    blocks = (
        Heading("Title"),
        Sentence("First."),
        Sentence("Second."),
        Table(
            "Table",
            (TableCell("Role"), TableCell("Now")),
            ((TableCell("Leader"), TableCell("1")), (TableCell("Sales"), TableCell("12", "small"))),
        ),
        Sentence("After it."),
        Note("Note."),
        Note("Another."),
    )
    assert text_of(blocks).splitlines() == [
        "Title",
        "  First.",
        "  Second.",
        "",
        "Role    Now",
        "Leader  1",
        "Sales   12 (small)",
        "",
        "After it.",
        "",
        "Note.",
        "Another.",
    ]


def test_every_kind_of_block_has_lines() -> None:
    text = text_of(EVERY)
    for words in (
        "Name <b>& Struck <b>&. Said <b>& Grade <b>&",
        "List <b>&\n1. good Name <b>& Entry <b>& Grade <b>&",
        "Figure <b>&: 1 <b>& Evidence <b>& Own <b>&",
        "Row <b>& (small <b>&)  1",
        "Chart <b>&\n  In words <b>&",
        "Verdict <b>& Grade <b>&",
        "SQL <b>&\nSELECT 1 <b>&",
    ):
        assert words in text
