"""Which header is which column: known, suggested or unknown, each with what stands under it."""

from collections.abc import Sequence

import streamlit as st

from metrics.intake import Prepared, ReadingReport
from pages.data.upload.uploads import Upload


def edit_mapping(upload: Upload, prepared: Prepared, columns: Sequence[str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """A table of the file's headers; returns header → column ("" for none) and the headers kept as segments."""
    suggested = {suggestion.header: suggestion for suggestion in prepared.suggestions}
    mapped = sum(header in prepared.mapping for header in prepared.headers)
    unknown = len(prepared.headers) - mapped - len(suggested)
    label = f"Columns: {mapped} known, {len(suggested)} suggested, {unknown} unknown"
    with st.expander(label, key=f"columns_{upload.number}", expanded=bool(suggested)):
        st.caption(
            "Known headers are filled in. A suggestion counts only once you choose it. Keep any other column to group "
            "and filter by it."
        )
        accept = bool(suggested) and st.toggle("Use all suggestions", key=f"accept_{upload.number}")
        rows = _edited(upload, prepared, columns, accept)
    mapping = {header: column or "" for header, column, _ in rows}
    return mapping, tuple(header for header, column, keep in rows if keep and not column)


def _edited(
    upload: Upload, prepared: Prepared, columns: Sequence[str], accept: bool
) -> list[tuple[str, str | None, bool]]:
    from pandas import DataFrame

    suggested = {suggestion.header: suggestion for suggestion in prepared.suggestions}
    report = ReadingReport(prepared)
    rows = [
        {
            "header": header,
            "samples": ", ".join(prepared.samples.get(header, ())),
            "column": prepared.mapping.get(header)
            or (suggested[header].column if accept and header in suggested else None),
            "keep": header in prepared.kept.values(),
            "state": report.how_sure(header),
        }
        for header in prepared.headers
    ]
    edited = st.data_editor(
        DataFrame(rows),
        column_config={
            "header": st.column_config.TextColumn("In the file", disabled=True),
            "samples": st.column_config.TextColumn("For example", disabled=True, width="medium"),
            "column": st.column_config.SelectboxColumn("Is the column", options=list(columns)),
            "keep": st.column_config.CheckboxColumn("Keep", help="Keep it to group and filter by.", width="small"),
            "state": st.column_config.TextColumn("How sure", disabled=True),
        },
        hide_index=True,
        key=f"mapping_{upload.number}_{prepared.table}_{accept}",
        alt=f"The columns of {upload.name} and what they are",
        placeholder="",
    )
    return [
        (row["header"], row["column"] if isinstance(row["column"], str) else None, bool(row["keep"]))
        for row in edited.to_dict("records")
    ]
