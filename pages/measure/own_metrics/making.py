"""The steps in which a metric is made: what is counted, which rows, by which day, and what it is called."""

from typing import Literal

import streamlit as st

from metrics.query import CustomChoices, CustomDraft, Reader
from metrics.semantic import CustomMetric, metrics_of
from metrics.store import Snapshot
from pages.measure.own_metrics.conditions import edit_conditions, preset_conditions

KINDS: dict[Literal["leading", "lagging"], str] = {
    "leading": "leading: we move it directly",
    "lagging": "lagging: an outcome",
}
BETTER: dict[Literal["higher", "lower"], str] = {"higher": "higher is better", "lower": "lower is better"}
GENERATION, REPLACING = "making_generation", "making_replacing"


def begin(reader: Reader, custom: CustomMetric | None = None, replacing: str | None = None) -> None:
    """Start anew, from a metric that is to be changed if one is given. To be called before the steps are drawn."""
    st.session_state[GENERATION] = st.session_state.get(GENERATION, 0) + 1
    st.session_state[REPLACING] = replacing
    if custom is None:
        return
    answers = {name: getattr(custom, name) for name in ("table", "measure", "title", "summary", "kind", "better")}
    answers |= {f"{custom.table}_day": custom.day, f"{custom.table}_person": custom.person}
    if custom.column:
        answers[_column_name(custom.table, custom.day)] = custom.column
    for name, value in answers.items():
        st.session_state[_key(name)] = value
    placed = CustomChoices.of(reader, custom.table).by(custom.day)
    preset_conditions(placed, custom.whole, _key(f"{custom.table}_whole"))
    preset_conditions(placed, custom.part, _key(f"{custom.table}_part"))


def being_changed(snapshot: Snapshot) -> str | None:
    """The name of the own metric that is being changed, while there is one."""
    replacing: str | None = st.session_state.get(REPLACING)
    return replacing if replacing in metrics_of(snapshot) else None


def steps(reader: Reader) -> CustomDraft:
    """Draw the steps and return what they say."""
    st.subheader("1. What is counted", anchor=False)
    tables = CustomChoices.tables(reader.snapshot)
    table = st.selectbox(
        "Table", list(tables), key=_key("table"), filter_mode=None, persist_state="session",
        format_func=tables.__getitem__,
    )  # fmt: skip
    rows = CustomChoices.of(reader, table)
    measures = rows.measures
    measure = st.radio(
        "What to do with them", list(measures), key=_key("measure"), format_func=measures.__getitem__,
        persist_state="session",
    )  # fmt: skip
    day, person = _day(rows), _person(rows)
    choices = rows.by(day)
    column = _column(choices, measure) if choices.needs_column(measure) else None
    st.subheader("2. Which of them", anchor=False)
    several = choices.subject.several
    st.markdown(f"Only {several} where …" if measure != "share" else f"Of the {several} where …")
    whole = edit_conditions(choices, _key(f"{table}_whole"))
    if measure == "share":
        st.markdown("the share where …")
    part = edit_conditions(choices, _key(f"{table}_part")) if measure == "share" else ()
    st.subheader("3. What it is called", anchor=False)
    title, summary, kind, better = _words()
    custom = CustomMetric(title, summary, kind, better, table, day, person, measure, column, whole, part)
    return CustomDraft(custom, choices.subject, being_changed(reader.snapshot))


def _day(rows: CustomChoices) -> str:
    """The day that places rows in periods; asked only where there are several."""
    days, key = list(rows.days), _key(f"{rows.subject.table}_day")
    if st.session_state.get(key, days[0]) not in days:
        days.append(st.session_state[key])
    if len(days) == 1:
        return days[0]
    return st.selectbox(
        "By the day", days, key=key, format_func=rows.day_words, filter_mode=None, persist_state="session"
    )  # fmt: skip


def _person(rows: CustomChoices) -> str:
    """Whose rows they are; asked only where there is a choice."""
    people = rows.people
    if len(people) == 1:
        return next(iter(people))
    return st.selectbox(
        "Whose they are", list(people), key=_key(f"{rows.subject.table}_person"), filter_mode=None,
        format_func=people.__getitem__, persist_state="session",
    )  # fmt: skip


def _column(choices: CustomChoices, measure: str) -> str | None:
    """What is added up or taken the median of: numbers first."""
    key = _key(_column_name(choices.subject.table, choices.day))
    options = list(choices.numbers_first)
    if (set_before := st.session_state.get(key)) and set_before not in options:
        options.append(set_before)
    label = "Add up" if measure == "sum" else "Median of"
    return st.selectbox(
        label, options, key=key, format_func=choices.title, filter_mode=None, persist_state="session"
    )  # fmt: skip


def _column_name(table: str, day: str) -> str:
    return f"{table}_{day}_column"


def _words() -> tuple[str, str, Literal["leading", "lagging"], Literal["higher", "lower"]]:
    """Title, summary, kind and direction."""
    title = st.text_input("Title", key=_key("title"), persist_state="session", placeholder="such as Web deals won")
    summary = st.text_input("Summary (empty: what is counted, in words)", key=_key("summary"), persist_state="session")
    kind = st.radio(
        "Kind", list(KINDS), key=_key("kind"), format_func=KINDS.__getitem__, horizontal=True, persist_state="session"
    )  # fmt: skip
    better = st.radio(
        "Direction", list(BETTER), key=_key("better"), format_func=BETTER.__getitem__, horizontal=True,
        persist_state="session",
    )  # fmt: skip
    return title or "", summary or "", kind, better


def _key(name: str) -> str:
    """A widget's key; each metric that is begun has keys of its own."""
    return f"making{st.session_state.get(GENERATION, 0)}_{name}"
