"""Coxswain: shows whether sales enablement works, from the CSV exports a company already has."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from pages.parts.guard import guarded
from pages.parts.markup import styled
from pages.parts.serve import GUARDS, announced, serve
from pages.parts.welcome import sample_line


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as the navigation has it: its script, the address that leads to it, its title and icon."""

    script: str
    address: str
    title: str
    icon: str


NAVIGATION = {
    "Review": (
        Entry("pages/review/scorecard/page.py", "scorecard", "Scorecard", ":material/monitoring:"),
        Entry("pages/review/metric/page.py", "metric", "One metric", ":material/query_stats:"),
        Entry("pages/review/frozen/page.py", "frozen", "Frozen quarters", ":material/ac_unit:"),
    ),
    "Measure": (
        Entry("pages/measure/leading/page.py", "leading", "Leading", ":material/trending_up:"),
        Entry("pages/measure/lagging/page.py", "lagging", "Lagging", ":material/flag:"),
        Entry("pages/measure/explore/page.py", "explore", "Explore", ":material/explore:"),
        Entry("pages/measure/win_rate/page.py", "win_rate", "Win rate, four ways", ":material/balance:"),
        Entry("pages/measure/own_metrics/page.py", "own_metrics", "Own metrics", ":material/add_chart:"),
        Entry("pages/measure/glossary/page.py", "glossary", "Glossary", ":material/dictionary:"),
    ),
    "Prove": (
        Entry("pages/prove/impact/page.py", "impact", "Impact", ":material/science:"),
        Entry("pages/prove/programmes/page.py", "programmes", "Programmes", ":material/assignment:"),
        Entry("pages/prove/ramp/page.py", "ramp", "Ramp", ":material/rocket_launch:"),
        Entry("pages/prove/people_and_teams/page.py", "people_and_teams", "People and teams", ":material/groups:"),
    ),
    "Plan": (Entry("pages/plan/organisation/page.py", "organisation", "Organisation", ":material/account_tree:"),),
    "Data": (
        Entry("pages/data/upload/page.py", "upload", "Upload", ":material/upload_file:"),
        Entry("pages/data/recipes/page.py", "recipes", "Export recipes", ":material/menu_book:"),
        Entry("pages/data/checks/page.py", "checks", "Data checks", ":material/fact_check:"),
        Entry("pages/data/people/page.py", "people", "Match people", ":material/group:"),
        Entry("pages/data/history/page.py", "history", "History", ":material/history:"),
        Entry("pages/data/settings/page.py", "settings", "Settings", ":material/tune:"),
    ),
}
# Addresses are in people's links and bookmarks: they stay as they are.
HOME = "scorecard"  # what the bare address opens
PICTURES = Path(__file__).parent / "pages" / "parts"


def show() -> None:
    """Configure the page, draw the navigation, and run what was chosen."""
    with guarded():
        st.set_page_config(page_title="Coxswain", page_icon=PICTURES / "mark.svg", layout="wide")
        st.logo(PICTURES / "logo.svg", size="large")
        sections = {section: [page_of(entry) for entry in entries] for section, entries in NAVIGATION.items()}
        chosen = st.navigation(sections, expanded=True)
        styled()
        sample_line(chosen.url_path or HOME)
        chosen.run()


def page_of(entry: Entry) -> st.Page:
    """An entry as Streamlit has it."""
    return st.Page(
        entry.script, title=entry.title, icon=entry.icon, url_path=entry.address, default=entry.address == HOME
    )


if st.runtime.exists():
    show()
elif __name__ == "__main__":
    serve(__file__)
elif __name__ == Path(__file__).stem:  # not where a worker process looks at the main module of its parent
    app = st.App(__file__, middleware=GUARDS, lifespan=announced)
