"""A recommendation as blocks: a title, sentences, the roles with their seats, whom to hire, and what is assumed."""

from collections.abc import Iterable

from metrics.formatting import UNKNOWN, plural
from metrics.people import ratio_text
from metrics.planning.organization.percent_text import percent_text
from metrics.planning.organization.pictures import PlanBlock, ratio_scale, team_charts
from metrics.planning.organization.recommendation import Recommendation
from metrics.planning.organization.rules import Rule, rule_ids
from metrics.report import Block, Heading, Item, Items, Note, Sentence, table_of_words

HIRES_NAMED = 100
"""So many of the hires are named one by one; of the others it is said how many they are."""
NEXT_NAMED = 12
"""So many hires are named at least, those that only follow among them."""


def recommendation_blocks(recommendation: Recommendation) -> tuple[Block, ...]:
    """The recommendation in words: what the command line prints."""
    rows = role_rows(recommendation)
    heading = ("Role", "Now", "Held", "Next", "Rule")
    hires = [f"{title} ({state})" for title, state in hires_in_order(recommendation)]
    more = (
        (f"and {unnamed:,} more, going round in the same order",) if (unnamed := hires_unnamed(recommendation)) else ()
    )
    return (
        Heading(_title(recommendation)),
        *map(Sentence, recommendation_sentences(recommendation)),
        *((table_of_words("Roles and their seats", heading, rows),) if rows else ()),
        *((Sentence(f"To hire, in order: {', '.join((*hires, *more))}."),) if hires else ()),
        *map(Note, _footnotes(recommendation)),
    )


def printed_blocks(recommendation: Recommendation) -> tuple[PlanBlock, ...]:
    """The recommendation in sentences and pictures: what is handed round on paper."""
    return (
        Heading(_title(recommendation)),
        Items("", tuple(map(Item, recommendation_sentences(recommendation)))),
        *((ratio_scale(recommendation),) if recommendation.size else ()),
        *team_charts(recommendation),
        Note(" ".join(_footnotes(recommendation))),
    )


def recommendation_sentences(recommendation: Recommendation) -> tuple[str, ...]:
    """The recommendation, one sentence a subject, each with the rule it follows."""
    if recommendation.stage is None or recommendation.team is None or recommendation.split is None:
        return ("Nobody is customer-facing, so there is nobody to enable: no stage, no team.",)
    rules, split = ", ".join(recommendation.stage.rules), recommendation.split
    sentences = [
        f"{_people(recommendation)}: the stage of {recommendation.stage_range}. {recommendation.stage.text} ({rules})",
        _size(recommendation),
        f"{recommendation.verdict.sentence} ({recommendation.verdict.rule})",
        f"The leader's time: {percent_text(split.strategic)} strategic, {percent_text(split.tactical)} tactical. "
        f"{split.text} ({split.rule})",
    ]
    if first := recommendation.first_activities:
        opening = "It puts first" if len(first) == 1 else "It puts one of these first"
        sentences.append(f"{opening}: {_titles(first)}. ({rule_ids(first)})")
    if recommendation.reports_to:
        sentences.append(f"{recommendation.reports_to.text} ({recommendation.reports_to.rule})")
    if recommendation.additions:
        sentences.append(f"Add: {_titles(recommendation.additions)}. ({rule_ids(recommendation.additions)})")
        sentences.append(f"{recommendation.operating_model.text} ({recommendation.operating_model.rule})")
    sentences.append(_reporting_line(recommendation))
    return tuple(sentences)


def _titles(rules: Iterable[Rule]) -> str:
    return " · ".join(rule.title for rule in rules)


def role_rows(recommendation: Recommendation) -> tuple[tuple[str, ...], ...]:
    """Every role: its seats now, those taken to be held, those that follow, and the rule that names it."""
    if recommendation.team is None:
        return ()
    rows = []
    for role in (recommendation.team.lead, *recommendation.team.roles):
        title = (
            role.first.title
            if role.first.title == role.usual.title or role.now < 2
            else (f"{role.first.title}, then {role.usual.title[0].lower()}{role.usual.title[1:]}")
        )
        rows.append((title, f"{role.now:,}", f"{role.held:,}", f"{role.next:,}", role.first.rule))
    return tuple(rows)


def hires_in_order(recommendation: Recommendation) -> tuple[tuple[str, str], ...]:
    """The roles to hire, in order: what each is, and whether it is due now or next."""
    if recommendation.team is None:
        return ()
    most = min(max(recommendation.gap, NEXT_NAMED), HIRES_NAMED)
    return tuple((seat.what.title, seat.state) for seat in recommendation.team.hires(most))


def hires_unnamed(recommendation: Recommendation) -> int:
    """How many hires are due beyond those that are named."""
    return max(0, recommendation.gap - HIRES_NAMED)


def _footnotes(recommendation: Recommendation) -> tuple[str, ...]:
    return (
        recommendation.caveat.text,
        *recommendation.assumptions,
        *(f"{own.title}: {own.own}, not {own.usual}" for own in recommendation.own),
    )


def _title(recommendation: Recommendation) -> str:
    if recommendation.stage is None:
        return "Nobody to enable"
    return f"{plural(recommendation.size, 'enablement person', 'enablement people')} for {_people(recommendation)}"


def _people(recommendation: Recommendation) -> str:
    return plural(f"{recommendation.people:,}", "customer-facing person", "customer-facing people")


def _size(recommendation: Recommendation) -> str:
    """The recommended size beside the one there is, and what is lacking."""
    own = (
        ""
        if recommendation.size == recommendation.by_ratio
        else f" (your own size; the ratio gives {recommendation.by_ratio:,})"
    )
    people = plural(recommendation.size, "enablement person", "enablement people")
    needed = f"At 1:{recommendation.numbers.ratio:,} that is {people}{own}"
    there = f"there {'is' if recommendation.enablers == 1 else 'are'} {recommendation.enablers:,}"
    if recommendation.gap > 0:
        return (
            f"{needed}; {there}, so {recommendation.gap:,} {'is' if recommendation.gap == 1 else 'are'} lacking. (A1)"
        )
    if recommendation.gap < 0:
        return f"{needed}; {there}, {-recommendation.gap:,} more than that. (A1)"
    return f"{needed}, and {there}. (A1)"


def _reporting_line(recommendation: Recommendation) -> str:
    """Both places to report to with what each gains and costs: the sources choose none (A11)."""
    options = "; ".join(
        f"{option.title.lower()}, {' and '.join(option.gains).lower()}, but {' and '.join(option.costs).lower()}"
        for option in recommendation.options
    )
    return f"Reporting line: {options}. {recommendation.reporting_line.text} ({recommendation.reporting_line.rule})"


def ratio_now(recommendation: Recommendation) -> str:
    """The ratio there is, in words."""
    return UNKNOWN if recommendation.verdict.ratio is None else ratio_text(recommendation.verdict.ratio)
