"""A template to download for every table."""

import streamlit as st

from metrics.intake import template_tables
from pages.parts.blocks import show


def template_list() -> None:
    """Every table there is a template for, folded away until somebody asks for one."""
    with st.expander("Templates for every table", icon=":material/description:", key="templates", bind="query-params"):
        st.caption("No export at hand? Fill in a template; leave out the columns you don't have.")
        titles = {table.title: table for table in template_tables()}
        table = titles[st.selectbox("Table", list(titles), filter_mode=None, width=360)]
        st.markdown(f"One row is {table.row[0].lower()}{table.row[1:]}.")
        template_button(table.name, "template")
        show((table.columns,))


def template_button(table: str, key: str) -> None:
    """A button that downloads the template of a table."""
    (template,) = (each for each in template_tables() if each.name == table)
    st.download_button(
        f"Download {table}.csv",
        template.csv,
        f"{table}.csv",
        "text/csv",
        key=key,
        on_click="ignore",
        icon=":material/download:",
    )
