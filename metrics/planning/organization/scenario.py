"""A scenario: everything that the organization page asks, as one flat record that an address or a file can hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from metrics.planning.organization.hiring import HiringInputs
from metrics.planning.organization.recommendation import MOST_PEOPLE, Recommendation, recommend
from metrics.planning.organization.rule_numbers import Numbers
from metrics.planning.organization.rules import organization_rules
from metrics.planning.organization.seats import SeatChoices
from metrics.schema import CUSTOMER_FACING
from metrics.statistics import largest_remainder

Kind = Literal["whole", "optional", "decimal", "flag", "choice", "ranking"]
People = Literal["people", "enablers"]
"""Customer-facing and enablement people, by the word that their inputs begin with."""

RAMPS = ("own", "months")
"""Where the ramp comes from: the workspace's own curve, or so many months."""
MOST_MONEY = 1_000_000_000


@dataclass(frozen=True, slots=True)
class ScenarioInput:
    """One input: what it is called, what it may be, and the rule it belongs to (None: an assumption or a fact)."""

    name: str
    title: str
    kind: Kind
    low: float = 0
    high: float = 0
    unit: str = ""
    rule: str | None = None
    options: tuple[str, ...] = ()

    @property
    def option_titles(self) -> Mapping[str, str]:
        """What each of its options is called."""
        rules = organization_rules()
        titles: dict[str, dict[str, str]] = {
            "ramp": {"own": "your own curve", "months": "evenly over months"},
            "activity": {"": "not chosen yet"} | {name: each.title for name, each in rules.first_activities.items()},
            "ranking": {role.key: role.usual.title for role in rules.roles},
        }
        return {option: titles[self.name][option] for option in self.options}


def _input(title: str, kind: Kind, low: float = 0, high: float = 0, unit: str = "", **more: Any) -> dict[str, Any]:
    return {"title": title, "kind": kind, "low": low, "high": high, "unit": unit, **more}


def _of_rules(place: int | None, name: str) -> Any:
    """A default that the rules' file gives: a number of the list `name`, or the number itself."""
    value = organization_rules().values[name]
    return float(value if place is None else value[place])


def _value(name: str, metadata: dict[str, Any], place: int | None = None) -> Any:
    return field(default_factory=lambda: _of_rules(place, name), metadata=metadata)


def _rule(metadata: dict[str, Any], find: Any) -> Any:
    return field(default_factory=lambda: find(organization_rules()), metadata=metadata)


def _people(function: str, what: str) -> Any:
    return field(default=0, metadata=_input(f"{what}: {function}", "whole", 0, MOST_PEOPLE, "people"))


FACING, ENABLING = "Customer-facing", "Enablement for"
ROLES = ("adult_learning", "projects", "customer_success", "sales", "product", "liaison")
PERCENT: dict[str, Any] = {"low": 0, "high": 100, "unit": "%"}


@dataclass(frozen=True, slots=True)
class Scenario:
    """Every input with the value it begins with where no roster says another. Shares are in per cent, money is in the
    workspace's currency, salaries per year, growth per quarter.
    """

    people_sales: int = _people("sales", FACING)
    people_development: int = _people("sales development", FACING)
    people_success: int = _people("customer success", FACING)
    people_support: int = _people("support", FACING)
    people_presales: int = _people("presales", FACING)
    people_partner: int = _people("partner", FACING)
    enablers_sales: int = _people("sales", ENABLING)
    enablers_development: int = _people("sales development", ENABLING)
    enablers_success: int = _people("customer success", ENABLING)
    enablers_support: int = _people("support", ENABLING)
    enablers_presales: int = _people("presales", ENABLING)
    enablers_partner: int = _people("partner", ENABLING)
    ratio: int = _rule(
        _input("People per enablement person", "whole", 1, MOST_PEOPLE, "people", rule="A1"), lambda r: r.ratio
    )
    size: int | None = field(
        default=None, metadata=_input("Your own size of the team", "optional", 1, MOST_PEOPLE, "people", rule="A3")
    )
    ranking: tuple[str, ...] = field(
        default=(), metadata=_input("Roles in your order", "ranking", rule="A7", options=ROLES)
    )
    leader_teaches: bool = field(
        default=False, metadata=_input("The leader is an adult-learning specialist", "flag", rule="A7")
    )
    liaisons: int | None = field(
        default=None, metadata=_input("Verticals or product teams", "optional", 0, 10_000, "teams", rule="A7")
    )
    activity: str = field(
        default="",
        metadata=_input(
            "A team of one puts first", "choice", rule="A5", options=("", "training", "content", "processes")
        ),
    )
    bound_one: int = _rule(
        _input("Last headcount of the first stage", "whole", 1, MOST_PEOPLE, "people", rule="A4"),
        lambda r: r.stages[0].last,
    )
    bound_two: int = _rule(
        _input("Last headcount of the second stage", "whole", 1, MOST_PEOPLE, "people", rule="A6"),
        lambda r: r.stages[1].last,
    )
    bound_three: int = _rule(
        _input("Last headcount of the third stage", "whole", 1, MOST_PEOPLE, "people", rule="A8"),
        lambda r: r.stages[2].last,
    )
    strategic_one: float = _rule(
        _input("Leader's strategic time, first stage", "decimal", rule="A4", **PERCENT),
        lambda r: 100 * r.stages[0].strategic,
    )
    strategic_two: float = _rule(
        _input("Leader's strategic time, second stage", "decimal", rule="A6", **PERCENT),
        lambda r: 100 * r.stages[1].strategic,
    )
    strategic_three: float = _rule(
        _input("Leader's strategic time, third stage", "decimal", rule="A8", **PERCENT),
        lambda r: 100 * r.stages[2].strategic,
    )
    strategic_four: float = _rule(
        _input("Leader's strategic time, fourth stage", "decimal", rule="A8", **PERCENT),
        lambda r: 100 * r.stages[3].strategic,
    )
    gross: int = _rule(
        _input("Gross inefficiency: people per enablement person", "whole", 1, MOST_PEOPLE, "people", rule="A2"),
        lambda r: r.gross,
    )
    beyond: int = _rule(
        _input("Not bought in: people per enablement person, beyond", "whole", 2, MOST_PEOPLE, "people", rule="A2"),
        lambda r: r.beyond,
    )
    growth: float = _value("growth", _input("Growth per quarter", "decimal", -50, 100, "%"), 1)
    growth_low: float = _value("growth", _input("Growth per quarter, low", "decimal", -50, 100, "%"), 0)
    growth_high: float = _value("growth", _input("Growth per quarter, high", "decimal", -50, 100, "%"), 2)
    attrition: float = _value("attrition", _input("Enablement people who leave in a year", "decimal", **PERCENT))
    salary_leader: float = _value("salary_leader", _input("The leader's yearly pay", "decimal", 0, MOST_MONEY, "money"))
    salary_other: float = _value("salary_other", _input("Yearly pay of each other", "decimal", 0, MOST_MONEY, "money"))
    hiring_cost: float = _value("hiring_cost", _input("Cost of a hire, once", "decimal", 0, MOST_MONEY, "money"))
    sellers: int | None = field(
        default=None, metadata=_input("Sellers with a quota", "optional", 0, MOST_PEOPLE, "people")
    )
    ramp: str = field(default="months", metadata=_input("The ramp is", "choice", options=RAMPS))
    ramp_months: int = field(
        default_factory=lambda: int(_of_rules(None, "ramp_months")),
        metadata=_input("Months to full productivity", "whole", 1, 60, "months"),
    )
    quits: float = _value("quits", _input("Sellers who leave in a year", "decimal", **PERCENT), 1)
    quits_low: float = _value("quits", _input("Sellers who leave in a year, low", "decimal", **PERCENT), 0)
    quits_high: float = _value("quits", _input("Sellers who leave in a year, high", "decimal", **PERCENT), 2)
    stretch: float = _value("stretch", _input("Length of the ramp", "decimal", 10, 1000, "%"), 1)
    stretch_low: float = _value("stretch", _input("Length of the ramp, low", "decimal", 10, 1000, "%"), 0)
    stretch_high: float = _value("stretch", _input("Length of the ramp, high", "decimal", 10, 1000, "%"), 2)
    attainment: float = _value("attainment", _input("Attainment of a full seller", "decimal", 0, 1000, "%"), 1)
    attainment_low: float = _value("attainment", _input("Attainment of a full seller, low", "decimal", 0, 1000, "%"), 0)
    attainment_high: float = _value(
        "attainment", _input("Attainment of a full seller, high", "decimal", 0, 1000, "%"), 2
    )
    wait: float = _value("months_to_hire", _input("Months to replace a seller", "decimal", 0, 24, "months"), 1)
    wait_low: float = _value("months_to_hire", _input("Months to replace a seller, low", "decimal", 0, 24, "months"), 0)
    wait_high: float = _value(
        "months_to_hire", _input("Months to replace a seller, high", "decimal", 0, 24, "months"), 2
    )
    noise: float = _value("noise", _input("How much a quarter's attainment varies", "decimal", **PERCENT))
    quota: float = _value("quota", _input("A seller's quota per quarter", "decimal", 0, MOST_MONEY, "money"))
    margin: float = _value("margin", _input("Margin on what is won", "decimal", **PERCENT))

    @property
    def people(self) -> dict[str, int]:
        """Customer-facing people by function."""
        return {function: getattr(self, f"people_{word}") for word, function in CUSTOMER_FACING.items()}

    @property
    def enablers(self) -> dict[str, int]:
        """Enablement people by the function they serve."""
        return {function: getattr(self, f"enablers_{word}") for word, function in CUSTOMER_FACING.items()}

    @property
    def numbers(self) -> Numbers:
        """The rules' numbers as this scenario has them."""
        return Numbers(
            self.ratio,
            (self.bound_one, self.bound_two, self.bound_three),
            (
                self.strategic_one / 100,
                self.strategic_two / 100,
                self.strategic_three / 100,
                self.strategic_four / 100,
            ),
            self.gross,
            self.beyond,
        )

    @property
    def choices(self) -> SeatChoices:
        """What the user decides about the team."""
        return SeatChoices(self.ranking, self.leader_teaches, self.liaisons, self.activity or None, self.size)

    def recommendation(self) -> Recommendation:
        """What the rules recommend. Raises UserError for numbers that can't be right."""
        return recommend(self.people, self.enablers, self.numbers, self.choices)

    def hiring(self, recommendation: Recommendation) -> HiringInputs:
        """What the hiring plan of a recommendation starts from."""
        return HiringInputs(
            people=recommendation.people,
            enablers=recommendation.enablers,
            growth=self.growth / 100,
            attrition=self.attrition / 100,
            salary_leader=self.salary_leader,
            salary_other=self.salary_other,
            hiring_cost=self.hiring_cost,
            beyond_ratio=recommendation.size - recommendation.by_ratio,
        )

    def with_headcount(
        self, people: Mapping[str, int] | None = None, enablers: Mapping[str, int] | None = None
    ) -> "Scenario":
        """The same with other people, by function."""
        words = {function: word for word, function in CUSTOMER_FACING.items()}
        changed: dict[str, Any] = {f"people_{words[function]}": count for function, count in (people or {}).items()}
        changed |= {f"enablers_{words[function]}": count for function, count in (enablers or {}).items()}
        return replace(self, **changed)

    def with_total(self, kind: People, total: int, mix: Sequence[int]) -> "Scenario":
        """The same with so many people of one kind, shared out over the functions in the proportions of `mix`."""
        shares = largest_remainder(total, mix if any(mix) else [1, *[0] * (len(CUSTOMER_FACING) - 1)])
        by_function = dict(zip(CUSTOMER_FACING.values(), shares, strict=True))
        return self.with_headcount(**{kind: by_function})


@cache
def scenario_inputs() -> Mapping[str, ScenarioInput]:
    """What each input of a scenario is, by its name, in the order of the page."""
    return MappingProxyType({each.name: ScenarioInput(name=each.name, **each.metadata) for each in fields(Scenario)})
