"""Panels of people and months: customers lost, who did what at all, deals by stage, month's totals, and what may change
in the files without changing an effect."""

import csv
import random
import string
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from metrics.ask import ask, data_through
from metrics.definition import catalog
from metrics.impact.panel import NEVER, Panel
from metrics.intake.choices import ImportChoices
from metrics.intake.importing import import_files
from metrics.programmes.counting import CLOSED, Outcome, may_count_by_entry, outcome_of
from metrics.programmes.judging import judge, usual_choices
from metrics.programmes.known import programme
from metrics.programmes.observing import Observed, observe
from metrics.programmes.reached import Reached, Start, reached
from metrics.programmes.registration import CREATED, TrainingRule
from metrics.question import AnswerRow, Question
from metrics.store.snapshot import Snapshot
from metrics.store.workspace import Workspace
from sample_data.generate import FOLDER
from tests.oracles.customer_measures import last_day_of_stay, spell_on, spells
from tests.oracles.deals import ClosedDeal, closed_deals, decided_deals, every_deal
from tests.oracles.roster import NOT_MATCHED, Place, Roster, day
from tests.oracles.rows import Company, Row, read_folder

Cells = dict[tuple[str, date], tuple[float, float]]
"""Numerator and denominator by person and first day of the month."""
FOLLOWED = {name: outcome for name, metric in catalog().items() if isinstance(outcome := outcome_of(metric), Outcome)}
NOBODY = Reached("roll-out", TrainingRule(), (), (), False)
DID = {
    "training_attendance": ("training", "held_on", lambda row: row["attended"] == "true"),
    "content_access": ("content_access", "accessed_at", lambda row: True),
    "content_sharing": ("content_access", "accessed_at", lambda row: row["action"] == "share"),
    "content_on_deals": ("content_access", "accessed_at", lambda row: bool(row["opportunity_id"])),
}
"""What a person does or doesn't do in a month: the table, the column of the day, and which rows count."""


@pytest.fixture(scope="module")
def sample(sample_snapshot: Snapshot) -> Company:
    """The files as they stand; of a deal exported twice the last row counts."""
    tables = read_folder(FOLDER)
    deals = {row["opportunity_id"]: row for row in tables["opportunities"]}
    through = data_through(sample_snapshot)
    assert through is not None
    return Company(tables | {"opportunities": tuple(deals.values())}, sample_snapshot.settings, through)


@pytest.fixture(scope="module")
def roster(sample: Company) -> Roster:
    return Roster(sample)


@cache
def days_of(month: date) -> list[date]:
    return [on for number in range(31) if (on := month + timedelta(days=number)).month == month.month]


def anybody(place: Place) -> bool:
    return True


def facing(place: Place) -> bool:
    return place.customer_facing


def selling(place: Place) -> bool:
    return place.seller


def months_between(first: date, last: date) -> list[date]:
    """The first days of the months that lie wholly within."""
    firsts = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    return [month for month in firsts if first <= month and days_of(month)[-1] <= last]


def too_early(person: str, on: date, starts: dict[str, date]) -> bool:
    """In the month in which the programme reached the person, but before it did."""
    start = starts.get(person, date.min)
    return (on.year, on.month) == (start.year, start.month) and on < start


def of_functions_reached(roster: Roster, starts: dict[str, date]) -> list[str]:
    """The people who were ever in a function that somebody reached was ever in."""
    wanted = {row["function"] for person in starts for row in roster.spells[person]}
    return [person for person in roster.people if wanted & {row["function"] for row in roster.spells[person]}]


def starts_in_files(sample: Company, roster: Roster, program: str) -> dict[str, date]:
    rows = [row for row in sample.rows("rollout") if row["program_id"] == program]
    return {str(roster.person(row["person_id"])): date.fromisoformat(row["treated_on"]) for row in rows}


def ids_by_name(sample: Company) -> dict[str, str]:
    """Who is meant by a name, which carries the id where two people share it."""
    pairs = {(row["name"], row["person_id"]) for row in sample.rows("people")}
    return dict(pairs) | {f"{name} ({person})": person for name, person in pairs}


def observed(snapshot: Snapshot, metric: str, who: Reached, day: str = CLOSED) -> Observed:
    return observe(snapshot, FOLLOWED[metric], who, day, "segment")


def cells_in(found: Observed, sample: Company) -> Cells:
    ids, rows = ids_by_name(sample), found.rows[found.rows["denominator"] > 0]
    return {
        (ids[row.name], found.months[row.period].start): (row.numerator, row.denominator) for row in rows.itertuples()
    }


def differences(own: Cells, theirs: Cells) -> list[str]:
    """Each cell that only one of the two has, or that they fill differently."""
    return [
        f"{key[0]} {key[1]:%b %Y}: the oracle says {own.get(key)}, the panel {theirs.get(key)}"
        for key in sorted(own.keys() | theirs.keys())
        if own.get(key) is None or theirs.get(key) != pytest.approx(own[key], rel=1e-9, abs=1e-6)
    ]


# --- who did it at all ---


def who_did_it(sample: Company, roster: Roster, metric: str, starts: dict[str, date]) -> Cells:
    """1 of 1 for a person who did it on a day on which they counted, 0 of 1 where they counted and didn't."""
    table, column, counts = DID[metric]
    able = facing if metric == "training_attendance" else selling
    did: dict[tuple[str, date], set[date]] = defaultdict(set)
    for row in sample.rows(table):
        if counts(row) and (on := day(row[column])) and on <= sample.data_through:
            did[str(roster.person(row["person_id"])), on.replace(day=1)].add(on)
    first = min(on for row in sample.rows(table) if (on := day(row[column])))
    found: Cells = {}
    for month in months_between(first, sample.data_through):
        for person in of_functions_reached(roster, starts):
            there = {on for on in days_counted(roster, able, person, month) if not too_early(person, on, starts)}
            if there:
                found[person, month] = (float(bool(there & did[person, month])), 1.0)
    return found


@cache
def days_counted(roster: Roster, counts: Callable[[Place], bool], person: str, month: date) -> frozenset[date]:
    """The days of a month on which a person was there, as somebody who counts."""
    places = ((on, roster.place(person, on)) for on in days_of(month))
    return frozenset(on for on, place in places if place is not None and counts(place))


@pytest.mark.parametrize("program", ["DISCOVERY", "PRESENCE"])
@pytest.mark.parametrize("metric", DID)
def test_who_did_it_at_all_in_a_month_is_what_the_files_say(
    sample: Company, roster: Roster, sample_snapshot: Snapshot, metric: str, program: str
) -> None:
    starts = starts_in_files(sample, roster, program)
    found = observed(sample_snapshot, metric, reached(sample_snapshot, programme(sample_snapshot, program)))
    assert differences(who_did_it(sample, roster, metric, starts), cells_in(found, sample)) == []


# --- customers lost ---


@cache
def lost_by_manager(sample: Company, roster: Roster) -> dict[tuple[str, date], list[tuple[float, bool, bool]]]:
    """Of each person and month the customers of the first day: their value, whether all of it is known, whether they
    left within the month."""
    valueless = {row["customer_id"] for row in sample.rows("customers") if not row["annual_value"]}
    first = min(spell.first for stay in spells(sample).values() for spell in stay)
    found: dict[tuple[str, date], list[tuple[float, bool, bool]]] = defaultdict(list)
    for month in months_between(first, sample.data_through):
        for customer, stay in spells(sample).items():
            spell = spell_on(stay, month)
            if spell and (person := roster.person(spell.manager)):
                left = last_day_of_stay(stay, month) <= days_of(month)[-1]
                found[person, month].append((float(spell.value or 0), customer not in valueless, left))
    return found


def customers_lost(sample: Company, roster: Roster, starts: dict[str, date], metric: str) -> Cells:
    """Of the customers a person had on a month's first day, and was there, those who left within the month."""
    allowed, found = set(of_functions_reached(roster, starts)), {}
    for (person, month), customers in lost_by_manager(sample, roster).items():
        if person in allowed and roster.place(person, month) is not None:
            worth = [(value, left) if metric == "revenue_churn" else (1.0, left) for value, known, left in customers
                     if known or metric == "churn_rate"]  # fmt: skip
            found[person, month] = (sum(each for each, left in worth if left), sum(each for each, _ in worth))
    return {key: cell for key, cell in found.items() if cell[1] > 0}


def made_up_starts(sample: Company, roster: Roster) -> dict[str, date]:
    """Every second manager of customers, reached on the first, a middle or the last day of a month, or on a hiring."""
    managers = sorted({str(roster.person(row["account_manager"])) for row in sample.rows("customers")} - {"None"})
    days = [date(2025, 1, 1), date(2025, 1, 2), date(2025, 3, 17), date(2025, 6, 30), date(2024, 2, 29)]
    starts = {person: days[number % len(days)] for number, person in enumerate(managers[::2])}
    hired = {person: date.fromisoformat(roster.spells[person][0]["started_on"]) for person in starts}
    return {person: max(start, hired[person]) for person, start in starts.items()}


def reaching(snapshot: Snapshot, sample: Company, starts: dict[str, date]) -> Reached:
    """A programme that reached these people on these days."""
    ids, rows = ids_by_name(sample), observed(snapshot, "churn_rate", NOBODY).rows
    numbers = {ids[name]: int(who) for name, who in zip(rows["name"], rows["who"], strict=True)}
    known = [Start(numbers[person], start) for person, start in starts.items() if person in numbers]
    return Reached("roll-out", TrainingRule(), tuple(known), (), False)


def months_of_coming(roster: Roster) -> set[tuple[str, date]]:
    """The months in which somebody was hired after their first day."""
    hired = {
        (person, date.fromisoformat(row["started_on"])) for person in roster.people for row in roster.spells[person]
    }
    return {(person, on.replace(day=1)) for person, on in hired if on.day > 1}


@pytest.mark.parametrize("metric", ["churn_rate", "revenue_churn"])
def test_customers_lost_are_counted_on_the_first_day_of_each_month(
    sample: Company, roster: Roster, sample_snapshot: Snapshot, metric: str
) -> None:
    starts = made_up_starts(sample, roster)
    theirs = cells_in(observed(sample_snapshot, metric, reaching(sample_snapshot, sample, starts)), sample)
    coming = months_of_coming(roster)
    own = customers_lost(sample, roster, starts, metric)
    assert differences(own, {key: cell for key, cell in theirs.items() if key not in coming}) == []


def test_nobody_answers_for_customers_of_a_day_before_they_were_hired(
    sample: Company, roster: Roster, sample_snapshot: Snapshot
) -> None:
    cells = cells_in(observed(sample_snapshot, "churn_rate", NOBODY), sample)
    assert sorted(cells.keys() & months_of_coming(roster)) == []


def test_customers_count_as_treated_from_the_first_month_that_begins_on_or_after_the_start(
    sample: Company, roster: Roster, sample_snapshot: Snapshot
) -> None:
    starts = made_up_starts(sample, roster)
    found = observed(sample_snapshot, "churn_rate", reaching(sample_snapshot, sample, starts))
    assert isinstance(found.panel, Panel)
    ids, rows = ids_by_name(sample), found.rows
    person = {int(who): ids[name] for name, who in zip(rows["name"], rows["who"], strict=True)}
    for who, since in zip(found.panel.names, found.panel.treated_from, strict=True):
        start = starts.get(person[int(who)])
        own = NEVER if start is None else sum(month.start < start for month in found.months)
        assert since == own, (person[int(who)], start)


# --- deals by the day they came into a stage ---


def came_into(sample: Company, stage: str) -> dict[str, date]:
    """The first day on which each deal came into the stage."""
    found: dict[str, date] = {}
    for row in sample.rows("stage_history"):
        if row["stage"] == stage and (on := day(row["entered_on"])):
            found[row["opportunity_id"]] = min(on, found.get(row["opportunity_id"], on))
    return found


def months_of_entry(sample: Company, entered: dict[str, date]) -> list[date]:
    """Whole months the deals speak of, without those at the end of which most deals are still open."""
    closed = [deal.closed for deal in closed_deals(sample)]
    months = months_between(min(closed), sample.data_through)
    outcomes: dict[date, list[str | None]] = defaultdict(list)
    for deal in every_deal(sample):
        if deal.number in entered:
            outcomes[entered[deal.number].replace(day=1)].append(deal.outcome)
    while outcomes[months[-1]].count("open") > len(outcomes[months[-1]]) / 2:
        months.pop()
    return months


def deals_by_stage(sample: Company, roster: Roster, metric: str, stage: str, starts: dict[str, date]) -> Cells:
    entered, allowed = came_into(sample, stage), set(of_functions_reached(roster, starts))
    decided = {deal.number for deal in decided_deals(sample)}
    months = set(months_of_entry(sample, entered))
    found: dict[tuple[str, date], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for deal in closed_deals(sample):
        on, person = entered.get(deal.number), roster.person(deal.owner)
        if on is None or person not in allowed or on.replace(day=1) not in months:
            continue
        if too_early(str(person), on, starts) or not was_there(roster, str(person), on, starts):
            continue
        cell = found[str(person), on.replace(day=1)]
        if metric == "win_rate" and deal.number in decided:
            cell[0] += deal.outcome == "won"
            cell[1] += 1
        elif metric == "average_discount" and deal.outcome == "won" and None not in (deal.net, deal.list_price):
            cell[0] += deal.list_price - deal.net
            cell[1] += deal.list_price
    return {key: (float(cell[0]), float(cell[1])) for key, cell in found.items() if cell[1] > 0}


def was_there(roster: Roster, person: str, on: date, starts: dict[str, date]) -> bool:
    """On a day at least of the month, of the days that count."""
    return any(
        not too_early(person, other, starts) for other in days_counted(roster, anybody, person, on.replace(day=1))
    )


@pytest.mark.parametrize(
    ("stage", "program"), [("Discovery", "DISCOVERY"), ("Proposal", "PLAYBOOK"), ("Negotiation", "PRESENCE")]
)
@pytest.mark.parametrize("metric", ["win_rate", "average_discount"])
def test_deals_count_by_the_first_day_they_came_into_a_stage(
    sample: Company, roster: Roster, sample_snapshot: Snapshot, metric: str, stage: str, program: str
) -> None:
    starts = starts_in_files(sample, roster, program)
    found = observed(sample_snapshot, metric, reached(sample_snapshot, programme(sample_snapshot, program)), stage)
    assert [month.start for month in found.months] == months_of_entry(sample, came_into(sample, stage))
    assert differences(deals_by_stage(sample, roster, metric, stage, starts), cells_in(found, sample)) == []


# --- sums of people and the answer about everybody ---


MEANS: dict[str, Callable[[ClosedDeal], float | Decimal | None]] = {
    "deal_velocity": lambda deal: days_taken(deal) if deal.outcome == "won" else None,
    "deal_cycle_all": lambda deal: days_taken(deal),
    "median_deal_value": lambda deal: deal.net if deal.outcome == "won" else None,
    "discount_per_deal_median": lambda deal: (
        1 - deal.net / deal.list_price if deal.outcome == "won" and None not in (deal.net, deal.list_price) else None
    ),
}
"""What the medians are taken of: an answer has no sum of it, so the deals' own files say what a month's sum is."""


def days_taken(deal: ClosedDeal) -> int | None:
    return (deal.closed - deal.created).days if deal.created else None


def summed_from_files(sample: Company, roster: Roster, metric: str) -> dict[tuple[str, date], float]:
    found: dict[tuple[str, date], float] = defaultdict(float)
    for deal in closed_deals(sample):
        if (worth := MEANS[metric](deal)) is not None:
            found[str(roster.person(deal.owner)), deal.closed.replace(day=1)] += float(worth)
    return found


def told(row: AnswerRow, outcome: Outcome) -> tuple[float | None, float | None]:
    """Numerator and denominator as an answer has them, None where it has none."""
    metric = outcome.metric
    above = row.components.get(metric.numerator)
    below = row.components[metric.denominator] if metric.denominator else row.n if outcome.form == "mean" else None
    return above, below


def told_of_people(snapshot: Snapshot, outcome: Outcome, ids: dict[str, str]) -> dict[tuple[str, date], Any]:
    """What answers say of each person and month; of those who stand for nobody under the words for that."""
    rows = ask(snapshot, Question(outcome.metric.name, grain="month", by=("person",))).rows
    return {(ids.get(name, name), row.period.start): told(row, outcome)
            for row in rows if (name := row.dimensions["person"]) and row.period.complete}  # fmt: skip


@pytest.mark.parametrize("metric", FOLLOWED)
def test_with_nobody_reached_the_cells_of_people_are_what_answers_say_of_them(
    sample: Company, roster: Roster, sample_snapshot: Snapshot, metric: str
) -> None:
    """What no cell has is of names that stand for nobody, of people on none of the month's days in the roster, or has
    nothing to divide by. A sum stands over the share of the month somebody was there, of which no answer speaks: the
    roster does. So people without a fact have cells of it, too."""
    outcome, cells = FOLLOWED[metric], cells_in(observed(sample_snapshot, metric, NOBODY), sample)
    answers = told_of_people(sample_snapshot, outcome, ids_by_name(sample))
    sums = summed_from_files(sample, roster, metric) if outcome.form == "mean" else {}
    own = {key: (sums.get(key, above), below) for key, (above, below) in answers.items()}
    if outcome.form == "sum":
        there = {key: len(days_counted(roster, anybody, *key)) / len(days_of(key[1])) for key in cells}
        own = {key: (own.get(key, (0.0, None))[0], there[key]) if key in there else own[key] for key in own | there}
    left = {key for key, (_, below) in own.items() if key not in cells and below != 0}
    assert differences({key: cell for key, cell in own.items() if key in cells}, cells) == []
    assert [key for key in sorted(left) if key[0] != NOT_MATCHED and days_counted(roster, anybody, *key)] == []


@pytest.mark.parametrize("metric", FOLLOWED)
def test_the_cells_of_a_month_and_what_has_none_sum_up_to_the_answer_about_everybody(
    sample: Company, sample_snapshot: Snapshot, metric: str
) -> None:
    """Months at either end that the data covers in part have no cells; medians have no numerators to sum."""
    outcome, found = FOLLOWED[metric], observed(sample_snapshot, metric, NOBODY)
    cells, answers = cells_in(found, sample), told_of_people(sample_snapshot, outcome, ids_by_name(sample))
    whole = [row for row in ask(sample_snapshot, Question(metric, grain="month")).rows if row.period.complete]
    assert [row.period.start for row in whole] == [month.start for month in found.months]
    for place in range(2):
        sums: dict[date, float] = defaultdict(float)
        for key in cells.keys() | answers.keys():
            sums[key[1]] += (cells[key] if key in cells else answers[key])[place] or 0
        expected = {row.period.start: value for row in whole if (value := told(row, outcome)[place]) is not None}
        assert {month: sums[month] for month in expected} == pytest.approx(expected, rel=1e-9, abs=1e-6)


def test_win_rates_by_creation_are_those_of_the_cohorts(sample: Company, sample_snapshot: Snapshot) -> None:
    """But for the months at the end, which are left out where most of their deals are still open."""
    found = observed(sample_snapshot, "win_rate", NOBODY, CREATED)
    answers = told_of_people(sample_snapshot, FOLLOWED["win_rate_by_cohort"], ids_by_name(sample))
    cells = cells_in(found, sample)
    assert differences({key: answers[key] for key in cells}, cells) == []
    open_share = {
        row.period.start: row.beside or 0.0
        for row in ask(sample_snapshot, Question("win_rate_by_cohort", grain="month")).rows
    }
    last = found.months[-1].start
    assert open_share[last] <= 0.5
    assert all(share > 0.5 for month, share in open_share.items() if month > last)


@pytest.mark.parametrize("metric", [name for name, outcome in FOLLOWED.items() if outcome.metric.beside])
def test_no_panel_ends_with_a_month_that_is_mostly_still_open(sample_snapshot: Snapshot, metric: str) -> None:
    day = CREATED if may_count_by_entry(catalog()[metric]) else CLOSED
    last = observed(sample_snapshot, metric, NOBODY, day).months[-1].start
    shares = {row.period.start: row.beside for row in ask(sample_snapshot, Question(metric, grain="month")).rows}
    assert (shares[last] or 0.0) <= 0.5


# --- what may change in the files without changing an effect ---


JUDGED = {"DISCOVERY": "win_rate", "PLAYBOOK": "average_discount"}
TABLES = ("people", "identities", "opportunities", "stage_history", "products", "rates", "programs", "rollout")
NAMES = ("person_id", "name", "email", "team", "manager", "segment", "owner", "identifier", "opportunity_id",
         "account_id", "product_id", "program_id", "audience")  # fmt: skip
MIRROR = str.maketrans(
    string.ascii_letters + string.digits,
    string.ascii_lowercase[::-1] + string.ascii_uppercase[::-1] + string.digits[::-1],
)
"""Each letter and digit becomes the one at the same distance from the other end: what was first in order is last."""


def shuffled(table: str, rows: Sequence[Row]) -> list[Row]:
    """In another order, but for the rows of one deal, of which the last counts."""
    order, key = random.Random(table), "opportunity_id" if table == "opportunities" else ""
    places: dict[object, float] = defaultdict(order.random)
    return sorted(rows, key=lambda row: places[row[key] if key else id(row)])


def renamed(table: str, rows: Sequence[Row]) -> list[Row]:
    return [{column: cell.translate(MIRROR) if column in NAMES else cell for column, cell in row.items()}
            for row in rows]  # fmt: skip


def years_earlier(years: int) -> Callable[[str, Sequence[Row]], list[Row]]:
    def moved(cell: str) -> str:
        if not (cell[4:5] == cell[7:8] == "-" and cell[:4].isdigit()):
            return cell
        on = date.fromisoformat(cell[:10])
        leap = (on.month, on.day) == (2, 29) and years % 4 != 0
        return on.replace(year=on.year - years, day=28 if leap else on.day).isoformat() + cell[10:]

    return lambda table, rows: [{column: moved(cell) for column, cell in row.items()} for row in rows]


def effects(snapshot: Snapshot, called: Callable[[str], str] = str) -> dict[str, tuple[float | int | None, ...]]:
    """The effect of each programme on what it is for, as it is judged by the usual choices."""
    found = {}
    for program, metric in JUDGED.items():
        effect = judge(snapshot, programme(snapshot, called(program)), metric, usual_choices(snapshot)).evidence.effect
        assert effect is not None
        found[program] = (effect.value, effect.standard_error, effect.low, effect.high, effect.degrees_of_freedom)
    return found


CHANGES = {
    "rows in another order": (shuffled, str),
    "people and ids called otherwise": (renamed, lambda program: program.translate(MIRROR)),
    "four years earlier, leap years included": (years_earlier(4), str),
    "twelve months earlier": (years_earlier(1), str),
}


@pytest.mark.parametrize("change", CHANGES)
def test_an_effect_stays_what_it_is_when_the_files_say_the_same_otherwise(
    sample_snapshot: Snapshot, tmp_path: Path, change: str
) -> None:
    changed, called = CHANGES[change]
    tables = read_folder(FOLDER)
    files = [(written(tmp_path, table, changed(table, tables[table])), ImportChoices(table=table)) for table in TABLES]
    workspace = Workspace(tmp_path / "workspace")
    import_files(workspace, files, who="tests")
    theirs = effects(workspace.latest(), called)
    for program, effect in effects(sample_snapshot).items():
        assert theirs[program] == pytest.approx(effect, rel=1e-9), program


def written(folder: Path, table: str, rows: Sequence[Row]) -> Path:
    path = folder / f"{table}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return path
