"""A company in whose files everything is doubtful once, and one in whose files nothing is."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from metrics.store.snapshot import Snapshot
from metrics.store.workspace import Workspace
from tests.store.rows import update

PEOPLE = "person_id name email role team manager started_on left_on"
DEALS = "opportunity_id stage owner account_id product_id created_on closed_on amount currency"
CUSTOMERS = "customer_id started_on ended_on account_manager valid_from annual_value"
LEADS = "lead_id created_on meeting_on"
STAGES = "opportunity_id stage entered_on"
TRAINING = "person_id held_on session_id attended"
ACCESSES = "person_id accessed_at"
HOURS = "person_id on_date hours"
ONBOARDING = "person_id started_on completed_on"
PRODUCTS = "product_id name list_price"
SELLER = "Account Executive"

START, CREATED, CLOSED = date(2020, 1, 1), date(2024, 1, 10), date(2024, 2, 20)
Rows = Sequence[Sequence[Any]]

DOUBTFUL: dict[tuple[str, str], Rows] = {
    ("people", PEOPLE): [
        ("k", "Kim Lo", "kim@example.com", SELLER, "North", None, START, None),
        ("l", "Lee Ray", "lee@example.com", SELLER, "North", None, START, date(2024, 2, 1)),
        ("m", "Max Poe", None, "Keeper of the Keys", "North", None, START, None),
        ("n1", "Noa Fin", "noa@example.com", SELLER, "South", None, START, None),
        ("n2", "Noa Finn", "Noa@Example.com ", SELLER, "South", None, START, None),
        ("o1", "Alex Doe", "alex@example.com", SELLER, "South", None, START, None),
        ("o2", "alex  doe", "doe@example.com", SELLER, "South", None, START, None),
        ("p", "Pat Early", None, SELLER, "South", None, START, date(2019, 1, 1)),
    ],
    ("products", PRODUCTS): [("1", "GTX Pro", 100), ("2", "MG Basic", None)],
    ("opportunities", DEALS): [
        ("good", "Closed Won", "k", "a", "1", CREATED, CLOSED, 90, "USD"),
        ("stranger", "Closed Won", "Kim Loo", "b", "GTXPro", CREATED, CLOSED, 500, "USD"),
        ("alex", "Closed Lost", "Alex Doe", "b", "2", CREATED, CLOSED, 10, "USD"),
        ("dateless", "Closed Won", "k", "c0", "1", CREATED, None, 80, "USD"),
        ("backwards", "Closed Lost", "k", "c1", "1", CLOSED, CREATED, 80, "USD"),
        ("coming", "Closed Won", "k", "c2", "1", CREATED, date(2999, 1, 1), 80, "USD"),
        ("stale", "Negotiation", "k", "c3", "1", CREATED, date(2024, 2, 1), 80, "USD"),
        ("foreign", "Closed Won", "k", "c4", "1", CREATED, CLOSED, 80, "XAU"),
        ("unpriced", "Closed Won", "k", "c5", "1", CREATED, CLOSED, None, "USD"),
        ("free", "Closed Won", "k", "c6", "1", CREATED, CLOSED, 0, "USD"),
        ("puzzling", "Vernal equinox", "k", "c7", "1", CREATED, CLOSED, 80, "USD"),
        ("twin1", "Closed Won", "k", "d", "1", CREATED, CLOSED, 70, "USD"),
        ("twin2", "Closed Won", "k", "d", "1", CREATED, CLOSED, 70, "USD"),
        ("0061a00000AbCdE", "Closed Won", "k", "e", "1", CREATED, CLOSED, 60, "USD"),
        ("0061a00000AbCdEAAY", "Closed Won", "k", "e", "1", CREATED, CLOSED, 61, "USD"),
    ],
    ("customers", CUSTOMERS): [
        ("c1", START, date(2019, 6, 30), "k", START, 10),
        ("c2", START, None, "k", START, 10),
        ("c3", START, None, "k", START, None),
    ],
    ("leads", LEADS): [("early", CREATED, date(2024, 1, 5)), ("later", CREATED, date(2024, 1, 15))],
    ("stage_history", STAGES): [
        ("good", "Negotiation", CREATED),
        ("unknown", "Negotiation", CREATED),
        ("unknown", "Closed Won", CLOSED),
        ("good", "Closed Won", CLOSED + timedelta(days=4)),
        ("stranger", "Closed Won", CLOSED + timedelta(days=3)),
    ],
    ("training", TRAINING): [
        ("k", date(2019, 5, 5), "s0", True),
        ("l", date(2024, 3, 1), "s1", True),
        ("k", date(2024, 3, 1), "s1", True),
        ("k", date(2024, 3, 1), "s1", False),
        ("guest@elsewhere.example", date(2024, 3, 1), "s1", True),
    ],
    ("content_access", ACCESSES): [
        ("k", datetime(2024, 1, 5, 9)),
        ("k", datetime(2024, 3, 9, 9)),
        ("guest@elsewhere.example", datetime(2024, 3, 9, 9)),
    ],
    ("customer_time", HOURS): [("k", date(2024, 3, 4), 20.0), ("k", date(2024, 3, 4), 5.0)],
    ("onboarding", ONBOARDING): [("k", START, date(2019, 12, 1))],
}

SOUND: dict[tuple[str, str], Rows] = {
    ("people", PEOPLE): [("k", "Kim Lo", "kim@example.com", SELLER, "North", None, START, None)],
    ("products", PRODUCTS): [("1", "GTX Pro", 100)],
    ("opportunities", DEALS): [
        ("one", "Closed Won", "Kim Lo", "a", "GTX Pro", CREATED, CLOSED, 90, "USD"),
        ("two", "Closed Lost", "kim@example.com", "a", "1", CREATED, date(2024, 2, 25), 90, "USD"),
        ("three", "Negotiation", "k", "a", "1", CREATED, date(2024, 4, 25), 90, "USD"),
    ],
    ("customers", CUSTOMERS): [("c1", START, date(2023, 6, 30), "k", START, 10), ("c2", START, None, "k", START, 10)],
    ("leads", LEADS): [("later", CREATED, date(2024, 1, 15))],
    ("stage_history", STAGES): [("one", "Negotiation", CREATED), ("one", "Closed Won", CLOSED)],
    ("training", TRAINING): [("k", date(2024, 2, 5), "s0", True), ("k", date(2024, 2, 6), "s1", True)],
    ("content_access", ACCESSES): [("k", datetime(2024, 2, 5, 9)), ("k", datetime(2024, 2, 5, 9))],
    ("customer_time", HOURS): [("k", date(2024, 2, 4), 4.0), ("k", date(2024, 2, 5), 5.0)],
    ("onboarding", ONBOARDING): [("k", START, date(2020, 3, 1))],
}


def company(folder: Path, tables: dict[tuple[str, str], Rows]) -> Workspace:
    """A workspace with these tables."""
    workspace = Workspace(folder / "workspace")
    updates = [update(folder, table, columns, rows) for (table, columns), rows in tables.items()]
    workspace.publish(updates, action="Imported", who="Ada")
    return workspace


@pytest.fixture(scope="session")
def doubtful(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return company(tmp_path_factory.mktemp("doubtful"), DOUBTFUL).latest()


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return company(tmp_path_factory.mktemp("sound"), SOUND).latest()


@pytest.fixture
def doubtful_workspace(tmp_path: Path) -> Workspace:
    """A copy that a test may change."""
    return company(tmp_path, DOUBTFUL)
