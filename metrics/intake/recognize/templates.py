"""A template for each table: a CSV with its columns and rows that show what to fill in."""

import csv
import io
from dataclasses import dataclass

from metrics.report import Table, table_of_words
from metrics.schema import Column, Contract, contracts

EXAMPLES = {
    "date": ("2025-01-15", "2025-04-01"),
    "timestamp": ("2025-01-15T09:30:00Z", "2025-04-01T14:05:00Z"),
    "money": ("12000.00", "8500.00"),
    "number": ("2", "1.5"),
    "integer": ("120", "45"),
    "percent": ("10%", "0%"),
    "boolean": ("true", "false"),
}
WORDS = {
    "email": ("anna@example.com", "ben@example.com"),
    "name": ("Anna Example", "Ben Example"),
    "person_id": ("E001", "E002"),
    "owner": ("E001", "E002"),
    "manager": ("Ben Example", "Clara Example"),
    "account_manager": ("E001", "E002"),
    "team": ("Team North", "Team South"),
    "region": ("EMEA", "Americas"),
    "segment": ("Mid-market", "Enterprise"),
    "stage": ("Closed Won", "Negotiation"),
    "currency": ("EUR", "USD"),
    "metric": ("win_rate", "new_business_revenue"),
    "value": ("0.45", "120000"),
    "outcome_metric": ("win_rate", "deal_velocity"),
    "role": ("Account Executive", "Sales Manager"),
    "kind": ("call", "meeting"),
    "rate": ("1.08", "0.92"),
}
LAST_DAYS = ("valid_to", "period_end", "left_on", "ended_on", "completed_on", "closed_on", "disqualified_on")
"""Columns whose example must not lie before the others'."""
EMPTY_WHILE_IT_LASTS = ("valid_to", "left_on", "ended_on", "end_reason", "disqualified_on", "disqualified_reason")
"""Columns that are empty in the first example row: most rows have nothing there."""


@dataclass(frozen=True, slots=True)
class TemplateTable:
    """One table as the Upload page offers it. `required` and `optional` map a column to what it holds."""

    name: str
    title: str
    row: str
    required: dict[str, str]
    optional: dict[str, str]

    @property
    def csv(self) -> str:
        """Its columns and rows that show what to fill in."""
        return template_csv(self.name)

    @property
    def columns(self) -> Table:
        """What each column holds, the required ones first."""
        rows = [(name, "yes", text) for name, text in self.required.items()]
        rows += [(name, "", text) for name, text in self.optional.items()]
        return table_of_words(f"The columns of {self.title}", ("Column", "Required", "Holds"), rows, long=True)


def template_tables() -> tuple[TemplateTable, ...]:
    """Every table there is a template for, by title."""
    listed = (
        TemplateTable(
            contract.name, contract.title, contract.row, _descriptions(contract, True), _descriptions(contract, False)
        )
        for contract in contracts().values()
    )
    return tuple(sorted(listed, key=lambda table: table.title))


def template_csv(table: str) -> str:
    """A CSV with every column of a table and two rows of examples, which imports as it stands."""
    columns = contracts()[table].columns.values()
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.name for column in columns)
    for row in (0, 1):
        writer.writerow(_example(column, row) for column in columns)
    return text.getvalue()


def _descriptions(contract: Contract, required: bool) -> dict[str, str]:
    return {column.name: column.description for column in contract.columns.values() if column.required is required}


def _example(column: Column, row: int) -> str:
    if row == 0 and column.name in EMPTY_WHILE_IT_LASTS:
        return ""
    if column.values and column.type == "text":
        return list(column.values)[row]
    if column.name in WORDS:
        return WORDS[column.name][row]
    if column.type == "text":
        return (
            f"{column.name}-{row + 1}" if column.name.endswith("_id") else f"{column.name} {row + 1}".replace("_", " ")
        )
    return "2025-12-31" if column.name in LAST_DAYS else EXAMPLES[column.type][row]
