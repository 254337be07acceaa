"""Whom a program reached when: from the roll-out where it says so, else from training, by a rule."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from metrics.impact import Together
from metrics.programs.clustering import reached_together
from metrics.programs.registration import TrainingRule
from metrics.programs.registry import Program
from metrics.query import Reader, Session, select_rows

Source = Literal["roll-out", "sessions"]
DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True)
class PersonStart:
    """A person (by the number of this version) and the day the program reached them."""

    person: int
    day: date


@dataclass(frozen=True, slots=True)
class Exposure:
    """Whom a program reached. A person is in `starts` twice where two rows disagree: that is for the judge to say.

    `not_matched` are names that stand for nobody of the roster; `together` is
    what was reached as a whole.
    """

    source: Source
    rule: TrainingRule
    starts: tuple[PersonStart, ...]
    not_matched: tuple[str, ...]
    together: Together

    @property
    def first_day(self) -> date | None:
        """The day the first were reached, None where nobody was."""
        return min((start.day for start in self.starts), default=None)


def exposure_of(reader: Reader, program: Program, rule: TrainingRule | None = None) -> Exposure:
    """Whom a program reached, by its roll-out or, with a `rule` or without a roll-out, by who came to its training.

    Without a rule the registered one counts.
    """
    opened = reader.session()
    source: Source = "roll-out" if program.in_rollout and rule is None else "sessions"
    kept = rule or (program.registration.rule if program.registration else TrainingRule())
    key = ("exposure", program.program_id, source, kept)
    return opened.remember(key, lambda: _exposure(reader, opened, program, source, kept))


def _exposure(reader: Reader, opened: Session, program: Program, source: Source, rule: TrainingRule) -> Exposure:
    if source == "sessions":
        rule_values = {"sessions": rule.sessions, "what": rule.what}
        rows = select_rows(opened, "sessions_attended", program=program.program_id, **rule_values)
    else:
        rows = select_rows(opened, "rollout_starts", program=program.program_id)
    matched = {person for (person,) in select_rows(opened, "matched_people")}
    starts = {PersonStart(person, day) for _, person, day in rows if person in matched and day is not None}
    unknown = {word for word, person, _ in rows if person not in matched}
    ordered = tuple(sorted(starts, key=lambda start: (start.day, start.person)))
    together = reached_together(reader, program.program_id, [(start.person, start.day) for start in ordered])
    return Exposure(source, rule, ordered, tuple(sorted(unknown)), together)


def months_reached(reader: Reader, exposure: Exposure, since: date, until: date) -> float:
    """How many months in all the people reached were active from their start on, within two days, both included."""
    first: dict[int, date] = {}
    for start in exposure.starts:
        first.setdefault(start.person, max(start.day, since))
    after = until + timedelta(days=1)
    days: int = sum(
        max(0, (min(ends, after) - max(begins, first[person])).days)
        for person, begins, ends in select_rows(reader.session(), "active_times")
        if person in first
    )
    return days / DAYS_A_MONTH
