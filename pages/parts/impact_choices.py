"""Which programme and outcome is opened, and how it is judged. All of it stands in the address."""

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
    """The programme and outcome on screen, the outcomes looked at, and the choices for each programme."""

    programme: Program
    metric: str
    outcomes: tuple[str, ...]
    choices: EvaluationChoices
    usual: EvaluationChoices

    @property
    def pair(self) -> tuple[str, str]:
        """The programme's id and the metric's name."""
        return self.programme.program_id, self.metric

    @property
    def choices_of(self) -> Callable[[str], EvaluationChoices]:
        """The reader's choices count for the opened programme; the others are judged as usual."""
        return lambda program_id: self.choices if program_id == self.programme.program_id else self.usual


def asked(here: Current) -> OpenedPair:
    """Draw the choices and return what they say."""
    known = _titled(programs(here.snapshot))
    _by_id(known)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        programme = known[
            st.selectbox(
                "Programme", list(known), key="programme", bind="query-params", filter_mode="contains", width=320
            )
        ]  # fmt: skip
        metric = _outcome(here, programme)
    usual = usual_choices(here.snapshot)
    outcomes = tuple(dict.fromkeys((*usual_outcomes(here.snapshot), metric)))
    return OpenedPair(programme, metric, outcomes, _choices(here, programme, metric, usual), usual)


def _titled(known: Sequence[Program]) -> dict[str, Program]:
    """The programmes by name, and where two share one by their id too."""
    names = [one.name for one in known]
    return {one.name if names.count(one.name) == 1 else f"{one.name} ({one.program_id})": one for one in known}


def _by_id(known: Mapping[str, Program]) -> None:
    """A link may name a programme by its id: the address then names it as the selection does, and is read again."""
    word = st.query_params.get("programme")
    for title, one in known.items():
        if word == one.program_id and word not in known:
            st.session_state["programme"] = st.query_params["programme"] = title
            st.rerun()


def _outcome(here: Current, programme: Program) -> str:
    """The outcome chosen: at first what the programme is for."""
    known = {title: metric.name for title, metric in possible_outcomes(here.snapshot).items()}
    own = next((title for title, name in known.items() if name == programme.outcome), None)
    if st.session_state.get(f"{PREFIX}of") != programme.program_id:
        first = f"{PREFIX}of" not in st.session_state and st.query_params.get("outcome") in known
        st.session_state[f"{PREFIX}of"] = programme.program_id
        if not first:
            st.session_state["outcome"] = own or next(iter(known))
    # No choice is the usual one, so each of them stands in the address.
    title = st.selectbox(
        "Outcome", list(known), None, key="outcome", bind="query-params", filter_mode="contains", width=320
    )
    return known[title or own or next(iter(known))]


def _choices(here: Current, programme: Program, metric: str, usual: EvaluationChoices) -> EvaluationChoices:
    """What the reader decides; what was registered is shown and can't be changed.

    Keys, which are the address's words too, name the programme: what is said of one is no answer for the next.
    """
    if programme.registration is not None:
        said = programme.registration
        st.caption(
            plain(
                f"Judged as it was registered by {said.who} on {said.registered_at.day} {said.registered_at:%B %Y}: "
                "nothing to choose here."
            )
        )
        return usual
    own = programme.program_id
    with st.expander("How it is judged", icon=":material/tune:", key="impact_how"):
        columns = st.columns(2)
        with columns[0]:
            chosen = _word("Why were these people reached?", list(CHOSEN.values()), f"why_{own}")
            within = _word("Compared within the same", [*_within(here), EVERYBODY], f"within_{own}")
        with columns[1]:
            day = _word("Deals count by", [*DAYS, *map(STAGE.format, stages_entered(here.snapshot))], f"by_{own}")
            rule = _word("Start dates", _rules(programme), f"start_{own}")
        worth = _worth(here, metric, f"worth_{own}_{metric}") if metric == programme.outcome else None
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


def _within(here: Current) -> list[str]:
    columns = here.snapshot.tables["people"].columns if has_roster(here.snapshot) else ()
    return [name for name in COMPARED_WITHIN if name in columns]


def _rules(programme: Program) -> list[str]:
    """Roll-out first where there is one; without one, training by a rule."""
    rules = [word for word in RULES if word != ROLLOUT] if programme.in_training else []
    return [ROLLOUT, *rules] if programme.in_rollout or not rules else rules


def _worth(here: Current, metric: str, name: str) -> float | None:
    """The smallest effect worth paying for, in points for shares, else in the metric's unit; 0 says nobody knows.

    `name` tells the metric too, for a number said in one unit is none in another.
    """
    unit = metrics_of(here.snapshot)[metric].unit
    share = unit in PER_CENT
    word = "points" if share else unit_word(unit, here.snapshot.settings.currency)
    said = st.number_input(
        f"Smallest effect worth paying for, in {word}",
        min_value=0.0, step=0.5, key=f"{PREFIX}{name}", bind="query-params", width=420,
        help="Nothing smaller is worth the programme's price. 0: nobody has said.",
    )  # fmt: skip
    return (said / 100 if share else said) or None


def _word(label: str, options: list[str], name: str) -> str:
    return st.selectbox(label, options, key=f"{PREFIX}{name}", bind="query-params", filter_mode=None)
