"""The team: its chart, the roles to hire in order, what comes first, and where it may report to."""

from html import escape

import streamlit as st

from metrics.planning import MARKS_SHOWN, Recommendation, hires_in_order, organization_rules
from pages.parts.markup import TableCell, table_of
from pages.plan.organisation.inputs import key
from pages.plan.organisation.org_chart import org_chart
from pages.plan.organisation.printed import page_button


def team_view(recommendation: Recommendation) -> None:
    """Everything about the team, one piece of markup; without people nothing: the headline says why."""
    if recommendation.team is None:
        return
    if recommendation.first_activities:
        _first_activity()
    st.html(
        org_chart(recommendation)
        + _to_hire(recommendation)
        + _reporting_line(recommendation)
        + _by_function(recommendation)
        + _note("Assumptions: " + " ".join(recommendation.assumptions))
    )
    page_button(recommendation)


def _to_hire(recommendation: Recommendation) -> str:
    """The next hires in order, and what a team of one puts first."""
    seats = hires_in_order(recommendation)
    now = [title for title, state in seats if state == "now"]
    following = [title for title, state in seats if state != "now"]
    items = "".join(f"<li>{escape(title)}</li>" for title in now)
    lines = f'<ol class="plan-list">{items}</ol>' if now else "<p>Nobody now: the team is as large as recommended.</p>"
    if recommendation.gap > MARKS_SHOWN:
        lines += _note(f"and {recommendation.gap - MARKS_SHOWN:,} more, going round in the same order")
    if following:
        lines += _note(f"Next, as the company grows: {', '.join(following)}.")
    return f'<p class="plan-title">To hire, in order</p>{lines}'


def _first_activity() -> None:
    """What a team of one puts first: the user's choice of three (A5)."""
    activities = organization_rules().first_activities
    titles = {"": "not chosen yet"} | {name: each.title for name, each in activities.items()}
    st.selectbox(
        "A team of one puts first (A5)", list(titles), key=key("activity"), format_func=titles.__getitem__,
        persist_state="session", filter_mode=None,
    )  # fmt: skip
    st.html(_note(" ".join(f"{each.title}: {each.text}" for each in activities.values() if each.text)))


def _reporting_line(recommendation: Recommendation) -> str:
    """A11 as two columns, neither of them recommended; over 2,000 people what A9 and A10 say."""
    columns = "".join(
        f"<section><h4>{escape(option.title)}</h4><ul>"
        + "".join(f"<li>+ {escape(gain)}</li>" for gain in option.gains)
        + "".join(f"<li>− {escape(cost)}</li>" for cost in option.costs)
        + "</ul></section>"
        for option in recommendation.options
    )
    model = recommendation.operating_model
    now = model.after if recommendation.collaborates else model.before
    line, reports_to = recommendation.reporting_line, recommendation.reports_to
    peer = f" {reports_to.text} ({reports_to.rule})" if reports_to else ""
    explanation = f"{line.text}{peer} Operating model at this size: {now.lower()}. {model.text} ({model.rule})"
    title = f'<p class="plan-title">Where it may report to ({escape(line.rule)})</p>'
    return f'{title}<div class="plan-columns">{columns}</div>{_note(explanation)}'


def _by_function(recommendation: Recommendation) -> str:
    """Who is enabled, who enables them, and how the recommended size would divide."""
    rows = [
        [
            TableCell(each.function.capitalize()), TableCell(f"{each.people:,}"), TableCell(f"{each.enablers:,}"),
            TableCell(f"{each.recommended:,}"),
        ]
        for each in recommendation.by_function
        if each.people or each.enablers
    ]  # fmt: skip
    heading = [
        TableCell("Function"),
        TableCell("Customer-facing"),
        TableCell("Enablement now"),
        TableCell("Recommended"),
    ]
    return table_of("By function: whom the same seats are for", heading, rows, numbers=True)


def _note(text: str) -> str:
    return f'<p class="plan-note">{escape(text)}</p>'
