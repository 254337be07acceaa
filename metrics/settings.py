"""What a workspace's people decided once: money, calendar, words for stages and roles."""

from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Literal

Outcome = Literal["open", "won", "lost", "no_decision", "ignore"]
Function = Literal[
    "sales", "sales development", "customer success", "support", "presales", "partner", "enablement", "other"
]
OUTCOMES: tuple[Outcome, ...] = ("open", "won", "lost", "no_decision", "ignore")
CUSTOMER_FACING: tuple[Function, ...] = (
    "sales", "sales development", "customer success", "support", "presales", "partner",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StageWord:
    """The outcome a workspace gives a stage word, in one pipeline or (None) in all of them."""

    word: str
    outcome: Outcome
    pipeline: str | None = None


@dataclass(frozen=True, slots=True)
class RoleFunction:
    """The function a role word stands for, and whether its holders manage others."""

    role: str
    function: Function
    manager: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """The days a table speaks of, both ends included, where its people know better than its dates."""

    table: str
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """The decisions of one workspace. `fiscal_year_start` is a month (1–12), `week_start` an ISO day (1 = Monday).

    `amount_means` is None until somebody said what a deal's amount stands for. `data_through` is None
    while the data's own latest event counts. `quantity_default` stands in for an unknown quantity (1 once a user
    confirmed one unit a deal). `attended_share` is the part of a session that counts as attended.
    """

    currency: str = "USD"
    amount_means: Literal["ARR", "ACV", "TCV", "first year"] | None = None
    fiscal_year_start: int = 1
    week_start: int = 1
    time_zone: str = "UTC"
    data_through: date | None = None
    quantity_default: int | None = None
    attended_share: float = 0.5
    stage_words: tuple[StageWord, ...] = ()
    role_functions: tuple[RoleFunction, ...] = ()
    coverage: tuple[Coverage, ...] = field(default=())

    def to_document(self) -> dict[str, Any]:
        """The settings as plain values that JSON can hold."""
        document = asdict(self)
        document["data_through"] = self.data_through.isoformat() if self.data_through else None
        for entry in document["coverage"]:
            for end in ("first_day", "last_day"):
                entry[end] = entry[end].isoformat() if entry[end] else None
        return document

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> "Settings":
        """The settings that `to_document` wrote."""
        values = dict(document)
        if values.get("data_through"):
            values["data_through"] = date.fromisoformat(values["data_through"])
        values["stage_words"] = tuple(StageWord(**entry) for entry in values.get("stage_words", ()))
        values["role_functions"] = tuple(RoleFunction(**entry) for entry in values.get("role_functions", ()))
        values["coverage"] = tuple(
            Coverage(entry["table"], _day(entry["first_day"]), _day(entry["last_day"]))
            for entry in values.get("coverage", ())
        )
        return replace(cls(), **values)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
