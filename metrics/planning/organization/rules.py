"""Rules A1 to A11 and what they leave open, as `rules/organisation.toml` has them."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

FILE = Path(__file__).parent / "rules" / "organisation.toml"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing the sources say: its id, what it is called, and the words. An empty text says nothing further."""

    rule: str
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """Organisations up to `last` customer-facing people (None: any more) and how their leader works.

    `strategic` is the share of the leader's time, `split` what is said of it.
    """

    key: str
    last: int | None
    title: str
    text: str
    rules: tuple[str, ...]
    strategic: float
    split: Rule
    lead: Rule


@dataclass(frozen=True, slots=True)
class Role:
    """A role beside the leader. From the third stage on its first seat goes by `first`."""

    key: str
    usual: Rule
    first: Rule


@dataclass(frozen=True, slots=True)
class Option:
    """One place for enablement to report to, and what it gains and costs."""

    title: str
    gains: tuple[str, ...]
    costs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OperatingModel:
    """How enablement works with the teams it supports, up to the third stage and after it."""

    rule: str
    before: str
    after: str
    text: str


@dataclass(frozen=True, slots=True)
class OrganizationRules:
    """Everything of the file. `ratio` is people per enablement person, `gross` and `beyond` the ends of its scale."""

    ratio: int
    typical: Rule
    gross: int
    too_many: Rule
    beyond: int
    too_few: Rule
    caveat: Rule
    stages: tuple[Stage, ...]
    roles: tuple[Role, ...]
    first_activities: Mapping[str, Rule]
    peer: Rule
    additions: tuple[Rule, ...]
    operating_model: OperatingModel
    reporting_line: Rule
    options: tuple[Option, ...]
    assumptions: Mapping[str, str]
    values: Mapping[str, Any]


@cache
def organization_rules() -> OrganizationRules:
    """The rules, read once."""
    document = tomllib.loads(FILE.read_text(encoding="utf-8"))
    ratio, verdict, line = document["ratio"], document["verdict"], document["reporting_line"]
    assumptions = document["assumptions"]
    return OrganizationRules(
        ratio=ratio["people"],
        typical=Rule(ratio["rule"], "Typical", ratio["text"]),
        gross=verdict["gross"],
        too_many=Rule(verdict["rule"], "Gross inefficiency", verdict["gross_text"]),
        beyond=verdict["beyond"],
        too_few=Rule(verdict["rule"], "Not bought in", verdict["beyond_text"]),
        caveat=Rule(document["caveat"]["rule"], "Not an exact science", document["caveat"]["text"]),
        stages=tuple(_stage(entry, document["lead"]) for entry in document["stages"]),
        roles=tuple(_role(entry) for entry in document["roles"]),
        first_activities=MappingProxyType({entry["key"]: _rule(entry) for entry in document["first_activities"]}),
        peer=Rule(document["peer"]["rule"], document["peer"]["reports_to"], document["peer"]["text"]),
        additions=tuple(map(_rule, document["additions"])),
        operating_model=OperatingModel(**document["operating_model"]),
        reporting_line=Rule(line["rule"], "Reporting line", line["text"]),
        options=tuple(
            Option(entry["title"], tuple(entry["gains"]), tuple(entry["costs"])) for entry in line["options"]
        ),
        assumptions=MappingProxyType({name: text for name, text in assumptions.items() if isinstance(text, str)}),
        values=MappingProxyType(assumptions["values"]),
    )


def _rule(entry: Mapping[str, Any]) -> Rule:
    return Rule(entry["rule"], entry["title"], entry.get("text", ""))


def _stage(entry: Mapping[str, Any], leads: Mapping[str, Mapping[str, Any]]) -> Stage:
    return Stage(
        key=entry["key"],
        last=entry.get("last"),
        title=entry["title"],
        text=entry["text"],
        rules=tuple(entry["rules"]),
        strategic=entry["strategic"],
        split=Rule(entry["split_rule"], "Leader's time", entry["split_text"]),
        lead=_rule(leads[entry["key"]]),
    )


def _role(entry: Mapping[str, Any]) -> Role:
    text = entry.get("text", "")
    return Role(
        entry["key"],
        Rule(entry["rule"], entry["title"], text),
        Rule(entry["first_rule"], entry["first_title"], text),
    )


def rule_ids(rules: Iterable[Rule]) -> str:
    """The ids of rules in their order, each once, as they stand behind what follows from them."""
    return ", ".join(dict.fromkeys(rule.rule for rule in rules))
