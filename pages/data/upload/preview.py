"""What pressing Import would change, before anybody presses it."""

from collections.abc import Sequence

import streamlit as st

from metrics.errors import UserError
from metrics.intake import preview_import
from metrics.schema import roles_of
from metrics.store import Snapshot
from pages.data.upload.file_section import Ready
from pages.data.upload.uploads import shelf
from pages.parts.blocks import show
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import own_workspace


def preview(ready: Sequence[Ready], snapshot: Snapshot) -> bool:
    """Shows what importing the files would do to stored rows; False where they can't be imported so, and why."""
    files, roles = [prepared for prepared, _ in ready], roles_of(row for _, rows in ready for row in rows)
    readings = [(file.source, file.staged and file.staged.rows, file.choices) for file in files]
    with st.container(border=True, key="preview"):
        with st.spinner("Comparing with what is stored …"):
            seen = shelf().preview(
                f"{snapshot.digest} {readings!r} {roles!r}",
                lambda: preview_import(own_workspace(), snapshot, files, roles).blocks,
            )
        st.header("What this import changes", anchor=False)
        if isinstance(seen, UserError):
            st.error(plain(seen), icon=":material/block:")
            return False
        show(seen)
    return True
