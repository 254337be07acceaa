"""One uploaded file: what it is, what is open, what is wrong."""

from typing import Any

import streamlit as st

from metrics.errors import UserError
from metrics.intake import Prepared, ReadingReport
from metrics.store import Snapshot
from pages.data.upload import file_findings, file_questions
from pages.data.upload.agreements import agreed
from pages.data.upload.uploads import Upload, shelf
from pages.parts.plain import plain

Ready = tuple[Prepared, list[dict[str, Any]]]


def file_section(upload: Upload, snapshot: Snapshot) -> Ready | None:
    """One file: what it is, what is open, what is wrong. None while it can't be imported."""
    with st.container(border=True, key=f"file_{upload.number}"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"**{plain(upload.name)}**", width="content")
            if st.button("Remove", key=f"remove_{upload.number}", icon=":material/close:", type="tertiary"):
                shelf().remove(upload.number)
                st.rerun()
        head = st.container()
        asked = upload.questions
        choices = file_questions.answers(upload, snapshot)
        prepared = choices if isinstance(choices, UserError) else upload.read(choices, snapshot)
        if isinstance(choices, UserError) or isinstance(prepared, UserError):
            head.error(plain(prepared), icon=":material/block:")
            return None
        if upload.questions > asked:
            st.rerun()
        _offer_sheets(upload, prepared)
        answered, roles = file_questions.publication_answers(upload, prepared, choices, snapshot)
        settled = agreed(upload, prepared, answered, snapshot)
        if isinstance(settled, UserError):
            head.error(plain(settled), icon=":material/block:")
            return None
        shown = settled or prepared
        report = ReadingReport(shown)
        with head:
            file_findings.summary(report)
        if shown.staged or shown.problems:
            file_findings.problem_list(upload.number, report)
        file_findings.decision_list(upload.number, report)
        file_findings.take_away(upload.number, report)
        if settled is None or settled.open_questions(snapshot):
            return None
        return settled, roles


def _offer_sheets(upload: Upload, prepared: Prepared) -> None:
    """The other sheets of a workbook, each to be read as a file of its own."""
    for sheet in shelf().left_sheets(upload, prepared):
        if st.button(
            f"Read the sheet “{plain(sheet)}” too", key=f"sheet_{upload.number}_{sheet}", icon=":material/table:"
        ):
            shelf().put_sheet(upload, sheet)
            st.rerun()
