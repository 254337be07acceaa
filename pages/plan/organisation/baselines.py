"""The facts a plan starts from, read once a version of the workspace."""

import streamlit as st

from metrics.errors import UserError
from metrics.people import Baseline, baseline_of
from metrics.store import Snapshot
from pages.parts.workspace_on_screen import Current


def todays(current: Current) -> Baseline:
    """The facts of the version on screen."""
    return _baseline(current.snapshot, str(current.snapshot.folder), current.snapshot.number)


def of_version(current: Current, word: str) -> tuple[Baseline, str]:
    """The facts of the version that an address names, and what is to be said where there is none: then today's."""
    if word in ("", str(current.snapshot.number)):
        return todays(current), ""
    try:
        snapshot = current.workspace.open(int(word))
        return _baseline(snapshot, str(snapshot.folder), snapshot.number), ""
    except (ValueError, UserError):
        return todays(current), f"There is no version “{word}” of the data to be opened: today's is used."


@st.cache_resource(max_entries=20, show_spinner="Reading the roster …")
def _baseline(_snapshot: Snapshot, folder: str, version: int) -> Baseline:
    return baseline_of(_snapshot)
