"""Which program and outcome is opened, and how it is judged. All of it stands in the address."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

import streamlit as st

from metrics.formatting import PER_CENT, unit_word
from metrics.impact import Chosen
from metrics.programs import (
    CLOSED,
    COMPARED_WITHIN,
    CREATED,
    EvaluationChoices,
    Program,
    TrainingRule,
    possible_outcomes,
    programs,
    stages_entered,
    usual_choices,
    usual_outcomes,
)
from metrics.semantic import has_roster, metrics_of
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current

PREFIX = "impact_"
ROLLOUT = "as the roll-out says"
RULES: Mapping[str, TrainingRule | None] = {
    ROLLOUT: None,
    "first session attended": TrainingRule(),
    "second session attended": TrainingRule(sessions=2),
    "first session completed": TrainingRule("completed"),
}
DAYS: Mapping[str, str] = {"the day they were created": CREATED, "the day they closed": CLOSED}
STAGE = "the day they came into {}"
EVERYBODY = "everybody together"
CHOSEN: Mapping[Chosen, str] = {
    "not said": "not said",
    "at random": "drawn by lot",
    "by plan": "by plan: region, calendar or capacity",
    "volunteers": "they came of their own accord",
    "after bad months": "after bad months",
}
assert set(CHOSEN) == set(get_args(Chosen))


@dataclass(frozen=True, slots=True)
class OpenedPair:
    """The program and outcome on screen, the outcomes looked at, and the choices for each program."""

    program: Program
    metric: str
    outcomes: tuple[str, ...]
    choices: EvaluationChoices
    usual: EvaluationChoices

    @property
    def pair(self) -> tuple[str, str]:
        """The program's id and the metric's name."""
        return self.program.program_id, self.metric

    @property
    def choices_of(self) -> Callable[[str], EvaluationChoices]:
        """The reader's choices count for the opened program; the others are judged as usual."""
        return lambda program_id: self.choices if program_id == self.program.program_id else self.usual


def asked(current: Current) -> OpenedPair:
    """Draw the choices and return what they say."""
    programs_by_title = _titled(programs(current.snapshot))
    _by_id(programs_by_title)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        title = st.selectbox(
            "Programme",
            list(programs_by_title),
            key="programme",
            bind="query-params",
            filter_mode="contains",
            width=320,
        )
        program = programs_by_title[title]
        metric = _outcome(current, program)
    usual = usual_choices(current.snapshot)
    outcomes = tuple(dict.fromkeys((*usual_outcomes(current.snapshot), metric)))
    return OpenedPair(program, metric, outcomes, _choices(current, program, metric, usual), usual)


def _titled(all_programs: Sequence[Program]) -> dict[str, Program]:
    """The programs by name, and where two share one by their id too."""
    names = [program.name for program in all_programs]
    return {
        program.name if names.count(program.name) == 1 else f"{program.name} ({program.program_id})": program
        for program in all_programs
    }


def _by_id(programs_by_title: Mapping[str, Program]) -> None:
    """A link may name a program by its id: the address then names it as the selection does, and is read again."""
    word = st.query_params.get("programme")
    for title, program in programs_by_title.items():
        if word == program.program_id and word not in programs_by_title:
            st.session_state["programme"] = st.query_params["programme"] = title
            st.rerun()


def _outcome(current: Current, program: Program) -> str:
    """The outcome chosen: at first what the program is for."""
    names_by_title = {title: metric.name for title, metric in possible_outcomes(current.snapshot).items()}
    own = next((title for title, name in names_by_title.items() if name == program.outcome), None)
    if st.session_state.get(f"{PREFIX}of") != program.program_id:
        first = f"{PREFIX}of" not in st.session_state and st.query_params.get("outcome") in names_by_title
        st.session_state[f"{PREFIX}of"] = program.program_id
        if not first:
            st.session_state["outcome"] = own or next(iter(names_by_title))
    # No choice is the usual one, so each of them stands in the address.
    title = st.selectbox(
        "Outcome", list(names_by_title), None, key="outcome", bind="query-params", filter_mode="contains", width=320
    )
    return names_by_title[title or own or next(iter(names_by_title))]


def _choices(current: Current, program: Program, metric: str, usual: EvaluationChoices) -> EvaluationChoices:
    """What the reader decides; what was registered is shown and can't be changed.

    Keys, which are the address's words too, name the program: what is said of one is no answer for the next.
    """
    if program.registration is not None:
        registration = program.registration
        registered = f"by {registration.who} on {registration.registered_at.day} {registration.registered_at:%B %Y}"
        st.caption(plain(f"Judged as it was registered {registered}: nothing to choose here."))
        return usual
    own = program.program_id
    with st.expander("How it is judged", icon=":material/tune:", key="impact_how"):
        columns = st.columns(2)
        with columns[0]:
            chosen = _word("Why were these people reached?", list(CHOSEN.values()), f"why_{own}")
            within = _word("Compared within the same", [*_within(current), EVERYBODY], f"within_{own}")
        with columns[1]:
            day = _word("Deals count by", [*DAYS, *map(STAGE.format, stages_entered(current.snapshot))], f"by_{own}")
            rule = _word("Start dates", _rules(program), f"start_{own}")
        worth = _worth(current, metric, f"worth_{own}_{metric}") if metric == program.outcome else None
        st.caption(
            "None of this was registered beforehand. Trying one after the other until an answer pleases proves "
            "nothing: register the next programme before it starts."
        )
    return replace(
        usual,
        chosen=next(key for key, word in CHOSEN.items() if word == chosen),
        within=None if within == EVERYBODY else within,
        day=DAYS.get(day) or day.removeprefix(STAGE.format("")),
        rule=RULES[rule],
        worth=worth,
    )


def _within(current: Current) -> list[str]:
    columns = current.snapshot.tables["people"].columns if has_roster(current.snapshot) else ()
    return [name for name in COMPARED_WITHIN if name in columns]


def _rules(program: Program) -> list[str]:
    """Roll-out first where there is one; without one, training by a rule."""
    rules = [word for word in RULES if word != ROLLOUT] if program.in_training else []
    return [ROLLOUT, *rules] if program.in_rollout or not rules else rules


def _worth(current: Current, metric: str, name: str) -> float | None:
    """The smallest effect worth paying for, in points for shares, else in the metric's unit; 0 says nobody knows.

    `name` tells the metric too, for a number said in one unit is none in another.
    """
    unit = metrics_of(current.snapshot)[metric].unit
    share = unit in PER_CENT
    word = "points" if share else unit_word(unit, current.snapshot.settings.currency)
    amount = st.number_input(
        f"Smallest effect worth paying for, in {word}",
        min_value=0.0, step=0.5, key=f"{PREFIX}{name}", bind="query-params", width=420,
        help="Nothing smaller is worth the programme's price. 0: nobody has said.",
    )  # fmt: skip
    return (amount / 100 if share else amount) or None


def _word(label: str, options: list[str], name: str) -> str:
    return st.selectbox(label, options, key=f"{PREFIX}{name}", bind="query-params", filter_mode=None)
