"""Export recipes: for each system, what to click, which columns, and how often. The address says which is shown."""

from collections.abc import Mapping, Sequence

import streamlit as st

from metrics.formatting import plural
from metrics.intake import Recipe, recipe_systems, recipes_for
from metrics.schema import contracts
from pages.data.recipes.recipe_section import recipe_section
from pages.parts.template_list import template_button
from pages.parts.workspace_on_screen import current_workspace

EVERY_SYSTEM, EVERY_TABLE = "every system", "every table"


def choice() -> tuple[Recipe, ...]:
    """The recipes of the system and table that somebody chose; says so where there is none."""
    titles = {contract.title: contract.name for contract in contracts().values()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        system = _chosen("System", [EVERY_SYSTEM, *recipe_systems()], "system")
        title = _chosen("For the table", [EVERY_TABLE, *sorted(titles)], "feeds")
    recipes = recipes_for(None if system == EVERY_SYSTEM else system, titles.get(title))
    if not recipes:
        _nothing(system, title, titles)
    return recipes


def _chosen(label: str, options: Sequence[str], key: str) -> str:
    return st.selectbox(label, options, key=key, bind="query-params", filter_mode=None, width=260)


def _nothing(system: str, title: str, titles: Mapping[str, str]) -> None:
    whose = "" if system == EVERY_SYSTEM else f" from {system}"
    st.info(f"There is no recipe for {title}{whose}. Any export with its columns will do; so will the template.")
    template_button(titles[title], "template")


st.title("Export recipes", anchor=False)
st.markdown(
    "Which report, which columns, how often. With these headers a file is recognised without a question; further "
    "columns do no harm."
)
shown = choice()
st.caption(f"{plural(len(shown), 'recipe')}. Headers are those of the systems in English.")
current = current_workspace()
for recipe in shown:
    recipe_section(recipe, current.snapshot, alone=len(shown) == 1)
st.page_link("pages/data/upload/page.py", label="Upload the files", icon=":material/upload_file:")
