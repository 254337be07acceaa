"""One export recipe: what to click, which columns, how often, and where that is written."""

import streamlit as st

from metrics.intake import Recipe
from metrics.schema import contracts
from metrics.store import Snapshot
from pages.parts.blocks import show
from pages.parts.template_list import template_button


def recipe_section(recipe: Recipe, snapshot: Snapshot, alone: bool) -> None:
    """One recipe, opened where it is the only one."""
    feeds = contracts()[recipe.table].title
    with st.expander(f"**{recipe.system}: {recipe.title}** feeds {feeds}", expanded=alone, key=recipe.name):
        show(recipe.blocks(snapshot))
        links = [f"[{number}]({address})" for number, address in enumerate(recipe.addresses, start=1)]
        st.caption(f"Where this is written: {', '.join(links)}. To fill in by hand instead, take the template.")
        template_button(recipe.table, f"template_{recipe.name}")
