"""Upload: files become rows, or a reasoned no. Nothing is stored in the workspace before “Import” is pressed."""

from collections.abc import Sequence

import streamlit as st

from metrics.formatting import listed, plural
from metrics.intake import publish, recipe_systems
from metrics.schema import roles_of
from metrics.store import Snapshot
from pages.data.upload.file_section import Ready, file_section
from pages.data.upload.preview import preview
from pages.data.upload.results import results
from pages.data.upload.uploads import Upload, receive, shelf
from pages.parts.guard import guarded
from pages.parts.template_list import template_list
from pages.parts.workspace_on_screen import own_workspace, who


def import_button(files: Sequence[Upload], ready: Sequence[Ready], snapshot: Snapshot) -> None:
    """What all files that are ready would change, and one button to import them; it says what would be left out."""
    possible = bool(ready) and preview(ready, snapshot)
    left_out = len(files) - len(ready)
    if left_out:
        them = "it" if left_out == 1 else "them"
        st.warning(f"{plural(left_out, 'file')} can't be imported yet: answer what is asked, or remove {them}.")
    label = f"Import {plural(len(ready), 'file')}"
    if st.button(label, type="primary", icon=":material/download_done:", disabled=not possible or left_out > 0):
        with guarded(), st.spinner("Importing …", show_time=True):
            roles = roles_of(row for _, rows in ready for row in rows)
            reports = publish(own_workspace(), snapshot, [prepared for prepared, _ in ready], who(), roles)
            st.session_state["imported"] = [report.blocks for report in reports]
            for upload in files:
                shelf().remove(upload.number)
            st.rerun()


st.title("Upload", anchor=False)
if "imported" in st.session_state:
    results(st.session_state["imported"])
st.markdown(
    "Exports from your CRM, training and content systems, as they are. Nothing is stored before you press Import."
)
receive()
files = list(shelf().uploads.values())
if not files:
    st.page_link(
        "pages/data/recipes/page.py",
        label=f"How to export from {listed(recipe_systems())}",
        icon=":material/menu_book:",
    )
if files:
    snapshot = own_workspace().latest()
    ready = [importable for upload in files if (importable := file_section(upload, snapshot))]
    import_button(files, ready, snapshot)
template_list()
