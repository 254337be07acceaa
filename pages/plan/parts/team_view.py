"""The team: its chart, the roles to hire in order, what comes first, and where it may report to."""

from html import escape

import streamlit as st

from metrics.planning.organisation import Recommendation
from metrics.planning.organisation_block import SHOWN, hires_in_order
from metrics.planning.organisation_rules import organisation_rules
from metrics.planning.scenario import ROLES
from pages.parts import charts
from pages.parts.plain import plain
from pages.plan.parts import org_chart
from pages.plan.parts.inputs import key, number
from pages.plan.parts.markup import Cell, table


def team_view(found: Recommendation) -> None:
    """Everything about the team; without people only a sentence."""
    if found.team is None:
        st.info("Nobody is customer-facing, so there is no team to recommend.")
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        charts.show(org_chart.org_chart(found), "The recommended team", org_chart.in_words(found), "team")
    with right:
        _to_hire(found)
        _order(found)
    _reporting_line(found)
    _by_function(found)
    if found.assumptions:
        st.caption(plain("Assumptions: " + " ".join(found.assumptions)))


def _to_hire(found: Recommendation) -> None:
    """The next hires in order, and what a team of one puts first."""
    st.markdown("**To hire, in order**")
    seats = hires_in_order(found)
    now = [title for title, state in seats if state == "now"]
    following = [title for title, state in seats if state != "now"]
    lines = [f"{place}. {plain(title)}" for place, title in enumerate(now, start=1)]
    st.markdown("\n".join(lines) if lines else "Nobody now: the team is as large as recommended.")
    if found.gap > SHOWN:
        st.markdown(f"and {found.gap - SHOWN:,} more, going round in the same order")
    if following:
        st.caption(plain(f"Next, as the company grows: {', '.join(following)}."))
    if found.first_activities:
        options = {"": "not chosen yet"} | {
            name: each.title for name, each in organisation_rules().first_activities.items()
        }
        st.selectbox(
            "A team of one puts first (A5)", list(options), key=key("activity"), format_func=options.__getitem__,
            persist_state="session", filter_mode=None,
        )  # fmt: skip
        st.caption(plain(" ".join(f"{each.title}. {each.text}" for each in found.first_activities if each.text)))


def _order(found: Recommendation) -> None:
    """What the user decides about the roles."""
    titles = {role.key: role.usual.title for role in organisation_rules().roles}
    st.multiselect(
        "Roles in your order (A7)", ROLES, key=key("ranking"), format_func=titles.__getitem__, persist_state="session",
        placeholder="the rules' order: name first what you want first",
    )  # fmt: skip
    st.toggle("The leader is an adult-learning specialist (A7)", key=key("leader_teaches"), persist_state="session")
    left, right = st.columns(2)
    with left:
        number("liaisons", label="Verticals, product teams", help="One liaison for each (A7). Empty: not said.")
    with right:
        number(
            "size", label="Your own size", help="A business may need a hire earlier or later (A3). Empty: the ratio's."
        )


def _reporting_line(found: Recommendation) -> None:
    """A11 as two columns, neither of them recommended; over 2,000 people what A9 and A10 say."""
    st.markdown(f"**Where it may report to** ({found.reporting_line.rule})")
    columns = "".join(
        f"<section><h4>{escape(option.title)}</h4><ul>"
        + "".join(f"<li>+ {escape(gain)}</li>" for gain in option.gains)
        + "".join(f"<li>− {escape(cost)}</li>" for cost in option.costs)
        + "</ul></section>"
        for option in found.options
    )
    st.html(f'<div class="plan-columns">{columns}</div>')
    model = found.operating_model
    now = model.after if found.collaborates else model.before
    peer = f" {found.reports_to.text} ({found.reports_to.rule})" if found.reports_to else ""
    st.caption(
        plain(
            f"{found.reporting_line.text}{peer} Operating model at this size: {now.lower()}. "
            f"{model.text} ({model.rule})"
        )
    )


def _by_function(found: Recommendation) -> None:
    """Who is enabled, who enables them, and how the recommended size would divide."""
    rows = [
        [
            Cell(each.function.capitalize()), Cell(f"{each.people:,}"), Cell(f"{each.enablers:,}"),
            Cell(f"{each.recommended:,}"),
        ]
        for each in found.by_function
        if each.people or each.enablers
    ]  # fmt: skip
    heading = [Cell("Function"), Cell("Customer-facing"), Cell("Enablement now"), Cell("Enablement recommended")]
    table("By function", heading, rows, numbers=True)
