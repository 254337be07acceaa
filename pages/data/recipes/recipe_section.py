"""One export recipe: what to click, which columns, how often, and where that is written."""

import streamlit as st

from metrics.intake import Recipe, needed_for
from metrics.schema import contracts
from metrics.semantic import metrics_of, titles_in_short
from metrics.store import Snapshot
from pages.parts.plain import plain
from pages.parts.template_list import template_button


def recipe_section(recipe: Recipe, snapshot: Snapshot, alone: bool) -> None:
    """One recipe, opened where it is the only one."""
    contract = contracts()[recipe.table]
    with st.expander(f"**{recipe.system}: {recipe.title}** feeds {contract.title}", expanded=alone, key=recipe.name):
        st.markdown(f"{recipe.export}.")
        st.markdown("\n".join(f"{number}. {step}" for number, step in enumerate(recipe.path, start=1)))
        columns(recipe, snapshot)
        st.markdown("**Filters**\n\n" + "\n".join(f"- {text}" for text in recipe.filters))
        st.markdown(f"**How often.** {recipe.how_often}")
        st.markdown("**Watch out**\n\n" + "\n".join(f"- {pitfall.text}" for pitfall in recipe.pitfalls))
        addresses = dict.fromkeys((*recipe.source, *(pitfall.source for pitfall in recipe.pitfalls if pitfall.source)))
        links = [f"[{number}]({address})" for number, address in enumerate(addresses, start=1)]
        st.caption(f"Where this is written: {', '.join(links)}. To fill in by hand instead, take the template.")
        template_button(recipe.table, f"template_{recipe.name}")


def columns(recipe: Recipe, snapshot: Snapshot) -> None:
    """The columns to include, each with what it becomes and what needs it."""
    contract_columns = contracts()[recipe.table].columns
    metrics = metrics_of(snapshot).values()
    st.table(
        [
            {
                "Include": plain(column.header),
                "Holds": plain(f"{contract_columns[column.column].description}; for example {column.example}"),
                "Needed for": titles_in_short(needed_for(recipe, column, metrics)),
            }
            for column in recipe.columns
        ]
    )
