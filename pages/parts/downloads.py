"""Rows as CSV that a spreadsheet opens without running anything."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from pandas import DataFrame

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_text(rows: Iterable[Mapping[Any, object]]) -> str:
    """Comma-separated text with a header. Texts that a spreadsheet would run as a formula get a leading apostrophe.

    A row may lack columns that others have, such as the counts of a period of which nothing is known: they stay empty.
    """
    lines = list(rows)
    if not lines:
        return ""
    names = dict.fromkeys(name for line in (max(lines, key=len), *lines) for name in line)
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, fieldnames=[_safe(name) for name in names], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({_safe(name): _safe(value) for name, value in row.items()} for row in lines)
    return buffer.getvalue()


def csv_button(label: str, rows: Callable[[], Iterable[Mapping[Any, object]]], file_name: str, key: str) -> None:
    """A button that asks for the rows, and writes them, only when it is pressed."""
    st.download_button(
        label,
        lambda: csv_text(rows()).encode("utf-8-sig"),
        file_name,
        "text/csv",
        key=key,
        on_click="ignore",
        icon=":material/download:",
    )


def frame_button(label: str, frame: "Callable[[], DataFrame]", file_name: str, key: str) -> None:
    """The same for the rows of a pandas frame; what is unknown is an empty cell."""
    csv_button(label, lambda: records(frame()), file_name, key)


def records(frame: "DataFrame") -> Iterable[Mapping[Any, object]]:
    """The rows of a frame; days come without the midnight that pandas gives them."""
    written = frame.astype(object).where(frame.notna(), None)
    for name in frame.select_dtypes("datetime").columns:
        moments = frame[name].dropna()
        if (moments == moments.dt.normalize()).all():
            written[name] = [None if moment is None else moment.date() for moment in written[name]]
    return written.to_dict("records")


def _safe(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
