"""The committed files, read as an analyst would read them: nothing here knows how they were made."""

import csv
import gzip
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sample_data.generate import FOLDER

OUTCOMES = {"Closed Won": "won", "Closed Lost": "lost", "No Decision": "no decision"}
Row = dict[str, str]


@cache
def truth() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "truth.toml").read_text(encoding="utf-8"))


@cache
def table(name: str) -> Sequence[Row]:
    with gzip.open(FOLDER / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def day(text: str) -> date:
    return date.fromisoformat(text[:10])


def quarter(on: date) -> int:
    """Quarters counted from the year 0."""
    return on.year * 4 + (on.month - 1) // 3


@dataclass(frozen=True)
class Deal:
    id: str
    owner: str
    team: str
    segment: str
    region: str
    kind: str
    created: date
    closed: date
    outcome: str
    discount: float | None
    list_price: float
    tenure: int
    """Days from the owner's hiring to the deal's creation."""


@cache
def people() -> dict[str, Row]:
    """Each person's last spell."""
    return {row["person_id"]: row for row in sorted(table("people"), key=lambda row: row["valid_from"])}


@cache
def segments() -> dict[str, Row]:
    """A roster row of each team."""
    return {row["team"]: row for row in table("people")}


@cache
def rates() -> list[tuple[date, float]]:
    return sorted((day(row["valid_from"]), float(row["rate"])) for row in table("rates"))


def team_on(person: str, on: date) -> str:
    return next(
        row["team"] for row in spells()[person]
        if day(row["valid_from"]) <= on and (not row["valid_to"] or on < day(row["valid_to"]))
    )  # fmt: skip


@cache
def spells() -> dict[str, list[Row]]:
    rows_of: dict[str, list[Row]] = {}
    for row in table("people"):
        rows_of.setdefault(row["person_id"], []).append(row)
    return rows_of


@cache
def closed_deals() -> tuple[Deal, ...]:
    """The closed deals whose owner, product and dates are as they should be, each once."""
    prices = {row["product_id"]: float(row["list_price"]) for row in table("products")}
    by_id = {row["opportunity_id"]: row for row in table("opportunities")}
    deals = []
    for row in by_id.values():
        usable = row["stage"] in OUTCOMES and row["owner"] in people() and row["product_id"] in prices
        if usable and row["closed_on"] and row["closed_on"] >= row["created_on"]:
            deals.append(read(row, prices))
    return tuple(deals)


def read(row: Row, prices: dict[str, float]) -> Deal:
    owner, closed = people()[row["owner"]], day(row["closed_on"])
    team = team_on(row["owner"], closed)
    listed = prices[row["product_id"]] * float(row["quantity"])
    rate = {"USD": 1.0, "EUR": max(dated for dated in rates() if dated[0] <= closed)[1]}.get(row["currency"])
    has_amount = rate is not None and row["amount"] not in ("", "0.0")
    return Deal(
        row["opportunity_id"], row["owner"], team, segments()[team]["segment"], segments()[team]["region"], row["kind"],
        day(row["created_on"]), closed, OUTCOMES[row["stage"]],
        1 - float(row["amount"]) * rate / listed if has_amount and rate else None, listed,
        (day(row["created_on"]) - day(owner["started_on"])).days,
    )  # fmt: skip


def decided() -> list[Deal]:
    return [deal for deal in closed_deals() if deal.outcome != "no decision"]


def reached(program: str) -> dict[str, date]:
    return {row["person_id"]: day(row["treated_on"]) for row in table("rollout") if row["program_id"] == program}


def treated(deal: Deal, days: dict[str, date]) -> bool:
    """Whether a deal was created after the programme had reached its owner."""
    return deal.owner in days and days[deal.owner] <= deal.created
