"""What to do about a metric whose columns no file has brought: upload them, and how to get them first."""

import streamlit as st

from metrics.intake import recipes_for
from metrics.query import Answers, Reader
from metrics.schema import contracts
from metrics.semantic import Metric


def ways_out(metric: Metric, reader: Reader) -> None:
    """A link to the upload, and one to the recipes of each table that lacks something."""
    st.page_link("pages/data/upload/page.py", label="Upload what is missing", icon=":material/upload_file:")
    for table in dict.fromkeys(table for table, _ in Answers(reader).lacking(metric)):
        if recipes_for(table=table):
            title = contracts()[table].title
            st.page_link(
                "pages/data/recipes/page.py",
                label=f"How to export {title.lower()}",
                icon=":material/menu_book:",
                query_params={"feeds": title},
            )
