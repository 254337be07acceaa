"""An editor of conditions: a column, how it is compared, and with what, by the column's type."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from metrics.query import CustomChoices
from metrics.semantic import Condition

EARLIEST, LATEST = date(1970, 1, 1), date(2100, 12, 31)
EXAMPLES = {"number": "such as 12.5", "money": "such as 1000"}


def edit_conditions(choices: CustomChoices, key: str) -> tuple[Condition, ...]:
    """A line for each condition under `key`, and a button for one more; returns what they say, those without a value
    included."""
    lines: list[int] = st.session_state.setdefault(f"{key}_lines", [])
    conditions = []
    for line in lines:
        with st.container(border=True, horizontal=True, vertical_alignment="bottom", key=f"{key}_{line}"):
            conditions.append(_condition(choices, f"{key}_{line}"))
            st.button(
                "Remove",
                icon=":material/close:",
                key=f"{key}_{line}_remove",
                on_click=_without(lines, line),
                help="Take this condition away",
            )
    st.button("Add a condition", icon=":material/add:", key=f"{key}_add", on_click=_with_one_more(lines))
    return tuple(conditions)


def preset_conditions(choices: CustomChoices, conditions: Sequence[Condition], key: str) -> None:
    """Fill the editor under `key` with conditions, before it is drawn."""
    st.session_state[f"{key}_lines"] = list(range(1, len(conditions) + 1))
    for line, condition in enumerate(conditions, start=1):
        place = f"{key}_{line}"
        st.session_state[f"{place}_column"] = condition.column
        kind = choices.type(condition.column)
        if not kind:
            continue
        st.session_state[f"{place}_{kind}_operator"] = condition.operator
        if choices.needs_value(condition.operator):
            value_key = _value_key(place, condition.column, condition.operator)
            st.session_state[value_key] = _preset(condition, kind)


def _condition(choices: CustomChoices, place: str) -> Condition:
    set_before = st.session_state.get(f"{place}_column")
    columns = choices.columns
    options = [*columns, *([set_before] if set_before and set_before not in columns else [])]
    column: str = st.selectbox(
        "Column", options, key=f"{place}_column", format_func=choices.title, width=210, persist_state="session",
    ) or options[0]  # fmt: skip
    kind, comparisons = choices.type(column), choices.comparisons(column)
    if not kind:
        return choices.condition(column, "is")
    operator = st.selectbox(
        "Comparison", list(comparisons), key=f"{place}_{kind}_operator", width=140, filter_mode=None,
        format_func=comparisons.__getitem__, persist_state="session",
    )  # fmt: skip
    if not choices.needs_value(operator):
        return choices.condition(column, operator)
    values = _values(choices, column, operator, _value_key(place, column, operator))
    return choices.condition(column, operator, values)


def _values(choices: CustomChoices, column: str, operator: str, key: str) -> tuple[str, ...]:
    """What is compared with, asked in the way of the column's type."""
    kind = choices.type(column)
    if kind == "day":
        day = st.date_input(
            "Day", None, EARLIEST, LATEST, key=key, format="YYYY-MM-DD", width=170, persist_state="session"
        )
        return (day.isoformat(),) if day else ()
    if kind == "yes or no":
        answer = st.selectbox("Answer", ("yes", "no"), key=key, width=120, filter_mode=None, persist_state="session")
        return (answer,) if answer else ()
    if operator == "one of":
        return tuple(
            st.multiselect(
                "Values", choices.values(column), key=key, accept_new_options=True, placeholder="choose or type",
                width=300, persist_state="session",
            )
        )  # fmt: skip
    if kind == "text":
        word = st.selectbox(
            "Value", choices.values(column), None, key=key, accept_new_options=True, placeholder="choose or type",
            width=240, persist_state="session",
        )  # fmt: skip
        return (word,) if word else ()
    number = st.text_input("Value", key=key, placeholder=EXAMPLES[kind], width=160, persist_state="session")
    return (number,) if number else ()


def _preset(condition: Condition, kind: str) -> object:
    """The condition's values as the widget of their type holds them."""
    if kind == "day":
        return date.fromisoformat(condition.values[0])
    return list(condition.values) if condition.operator == "one of" else condition.values[0]


def _value_key(place: str, column: str, operator: str) -> str:
    """Another column asks for other values; so does one that takes several."""
    return f"{place}_{column}_{'several' if operator == 'one of' else 'value'}"


def _with_one_more(lines: list[int]) -> Callable[[], None]:
    return lambda: lines.append(max(lines, default=0) + 1)


def _without(lines: list[int], line: int) -> Callable[[], None]:
    return lambda: lines.remove(line)
