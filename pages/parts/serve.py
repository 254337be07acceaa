"""Start the server: `python app.py`, with any option that `streamlit run` takes."""

import sys

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli


def serve(script: str) -> None:
    """Run `script` under Streamlit until it is stopped.

    Streamlit takes a folder called `pages` for its older way of naming pages, until `st.navigation` has run once. The
    first visitor of a server would then find that a mailed link leads to no page; saying so beforehand prevents it.
    """
    PagesManager.uses_pages_directory = False
    sys.argv = ["streamlit", "run", script, *sys.argv[1:]]
    cli.main()
