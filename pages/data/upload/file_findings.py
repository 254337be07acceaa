"""What a file turned out to hold: how it was read, what is wrong in it, and both to take away."""

import json
from collections.abc import Mapping, Sequence

import streamlit as st

from metrics.formatting import format_count, plural
from metrics.intake import Decision, Example, Prepared, Problem, bare_name
from metrics.schema import contracts
from pages.parts.plain import plain

SEVERITIES = {
    "stops the file": (":material/block:", "red"),
    "sets the row aside": (":material/remove_circle:", "orange"),
    "worth a look": (":material/visibility:", "blue"),
}


def summary(prepared: Prepared) -> None:
    """The one line that matters: rows read = rows used + rows set aside."""
    staged = prepared.staged
    if staged is None:
        st.warning("Answer the open questions below; then its rows can be checked.", icon=":material/help:")
        return
    assert prepared.table is not None
    st.markdown(
        f"**{contracts()[prepared.table].title}** · {plural(staged.rows_read, 'row')} read = "
        f"{format_count(staged.rows_used)} used + {format_count(staged.rows_set_aside)} set aside"
    )


def decision_list(upload: int, decisions: Sequence[Decision]) -> None:
    """How the file was read, with the evidence for each decision."""
    with st.expander(f"How it was read: {plural(len(decisions), 'decision')}", key=f"decisions_{upload}"):
        st.table(
            [
                {
                    "About": plain(decision.subject + (f", {decision.column}" if decision.column else "")),
                    "Decided": plain(decision.value),
                    "Because": plain(decision.evidence),
                    "Sure": "–" if decision.confidence is None else f"{decision.confidence:.0%}",
                }
                for decision in decisions
            ]
        )


def problem_list(upload: int, problems: Sequence[Problem]) -> None:
    """The problems, grouped, each with what to do and up to three examples."""
    if not problems:
        st.markdown(":material/check: No problems found.")
        return
    with st.expander(f"Problems: {len(problems)}", key=f"problems_{upload}", expanded=True):
        for problem in problems:
            icon, color = SEVERITIES[problem.severity]
            where = f" in “{plain(problem.column)}”" if problem.column else ""
            st.markdown(
                f":{color}-badge[{icon} {problem.severity}] **{plain(problem.problem)}** "
                f"{plural(problem.count, 'row')}{where}. {plain(problem.fix)}"
            )
            examples = [shown for example in problem.examples if (shown := _shown(example))]
            if examples:
                st.caption("For example " + " · ".join(examples))


def _shown(example: Example) -> str:
    """Where an example stands and what was found there, as far as either is known."""
    line = [f"line {example.line:,}"] if example.line else []
    text = [f"“{plain(example.found)}”"] if example.found else []
    return ": ".join(line + text)


def take_away(upload: int, prepared: Prepared) -> None:
    """The rows with problems and the mapping, as files."""
    with st.container(horizontal=True):
        if prepared.staged and prepared.staged.offending:
            st.download_button(
                "Rows with problems",
                prepared.staged.offending.read_bytes,
                f"{bare_name(prepared.path)}-problems.csv",
                "text/csv",
                key=f"offending_{upload}",
                on_click="ignore",
                icon=":material/download:",
            )
        st.download_button(
            "Mapping",
            json.dumps(_mapping(prepared), ensure_ascii=False, indent=2),
            f"{bare_name(prepared.path)}-mapping.json",
            "application/json",
            key=f"save_mapping_{upload}",
            on_click="ignore",
            icon=":material/download:",
        )


def _mapping(prepared: Prepared) -> Mapping[str, object]:
    return {
        "table": prepared.table,
        "mapping": dict(prepared.mapping),
        "keep": list(prepared.kept.values()),
        "date_orders": dict(prepared.choices.date_orders),
    }
