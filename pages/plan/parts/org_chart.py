"""The recommended team as a chart: who leads, and under them a row of seats for each role."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from metrics.formatting import plural
from metrics.planning.organisation import Recommendation
from metrics.planning.seats import RoleSeats
from pages.parts.charts import LINE, QUIET, SIGNAL, dressed

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

ROW = 46
SEATS_DRAWN = 12
"""So many seats of a role are drawn one by one; a phone has room for them."""
TRUNK, BRANCH = -0.75, -0.3
STYLES: dict[str, tuple[str, str, str, int]] = {
    "held": ("you have", "square", LINE, 1),
    "now": ("hire now", "square-open", SIGNAL, 3),
    "next": ("next", "circle-open", QUIET, 2),
}
"""What a seat is called, its mark, colour and width of line: to be told apart in print and without colours."""


def org_chart(found: Recommendation) -> "Figure":
    """The leader, the roles in the user's order, and over 2,000 people what is added. Needs a team."""
    from plotly import graph_objects

    rows = [] if found.team is None else [found.team.lead, *found.team.roles]
    heights = [-place for place in range(len(rows))]
    figure = graph_objects.Figure()
    _connect(figure, heights, reports=found.reports_to is not None)
    for state, (name, symbol, colour, width) in STYLES.items():
        seats = [(x, y) for y, row in zip(heights, rows, strict=True) for x in _places(row, state)]
        figure.add_scatter(
            x=[x for x, _ in seats], y=[y for _, y in seats], mode="markers", name=name, hoverinfo="skip",
            marker={"symbol": symbol, "size": 16, "color": colour, "line": {"width": width, "color": colour}},
        )  # fmt: skip
    for y, row in zip(heights, rows, strict=True):
        _label(figure, y, title_of(row), _beyond(row))
    if found.reports_to:
        _label(figure, 1, f"Reports to: {found.reports_to.title.lower()}, as a peer", "")
    for place, addition in enumerate(found.additions):
        _label(figure, -len(rows) - 0.55 * place, f"+ {addition.title}", "")
    lowest = -len(rows) + 0.5 - 0.55 * len(found.additions)
    highest = 1.6 if found.reports_to else 0.75
    height = int(ROW * (highest - lowest)) + 60
    hidden = {"visible": False, "fixedrange": True}
    figure = dressed(
        figure, height, {**hidden, "range": [lowest, highest]}, {**hidden, "range": [-1, SEATS_DRAWN + 1.5]}
    )
    figure.update_layout(
        showlegend=True, margin={"l": 0, "r": 0, "t": 30, "b": 0},
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "itemclick": False, "itemdoubleclick": False},
    )  # fmt: skip
    return figure


def in_words(found: Recommendation) -> str:
    """The team, role by role, for those who can't see it."""
    if found.team is None:
        return "No team: nobody is customer-facing."
    return "Recommended team: " + "; ".join(title_of(row) for row in (found.team.lead, *found.team.roles))


def title_of(row: RoleSeats) -> str:
    """A role and its seats in words: Sales enablement: 3 seats, 1 to hire now."""
    name = row.first.title
    if row.now > 1 and row.usual.title != name:
        name = f"{name}, and {row.usual.title[0].lower()}{row.usual.title[1:]}"
    if not row.now:
        return f"{name}: next"
    hire = row.now - row.held
    parts = (
        [plural(f"{row.now:,}", "seat")] + [f"{hire:,} to hire now"] * (hire > 0) + ["the next hire"] * (row.next > 0)
    )
    return f"{name}: {', '.join(parts)}"


def _places(row: RoleSeats, state: str) -> Sequence[int]:
    """Where on its row the seats of one kind stand, those held first."""
    ends = {"held": (0, row.held), "now": (row.held, row.now), "next": (row.now, row.now + row.next)}
    first, last = ends[state]
    return range(min(first, SEATS_DRAWN), min(last, SEATS_DRAWN))


def _beyond(row: RoleSeats) -> str:
    """How many seats of a row have no room on it."""
    more = row.now + row.next - SEATS_DRAWN
    return f"+ {more:,}" if more > 0 else ""


def _label(figure: "Figure", y: float, text: str, beyond: str) -> None:
    """A row's words over its seats, and how many more there are behind them."""
    figure.add_annotation(
        x=-0.3, y=y, text=text, showarrow=False, xanchor="left", yanchor="bottom", yshift=10, font={"size": 13}
    )
    if beyond:
        figure.add_annotation(x=SEATS_DRAWN - 0.4, y=y, text=beyond, showarrow=False, xanchor="left", font={"size": 13})


def _connect(figure: "Figure", heights: Sequence[float], *, reports: bool) -> None:
    """The lines from the leader to every role, and up to whom the leader reports to."""
    x: list[float | None] = []
    y: list[float | None] = []
    for height in heights[1:]:
        x += [TRUNK, TRUNK, BRANCH, None]
        y += [0, height, height, None]
    if heights:
        x += [TRUNK, BRANCH, None]
        y += [0, 0, None]
    if reports:
        x += [TRUNK, TRUNK, BRANCH, None]
        y += [0, 1.25, 1.25, None]
    figure.add_scatter(x=x, y=y, mode="lines", line={"color": QUIET, "width": 1.4}, hoverinfo="skip", showlegend=False)
