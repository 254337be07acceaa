"""History: every version of the data, who made it from which files, and the way back."""

from collections.abc import Sequence

import streamlit as st

from metrics.formatting import format_size, listed, plural
from metrics.review import frozen_periods
from metrics.store import Version
from pages.parts.guard import guarded
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import own_workspace, who

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


def free_space(versions: Sequence[Version]) -> None:
    """What could be deleted, what would be lost by it, and the button that does it."""
    with st.expander("Free disk space", icon=":material/delete_sweep:", key="space", on_change="rerun") as opened:
        if not opened.open:
            return
        st.markdown("Each version keeps the files it consists of, so that it can be opened again. Say which to keep.")
        by_number = {version.number: version for version in reversed(versions)}
        oldest = st.selectbox(
            "Keep every version from",
            list(by_number),
            format_func=lambda number: f"version {number}, {by_number[number].published_at:%d %b %Y}",
            filter_mode=None,
            width=360,
        )
        clearing = own_workspace().clearing(oldest)
        if not clearing.files:
            st.markdown("Nothing to delete: every file belongs to one of these versions.")
            return
        files = plural(len(clearing.files), "file")
        st.markdown(f"{files} ({format_size(clearing.size)}) would be deleted. {_lost(clearing.lost)}")
        frozen = [
            period.label for period in frozen_periods(own_workspace().latest()) if period.version in clearing.lost
        ]
        if frozen:
            st.markdown(
                f"Frozen from a version that would be lost: {listed(frozen)}. The numbers stay as they were presented; "
                "what has changed them since could not be told any more."
            )
        sure = st.checkbox("I know that this can't be undone", key=f"sure_{oldest}_{len(clearing.files)}")
        if st.button(f"Delete {files}", disabled=not sure, icon=":material/delete_forever:"):
            with guarded():
                deleted = own_workspace().clear_out(oldest)
                st.toast(f"{plural(deleted, 'file')} deleted.", icon=":material/check:")
                st.rerun()


def _lost(numbers: Sequence[int]) -> str:
    """What deleting takes away."""
    if not numbers:
        return "Every version stays as it is: these files were left behind by an import that was broken off."
    named = f"Version {numbers[0]}" if len(numbers) == 1 else f"Versions {listed([str(number) for number in numbers])}"
    return f"{named} would stay in this list and could not be gone back to any more. All others stay as they are."


st.title("History", anchor=False)
versions = sorted(own_workspace().history(), key=lambda version: version.number, reverse=True)
if not versions:
    st.info("Nothing has been imported yet: the sample is on screen. Your first import becomes version 1.")
    st.page_link("pages/data/upload/page.py", label="Upload your files", icon=":material/upload_file:")
else:
    st.markdown("Nothing is ever overwritten. Going back adds a version, so that this too can be undone.")
    if st.button("Undo the last change", icon=":material/undo:"):
        with guarded():
            own_workspace().undo(who())
            st.rerun()
    everything = len(versions) <= SHOWN or st.toggle(f"Show all {len(versions)} versions", key="everything")
    for version in versions if everything else versions[:SHOWN]:
        entry(version, newest=version is versions[0])
    free_space(versions)
