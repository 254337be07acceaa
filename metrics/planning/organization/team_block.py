"""The team as blocks: its chart, the roles to hire in order, what comes first, and where it may report to."""

from metrics.planning.organization.pictures import OptionColumns, PlanBlock, team_charts
from metrics.planning.organization.recommendation import Recommendation
from metrics.planning.organization.recommendation_block import hires_in_order, hires_unnamed
from metrics.planning.organization.rules import organization_rules
from metrics.report import Heading, Item, Items, Note, Sentence, Table, table_of_words


def team_blocks(recommendation: Recommendation) -> tuple[PlanBlock, ...]:
    """Everything about the team; without people nothing: the headline says why."""
    if recommendation.team is None:
        return ()
    return (
        *_first_activities(recommendation),
        *team_charts(recommendation),
        *_to_hire(recommendation),
        *_reporting_line(recommendation),
        _by_function(recommendation),
        Note("Assumptions: " + " ".join(recommendation.assumptions)),
    )


def _first_activities(recommendation: Recommendation) -> tuple[PlanBlock, ...]:
    """What each of the three is of which a team of one puts one first (A5)."""
    if not recommendation.first_activities:
        return ()
    every = organization_rules().first_activities.values()
    return (Note(" ".join(f"{each.title}: {each.text}" for each in every if each.text)),)


def _to_hire(recommendation: Recommendation) -> tuple[PlanBlock, ...]:
    """The next hires in order, and what a team of one puts first."""
    seats = hires_in_order(recommendation)
    now = tuple(Item(title) for title, state in seats if state == "now")
    following = [title for title, state in seats if state != "now"]
    blocks: list[PlanBlock] = [Heading("To hire, in order", 3)]
    blocks.append(Items("", now, ordered=True) if now else Sentence("Nobody now: the team is as large as recommended."))
    if unnamed := hires_unnamed(recommendation):
        blocks.append(Note(f"and {unnamed:,} more, going round in the same order"))
    if following:
        blocks.append(Note(f"Next, as the company grows: {', '.join(following)}."))
    return tuple(blocks)


def _reporting_line(recommendation: Recommendation) -> tuple[PlanBlock, ...]:
    """A11 as columns, none of them recommended; over 2,000 people what A9 and A10 say."""
    model, line, reports_to = (
        recommendation.operating_model,
        recommendation.reporting_line,
        recommendation.reports_to,
    )
    now = model.after if recommendation.collaborates else model.before
    peer = f" {reports_to.text} ({reports_to.rule})" if reports_to else ""
    return (
        Heading(f"Where it may report to ({line.rule})", 3),
        OptionColumns(recommendation.options),
        Note(f"{line.text}{peer} Operating model at this size: {now.lower()}. {model.text} ({model.rule})"),
    )


def _by_function(recommendation: Recommendation) -> Table:
    """Who is enabled, who enables them, and how the recommended size would divide."""
    rows = [
        (each.function.capitalize(), f"{each.people:,}", f"{each.enablers:,}", f"{each.recommended:,}")
        for each in recommendation.by_function
        if each.people or each.enablers
    ]
    heading = ("Function", "Customer-facing", "Enablement now", "Recommended")
    return table_of_words("By function: whom the same seats are for", heading, rows, numbers=True)
