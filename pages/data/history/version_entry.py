"""One version in the history: what happened, its files, and the way back to it."""

import streamlit as st

from metrics.store import Version
from pages.parts.guard import guarded
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import own_workspace, who


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


def version_entry(version: Version, newest: bool) -> None:
    """One version: what happened, when, by whom, and a button back to it."""
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            when = version.published_at.strftime("%d %b %Y, %H:%M UTC")
            what, by = plain(version.action), plain(version.who)
            st.markdown(f"**Version {version.number}** · {what}  \n:gray[{when} · {by}]", width=480)
            if newest:
                st.badge("on screen", color="green")
            elif not own_workspace().can_be_opened(version):
                st.badge("its files were deleted", color="gray")
            elif st.button(f"Back to version {version.number}", key=f"back_{version.number}"):
                with guarded():
                    own_workspace().restore(version.number, who())
                    st.rerun()
        if version.files:
            files_of(version)
