"""Win rate, four ways: the four values side by side, and which deals the one counts and the other doesn't."""

import streamlit as st

from metrics.formatting import format_count, format_value
from metrics.insights import BY_CLOSING, WalkStep, WinRates, WinRateWalk, bridge_sentences
from metrics.query import Answer
from metrics.semantic import metrics_of
from pages.parts import card, charts
from pages.parts.asking import four_win_rates
from pages.parts.downloads import csv_button
from pages.parts.filter_bar import filter_bar, forget
from pages.parts.guard import fragment
from pages.parts.metric_card import LINKED, metric_card, recent, without
from pages.parts.plain import plain
from pages.parts.waterfall import WaterfallBar, lying
from pages.parts.workspace_on_screen import Current, current

ACROSS = 2
Row = dict[str, str]


@fragment
def four_ways(here: Current) -> None:
    """Everything the filters move."""
    selection = filter_bar(here.snapshot, prefix="ways_")
    found = four_win_rates(here.snapshot, selection.of_period(BY_CLOSING))
    for column, name in zip((*st.columns(ACROSS), *st.columns(ACROSS)), found.rates, strict=True):
        metric = metrics_of(here.snapshot)[name]
        known = recent(metric, selection, here)
        with column:
            if isinstance(known, Answer):
                metric_card(metric, known, selection, here, brief=True)
            else:
                without(metric, known, here.snapshot)
    st.header("From one count to the next", anchor=False)
    currency = here.snapshot.settings.currency
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in bridge_sentences(found, currency)))
    picture(found)
    table(found)


def picture(found: WinRates) -> None:
    """The way from the deals created to all deals closed; those with an amount are in the table."""
    walks = found.walks[:3]
    rates = list(found.rates.values())
    bars = [_total(walks[0].start, None)]
    for walk, rate in zip(walks, rates, strict=False):
        bars += [WaterfallBar(step.words, step.count.deals, _signed(step.count.deals)) for step in walk.steps]
        bars.append(_total(walk.end, rate))
    title = f"Deals of {found.period.label}, from one win rate to the next"
    alt = f"{title}: {', '.join(f'{bar.text} {bar.name}' for bar in bars)}"
    charts.show(lying(bars, "Deals", "~r"), title, alt, "ways")
    st.caption("Grey: a count, with the share won of it. Orange: taken away. Blue-green: added.")


def table(found: WinRates) -> None:
    """Each step with its deals and how many of them were won."""
    rows: list[Row] = []
    reached = None
    for walk, rate in zip(found.walks, found.rates.values(), strict=True):
        rows += _steps(walk, rate) if walk.start == reached else [_row("", walk.start), *_steps(walk, rate)]
        reached = walk.end
    st.markdown("**Each step, with the deals won in it**")
    st.table([{name: plain(text) for name, text in row.items()} for row in rows])
    csv_button("Download this table", lambda: rows, f"win-rates-{charts.file_name(found.period.label)}.csv", "steps")


def _steps(walk: WinRateWalk, rate: float | None) -> list[Row]:
    steps = [_row("less" if step.count.deals < 0 else "plus", step) for step in walk.steps]
    return [*steps, {**_row("=", walk.end), "Win rate": format_value(rate, "share")}]


def _row(sign: str, step: WalkStep) -> Row:
    return {
        "": sign,
        "Deals": step.words,
        "Number": format_count(abs(step.count.deals)),
        "Of them won": format_count(abs(step.count.won)),
        "Win rate": "",
    }


def _total(step: WalkStep, rate: float | None) -> WaterfallBar:
    share = f", {format_value(rate, 'share')} won" if rate is not None else ""
    return WaterfallBar(f"{step.words}{share}", step.count.deals, format_count(step.count.deals), total=True)


def _signed(number: int) -> str:
    return f"{'+' if number > 0 else ''}{format_count(number)}"


st.title("Win rate, four ways", anchor=False)
st.caption("The same deals counted in four ways, and what makes the difference.")
forget(LINKED)
card.styled()
four_ways(current())
