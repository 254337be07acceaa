"""What a file leaves open, asked one by one: which table, which column, which day, which outcome."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Literal

import streamlit as st

from metrics.errors import UserError
from metrics.intake import ImportChoices, Prepared, ReadingReport, Undecided
from metrics.schema import FUNCTIONS, contracts
from metrics.store import Snapshot
from pages.data.upload.mapping_editor import edit_mapping
from pages.data.upload.uploads import Upload
from pages.data.upload.wanted_columns import one_unit_a_deal, wanted_columns
from pages.parts.plain import plain
from pages.parts.word_editor import edit_roles


def answers(upload: Upload, snapshot: Snapshot) -> ImportChoices | UserError:
    """What was answered so far about how the file is to be read; draws the questions. A refused file has none."""
    first = upload.read(ImportChoices(), snapshot)
    if isinstance(first, UserError):
        return first
    table = _table(upload, first)
    if table is None:
        return ImportChoices()
    untouched = ImportChoices() if table == first.table else ImportChoices(table=table)
    prepared = upload.read(untouched, snapshot)
    if isinstance(prepared, UserError):
        return prepared
    questions = st.container()
    mapping, keep = edit_mapping(upload, prepared, tuple(contracts()[table].columns))
    changed = {header: column for header, column in mapping.items() if column != prepared.mapping.get(header, "")}
    with questions:
        columns = {**_columns(upload, prepared), **wanted_columns(upload, prepared)}
        constants = {**one_unit_a_deal(upload, prepared, snapshot), **_session_day(upload)}
        same_person, same_first_day = _same_person(upload), _same_first_day(upload)
        date_orders, decimal_marks = _date_orders(upload), _decimal_marks(upload)
        units, rate_directions = _units(upload), _rate_directions(upload)
        words = _words(upload)
    used = {**mapping, **columns}
    choices = replace(
        untouched,
        mapping={**changed, **columns},
        constants=constants,
        same_person=same_person,
        same_day=same_first_day,
        keep=tuple(header for header in keep if header not in prepared.kept.values()),
    )
    return (
        choices.written(
            {header: order for header, order in date_orders.items() if used.get(header)},
            {header: mark for header, mark in decimal_marks.items() if used.get(header)},
        )
        .counted(
            {header: unit for header, unit in units.items() if used.get(header)},
            {header: way for header, way in rate_directions.items() if used.get(header)},
        )
        .meaning(words)
    )


def publication_answers(
    upload: Upload, prepared: Prepared, answered: ImportChoices, snapshot: Snapshot
) -> tuple[ImportChoices, list[dict[str, Any]]]:
    """What doesn't change how a file is read but what its rows mean: stages, roles, the day and whether it is whole."""
    choices = replace(prepared.choices, stages=answered.stages)
    if prepared.table == "people" and "valid_from" not in prepared.columns:
        choices = replace(choices, snapshot_on=_snapshot_day(upload))
    complete = st.toggle(
        "This is a complete export: what is missing from it no longer exists",
        key=f"complete_{upload.number}",
        help="Rows of earlier imports that this file doesn't have are closed. Leave it off for a part, say a quarter.",
    )
    right = _clock_is_right(upload, prepared, snapshot)
    choices = replace(choices, same_day=choices.same_day or _same_day(upload, prepared, snapshot))
    return replace(choices, complete=complete, clock_is_right=right), _roles(upload, prepared)


def _same_day(upload: Upload, prepared: Prepared, snapshot: Snapshot) -> Literal["replace", "add"] | None:
    """What rows of a person and day are that are stored with other values, where a table knows corrections."""
    if prepared.table is None or prepared.table not in snapshot.tables or not contracts()[prepared.table].same_day:
        return None
    words: dict[str, Literal["replace", "add"]] = {"correct the stored ones": "replace", "stand beside them": "add"}
    chosen = st.selectbox(
        "Rows of a person and day that are stored with other values",
        list(words),
        None,
        placeholder="Say it if there are any",
        key=f"same_day_{upload.number}",
    )
    return words[chosen] if chosen else None


def _clock_is_right(upload: Upload, prepared: Prepared, snapshot: Snapshot) -> bool:
    """Whether somebody says so, where the file's days or the newest version speak against it."""
    doubt = prepared.clock_doubt(snapshot)
    if not doubt:
        return False
    st.warning(plain(doubt), icon=":material/schedule:")
    return st.checkbox("The clock of this machine is right", key=f"clock_{upload.number}")


def _table(upload: Upload, first: Prepared) -> str | None:
    tables = list(contracts())
    for question in first.undecided:
        if question.kind == "table" and question.reason:
            st.info(plain(f"{question.reason[0].upper()}{question.reason[1:]}."), icon=":material/help:")
    return st.selectbox(
        "This file is",
        tables,
        tables.index(first.table) if first.table else None,
        format_func=lambda name: (
            f"{contracts()[name].title}: {contracts()[name].row[0].lower()}{contracts()[name].row[1:]}"
        ),
        placeholder="Choose a table",
        key=f"table_{upload.number}",
    )


def _columns(upload: Upload, prepared: Prepared) -> dict[str, str]:
    """Columns a table can't do without and no header is known for."""
    columns = {}
    for question in _asked(upload, "column"):
        headers = tuple(dict.fromkeys((*question.options, *prepared.headers)))
        header = st.selectbox(
            f"Which column of the file is {question.subject}?",
            headers,
            headers.index(question.likely) if question.likely else None,
            placeholder="Choose a column",
            key=f"column_{upload.number}_{question.subject}",
            help=plain(f"{prepared.table} can't do without it. {question.reason and f'{question.reason}.'}".strip()),
        )
        if header:
            columns[header] = question.subject
    return columns


def _session_day(upload: Upload) -> dict[str, str]:
    """The day of the session that an attendance list is about, where it doesn't say so."""
    for question in _asked(upload, "day"):
        day = st.date_input(
            "On which day was the session?", None, key=f"day_{upload.number}", help=plain(f"{question.reason}.")
        )
        if day is not None:
            return {question.subject: day.isoformat()}
    return {}


def _same_person(upload: Upload) -> bool | None:
    """Whether guests of an attendance list are the people of their name who signed in, where that can't be told."""
    for question in _asked(upload, "same person"):
        answer = st.radio(
            f"{plain(question.reason)}. Are they one person?",
            ("Yes, one person", "No, several"),
            None,
            key=f"same_person_{upload.number}",
        )
        return None if answer is None else answer.startswith("Yes")
    return None


def _same_first_day(upload: Upload) -> Literal["replace", "add"] | None:
    """What differing rows of one customer and first day are, where they have no contract's id."""
    words: dict[str, Literal["replace", "add"]] = {
        "One contract: the last row counts": "replace",
        "Contracts side by side: their values add": "add",
    }
    for question in _asked(upload, "same day"):
        answer = st.radio(
            f"{plain(question.reason)}. What are they?", list(words), None, key=f"same_first_day_{upload.number}"
        )
        return words[answer] if answer else None
    return None


def _date_orders(upload: Upload) -> dict[str, str]:
    return dict(
        _written(
            upload,
            "date order",
            "In the dates under “{}”, which comes first?",
            "The file holds no date that would tell: the same text is two different days.",
        )
    )


def _decimal_marks(upload: Upload) -> dict[str, str]:
    return dict(
        _written(
            upload,
            "decimal mark",
            "In the numbers under “{}”, what stands before the decimals?",
            "The file holds no number that would tell: the same text is two different amounts.",
        )
    )


def _units(upload: Upload) -> dict[str, str]:
    question = "Under “{}”, what is 1?"
    return dict(_written(upload, "unit", question, "The file doesn’t tell: the same cell says very different things."))


def _rate_directions(upload: Upload) -> dict[str, str]:
    question = "What does a rate under “{}” say?"
    return dict(_written(upload, "rate direction", question, "Rates are quoted both ways round."))


def _written(upload: Upload, kind: str, question: str, help: str) -> Iterator[tuple[str, str]]:
    """How the texts under each header asked about are written, as far as somebody says so."""
    for asked in _asked(upload, kind):
        answer = st.radio(
            question.format(plain(asked.subject)),
            list(asked.words),
            None,
            format_func=asked.words.__getitem__,
            key=f"{kind.split()[0]}_{upload.number}_{asked.subject}",
            help=help,
        )
        if answer:
            yield asked.subject, answer


def _asked(upload: Upload, kind: str) -> list[Undecided]:
    return [question for question in upload.asked.values() if question.kind == kind]


def _words(upload: Upload) -> dict[tuple[str, str], str]:
    """What words mean that nobody has explained yet, by column and word, as far as somebody says so."""
    if upload.words:
        st.markdown(
            "**Words nobody has explained yet.** Until you do, deals in such a stage have no outcome, people of such a "
            "role take part, and other cells count as unknown. Settings remember what you say."
        )
    meanings = {}
    for (column, word), use in upload.words.items():
        words = use.words
        meaning = st.selectbox(
            plain(use.question),
            list(words),
            None,
            format_func=words.__getitem__,
            placeholder="not said yet",
            key=f"word_{upload.number}_{column}_{word}",
            width=360,
        )
        if meaning:
            meanings[column, word] = str(meaning)
    return meanings


def _roles(upload: Upload, prepared: Prepared) -> list[dict[str, Any]]:
    report = ReadingReport(prepared)
    if not report.roles:
        return []
    label = f"Roles: {len(report.roles)} found, {report.unknown_roles} unknown"
    with st.expander(label, expanded=report.unknown_roles > 0):
        return edit_roles(report.roles, list(FUNCTIONS), key=f"roles_{upload.number}")


def _snapshot_day(upload: Upload) -> date | None:
    return st.date_input(
        "This roster has no dates. On which day was it true?",
        None,
        key=f"snapshot_{upload.number}",
        help="Empty: the last day the data reaches. Where somebody's team or role changed since the last roster, a new "
        "spell begins on this day; the past is never rewritten.",
        width=360,
    )
