"""Coxswain: shows whether sales enablement works, from the CSV exports a company already has."""

import streamlit as st

from pages.parts.guard import guarded
from pages.parts.serve import serve
from pages.parts.welcome import sample_line

NAVIGATION = {
    "Review": {
        "pages/review/scorecard.py": ("Scorecard", ":material/monitoring:"),
        "pages/review/metric.py": ("One metric", ":material/query_stats:"),
        "pages/review/frozen.py": ("Frozen quarters", ":material/ac_unit:"),
    },
    "Measure": {
        "pages/measure/leading.py": ("Leading", ":material/trending_up:"),
        "pages/measure/lagging.py": ("Lagging", ":material/flag:"),
        "pages/measure/explore.py": ("Explore", ":material/explore:"),
        "pages/measure/win_rate.py": ("Win rate, four ways", ":material/balance:"),
        "pages/measure/own_metrics.py": ("Own metrics", ":material/add_chart:"),
        "pages/measure/glossary.py": ("Glossary", ":material/dictionary:"),
    },
    "Prove": {
        "pages/prove/impact.py": ("Impact", ":material/science:"),
        "pages/prove/programmes.py": ("Programmes", ":material/assignment:"),
        "pages/prove/ramp.py": ("Ramp", ":material/rocket_launch:"),
        "pages/prove/people_and_teams.py": ("People and teams", ":material/groups:"),
    },
    "Plan": {
        "pages/plan/organisation.py": ("Organisation", ":material/account_tree:"),
    },
    "Data": {
        "pages/data/upload.py": ("Upload", ":material/upload_file:"),
        "pages/data/recipes.py": ("Export recipes", ":material/menu_book:"),
        "pages/data/checks.py": ("Data checks", ":material/fact_check:"),
        "pages/data/people.py": ("Match people", ":material/group:"),
        "pages/data/history.py": ("History", ":material/history:"),
        "pages/data/settings.py": ("Settings", ":material/tune:"),
    },
}
HOME = "pages/review/scorecard.py"


def show() -> None:
    """Configure the page, draw the navigation, and run what was chosen."""
    st.set_page_config(page_title="Coxswain", page_icon="pages/parts/mark.svg", layout="wide")
    st.logo("pages/parts/logo.svg", size="large")
    sections = {
        section: [st.Page(path, title=title, icon=icon, default=path == HOME) for path, (title, icon) in pages.items()]
        for section, pages in NAVIGATION.items()
    }
    page = st.navigation(sections, expanded=True)
    pages_in_order = [each for section in sections.values() for each in section]
    paths = [path for pages in NAVIGATION.values() for path in pages]
    with guarded():
        sample_line(paths[pages_in_order.index(page)])
        page.run()


if st.runtime.exists():
    show()
elif __name__ == "__main__":  # not where a worker process looks at the main module of its parent
    serve(__file__)
