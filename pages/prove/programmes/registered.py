"""What was said of each programme before it was judged, and when: the register, for everyone to read."""

from datetime import datetime

import streamlit as st

from metrics.formatting import UNKNOWN, format_date, format_money
from metrics.impact import size_text
from metrics.programs import Registration, TrainingRule, power_question, register_of
from metrics.semantic import metrics_of
from pages.parts.impact_choices import CHOSEN, DAYS, RULES, STAGE
from pages.parts.markup import TableCell, table
from pages.parts.workspace_on_screen import Current

HEADING = ("Programme", "Should move", "From", "Why these people", "Deals count by", "Costs", "Registered")
DAY_WORDS = {day: words for words, day in DAYS.items()}
RULE_WORDS = {rule: words for words, rule in RULES.items() if rule is not None}


def registered(here: Current) -> None:
    """The register, in a drawer; nothing where nothing was registered."""
    known = register_of(here.snapshot)
    if not known:
        return
    with st.expander("What was registered, and when", icon=":material/lock:", key="programmes_registered"):
        rows = [_row(here, one) for one in known]
        table("What was registered, as it was said then", [TableCell(name) for name in HEADING], rows)


def _row(here: Current, one: Registration) -> list[TableCell]:
    metric = metrics_of(here.snapshot).get(one.outcome)
    worth = (
        f"by at least {size_text(one.worth, power_question(here.snapshot, one.outcome))}"
        if metric and one.worth
        else ""
    )
    costs = format_money(one.cost, here.snapshot.settings.currency) if one.cost else UNKNOWN
    by = _withdrawal(one) or f"by {one.who}"
    return [
        TableCell(one.name, ", ".join(filter(None, (one.program_id, one.kind)))),
        TableCell(metric.title if metric else one.outcome, worth or "how much was not said"),
        TableCell(format_date(one.starts_on), f"for {one.audience}" if one.audience else ""),
        TableCell(CHOSEN[one.chosen].capitalize(), f"reached by roll-out, else by the {_rule(one.rule)}"),
        TableCell(DAY_WORDS.get(one.counted_by, STAGE.format(one.counted_by))),
        TableCell(costs),
        TableCell(_moment(one.registered_at), by),
    ]


def _rule(rule: TrainingRule) -> str:
    return RULE_WORDS.get(rule, f"session number {rule.sessions} {rule.what}")


def _withdrawal(one: Registration) -> str:
    if one.withdrawn_at is None:
        return ""
    return f"by {one.who}; withdrawn on {_moment(one.withdrawn_at)}: {one.withdrawn_why}"


def _moment(moment: datetime) -> str:
    return f"{format_date(moment.date())} at {moment:%H:%M} UTC"
