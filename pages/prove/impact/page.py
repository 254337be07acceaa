"""Impact: what each program did, how sure that is, and where nobody can say."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from metrics.formatting import format_date
from metrics.programs import ImpactReport, impact_report, programs_by_title
from pages.parts.asking import data_through
from pages.parts.blocks import show
from pages.parts.downloads import csv_button
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current, current_workspace
from pages.prove.impact.impact_choices import asked
from pages.prove.impact.impact_further import further
from pages.prove.impact.impact_needs import needs
from pages.prove.impact.roi_view import roi_view


def impact(current: Current) -> None:
    """What is proved, one program and outcome opened, and everything that was looked at.

    What takes longer is drawn later, in its place: the headline waits for nothing else, and is drawn again once the
    second method has answered.
    """
    top = st.container()
    chosen = asked(current.reader)
    with top, st.spinner("Judging what each programme is for …"):
        with looking() as progress:
            report = impact_report(current.reader, *chosen, progress)
        summary = st.empty()
    headline = st.empty()
    verdicts(summary, headline, report)
    caveats = st.container()
    show(report.chart)
    checks = st.empty()
    with checks.container():
        show(report.checks)
    if report.pending:
        with st.spinner("Asking a second method …"):
            report = report.with_second_opinions()
        verdicts(summary, headline, report)
        with checks.container():
            show(report.checks)
    if report.has_effect:
        roi_view(report)
    further(report)
    with looking() as progress:
        report = report.with_every_pair(progress)
    with caveats:
        show(report.caveats)
    show(report.everything)
    csv_button("Download", lambda: report.values, "impact.csv", "impact_matrix")


def verdicts(summary: DeltaGenerator, headline: DeltaGenerator, report: ImpactReport) -> None:
    """What is proved, and the verdict on the opened pair, in their places."""
    with summary.container(border=True):
        show(report.summary)
    with headline.container():
        show(report.headline)


@contextmanager
def looking() -> Iterator[Callable[[float, str], object]]:
    """Shows how far looking at every pair is: the first time in a version this takes seconds."""
    place = st.empty()
    yield lambda share, word: place.progress(share, plain(word))
    place.empty()


st.title("Impact", anchor=False)
current = current_workspace()
through = format_date(data_through(current.reader))
st.caption(plain(f"Did it work, or would it have happened anyway? Data through {through}."))
if programs_by_title(current.reader):
    impact(current)
else:
    needs(current.reader)
