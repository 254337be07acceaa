"""A big company, streamed straight into CSV files: every value is computed from its row's number, nothing is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

FIRST_DAY = "DATE '2024-10-01'"
DAYS = 730
"""Everything happens in the eight quarters from the first day on."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many rows the big tables have."""

    people: int
    deals: int
    content: int


def _number(salt: int, below: int) -> str:
    """SQL for a whole number from 0 to `below` − 1 that looks random from row to row."""
    return f"CAST(hash(i * 1000 + {salt}) % {below} AS BIGINT)"


HIRED = _number(1, 2_800)
"""SQL for the days from the first of 2019 to a person's hiring."""


def _day(salt: int) -> str:
    return f"CAST({FIRST_DAY} + INTERVAL 1 DAY * {_number(salt, DAYS)} AS DATE)"


def _person(salt: int, people: int) -> str:
    return f"'P' || {_number(salt, people)}"


def _chosen(salt: int, words: list[str]) -> str:
    """SQL for one of the words."""
    return f"[{', '.join(repr(word) for word in words)}][1 + {_number(salt, len(words))}]"


def _people(size: Size) -> str:
    team = "1 + i // 25"
    return f"""
        SELECT 'P' || i AS person_id, 'Person ' || i AS name, 'person' || i || '@company.example' AS email,
            CASE WHEN i % 25 = 0 THEN 'Sales Manager' WHEN i % 25 < 15 THEN 'Account Executive'
                WHEN i % 25 < 20 THEN 'Customer Success Manager' ELSE 'Support Specialist' END AS role,
            CASE WHEN i % 25 < 15 THEN 'sales' WHEN i % 25 < 20 THEN 'customer success' ELSE 'support' END AS function,
            'Team ' || ({team}) AS team, CASE WHEN i % 25 > 0 THEN 'Person ' || (i - i % 25) END AS manager,
            ['Americas', 'Europe', 'Asia'][1 + ({team}) % 3] AS region,
            CAST(DATE '2019-01-01' + INTERVAL 1 DAY * {HIRED} AS DATE) AS started_on
        FROM range({size.people}) AS rows(i)"""


def _deals(size: Size) -> str:
    stages = ["Closed Won"] * 3 + ["Closed Lost"] * 5 + ["Proposal"] * 2
    seller = f"'P' || (25 * {_number(2, size.people // 25)} + 1 + {_number(3, 14)})"
    return f"""
        SELECT 'D' || i AS opportunity_id, {_chosen(4, stages)} AS stage, {seller} AS owner,
            'A' || {_number(5, 50_000)} AS account_id, 'PRODUCT-' || {_number(6, 20)} AS product_id,
            1 + {_number(7, 5)} AS quantity, {_day(8)} AS created_on,
            CAST({_day(8)} + INTERVAL 1 DAY * LEAST({_number(9, 120)}, {DAYS - 1} - {_number(8, DAYS)}) AS DATE)
                AS closed_on,
            1000 + {_number(10, 9_000_000)} / 100 AS amount,
            {_chosen(11, ["new", "new", "expansion", "renewal"])} AS kind,
            {_chosen(12, ["Outbound", "Website", "Referral", "Event"])} AS source
        FROM range({size.deals}) AS rows(i)"""


def _content(size: Size) -> str:
    return f"""
        SELECT {_person(13, size.people)} AS person_id,
            CAST({FIRST_DAY} AS TIMESTAMP) + INTERVAL 1 SECOND * {_number(14, DAYS * 86_400)} AS accessed_at,
            'content-' || {_number(15, 2_000)} AS content_id, {_chosen(16, ["view", "view", "share", "use"])} AS action,
            5 + {_number(17, 600)} AS seconds
        FROM range({size.content}) AS rows(i)"""


def _small_tables(size: Size) -> Mapping[str, str]:
    people = size.people
    return {
        "products": """
            SELECT 'PRODUCT-' || i AS product_id, 'Product ' || i AS name, 60000 + 3000 * i AS list_price,
                ['starter', 'base', 'flagship'][1 + i % 3] AS tier
            FROM range(20) AS rows(i)""",
        "training": f"""
            SELECT 'P' || (i % {people}) AS person_id, {_day(18)} AS held_on, 'S' || {_number(19, 400)} AS session_id,
                TRUE AS invited, {_number(20, 10)} < 6 AS attended
            FROM range({people * 10}) AS rows(i)""",
        "onboarding": f"""
            SELECT 'P' || i AS person_id, CAST(DATE '2019-01-01' + INTERVAL 1 DAY * {HIRED} AS DATE) AS started_on,
                CASE WHEN {_number(21, 10)} > 0 AND {HIRED} + 30 + {_number(22, 90)} < 2830
                    THEN CAST(DATE '2019-01-01' + INTERVAL 1 DAY * ({HIRED} + 30 + {_number(22, 90)}) AS DATE)
                END AS completed_on
            FROM range({people}) AS rows(i)""",
        "customer_time": f"""
            SELECT 'P' || (i % {people}) AS person_id,
                CAST({FIRST_DAY} + INTERVAL 7 DAY * (i // {people}) AS DATE) AS on_date, {_number(23, 40)} / 2 AS hours
            FROM range({people * 104}) AS rows(i)""",
        "customers": f"""
            SELECT 'C' || i AS customer_id,
                CAST(DATE '2022-01-01' + INTERVAL 1 DAY * {_number(24, 1200)} AS DATE) AS started_on,
                CASE WHEN {_number(25, 10)} < 3 THEN CAST(DATE '2022-01-01'
                    + INTERVAL 1 DAY * ({_number(24, 1200)} + 30 + {_number(26, 500)}) AS DATE) END AS ended_on,
                {_person(27, people)} AS account_manager
            FROM range({max(1_000, size.deals // 5)}) AS rows(i)""",
    }


def write(size: Size, folder: Path) -> dict[str, Path]:
    """Writes every table of the company as CSV into a folder, and returns the files by table."""
    tables = {
        "people": _people(size),
        "opportunities": _deals(size),
        "content_access": _content(size),
        **_small_tables(size),
    }
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(config={"threads": 1}) as connection:  # one thread keeps the rows in order
        for table, select in tables.items():
            connection.execute(f"COPY ({select}) TO '{folder / table}.csv' (HEADER, DELIMITER ',')")
    return {table: folder / f"{table}.csv" for table in tables}
