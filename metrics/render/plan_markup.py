"""The pictures of a recommendation as HTML: the scale of ratios, the team, the leader's time.

Markup, not figures: they move with every step of a slider, their words wrap on a phone and are read aloud, and they
print.
"""

from collections.abc import Mapping
from html import escape
from types import MappingProxyType

from metrics.planning import OptionColumns, OwnNumbers, RatioScale, ScaleMark, SeatBox, TeamChart, TimeBar

SEATS_DRAWN = 24
"""So many seats of a role are drawn one by one; how many more there are is written."""
POINTERS: Mapping[str, str] = MappingProxyType({"now": "▼", "recommended": "▲"})
"""The triangle with which each mark that moves points at the line."""


def scale_markup(scale: RatioScale) -> str:
    """The scale under its title: one line without zones, its marks named."""
    marks = "".join(map(_mark, scale.marks))
    return (
        f'<p class="plan-title">{escape(scale.title)}</p>'
        f'<div class="plan-scale" role="img" aria-label="{escape(scale.alt)}"><div class="line"></div>{marks}</div>'
    )


def team_markup(chart: TeamChart) -> str:
    """The team under its title and legend. A filled square, an open one and a circle are told apart without colors."""
    title, above, below = escape(chart.title), "", ""
    if chart.above:
        above = f'<p class="above">{escape(chart.above)}</p>'
    if chart.added:
        added = "".join(f"<li>{escape(each.title)}<small>{escape(each.text)}</small></li>" for each in chart.added)
        below = f'<p class="plan-note">{escape(chart.added_title)}</p><ul class="added">{added}</ul>'
    legend = "".join(f"<span>{_seats(state, 1)} {escape(name)}</span>" for state, name in chart.legend)
    roles = "".join(f"<li>{_box(role)}</li>" for role in chart.roles)
    return (
        f'<div class="plan-team" role="group" aria-label="{title}"><p class="plan-title">{title}</p>'
        f'<p class="legend">{legend}</p>{above}<div class="lead">{_box(chart.lead)}</div>'
        f'<ul class="roles">{roles}</ul>{below}</div>'
    )


def time_markup(bar: TimeBar) -> str:
    """The leader's split as a bar; a share of nothing is not drawn."""
    strategic, tactical = escape(bar.strategic_text), escape(bar.tactical_text)
    parts = f'<span class="strategic" style="width: {bar.strategic:.2%}">{strategic}</span>' * (
        bar.strategic > 0
    ) + f'<span class="tactical">{tactical}</span>' * (bar.strategic < 1)
    return f'<div class="plan-split" role="img" aria-label="{strategic}, {tactical}">{parts}</div>'


def columns_markup(columns: OptionColumns) -> str:
    """Possibilities side by side, each with what it gains and costs."""
    sections = "".join(
        f"<section><h4>{escape(option.title)}</h4><ul>"
        + "".join(f"<li>+ {escape(gain)}</li>" for gain in option.gains)
        + "".join(f"<li>− {escape(cost)}</li>" for cost in option.costs)
        + "</ul></section>"
        for option in columns.options
    )
    return f'<div class="plan-columns">{sections}</div>'


def own_markup(own: OwnNumbers) -> str:
    """The numbers that are the reader's, marked as such."""
    return f'<p class="plan-note"><span class="plan-own">Yours</span> {escape(own.text)}</p>'


def _mark(mark: ScaleMark) -> str:
    """A tick with its words under the line, or a pointer with its words on the side that has room."""
    left, ratio, name = f"left: {mark.place:.2%}", escape(mark.text), escape(mark.name)
    if mark.kind == "fixed":
        side = "first" if mark.place == 0 else "last" if mark.place == 1 else "middle"
        return f'<span class="tick {side}" style="{left}">{ratio}<br>{name}</span>'
    words, pointer = f"<b>{ratio}</b> {name}", POINTERS[mark.kind]
    if mark.place > 0.5:
        return f'<span class="pointer {mark.kind} before" style="{left}">{words} {pointer}</span>'
    return f'<span class="pointer {mark.kind}" style="{left}">{pointer} {words}</span>'


def _box(box: SeatBox) -> str:
    """One role: its name, its seats in words, and its seats."""
    kind = "now" if box.now else "next"
    held, now = min(box.held, SEATS_DRAWN), min(box.now, SEATS_DRAWN)
    following = box.next if box.now < SEATS_DRAWN else 0
    drawn = _seats("held", held) + _seats("now", now - held) + _seats("next", following)
    more = f" + {box.now - SEATS_DRAWN:,}" if box.now > SEATS_DRAWN else ""
    return (
        f'<div class="box {kind}"><b>{escape(box.title)}</b><small>{escape(box.text)}</small>'
        f'<span class="seats" aria-hidden="true">{drawn}{more}</span></div>'
    )


def _seats(state: str, count: int) -> str:
    return f'<i class="{state}"></i>' * count
