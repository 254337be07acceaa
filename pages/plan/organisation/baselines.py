"""The facts a plan starts from, read once a version of the workspace."""

from dataclasses import replace

import streamlit as st

from metrics.errors import UserError
from metrics.people import Baseline, baseline_of
from pages.parts.workspace_on_screen import Current


def todays(current: Current) -> Baseline:
    """The facts of the version on screen."""
    return _baseline(current, current.reader.key)


def of_version(current: Current, word: str) -> tuple[Baseline, str]:
    """The facts of the version that an address names, and what is to be said where there is none: then today's."""
    if word in ("", str(current.snapshot.number)):
        return todays(current), ""
    try:
        return todays(replace(current, reader=current.reader.over(current.workspace.open(int(word))))), ""
    except (ValueError, UserError):
        return todays(current), f"There is no version “{word}” of the data to be opened: today's is used."


@st.cache_resource(max_entries=20, show_spinner="Reading the roster …")
def _baseline(_current: Current, key: str) -> Baseline:
    return baseline_of(_current.reader)
