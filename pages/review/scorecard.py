"""Scorecard: the nine metrics, leading beside lagging, and what changed most."""

import streamlit as st

from metrics.definition import Kind, Metric, catalog
from metrics.findings import leading_beside_lagging
from metrics.formatting import format_date
from metrics.intake.model import Refusal
from metrics.question import Answer, Unavailable
from pages.parts import card
from pages.parts.filters import Selection, filter_bar, forget
from pages.parts.guard import fragment
from pages.parts.movements import movements
from pages.parts.plain import plain
from pages.parts.questions import answer, data_through
from pages.parts.reading import card_of
from pages.parts.session import Current, current
from pages.parts.welcome import welcome

COLUMNS: dict[Kind, tuple[str, str]] = {
    "leading": ("Leading", "What enablement moves directly."),
    "lagging": ("Lagging", "What executives care about most; moved indirectly."),
}


@fragment
def scorecard(here: Current) -> None:
    """Everything the filters move."""
    selection = filter_bar(here.snapshot)
    nine = [metric for metric in catalog().values() if metric.headline]
    answers = {metric.name: trend(metric, selection, here) for metric in nine}
    sentences = st.container(border=True, key="movements")
    known = [(catalog()[name], found) for name, found in answers.items() if isinstance(found, Answer)]
    st.caption(plain(leading_beside_lagging(known, here.snapshot.settings.currency).sentence))
    for column, kind in zip(st.columns(2, gap="large"), COLUMNS, strict=True):
        with column:
            title, explanation = COLUMNS[kind]
            st.header(title, anchor=False)
            st.caption(explanation)
            for metric in nine:
                if metric.kind == kind:
                    metric_card(metric, answers[metric.name], selection, here)
    with sentences:  # last, because it takes longest
        movements(here.snapshot, answers, selection)


def trend(metric: Metric, selection: Selection, here: Current) -> Answer | Unavailable | Refusal:
    """A metric up to the chosen period. All periods are asked for at once, so that choosing another asks nothing."""
    found = answer(here.snapshot, selection.for_any_period(metric.name))
    return found.within(selection.trend[0], selection.period) if isinstance(found, Answer) else found


def metric_card(metric: Metric, found: Answer | Exception, selection: Selection, here: Current) -> None:
    """One metric, or what is missing to have it."""
    with st.container(border=True, gap="xsmall", key=f"card_{metric.name}"):
        if isinstance(found, Answer):
            st.page_link(
                "pages/review/metric.py",
                label=f"**{metric.title}**",
                icon=":material/chevron_right:",
                icon_position="right",
                help=metric.summary,
                query_params=selection.address(prefix="metric_", metric=metric.title),
            )
            card.draw(card_of(metric, found, selection, here.snapshot.settings))
        else:
            st.markdown(f"**{metric.title}**  \n:gray[Not available.] {plain(found)}")
            if isinstance(found, Unavailable):
                st.page_link("pages/data/upload.py", label="Upload what is missing", icon=":material/upload_file:")


st.title("Scorecard", anchor=False)
forget("metric_")
here = current()
card.styled()
st.caption(f"Data through {format_date(data_through(here.snapshot))} · version {here.snapshot.number}")
if here.sample:
    welcome()
scorecard(here)
