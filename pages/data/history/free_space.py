"""What could be deleted to free disk space, and what would be lost by it."""

from collections.abc import Sequence

import streamlit as st

from metrics.formatting import listed, plural
from metrics.review import FrozenQuarters
from metrics.store import Version
from pages.parts.guard import guarded
from pages.parts.workspace_on_screen import own_reader, own_workspace


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
        st.markdown(f"{files} ({clearing.size_in_words}) would be deleted. {_lost(clearing.lost)}")
        frozen = FrozenQuarters(own_workspace(), own_reader()).frozen_from(clearing.lost)
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
