"""Scenarios as words: what an address and a file hold, read with a sentence for everything that can't be used."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from metrics.planning.organization.scenario import Scenario, ScenarioInput, scenario_inputs

Value = int | float | bool | str | tuple[str, ...] | None
RANGES = ("growth", "quits", "stretch", "attainment", "wait")
BOUNDS = ("bound_one", "bound_two", "bound_three")


@dataclass(frozen=True, slots=True)
class ScenarioRead:
    """A scenario read from words, and one sentence for each word that couldn't be used as it was."""

    scenario: Scenario
    complaints: tuple[str, ...]


def scenario_words(scenario: Scenario) -> dict[str, str]:
    """Every input as a word, in the order of the page."""
    return {name: _word(getattr(scenario, name)) for name in scenario_inputs()}


def read_scenario(words: Mapping[str, str], usual: Scenario) -> ScenarioRead:
    """The scenario that words describe. What they leave out or can't say is as in `usual`."""
    values: dict[str, Any] = {}
    complaints = []
    for name, word in words.items():
        scenario_input = scenario_inputs().get(name)
        if scenario_input is None:
            complaints.append(f"“{name}” is nothing this page asks for; it is left out.")
            continue
        try:
            values[name] = READERS[scenario_input.kind](scenario_input, word.strip())
        except ValueError as problem:
            complaints.append(
                f"{scenario_input.title} can't be “{word}”: {problem} "
                f"It is {shown(scenario_input, getattr(usual, name))} here."
            )
    scenario, further = sensible_scenario(replace(usual, **values), usual)
    return ScenarioRead(scenario, (*complaints, *further))


def sensible_scenario(scenario: Scenario, usual: Scenario) -> tuple[Scenario, tuple[str, ...]]:
    """The scenario with what contradicts itself put back to the usual, and a sentence for each such thing."""
    complaints = []
    for name in RANGES:
        likely = getattr(scenario, name)
        for end, beyond in ((f"{name}_low", "above"), (f"{name}_high", "below")):
            typed, used = getattr(scenario, end), (min if beyond == "above" else max)(getattr(scenario, end), likely)
            if typed != used:
                scenario = replace(scenario, **{end: used})
                field, words = scenario_inputs()[end], shown(scenario_inputs()[end], used)
                complaints.append(
                    f"{field.title} can't be {shown(field, typed)}, {beyond} the likely value; {words} is used."
                )
    if problem := scenario.numbers.problem():
        scenario = replace(scenario, **{name: getattr(usual, name) for name in (*BOUNDS, "ratio", "gross", "beyond")})
        complaints.append(f"{problem} The numbers of the rules are used.")
    return scenario, tuple(complaints)


@dataclass(frozen=True, slots=True)
class OwnInput:
    """An input that is the user's own: the rule it replaces (None: a fact of the roster or an assumption)."""

    title: str
    rule: str | None
    usual: str
    own: str


def own_inputs(scenario: Scenario, usual: Scenario) -> tuple[OwnInput, ...]:
    """The inputs in which a scenario differs from the usual one."""
    return tuple(
        OwnInput(
            scenario_input.title,
            scenario_input.rule,
            shown(scenario_input, getattr(usual, name)),
            shown(scenario_input, getattr(scenario, name)),
        )
        for name, scenario_input in scenario_inputs().items()
        if getattr(scenario, name) != getattr(usual, name)
    )


def moved_inputs(scenario: Scenario, before: Scenario, after: Scenario) -> Scenario:
    """A scenario whose usual values changed from `before` to `after`: what nobody touched follows."""
    names = [each.name for each in fields(Scenario)]
    untouched = [name for name in names if getattr(scenario, name) == getattr(before, name)]
    return replace(scenario, **{name: getattr(after, name) for name in untouched})


def shown(scenario_input: ScenarioInput, value: Value) -> str:
    """A value as people read it."""
    if value is None or value == "" or value == ():
        return "not said"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, str):
        return value
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".rstrip("0").rstrip(".")
    return f"{text} %" if scenario_input.unit == "%" else text


def _word(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ",".join(value)
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _bounded(scenario_input: ScenarioInput, value: float) -> float:
    if not scenario_input.low <= value <= scenario_input.high:
        raise ValueError(
            f"it goes from {scenario_input.low:,g} to {scenario_input.high:,g}."
            if scenario_input.high < 1e6
            else f"it goes from {scenario_input.low:,.0f} to {scenario_input.high:,.0f}."
        )
    return value


def _whole(scenario_input: ScenarioInput, word: str) -> int:
    try:
        value = float(word)
        whole = int(value)
    except (ValueError, OverflowError):
        raise ValueError("it is a whole number.") from None
    if whole != value:
        raise ValueError("it is a whole number.")
    return int(_bounded(scenario_input, whole))


def _optional(scenario_input: ScenarioInput, word: str) -> int | None:
    return _whole(scenario_input, word) if word else None


def _decimal(scenario_input: ScenarioInput, word: str) -> float:
    try:
        value = float(word)
    except ValueError:
        raise ValueError("it is a number.") from None
    return _bounded(scenario_input, value)


def _flag(scenario_input: ScenarioInput, word: str) -> bool:
    if word not in ("yes", "no"):
        raise ValueError("it is yes or no.")
    return word == "yes"


def _choice(scenario_input: ScenarioInput, word: str) -> str:
    if word not in scenario_input.options:
        raise ValueError(f"it is one of {', '.join(option for option in scenario_input.options if option)}.")
    return word


def _ranking(scenario_input: ScenarioInput, word: str) -> tuple[str, ...]:
    names = tuple(name for name in word.split(",") if name)
    if unknown := [name for name in names if name not in scenario_input.options]:
        raise ValueError(f"there is no role “{unknown[0]}”.")
    return tuple(dict.fromkeys(names))


READERS: Mapping[str, Callable[[ScenarioInput, str], Value]] = {
    "whole": _whole,
    "optional": _optional,
    "decimal": _decimal,
    "flag": _flag,
    "choice": _choice,
    "ranking": _ranking,
}
