"""Upload: files become rows, or a reasoned no. Nothing is stored in the workspace before “Import” is pressed."""

from collections.abc import Sequence

import streamlit as st

from metrics.errors import UserError
from metrics.formatting import listed, plural
from metrics.intake import FileReport, Prepared, export_recipes, publish
from metrics.schema import RoleFunction
from metrics.store import Snapshot
from pages.data.upload import file_findings, file_questions
from pages.data.upload.agreements import agreed
from pages.data.upload.results import results
from pages.data.upload.uploads import Upload, receive, shelf
from pages.parts.guard import guarded
from pages.parts.plain import plain
from pages.parts.template_list import template_list
from pages.parts.workspace_on_screen import own_workspace, who

SYSTEMS = tuple(dict.fromkeys(recipe.system for recipe in export_recipes().values()))
Ready = tuple[Prepared, tuple[RoleFunction, ...]]


def file_section(upload: Upload, snapshot: Snapshot) -> Ready | None:
    """One file: what it is, what is open, what is wrong. None while it can't be imported."""
    with st.container(border=True, key=f"file_{upload.number}"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"**{plain(upload.name)}**", width="content")
            if st.button("Remove", key=f"remove_{upload.number}", icon=":material/close:", type="tertiary"):
                shelf().remove(upload.number)
                st.rerun()
        head = st.container()
        asked = len(upload.asked)
        choices = file_questions.answers(upload, snapshot)
        prepared = choices if isinstance(choices, UserError) else upload.read(choices, snapshot)
        if isinstance(prepared, UserError):
            head.error(plain(prepared), icon=":material/block:")
            return None
        if len(upload.asked) > asked:
            st.rerun()
        answered, roles = file_questions.publication_answers(upload, prepared)
        settled = agreed(upload, prepared, answered, snapshot)
        if isinstance(settled, UserError):
            head.error(plain(settled), icon=":material/block:")
            return None
        shown = settled or prepared
        with head:
            file_findings.summary(shown)
        if shown.staged or shown.problems:
            file_findings.problems(upload.number, shown.problems)
        file_findings.decisions(upload.number, shown.decisions)
        file_findings.take_away(upload.number, shown)
        return None if settled is None or settled.undecided else (settled, roles)


def import_button(files: Sequence[Upload], ready: Sequence[Ready], snapshot: Snapshot) -> None:
    """One button for all files that are ready; it says what would be left out."""
    left_out = len(files) - len(ready)
    if left_out:
        them = "it" if left_out == 1 else "them"
        st.warning(f"{plural(left_out, 'file')} can't be imported yet: answer what is asked, or remove {them}.")
    label = f"Import {plural(len(ready), 'file')}"
    if st.button(label, type="primary", icon=":material/download_done:", disabled=not ready or left_out > 0):
        with guarded(), st.spinner("Importing …", show_time=True):
            st.session_state["imported"] = import_all(ready, snapshot)
            for upload in files:
                shelf().remove(upload.number)
            st.rerun()


def import_all(ready: Sequence[Ready], snapshot: Snapshot) -> tuple[FileReport, ...]:
    roles = [role for _, roles in ready for role in roles]
    return publish(own_workspace(), snapshot, [prepared for prepared, _ in ready], who(), roles)


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
        label=f"How to export from {listed(SYSTEMS)}",
        icon=":material/menu_book:",
    )
if files:
    snapshot = own_workspace().latest()
    ready = [found for upload in files if (found := file_section(upload, snapshot))]
    import_button(files, ready, snapshot)
template_list()
