"""What a file turned out to hold: how it was read, what is wrong in it, and both to take away."""

import streamlit as st

from metrics.intake import ReadingReport
from pages.parts.blocks import show
from pages.parts.plain import plain

SEVERITIES = {
    "stops the file": (":material/block:", "red"),
    "sets the row aside": (":material/remove_circle:", "orange"),
    "worth a look": (":material/visibility:", "blue"),
}


def summary(report: ReadingReport) -> None:
    """The one line that matters: rows read = rows used + rows set aside."""
    if report.summary:
        st.markdown(f"**{report.title}** · {report.summary}")
    else:
        st.warning("Answer the open questions below; then its rows can be checked.", icon=":material/help:")


def decision_list(upload: int, report: ReadingReport) -> None:
    """How the file was read, with the evidence for each decision."""
    decisions = report.decisions
    with st.expander(decisions.title, key=f"decisions_{upload}"):
        show((decisions,))


def problem_list(upload: int, report: ReadingReport) -> None:
    """The problems, grouped, each with what to do and up to three examples."""
    problems = report.problems
    if not problems:
        st.markdown(":material/check: No problems found.")
        return
    with st.expander(f"Problems: {len(problems)}", key=f"problems_{upload}", expanded=True):
        for problem, words, examples in problems:
            icon, color = SEVERITIES[problem.severity]
            badge = f":{color}-badge[{icon} {problem.severity}]"
            st.markdown(f"{badge} **{plain(problem.problem)}** {plain(words)}")
            if examples:
                st.caption(plain(examples))


def take_away(upload: int, report: ReadingReport) -> None:
    """The rows with problems and the mapping, as files."""
    with st.container(horizontal=True):
        if report.offending:
            st.download_button(
                "Rows with problems",
                report.offending.read_bytes,
                f"{report.name}-problems.csv",
                "text/csv",
                key=f"offending_{upload}",
                on_click="ignore",
                icon=":material/download:",
            )
        st.download_button(
            "Mapping",
            report.mapping,
            f"{report.name}-mapping.json",
            "application/json",
            key=f"save_mapping_{upload}",
            on_click="ignore",
            icon=":material/download:",
        )
