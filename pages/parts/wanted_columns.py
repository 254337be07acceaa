"""Columns that metrics read and no header of a file is known for: asked before the import, not found out after it."""

import streamlit as st

from metrics.definition import catalog
from metrics.intake.contract import contracts
from metrics.intake.preparing import Prepared
from metrics.store.snapshot import Snapshot
from pages.parts.plain import plain
from pages.parts.uploads import Upload


def wanted_columns(upload: Upload, known: Prepared) -> dict[str, str]:
    """Header → column, as far as somebody says so. A file that has no further header is told what stays unavailable."""
    readers = _readers(known)
    free = [header for header in known.headers if header not in known.mapping]
    if readers and not free:
        unavailable = ", ".join(dict.fromkeys(title for titles in readers.values() for title in titles))
        st.caption(f"Without {', '.join(readers)} this file can't serve: {unavailable}.")
        return {}
    found: dict[str, str] = {}
    for column, titles in readers.items():
        header = _question(upload, known, column, titles, [header for header in free if header not in found])
        if header:
            found[header] = column
    return found


def one_unit_a_deal(upload: Upload, known: Prepared, snapshot: Snapshot) -> dict[str, str]:
    """For deals without a quantity: whether each is one unit, which a discount from a product's list price needs."""
    needless = {"quantity", "list_amount", "discount_pct"} & set(known.columns)
    if known.table != "opportunities" or needless or snapshot.settings.quantity_default is not None:
        return {}
    one_unit = st.toggle(
        "Each deal is one unit of its product",
        key=f"one_unit_{upload.number}",
        help="The file has no quantity and no list amount. If a deal is always one unit, its discount can be told from "
        "the product's list price; else its discount stays unknown. Settings can say so for all files.",
    )
    return {"quantity": "1"} if one_unit else {}


def _readers(known: Prepared) -> dict[str, list[str]]:
    """Column → titles of the metrics that can't do without it, for the columns the file doesn't bring."""
    if known.table is None:
        return {}
    contract = contracts()[known.table]
    readers: dict[str, list[str]] = {}
    for metric in catalog().values():
        for column in metric.reads.get(known.table, ()):
            if column not in known.mapping.values() and column not in contract.required:
                readers.setdefault(column, []).append(metric.title)
    return readers


def _question(upload: Upload, known: Prepared, column: str, titles: list[str], free: list[str]) -> str | None:
    suggested = [suggestion.header for suggestion in known.suggestions if suggestion.column == column]
    description = contracts()[known.table or ""].columns[column].description or column
    return st.selectbox(
        f"Which column holds this: {description[0].lower()}{description[1:]}? Needed for {', '.join(titles)}",
        [header for header in (*suggested, *free) if header in free],
        None,
        format_func=lambda header: f"{header} (for example {', '.join(known.samples.get(header, ())[:3])})",
        placeholder="none: do without",
        key=f"wanted_{upload.number}_{column}",
        help=f"Stored as {plain(column)}.",
    )
