"""What a file leaves open, asked one by one: which table, which column, which day, which outcome."""

from dataclasses import replace
from datetime import date

import streamlit as st

from metrics.errors import UserError
from metrics.intake import DateOrder, DecimalMark, ImportChoices, Prepared, Undecided
from metrics.schema import OUTCOMES, Outcome, RoleFunction, contracts
from metrics.store import Snapshot
from pages.data.upload.mapping_editor import edit_mapping
from pages.data.upload.uploads import Upload
from pages.data.upload.wanted_columns import one_unit_a_deal, wanted_columns
from pages.parts.plain import plain
from pages.parts.word_editor import OUTCOME_LABELS, edit_roles

DATE_ORDERS: dict[DateOrder, str] = {
    "dmy": "the day first: 03/04 is 3 April",
    "mdy": "the month first: 03/04 is March 4",
    "ymd": "the year first: 2026-04-03",
}
DECIMAL_MARKS: dict[DecimalMark, str] = {
    ".": "a point: 1.250 is one and a quarter, 1,250 are more than a thousand",
    ",": "a comma: 1,250 is one and a quarter, 1.250 are more than a thousand",
}


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
    mapping, keep = edit_mapping(upload, prepared, contracts()[table])
    changed = {header: column for header, column in mapping.items() if column != prepared.mapping.get(header, "")}
    with questions:
        columns = {**_columns(upload, prepared), **wanted_columns(upload, prepared)}
        constants = one_unit_a_deal(upload, prepared, snapshot)
        date_orders, decimal_marks = _date_orders(upload), _decimal_marks(upload)
    used = {**mapping, **columns}
    return replace(
        untouched,
        mapping={**changed, **columns},
        constants=constants,
        keep=tuple(header for header in keep if header not in prepared.kept.values()),
        date_orders={header: order for header, order in date_orders.items() if used.get(header)},
        decimal_marks={header: mark for header, mark in decimal_marks.items() if used.get(header)},
    )


def publication_answers(upload: Upload, prepared: Prepared) -> tuple[ImportChoices, tuple[RoleFunction, ...]]:
    """What doesn't change how a file is read but what its rows mean: stages, roles, the day and whether it is whole."""
    choices = replace(prepared.choices, stages=_stages(upload, prepared))
    if prepared.table == "people" and "valid_from" not in prepared.columns:
        choices = replace(choices, snapshot_on=_snapshot_day(upload))
    complete = st.toggle(
        "This is a complete export: what is missing from it no longer exists",
        key=f"complete_{upload.number}",
        help="Rows of earlier imports that this file doesn't have are closed. Leave it off for a part, say a quarter.",
    )
    return replace(choices, complete=complete), _roles(upload, prepared)


def _table(upload: Upload, first: Prepared) -> str | None:
    tables = list(contracts())
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
        header = st.selectbox(
            f"Which column of the file is {question.subject}?",
            tuple(dict.fromkeys((*question.options, *prepared.headers))),
            None,
            placeholder="Choose a column",
            key=f"column_{upload.number}_{question.subject}",
            help=f"{prepared.table} can't do without it.",
        )
        if header:
            columns[header] = question.subject
    return columns


def _date_orders(upload: Upload) -> dict[str, DateOrder]:
    orders: dict[str, DateOrder] = {}
    for question in _asked(upload, "date order"):
        order = st.radio(
            f"In the dates under “{plain(question.subject)}”, which comes first?",
            [option for option in DATE_ORDERS if option in question.options],
            None,
            format_func=DATE_ORDERS.__getitem__,
            key=f"date_{upload.number}_{question.subject}",
            help="The file holds no date that would tell: the same text is two different days.",
        )
        if order:
            orders[question.subject] = order
    return orders


def _decimal_marks(upload: Upload) -> dict[str, DecimalMark]:
    marks: dict[str, DecimalMark] = {}
    for question in _asked(upload, "decimal mark"):
        mark = st.radio(
            f"In the numbers under “{plain(question.subject)}”, what stands before the decimals?",
            list(DECIMAL_MARKS),
            None,
            format_func=DECIMAL_MARKS.__getitem__,
            key=f"decimal_{upload.number}_{question.subject}",
            help="The file holds no number that would tell: the same text is two different amounts.",
        )
        if mark:
            marks[question.subject] = mark
    return marks


def _asked(upload: Upload, kind: str) -> list[Undecided]:
    return [question for question in upload.asked.values() if question.kind == kind]


def _stages(upload: Upload, prepared: Prepared) -> dict[str, Outcome]:
    unknown = [use for use in prepared.stages if use.outcome is None]
    outcomes = {}
    if unknown:
        st.markdown("**Stages nobody has explained yet.** Until you do, their deals have no outcome.")
    for use in {use.word: use for use in unknown}.values():
        outcome = st.selectbox(
            f"“{plain(use.word)}” ({use.rows:,} deals) means",
            OUTCOMES,
            None,
            format_func=OUTCOME_LABELS.__getitem__,
            placeholder="not said yet",
            key=f"stage_{upload.number}_{use.word}",
            width=360,
        )
        if outcome:
            outcomes[use.word] = outcome
    return outcomes


def _roles(upload: Upload, prepared: Prepared) -> tuple[RoleFunction, ...]:
    if not prepared.roles:
        return ()
    unknown = sum(use.function is None for use in prepared.roles)
    with st.expander(f"Roles: {len(prepared.roles)} found, {unknown} unknown", expanded=unknown > 0):
        return edit_roles(
            [use.function or RoleFunction(use.role, "other") for use in prepared.roles], key=f"roles_{upload.number}"
        )


def _snapshot_day(upload: Upload) -> date | None:
    return st.date_input(
        "This roster has no dates. On which day was it true?",
        None,
        key=f"snapshot_{upload.number}",
        help="Empty: the last day the data reaches. Where somebody's team or role changed since the last roster, a new "
        "spell begins on this day; the past is never rewritten.",
        width=360,
    )
