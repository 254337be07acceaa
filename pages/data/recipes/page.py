"""Export recipes: for each system, what to click, which columns, and how often. The address says which is shown."""

from collections.abc import Mapping, Sequence

import streamlit as st

from metrics.formatting import plural
from metrics.intake import Recipe, export_recipes, needed_for
from metrics.schema import contracts
from metrics.semantic import metrics_of, titles_in_short
from metrics.store import Snapshot
from pages.parts.plain import plain
from pages.parts.template_list import template_button
from pages.parts.workspace_on_screen import current

EVERY_SYSTEM, EVERY_TABLE = "every system", "every table"


def choice() -> list[Recipe]:
    """The recipes of the system and table that somebody chose; says so where there is none."""
    titles = {contract.title: contract.name for contract in contracts().values()}
    systems = list(dict.fromkeys(recipe.system for recipe in export_recipes().values()))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        system = _chosen("System", [EVERY_SYSTEM, *systems], "system")
        title = _chosen("For the table", [EVERY_TABLE, *sorted(titles)], "feeds")
    found = [
        recipe
        for recipe in export_recipes().values()
        if system in (EVERY_SYSTEM, recipe.system) and titles.get(title) in (None, recipe.table)
    ]
    if not found:
        _nothing(system, title, titles)
    return found


def _chosen(label: str, options: Sequence[str], key: str) -> str:
    return st.selectbox(label, options, key=key, bind="query-params", filter_mode=None, width=260)


def _nothing(system: str, title: str, titles: Mapping[str, str]) -> None:
    whose = "" if system == EVERY_SYSTEM else f" from {system}"
    st.info(f"There is no recipe for {title}{whose}. Any export with its columns will do; so will the template.")
    template_button(titles[title], "template")


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
    known = contracts()[recipe.table].columns
    metrics = metrics_of(snapshot).values()
    st.table(
        [
            {
                "Include": plain(column.header),
                "Holds": plain(f"{known[column.column].description}; for example {column.example}"),
                "Needed for": titles_in_short(needed_for(recipe, column, metrics)),
            }
            for column in recipe.columns
        ]
    )


st.title("Export recipes", anchor=False)
st.markdown(
    "Which report, which columns, how often. With these headers a file is recognised without a question; further "
    "columns do no harm."
)
shown = choice()
st.caption(f"{plural(len(shown), 'recipe')}. Headers are those of the systems in English.")
here = current()
for recipe in shown:
    recipe_section(recipe, here.snapshot, alone=len(shown) == 1)
st.page_link("pages/data/upload/page.py", label="Upload the files", icon=":material/upload_file:")
