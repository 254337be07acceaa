"""An editor of conditions: a column, how it is compared, and with what, by the column's type."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from metrics.query import values_to_choose
from metrics.semantic import ON_DAYS, WITHOUT_VALUE, Condition, Operator, Subject, SubjectField
from metrics.store import Snapshot

OPERATORS: dict[str, tuple[Operator, ...]] = {
    "text": ("is", "is not", "one of", "is empty", "is not empty"),
    "number": ("at least", "at most", "is", "is not", "one of", "is empty", "is not empty"),
    "money": ("at least", "at most", "is", "is not", "one of", "is empty", "is not empty"),
    "day": ("at least", "at most", "is", "is not", "is empty", "is not empty"),
    "yes or no": ("is", "is empty", "is not empty"),
}
EARLIEST, LATEST = date(1970, 1, 1), date(2100, 12, 31)
EXAMPLES = {"number": "such as 12.5", "money": "such as 1000"}


def edit_conditions(snapshot: Snapshot, subject: Subject, columns: Sequence[str], key: str) -> tuple[Condition, ...]:
    """A line for each condition under `key`, and a button for one more; returns what they say, those without a value
    included. `columns` are those to choose from."""
    lines: list[int] = st.session_state.setdefault(f"{key}_lines", [])
    conditions = []
    for line in lines:
        with st.container(border=True, horizontal=True, vertical_alignment="bottom", key=f"{key}_{line}"):
            conditions.append(_condition(snapshot, subject, columns, f"{key}_{line}"))
            st.button(
                "Remove",
                icon=":material/close:",
                key=f"{key}_{line}_remove",
                on_click=_without(lines, line),
                help="Take this condition away",
            )
    st.button("Add a condition", icon=":material/add:", key=f"{key}_add", on_click=_with_one_more(lines))
    return tuple(conditions)


def preset_conditions(subject: Subject, conditions: Sequence[Condition], key: str) -> None:
    """Fill the editor under `key` with conditions, before it is drawn."""
    st.session_state[f"{key}_lines"] = list(range(1, len(conditions) + 1))
    for line, condition in enumerate(conditions, start=1):
        place = f"{key}_{line}"
        st.session_state[f"{place}_column"] = condition.column
        field = subject.fields.get(condition.column)
        if field is None:
            continue
        st.session_state[f"{place}_{field.type}_operator"] = condition.operator
        if condition.operator not in WITHOUT_VALUE:
            st.session_state[_value_key(place, condition.column, condition.operator)] = _preset(condition, field)


def titled(subject: Subject, name: str) -> str:
    """A column as a list offers it: its title and its type."""
    field = subject.fields.get(name)
    if field is None:
        return f"{name} (not in this data)"
    return f"{field.title} ({field.type})"


def _condition(snapshot: Snapshot, subject: Subject, columns: Sequence[str], place: str) -> Condition:
    set_before = st.session_state.get(f"{place}_column")
    options = [*columns, *([set_before] if set_before and set_before not in columns else [])]
    column: str = st.selectbox(
        "Column", options, key=f"{place}_column", format_func=lambda name: titled(subject, name), width=210,
        persist_state="session",
    ) or options[0]  # fmt: skip
    field = subject.fields.get(column)
    if field is None:
        return Condition(column, "is")
    operator: Operator = st.selectbox(
        "Comparison", OPERATORS[field.type], key=f"{place}_{field.type}_operator", width=140, filter_mode=None,
        format_func=lambda each: ON_DAYS.get(each, each) if field.type == "day" else each, persist_state="session",
    )  # fmt: skip
    if operator in WITHOUT_VALUE:
        return Condition(column, operator)
    key = _value_key(place, column, operator)
    return Condition(column, operator, _values(snapshot, subject, field, operator, key))


def _values(snapshot: Snapshot, subject: Subject, field: SubjectField, operator: Operator, key: str) -> tuple[str, ...]:
    """What is compared with, asked in the way of the column's type."""
    if field.type == "day":
        day = st.date_input(
            "Day", None, EARLIEST, LATEST, key=key, format="YYYY-MM-DD", width=170, persist_state="session"
        )
        return (day.isoformat(),) if day else ()
    if field.type == "yes or no":
        answer = st.selectbox("Answer", ("yes", "no"), key=key, width=120, filter_mode=None, persist_state="session")
        return (answer,) if answer else ()
    if operator == "one of":
        offered = values_to_choose(snapshot, subject, field) if field.type == "text" else ()
        return tuple(
            st.multiselect(
                "Values", offered, key=key, accept_new_options=True, placeholder="choose or type", width=300,
                persist_state="session",
            )
        )  # fmt: skip
    if field.type == "text":
        word = st.selectbox(
            "Value", values_to_choose(snapshot, subject, field), None, key=key, accept_new_options=True,
            placeholder="choose or type", width=240, persist_state="session",
        )  # fmt: skip
        return (word,) if word else ()
    number = st.text_input("Value", key=key, placeholder=EXAMPLES[field.type], width=160, persist_state="session")
    return (number,) if number else ()


def _preset(condition: Condition, field: SubjectField) -> object:
    """The condition's values as the widget of their type holds them."""
    if field.type == "day":
        return date.fromisoformat(condition.values[0])
    return list(condition.values) if condition.operator == "one of" else condition.values[0]


def _value_key(place: str, column: str, operator: Operator) -> str:
    """Another column asks for other values; so does one that takes several."""
    return f"{place}_{column}_{'several' if operator == 'one of' else 'value'}"


def _with_one_more(lines: list[int]) -> Callable[[], None]:
    return lambda: lines.append(max(lines, default=0) + 1)


def _without(lines: list[int], line: int) -> Callable[[], None]:
    return lambda: lines.remove(line)
