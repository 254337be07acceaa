"""A template to download for every table."""

import streamlit as st

from metrics.intake import TemplateTable, template_csv, template_tables


def template_list() -> None:
    """Every table there is a template for, folded away until somebody asks for one."""
    with st.expander("Templates for every table", icon=":material/description:", key="templates", bind="query-params"):
        st.caption("No export at hand? Fill in a template; leave out the columns you don't have.")
        titles = {table.title: table for table in template_tables()}
        table = titles[st.selectbox("Table", list(titles), filter_mode=None, width=360)]
        st.markdown(f"One row is {table.row[0].lower()}{table.row[1:]}.")
        template_button(table.name, "template")
        _columns(table)


def template_button(table: str, key: str) -> None:
    """A button that downloads the template of a table."""
    st.download_button(
        f"Download {table}.csv",
        template_csv(table),
        f"{table}.csv",
        "text/csv",
        key=key,
        on_click="ignore",
        icon=":material/download:",
    )


def _columns(table: TemplateTable) -> None:
    rows = [(name, "yes", text) for name, text in table.required.items()]
    rows += [(name, "", text) for name, text in table.optional.items()]
    st.dataframe(
        [{"Column": name, "Required": required, "Holds": text} for name, required, text in rows],
        hide_index=True,
        alt=f"The columns of {table.title}",
    )
