"""What an import would do that somebody agrees to before it is stored: named, with examples, to take away."""

from dataclasses import replace

import streamlit as st

from metrics.errors import UserError
from metrics.formatting import plural
from metrics.intake import Consequence, ImportChoices, Prepared, consequence_of
from metrics.store import Snapshot
from pages.data.upload.uploads import Upload
from pages.parts.downloads import frame_button
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import own_workspace

IMPORT, LEAVE_OUT = "Import them anyway", "Leave them out"
CAN_BE_UNDONE = {
    "ends": "History can undo it.",
    "removes": "History can bring them back.",
    "doubles": "If they are the same deals, they would count twice.",
}


def agreed(
    upload: Upload, prepared: Prepared, answered: ImportChoices, snapshot: Snapshot
) -> Prepared | UserError | None:
    """The file as it is to be imported, once nothing it would do is in doubt; None while somebody has to agree.

    Nothing is asked where nothing would be lost or doubled. `answered` are the choices to import the file with.
    """
    ready = replace(prepared, choices=answered)
    consequence = _consequence(upload, ready, snapshot)
    if consequence is None:
        return ready
    with st.container(border=True, key=f"consequence_{upload.number}"):
        st.markdown(f":material/warning: **{plain(consequence.sentence)}** {CAN_BE_UNDONE[consequence.kind]}")
        st.caption("For example " + " · ".join(plain(example) for example in consequence.examples))
        label, file_name = f"All {plural(consequence.count, 'row')}", f"{upload.path.stem}-{consequence.kind}.csv"
        frame_button(label, consequence.rows, file_name, f"all_{upload.number}")
        answer = _answer(upload, consequence)
    if answer != LEAVE_OUT:
        return ready if answer else None
    without = upload.read(replace(prepared.choices, leave_out=consequence.ids), snapshot)
    return (
        without
        if isinstance(without, UserError)
        else replace(without, choices=replace(answered, leave_out=consequence.ids))
    )


def _answer(upload: Upload, consequence: Consequence) -> str | None:
    """What somebody said, None so far. Another number of rows is another question."""
    key = f"agreed_{upload.number}_{consequence.kind}_{consequence.count}"
    if consequence.kind == "doubles":
        return st.radio("What shall become of them?", (IMPORT, LEAVE_OUT), None, key=key, horizontal=True)
    verb = "End" if consequence.kind == "ends" else "Remove"
    return IMPORT if st.checkbox(f"{verb} {plural(consequence.count, 'stored row')}", key=key) else None


def _consequence(upload: Upload, prepared: Prepared, snapshot: Snapshot) -> Consequence | None:
    """Asked of the data once for each way of reading the file, not at every click."""
    rows = prepared.staged.rows if prepared.staged else None
    choices = prepared.choices
    reading = (snapshot.digest, rows, choices.complete, choices.snapshot_on, choices.stages)
    return upload.once(repr(reading), lambda: consequence_of(own_workspace(), snapshot, prepared))
