"""History: every version of the data, who made it from which files, and the way back."""

import streamlit as st

from metrics.store.versions import Version
from pages.parts.guard import guarded
from pages.parts.session import own_workspace, who

SHOWN = 20


def files_of(version: Version) -> None:
    """The files of one import: rows read = rows used + rows set aside, and what identifies each file."""
    label = f"{len(version.files)} file{'s' if len(version.files) > 1 else ''}"
    with st.expander(label, key=f"files_{version.number}"):
        st.table(
            [
                {
                    "File": file.name,
                    "Table": file.table,
                    "Rows read": f"{file.rows_read:,}",
                    "Used": f"{file.rows_used:,}",
                    "Set aside": f"{file.rows_set_aside:,}",
                    "SHA-256": file.sha256,
                }
                for file in version.files
            ]
        )
        for change in version.changes:
            st.caption(
                f"{change.table}: {change.added:,} rows added, {change.updated:,} updated, {change.closed:,} closed"
            )


def entry(version: Version, newest: bool) -> None:
    """One version: what happened, when, by whom, and a button back to it."""
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            when = version.published_at.strftime("%d %b %Y, %H:%M UTC")
            st.markdown(f"**Version {version.number}** · {version.action}  \n:gray[{when} · {version.who}]", width=480)
            if newest:
                st.badge("on screen", color="green")
            elif st.button(f"Back to version {version.number}", key=f"back_{version.number}"):
                with guarded():
                    own_workspace().restore(version.number, who())
                    st.rerun()
        if version.files:
            files_of(version)


st.title("History", anchor=False)
versions = sorted(own_workspace().history(), key=lambda version: version.number, reverse=True)
if not versions:
    st.info("Nothing has been imported yet: the sample is on screen. Your first import becomes version 1.")
    st.page_link("pages/data/upload.py", label="Upload your files", icon=":material/upload_file:")
else:
    st.markdown("Nothing is ever overwritten. Going back adds a version, so that this too can be undone.")
    if st.button("Undo the last change", icon=":material/undo:"):
        with guarded():
            own_workspace().undo(who())
            st.rerun()
    everything = len(versions) <= SHOWN or st.toggle(f"Show all {len(versions)} versions", key="everything")
    for version in versions if everything else versions[:SHOWN]:
        entry(version, newest=version is versions[0])
