"""Columns that metrics read and no header of a file is known for: asked before the import, not found out after it."""

import streamlit as st

from metrics.intake import Prepared
from metrics.schema import contracts
from metrics.semantic import catalog, columns_lacking, titles_in_short
from metrics.store import Snapshot
from pages.data.upload.uploads import Upload
from pages.parts.plain import plain


def wanted_columns(upload: Upload, prepared: Prepared) -> dict[str, str]:
    """Header → column, as far as somebody says so. A file that has no further header is told what stays unavailable."""
    wanted = _wanted(prepared)
    free = [header for header in prepared.headers if header not in prepared.mapping]
    if wanted and not free:
        unavailable = tuple(dict.fromkeys(title for titles in wanted.values() for title in titles))
        st.caption(f"Without {', '.join(wanted)} this file can't serve: {titles_in_short(unavailable)}.")
        return {}
    chosen: dict[str, str] = {}
    for column, titles in wanted.items():
        header = _question(upload, prepared, column, titles, [header for header in free if header not in chosen])
        if header:
            chosen[header] = column
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


def _wanted(prepared: Prepared) -> dict[str, tuple[str, ...]]:
    """Column → titles of the metrics that can't do without it, for the columns the file doesn't bring."""
    if prepared.table is None:
        return {}
    lacking = columns_lacking(prepared.table, {*prepared.mapping.values()}, catalog().values())
    return {column: tuple(metric.title for metric in metrics) for column, metrics in lacking.items()}


def _question(upload: Upload, prepared: Prepared, column: str, titles: tuple[str, ...], free: list[str]) -> str | None:
    suggested = [suggestion.header for suggestion in prepared.suggestions if suggestion.column == column]
    description = contracts()[prepared.table or ""].columns[column].description or column
    return st.selectbox(
        f"Which column holds this: {description[0].lower()}{description[1:]}? Needed for {titles_in_short(titles)}",
        [header for header in (*suggested, *free) if header in free],
        None,
        format_func=lambda header: f"{header} (for example {', '.join(prepared.samples.get(header, ())[:3])})",
        placeholder="none: do without",
        key=f"wanted_{upload.number}_{column}",
        help=f"Stored as {plain(column)}.",
    )
