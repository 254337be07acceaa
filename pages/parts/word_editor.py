"""Editors for the words a workspace gives a meaning: stages, roles, and the days its tables speak of."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from metrics.quality import stage_rows, stage_words_of
from metrics.schema import FUNCTIONS, OUTCOMES, Coverage, RoleFunction, StageWord
from metrics.store import Snapshot

if TYPE_CHECKING:
    from streamlit.elements.lib.column_types import ColumnConfig

OUTCOME_LABELS = {"open": "open", "won": "won", "lost": "lost", "no_decision": "no decision", "ignore": "not a deal"}


def edit_stages(own: Sequence[StageWord], snapshot: Snapshot | None) -> tuple[StageWord, ...]:
    """A table of the workspace's own stage words and of those its deals stand in; returns what is its own."""
    st.markdown(
        "**Stages.** What a stage says about a deal. Usual words are known already; overrule them, or add your own."
    )
    edited = _edited(
        stage_rows(snapshot, own),
        {
            "word": st.column_config.TextColumn("Stage", required=True),
            "pipeline": st.column_config.TextColumn("Pipeline", help="Empty: in all pipelines."),
            "outcome": st.column_config.SelectboxColumn(
                "Outcome", options=list(OUTCOMES), format_func=lambda outcome: OUTCOME_LABELS[str(outcome)]
            ),
            "deals": st.column_config.NumberColumn("Deals", disabled=True, format="localized"),
            "origin": st.column_config.TextColumn("Said by", disabled=True),
        },
        "stage_words",
        "Stages and their outcomes",
    )
    return stage_words_of(edited)


def edit_roles(roles: Iterable[RoleFunction], key: str = "role_functions") -> tuple[RoleFunction, ...]:
    """A table of role words, the function each stands for, and whether its holders manage others."""
    st.markdown("**Roles.** Which function a role belongs to: it decides who is customer-facing and who is a seller.")
    edited = _edited(
        [{"role": role.role, "function": role.function, "manager": role.manager} for role in roles],
        {
            "role": st.column_config.TextColumn("Role", required=True),
            "function": st.column_config.SelectboxColumn("Function", options=list(FUNCTIONS), required=True),
            "manager": st.column_config.CheckboxColumn("Manages others", default=False),
        },
        key,
        "Roles and their functions",
    )
    return tuple(
        RoleFunction(row["role"], row["function"], bool(row["manager"]))
        for row in edited
        if row["role"] and row["function"]
    )


def edit_coverage(coverage: Iterable[Coverage], tables: Sequence[str]) -> tuple[Coverage, ...]:
    """The first and last day each table speaks of, where its people know better than its dates."""
    st.markdown("**Days covered.** Empty: from a table's first event to its last. Outside them a metric has no value.")
    if not tables:
        st.caption("There are no tables yet.")
        return tuple(coverage)
    entries = {entry.table: entry for entry in coverage}
    edited = _edited(
        [
            {
                "table": table,
                "first_day": entries[table].first_day if table in entries else None,
                "last_day": entries[table].last_day if table in entries else None,
            }
            for table in tables
        ],
        {
            "table": st.column_config.TextColumn("Table", disabled=True),
            "first_day": st.column_config.DateColumn("First day"),
            "last_day": st.column_config.DateColumn("Last day"),
        },
        "coverage",
        "Days each table covers",
        fixed=True,
    )
    return tuple(
        Coverage(row["table"], _day(row["first_day"]), _day(row["last_day"]))
        for row in edited
        if row["first_day"] or row["last_day"]
    )


def _edited(
    rows: list[dict[str, object]], columns: "Mapping[str, ColumnConfig]", key: str, alt: str, fixed: bool = False
) -> list[dict[str, Any]]:
    from pandas import DataFrame

    edited = st.data_editor(
        DataFrame(rows, columns=list(columns), dtype=object),
        column_config=columns,
        num_rows="fixed" if fixed else "dynamic",
        hide_index=True,
        key=key,
        alt=alt,
        placeholder="",
    )
    return [
        {str(name): None if value is None or value != value else value for name, value in row.items()}
        for row in edited.to_dict("records")
    ]


def _day(value: object) -> date | None:
    """A day as the editor gives it back: a date, a timestamp, or its ISO text."""
    return None if value is None else date.fromisoformat(str(value)[:10])
