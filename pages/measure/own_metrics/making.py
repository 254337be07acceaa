"""The steps in which a metric is made: what is counted, which rows, by which day, and what it is called."""

from dataclasses import dataclass

import streamlit as st

from metrics.schema import contracts
from metrics.semantic import (
    CUSTOM_MEASURES,
    OF_A_COLUMN,
    Better,
    Condition,
    CustomMeasure,
    CustomMetric,
    MetricKind,
    Subject,
    metrics_of,
    missing_for_subject,
    subject_of,
    subjects_with_rows,
)
from metrics.store import Snapshot
from pages.measure.own_metrics.conditions import edit_conditions, preset_conditions, titled

MEASURE_WORDS: dict[CustomMeasure, str] = {
    "count": "count the rows",
    "sum": "add up a column",
    "share": "take the share of a part",
    "median": "take the median of a column",
}
KINDS: dict[MetricKind, str] = {"leading": "leading: we move it directly", "lagging": "lagging: an outcome"}
BETTER: dict[Better, str] = {"higher": "higher is better", "lower": "lower is better"}
GENERATION, REPLACING = "making_generation", "making_replacing"


@dataclass(frozen=True, slots=True)
class Draft:
    """What the steps say so far; `replacing` is the own metric that is being changed."""

    custom: CustomMetric
    subject: Subject
    replacing: str | None


def begin(snapshot: Snapshot, custom: CustomMetric | None = None, replacing: str | None = None) -> None:
    """Start anew, from a metric that is to be changed if one is given. To be called before the steps are drawn."""
    st.session_state[GENERATION] = st.session_state.get(GENERATION, 0) + 1
    st.session_state[REPLACING] = replacing
    subject = subject_of(snapshot, custom.table) if custom else None
    if custom is None or subject is None:
        return
    answers = {name: getattr(custom, name) for name in ("table", "measure", "title", "summary", "kind", "better")}
    answers |= {f"{custom.table}_day": custom.day, f"{custom.table}_person": custom.person}
    if custom.column:
        answers[_column_name(custom.table, custom.day)] = custom.column
    for name, value in answers.items():
        st.session_state[_key(name)] = value
    placed = subject.by(custom.day)
    preset_conditions(placed, custom.whole, _key(f"{custom.table}_whole"))
    preset_conditions(placed, custom.part, _key(f"{custom.table}_part"))


def being_changed(snapshot: Snapshot) -> str | None:
    """The name of the own metric that is being changed, while there is one."""
    replacing: str | None = st.session_state.get(REPLACING)
    return replacing if replacing in metrics_of(snapshot) else None


def steps(snapshot: Snapshot) -> Draft:
    """Draw the steps and return what they say."""
    st.subheader("1. What is counted", anchor=False)
    table = _chosen_table(snapshot)
    table_subject = subject_of(snapshot, table)
    assert table_subject is not None
    measure: CustomMeasure = st.radio(
        "What to do with them", CUSTOM_MEASURES, key=_key("measure"), format_func=lambda each: MEASURE_WORDS[each],
        persist_state="session",
    )  # fmt: skip
    day, person = _day(snapshot, table_subject), _person(table_subject)
    subject = table_subject.by(day)
    columns = [name for name, field in subject.fields.items() if not missing_for_subject(snapshot, field.needs)]
    column = _column(subject, columns, day, measure) if measure in OF_A_COLUMN else None
    st.subheader("2. Which of them", anchor=False)
    st.markdown(f"Only {subject.several} where …" if measure != "share" else f"Of the {subject.several} where …")
    whole = edit_conditions(snapshot, subject, columns, _key(f"{table}_whole"))
    part: tuple[Condition, ...] = ()
    if measure == "share":
        st.markdown("the share where …")
        part = edit_conditions(snapshot, subject, columns, _key(f"{table}_part"))
    st.subheader("3. What it is called", anchor=False)
    title, summary, kind, better = _words()
    custom = CustomMetric(title, summary, kind, better, table, day, person, measure, column, whole, part)
    return Draft(custom, subject, being_changed(snapshot))


def _chosen_table(snapshot: Snapshot) -> str:
    tables = subjects_with_rows(snapshot)
    table: str = st.selectbox(
        "Table", tables, key=_key("table"), filter_mode=None, persist_state="session",
        format_func=lambda name: f"{contracts()[name].title}: {_one(contracts()[name].row)}",
    )  # fmt: skip
    return table


def _one(row: str) -> str:
    return f"a row is {row[0].lower()}{row[1:]}"


def _day(snapshot: Snapshot, subject: Subject) -> str:
    """The day that places rows in periods, of those that the files brought; asked only where there are several."""
    days = [name for name, day in subject.days.items() if not missing_for_subject(snapshot, day.needs)] or list(
        subject.days
    )
    key = _key(f"{subject.table}_day")
    if st.session_state.get(key, days[0]) not in days:
        days.append(st.session_state[key])
    if len(days) == 1:
        return days[0]
    chosen: str = st.selectbox(
        "By the day", days, key=key, format_func=lambda name: subject.days[name].phrase.removeprefix("of "),
        filter_mode=None, persist_state="session",
    )  # fmt: skip
    return chosen


def _person(subject: Subject) -> str:
    """Whose rows they are; asked only where there is a choice."""
    if len(subject.people) == 1:
        return next(iter(subject.people))
    chosen: str = st.selectbox(
        "Whose they are", list(subject.people), key=_key(f"{subject.table}_person"), filter_mode=None,
        format_func=lambda name: subject.people[name], persist_state="session",
    )  # fmt: skip
    return chosen


def _column(subject: Subject, columns: list[str], day: str, measure: CustomMeasure) -> str | None:
    """What is added up or taken the median of: numbers first."""
    key = _key(_column_name(subject.table, day))
    options = sorted(columns, key=lambda name: not subject.fields[name].is_number)
    if (set_before := st.session_state.get(key)) and set_before not in options:
        options.append(set_before)
    label = "Add up" if measure == "sum" else "Median of"
    chosen: str | None = st.selectbox(
        label, options, key=key, format_func=lambda name: titled(subject, name), filter_mode=None,
        persist_state="session",
    )  # fmt: skip
    return chosen


def _column_name(table: str, day: str) -> str:
    return f"{table}_{day}_column"


def _words() -> tuple[str, str, MetricKind, Better]:
    """Title, summary, kind and direction."""
    title = st.text_input("Title", key=_key("title"), persist_state="session", placeholder="such as Web deals won")
    summary = st.text_input("Summary (empty: what is counted, in words)", key=_key("summary"), persist_state="session")
    kind: MetricKind = st.radio(
        "Kind", list(KINDS), key=_key("kind"), format_func=lambda each: KINDS[each], horizontal=True,
        persist_state="session",
    )  # fmt: skip
    better: Better = st.radio(
        "Direction", list(BETTER), key=_key("better"), format_func=lambda each: BETTER[each], horizontal=True,
        persist_state="session",
    )  # fmt: skip
    return title or "", summary or "", kind, better


def _key(name: str) -> str:
    """A widget's key; each metric that is begun has keys of its own."""
    return f"making{st.session_state.get(GENERATION, 0)}_{name}"
