"""Editors for the words a workspace gives a meaning: stages, roles, and the days its tables speak of."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import streamlit as st

from metrics.quality import SettingsForm

if TYPE_CHECKING:
    from streamlit.elements.lib.column_types import ColumnConfig

Rows = list[dict[str, Any]]


def edit_stages(form: SettingsForm) -> Rows:
    """A table of the workspace's own stage words and of those its deals stand in."""
    st.markdown(
        "**Stages.** What a stage says about a deal. Usual words are known already; overrule them, or add your own."
    )
    outcomes = form.outcomes
    columns = {
        "word": st.column_config.TextColumn("Stage", required=True),
        "pipeline": st.column_config.TextColumn("Pipeline", help="Empty: in all pipelines."),
        "outcome": st.column_config.SelectboxColumn(
            "Outcome", options=list(outcomes), format_func=lambda outcome: outcomes[str(outcome)]
        ),
        "in_use": st.column_config.NumberColumn("Deals", disabled=True, format="localized"),
        "origin": st.column_config.TextColumn("Said by", disabled=True),
    }
    return _edited(form.stages, columns, "stage_words", "Stages and their outcomes")


def edit_roles(rows: Rows, functions: list[str], key: str = "role_functions") -> Rows:
    """A table of role words, the function each stands for, and whether its holders manage others."""
    st.markdown("**Roles.** Which function a role belongs to: it decides who is customer-facing and who is a seller.")
    columns = {
        "role": st.column_config.TextColumn("Role", required=True),
        "function": st.column_config.SelectboxColumn("Function", options=functions, required=True),
        "manager": st.column_config.CheckboxColumn("Manages others", default=False),
    }
    return _edited(rows, columns, key, "Roles and their functions")


def edit_words(form: SettingsForm) -> Rows:
    """A table of the words taught for other columns: kinds of deal, statuses, hosts of meetings, reasons."""
    st.markdown(
        "**Other words.** Kinds of deal, statuses, hosts of meetings, reasons. Lost reasons count at once; the others "
        "from the next import on. Import a file again to have its words read anew."
    )
    columns = {
        "word": st.column_config.TextColumn("Word", required=True),
        "means": st.column_config.SelectboxColumn("Means", options=list(form.meanings), required=True),
    }
    return _edited(form.words, columns, "words", "Words and their meanings")


def edit_coverage(form: SettingsForm) -> Rows | None:
    """The first and last day each table speaks of, where its people know better than its dates; None without tables."""
    st.markdown("**Days covered.** Empty: from a table's first event to its last. Outside them a metric has no value.")
    rows = form.coverage
    if not rows:
        st.caption("There are no tables yet.")
        return None
    columns = {
        "table": st.column_config.TextColumn("Table", disabled=True),
        "first_day": st.column_config.DateColumn("First day"),
        "last_day": st.column_config.DateColumn("Last day"),
    }
    return _edited(rows, columns, "coverage", "Days each table covers", fixed=True)


def _edited(rows: Rows, columns: "Mapping[str, ColumnConfig]", key: str, alt: str, fixed: bool = False) -> Rows:
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
