"""What was said of each program before it was judged, and when: the register, for everyone to read."""

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


def registered(current: Current) -> None:
    """The register, in a drawer; nothing where nothing was registered."""
    registrations = register_of(current.snapshot)
    if not registrations:
        return
    with st.expander("What was registered, and when", icon=":material/lock:", key="programmes_registered"):
        rows = [_row(current, registration) for registration in registrations]
        table("What was registered, as it was said then", [TableCell(name) for name in HEADING], rows)


def _row(current: Current, registration: Registration) -> list[TableCell]:
    metric = metrics_of(current.snapshot).get(registration.outcome)
    worth = (
        f"by at least {size_text(registration.worth, power_question(current.snapshot, registration.outcome))}"
        if metric and registration.worth
        else ""
    )
    costs = format_money(registration.cost, current.snapshot.settings.currency) if registration.cost else UNKNOWN
    by = _withdrawal(registration) or f"by {registration.who}"
    return [
        TableCell(registration.name, ", ".join(filter(None, (registration.program_id, registration.kind)))),
        TableCell(metric.title if metric else registration.outcome, worth or "how much was not said"),
        TableCell(format_date(registration.starts_on), f"for {registration.audience}" if registration.audience else ""),
        TableCell(
            CHOSEN[registration.chosen].capitalize(), f"reached by roll-out, else by the {_rule(registration.rule)}"
        ),
        TableCell(DAY_WORDS.get(registration.counted_by, STAGE.format(registration.counted_by))),
        TableCell(costs),
        TableCell(_moment(registration.registered_at), by),
    ]


def _rule(rule: TrainingRule) -> str:
    return RULE_WORDS.get(rule, f"session number {rule.sessions} {rule.what}")


def _withdrawal(registration: Registration) -> str:
    if registration.withdrawn_at is None:
        return ""
    return f"by {registration.who}; withdrawn on {_moment(registration.withdrawn_at)}: {registration.withdrawn_why}"


def _moment(moment: datetime) -> str:
    return f"{format_date(moment.date())} at {moment:%H:%M} UTC"
