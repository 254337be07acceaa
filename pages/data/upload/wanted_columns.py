"""Columns that metrics read and no header of a file is known for: asked before the import, not found out after it."""

import streamlit as st

from metrics.intake import Prepared, ReadingReport
from metrics.store import Snapshot
from pages.data.upload.uploads import Upload
from pages.parts.plain import plain


def wanted_columns(upload: Upload, prepared: Prepared) -> dict[str, str]:
    """Header → column, as far as somebody says so. A file that has no further header is told what stays unavailable."""
    report = ReadingReport(prepared)
    wanted = report.wanted
    if wanted and not any(each.headers for each in wanted):
        st.caption(plain(report.unavailable))
        return {}
    chosen: dict[str, str] = {}
    for each in wanted:
        headers = [header for header in each.headers if header not in chosen]
        header = st.selectbox(
            f"Which column holds this: {each.holds}? Needed for {each.needed_for}",
            headers,
            headers.index(each.likely) if each.likely in headers else None,
            format_func=lambda header: f"{header} (for example {', '.join(prepared.samples.get(header, ())[:3])})",
            placeholder="none: do without",
            key=f"wanted_{upload.number}_{each.column}",
            help=f"Stored as {plain(each.column)}.",
        )
        if header:
            chosen[header] = each.column
    return chosen


def one_unit_a_deal(upload: Upload, prepared: Prepared, snapshot: Snapshot) -> dict[str, str]:
    """For deals without a quantity: whether each is one unit, which a discount from a product's list price needs."""
    needless = {"quantity", "list_amount", "discount_pct"} & set(prepared.columns)
    if prepared.table != "opportunities" or needless or snapshot.settings.quantity_default is not None:
        return {}
    one_unit = st.toggle(
        "Each deal is one unit of its product",
        key=f"one_unit_{upload.number}",
        help="The file has no quantity and no list amount. If a deal is always one unit, its discount can be told from "
        "the product's list price; else its discount stays unknown. Settings can say so for all files.",
    )
    return {"quantity": "1"} if one_unit else {}
