"""Settings: what a workspace's people decided once, in one form, saved as a version that can be undone."""

from dataclasses import replace

import streamlit as st

from metrics.formatting import listed
from metrics.intake import tables_of_other_zones
from metrics.quality import SettingsForm
from metrics.schema import Settings
from pages.data.settings.calendar_fields import calendar_fields
from pages.data.settings.money_fields import money_fields
from pages.parts.guard import guarded
from pages.parts.plain import plain
from pages.parts.word_editor import edit_coverage, edit_roles, edit_stages, edit_words
from pages.parts.workspace_on_screen import current_workspace, own_workspace, who


def save(settings: Settings, former: Settings) -> None:
    with guarded():
        own_workspace().publish((), action="Changed the settings", who=who(), settings=settings)
        st.toast("Settings saved. History can undo this.", icon=":material/check:")
        if settings.time_zone != former.time_zone:
            warn_of_doubles(settings)


def warn_of_doubles(settings: Settings) -> None:
    """Days of another zone may be others: rows that only their values tell apart then look like further ones."""
    tables = tables_of_other_zones(own_workspace(), settings)
    if tables:
        st.warning(
            f"Days are counted in {plain(settings.time_zone)} from now on. Files of {listed(tables)} were "
            "imported in another time zone, and their rows have no id: an export that holds them again may store them "
            "twice. "
            "Import such an export as a complete one, or undo the change in History.",
            icon=":material/schedule:",
        )


st.title("Settings", anchor=False)
current = current_workspace()
settings = own_workspace().latest().settings
if current.sample:
    st.info("These settings are your own workspace's, not the sample's: they count from your first import on.")
form = SettingsForm(settings, None if current.sample else current.reader)
with st.form("settings", border=False):
    changed = money_fields(form) | calendar_fields(
        settings, "the data's own" if current.sample else str(current.snapshot.published_at)
    )
    st.header("Words", anchor=False)
    stages, roles, words = edit_stages(form), edit_roles(form.roles, list(form.functions)), edit_words(form)
    st.header("Coverage", anchor=False)
    changed |= form.edited(stages, roles, words, edit_coverage(form))
    if st.form_submit_button("Save the settings", type="primary"):
        save(replace(settings, **changed), settings)
