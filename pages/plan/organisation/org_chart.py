"""The recommended team as a chart: who leads, and under them a box with seats for each role.

Markup, not a figure: it moves with every step of the slider, its words wrap on a phone and are read aloud, and it
prints.
"""

from html import escape

from metrics.formatting import plural
from metrics.planning import Recommendation, RoleSeats, RoleState

TITLE = "The recommended team (each mark is a seat)"
SEATS_DRAWN = 24
"""So many seats of a role are drawn one by one; how many more there are is written."""
LEGEND: dict[RoleState, str] = {"held": "you have (assumed)", "now": "hire now", "next": "next"}
"""A filled square, an open one and a circle: to be told apart in print and without colors."""


def org_chart(recommendation: Recommendation) -> str:
    """The leader, the roles in the user's order, and over 2,000 people what is added; nothing without people."""
    if recommendation.team is None:
        return ""
    above = ""
    if recommendation.reports_to:
        above = f'<p class="above">Reports to: {escape(recommendation.reports_to.title.lower())}, as a peer</p>'
    legend = "".join(f"<span>{_seat(state)} {escape(name)}</span>" for state, name in LEGEND.items())
    roles = "".join(f"<li>{_box(role)}</li>" for role in recommendation.team.roles)
    added = "".join(
        f"<li>{escape(each.title)}<small>{escape(each.text)}</small></li>" for each in recommendation.additions
    )
    below = f'<p class="plan-note">Added over 2,000 people (A10)</p><ul class="added">{added}</ul>' if added else ""
    return (
        f'<div class="plan-team" role="group" aria-label="{escape(TITLE)}"><p class="plan-title">{escape(TITLE)}</p>'
        f'<p class="legend">{legend}</p>{above}<div class="lead">{_box(recommendation.team.lead)}</div>'
        f'<ul class="roles">{roles}</ul>{below}</div>'
    )


def title_of(row: RoleSeats) -> str:
    """A role, and what its further seats are called where that differs from the first."""
    if row.now < 2 or row.usual.title == row.first.title:
        return row.first.title
    return f"{row.first.title}, and {row.usual.title[0].lower()}{row.usual.title[1:]}"


def seats_of(row: RoleSeats) -> str:
    """A role's seats in words: 3 seats, 1 to hire now."""
    if not row.now:
        return "next"
    hire = row.now - row.held
    parts = [
        plural(f"{row.now:,}", "seat"),
        f"{hire:,} to hire now" if hire else "",
        "the next hire" if row.next else "",
    ]
    return ", ".join(part for part in parts if part)


def _box(row: RoleSeats) -> str:
    """One role: its name, its seats in words, and its seats."""
    kind = "now" if row.now else "next"
    held, now = min(row.held, SEATS_DRAWN), min(row.now, SEATS_DRAWN)
    drawn = (
        _seat("held") * held + _seat("now") * (now - held) + _seat("next") * (row.next if row.now < SEATS_DRAWN else 0)
    )
    more = f" + {row.now - SEATS_DRAWN:,}" if row.now > SEATS_DRAWN else ""
    return (
        f'<div class="box {kind}"><b>{escape(title_of(row))}</b>'
        f"<small>{escape(seats_of(row))} ({escape(row.first.rule)})</small>"
        f'<span class="seats" aria-hidden="true">{drawn}{more}</span></div>'
    )


def _seat(state: RoleState) -> str:
    return f'<i class="{state}"></i>'
