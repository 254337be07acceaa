"""What everybody in the room looks at: the stage, the recommended team, the gap, the cost and the leader's time.

All of it is one piece of markup: the slider moves it at every step.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from metrics.formatting import format_money, plural
from metrics.planning import (
    HiringInputs,
    Recommendation,
    ScenarioChanges,
    TimeSplit,
    percent_text,
    ratio_now,
    yearly_pay,
)
from pages.plan.organisation.scale import scale

MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Fact:
    """A number with what it is, and what it means."""

    title: str
    value: str
    note: str
    own: str = ""


def headline(
    recommendation: Recommendation, costs: HiringInputs, changes: Sequence[ScenarioChanges], currency: str, nobody: str
) -> None:
    """Which numbers are the user's own, the facts, the scale of ratios with a sentence, and the leader's time.

    `nobody` is what is said instead where no customer-facing people are given.
    """
    if recommendation.stage is None or recommendation.split is None:
        st.html(whose(changes))
        st.info(nobody)
        return
    drawn = "".join(map(_drawn, facts(recommendation, costs, currency)))
    verdict = f"{recommendation.verdict.sentence} ({recommendation.verdict.rule})"
    st.html(
        f'{whose(changes)}<dl class="plan-facts">{drawn}</dl>{scale(recommendation)}'
        f'<p class="plan-note">{escape(verdict)}</p>{_leaders_time(recommendation.split)}'
    )


def facts(recommendation: Recommendation, costs: HiringInputs, currency: str) -> tuple[Fact, ...]:
    """The four numbers of a recommendation."""
    stage, gap = recommendation.stage, recommendation.gap
    rules = ", ".join(stage.rules) if stage else ""
    team, now = (yearly_pay(size, costs) for size in (recommendation.size, recommendation.enablers))
    own = (
        ""
        if recommendation.size == recommendation.by_ratio
        else f"your own size; the ratio gives {recommendation.by_ratio:,}"
    )
    more = format_money(abs(team - now), currency, compact=True)
    lacking = f"{gap:,} to hire" if gap > 0 else f"{-gap:,} more than that" if gap else "as recommended"
    return (
        Fact("Stage", recommendation.stage_range, f"{stage.title if stage else ''} ({rules})"),
        Fact("Recommended", f"{recommendation.size:,}", f"at 1:{recommendation.numbers.ratio:,} (A1)", own),
        Fact("You have", f"{recommendation.enablers:,}", f"{ratio_now(recommendation)}, {lacking}"),
        Fact(
            "Pay of that team, a year",
            format_money(team, currency, compact=True),
            f"{more} {'more' if team > now else 'less'} than now" if team != now else "as now",
        ),
    )


def whose(changes: Sequence[ScenarioChanges]) -> str:
    """Which of the numbers are the user's own."""
    if not changes:
        return "<p class=\"plan-note\">Every number is the roster's, a rule's or an assumption's.</p>"
    named = "; ".join(f"{each.title} {each.own} (not {each.usual})" for each in changes[:MOST_NAMED])
    more = f"; and {len(changes) - MOST_NAMED} more under Your numbers" if len(changes) > MOST_NAMED else ""
    sentence = f"{plural(len(changes), 'number')}: {named}{more}."
    return f'<p class="plan-note"><span class="plan-own">Yours</span> {escape(sentence)}</p>'


def _drawn(fact: Fact) -> str:
    own = f'<dd class="own">{escape(fact.own)}</dd>' if fact.own else ""
    return (
        f'<div><dt>{escape(fact.title)}</dt><dd class="value">{escape(fact.value)}</dd>'
        f'<dd class="note">{escape(fact.note)}</dd>{own}</div>'
    )


def _leaders_time(split: TimeSplit) -> str:
    """The leader's split as a bar, with what the rule says of it."""
    strategic, tactical = percent_text(split.strategic), percent_text(split.tactical)
    parts = f'<span class="strategic" style="width: {split.strategic:.2%}">{escape(strategic)} strategic</span>' * (
        split.strategic > 0
    ) + f'<span class="tactical">{escape(tactical)} tactical</span>' * (split.tactical > 0)
    words = escape(f"{strategic} strategic, {tactical} tactical")
    return (
        f'<p class="plan-title">The leader\'s time (share)</p><div class="plan-split" role="img" aria-label="{words}">'
        f'{parts}</div><p class="plan-note">{escape(f"{split.text} ({split.rule})")}</p>'
    )
