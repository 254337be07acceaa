"""What everybody in the room looks at: the stage, the recommended team, the gap, the cost and the leader's time."""

from dataclasses import dataclass
from html import escape

import streamlit as st

from metrics.formatting import format_money, plural
from metrics.planning.hiring import HiringInputs, yearly_pay
from metrics.planning.organisation import Recommendation
from metrics.planning.organisation_block import ratio_now
from metrics.planning.scenario_words import Changed
from metrics.planning.wording import percent
from pages.parts import charts
from pages.parts.plain import plain
from pages.plan.parts import verdict_chart

MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Fact:
    """A number with what it is, and what it means."""

    title: str
    value: str
    note: str
    own: str = ""


def headline(found: Recommendation, costs: HiringInputs, currency: str) -> None:
    """The numbers, then the sentence on the ratio, then the leader's time."""
    if found.stage is None or found.split is None:
        st.info("Nobody is customer-facing, so there is nobody to enable: no stage, no team. Add people above.")
        return
    st.html(f'<dl class="plan-facts">{"".join(map(_drawn, facts(found, costs, currency)))}</dl>')
    figure = verdict_chart.verdict_chart(found)
    charts.show(
        figure,
        "Customer-facing people per enablement person (logarithmic scale)",
        verdict_chart.in_words(found),
        "scale",
    )
    st.caption(plain(f"{found.verdict.sentence} ({found.verdict.rule})"))
    _leaders_time(found)


def facts(found: Recommendation, costs: HiringInputs, currency: str) -> tuple[Fact, ...]:
    """The four numbers of a recommendation."""
    stage = found.stage
    rules = ", ".join(stage.rules) if stage else ""
    gap = found.gap
    team, now = (yearly_pay(size, costs) for size in (found.size, found.enablers))
    own = "" if found.size == found.by_ratio else f"your own size; the ratio gives {found.by_ratio:,}"
    more = format_money(abs(team - now), currency, compact=True)
    return (
        Fact("Stage", found.stage_range, f"{stage.title if stage else ''} ({rules})"),
        Fact("Recommended", f"{found.size:,}", f"at 1:{found.numbers.ratio:,} (A1)", own),
        Fact(
            "You have", f"{found.enablers:,}",
            f"{ratio_now(found)}, {gap:,} to hire" if gap > 0 else f"{ratio_now(found)}, {-gap:,} more" if gap else
            f"{ratio_now(found)}, as recommended",
        ),
        Fact(
            "Pay of that team, a year", format_money(team, currency, compact=True),
            f"{more} {'more' if team > now else 'less'} than now" if team != now else "as now",
        ),
    )  # fmt: skip


def whose(changes: tuple[Changed, ...], said: tuple[str, ...]) -> None:
    """Where the numbers come from, and which of them are the user's own."""
    st.caption(plain(" ".join(said)))
    if changes:
        named = "; ".join(f"{each.title} {each.own} (not {each.usual})" for each in changes[:MOST_NAMED])
        more = f"; and {len(changes) - MOST_NAMED} more under Numbers" if len(changes) > MOST_NAMED else ""
        st.caption(f":orange-badge[Yours] {plain(plural(len(changes), 'number'))}: {plain(named + more)}.")


def _drawn(fact: Fact) -> str:
    own = f'<dd class="own">{escape(fact.own)}</dd>' if fact.own else ""
    return (
        f'<div><dt>{escape(fact.title)}</dt><dd class="value">{escape(fact.value)}</dd>'
        f'<dd class="note">{escape(fact.note)}</dd>{own}</div>'
    )


def _leaders_time(found: Recommendation) -> None:
    """The leader's split as a bar, with what the rule says of it."""
    split = found.split
    if split is None:
        return
    strategic, tactical = percent(split.strategic), percent(split.tactical)
    st.markdown("**The leader's time**")
    words = f"{strategic} strategic, {tactical} tactical"
    parts = f'<span class="strategic" style="width: {split.strategic:.2%}">{escape(strategic)} strategic</span>' * (
        split.strategic > 0
    ) + f'<span class="tactical">{escape(tactical)} tactical</span>' * (split.tactical > 0)
    st.html(f'<div class="plan-split" role="img" aria-label="{escape(words)}">{parts}</div>')
    st.caption(plain(f"{split.text} ({split.rule})"))
