"""What somebody fills in to register a program, and the registration that it makes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from metrics.errors import UserError
from metrics.programs.choice_words import RULES, day_meant, reason_meant, worth_meant
from metrics.programs.preregistration import register
from metrics.programs.registration import Registration
from metrics.programs.registry import possible_outcomes
from metrics.store import Snapshot, Workspace


@dataclass(frozen=True, slots=True)
class RegistrationForm:
    """The fields as they are filled in. `outcome` is a metric's title; `reason`, `day` and `start` are words offered.

    `worth` is in the unit it is asked for; 0 there and for `cost` means that nobody has said.
    """

    name: str
    program_id: str
    kind: str
    audience: str
    reason: str
    starts_on: date
    outcome: str | None
    worth: float
    cost: float
    day: str
    start: str

    def register(self, workspace: Workspace, who: str) -> None:
        """Registers it, for good. Raises UserError where it makes no sense, or one of that id stands."""
        register(workspace, self.registration(workspace.latest(), who))

    def registration(self, snapshot: Snapshot, who: str) -> Registration:
        """What is registered. Raises UserError while no metric is chosen."""
        metric = possible_outcomes(snapshot).get(self.outcome or "")
        if metric is None:
            raise UserError("Choose the metric that it should move.")
        return Registration(
            program_id=self.program_id.strip(),
            name=self.name,
            outcome=metric.name,
            starts_on=self.starts_on,
            chosen=reason_meant(self.reason),
            registered_at=datetime.now(UTC),
            who=who,
            worth=worth_meant(snapshot, metric.name, self.worth),
            kind=self.kind,
            audience=self.audience.strip() or None,
            cost=self.cost or None,
            counted_by=day_meant(self.day),
            rule=RULES[self.start],
        )
