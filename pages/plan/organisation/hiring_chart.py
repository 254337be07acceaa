"""A hiring plan as a chart: who starts in each quarter and why, the size of the team, and where a stage begins."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from metrics.planning import HiringPlan, organization_rules
from pages.parts.charts import LINE, QUIET, SIGNAL, dressed

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

HEIGHT = 360
GROWTH, REPLACED = "#8a6fc9", "#9a7b1f"
REASONS = (
    ("to close today's gap", "to_close_gap", SIGNAL, ""),
    ("for growth", "for_growth", GROWTH, "/"),
    ("to replace leavers", "replacements", REPLACED, "x"),
)
"""Why somebody is hired, each with a color and a pattern of its own."""


def hiring_chart(plan: HiringPlan, labels: Sequence[str]) -> "Figure":
    """Hires stacked by reason over the eight quarters, the team's size as a line, and stage changes marked."""
    from plotly import graph_objects

    figure = graph_objects.Figure()
    for name, field, color, pattern in REASONS:
        figure.add_bar(
            x=list(labels), y=[getattr(quarter, field) for quarter in plan.quarters], name=name,
            marker={"color": color, "pattern": {"shape": pattern, "fgcolor": "white", "fillmode": "overlay"}},
            hovertemplate=f"%{{y}} {name}<extra></extra>",
        )  # fmt: skip
    figure.add_scatter(
        x=list(labels), y=[quarter.after for quarter in plan.quarters], mode="lines+markers+text",
        name="size of the team", line={"color": LINE, "width": 2.2},
        text=[f"{quarter.after:,}" for quarter in plan.quarters], textposition="top center",
        hovertemplate="%{y} in the team<extra></extra>", cliponaxis=False,
    )  # fmt: skip
    for place, quarter in enumerate(plan.quarters):
        if quarter.stage_changes:
            figure.add_vline(x=place - 0.5, line={"color": QUIET, "dash": "dash"})
            figure.add_annotation(
                x=place - 0.45, y=1, yref="paper", text=stage_begins(quarter.stage), showarrow=False, xanchor="left",
                yanchor="top", font={"size": 11, "color": QUIET},
            )  # fmt: skip
    highest = max([quarter.after for quarter in plan.quarters] + [quarter.hires for quarter in plan.quarters] + [1])
    vertical = {"title": "people", "range": [0, highest * 1.25], "tickformat": "~s"}
    figure = dressed(figure, HEIGHT, vertical, {"type": "category"})
    figure.update_layout(
        barmode="stack", showlegend=True, margin={"t": 36},
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"},
    )  # fmt: skip
    return figure


def stage_begins(position: int | None) -> str:
    """What a mark between two stages says."""
    return "nobody to enable" if position is None else f"stage: {organization_rules().stages[position].title.lower()}"


def in_words(plan: HiringPlan, labels: Sequence[str]) -> str:
    """The plan for those who can't see it."""
    hires = ", ".join(
        f"{label} {quarter.hires:,}" for label, quarter in zip(labels, plan.quarters, strict=True) if quarter.hires
    )
    return f"Enablement hires by quarter: {hires or 'none'}. The team ends with {plan.size:,} people."
