"""Whoever is called by e-mail address, CRM id or name is the same person, in every table that names people."""

from pathlib import Path

import pytest

from metrics.schema.contract import Column, contracts
from metrics.semantic.models.fact_model import FactModel
from metrics.semantic.models.fact_models import PersonColumn, fact_models, person_columns
from metrics.store.snapshot import Snapshot
from tests.query.drawn import drawn
from tests.readers import reader_of

ROSTER = """
person_id | name | email | function
P1 | Ada Lovelace | ada@example.com | sales
P2 | Alan Turing | alan@example.com | sales
"""
IDENTITIES = """
person_id | system | identifier
P1 | CRM | 0055f000004QyRsAAK
P2 | LMS | turing-a
"""
ADA = (
    "P1", "0055f000004QyRsAAK", "0055f000004QyRs", "ada@example.com", "ADA@Example.COM", "Ada Lovelace",
    "ada  lovelace",
)  # fmt: skip
"""All the ways in which a file may call her: id, CRM id in both its lengths, e-mail address, name."""
NOBODY = "guest@elsewhere.example"
CELLS = {"date": "2025-01-15", "timestamp": "2025-01-15 10:00:00", "boolean": "true", "text": "x"}
WORDS = {"stage": "Closed Won", "kind": "new", "action": "view"}

each_column = pytest.mark.parametrize("named", person_columns(), ids=lambda each: f"{each.table}.{each.column}")
each_model = pytest.mark.parametrize("model", fact_models().values(), ids=list(fact_models()))


def company(folder: Path, table: str, named: str) -> Snapshot:
    """A company in which a column of a table calls Ada in all ways, and somebody whom nobody knows."""
    columns = [column for column in contracts()[table].columns.values() if column.name != named]
    lines = [
        " | ".join([word, *(_cell(column, table, number) for column in columns)])
        for number, word in enumerate((*ADA, NOBODY))
    ]
    header = " | ".join([named, *(column.name for column in columns)])
    tables = {"people": ROSTER, "identities": IDENTITIES}
    if table == "people":  # whom Ada leads is written beside her own row and Alan's
        tables["people"] = ROSTER.replace("function\n", "function | manager\n").replace("sales\n", "sales | \n")
        led = "\n".join(f"L{number} | Led {number} | | sales | {word}" for number, word in enumerate((*ADA, NOBODY)))
        tables["people"] += led
    else:
        tables[table] = "\n".join([header, *lines])
    return drawn(folder, **tables)


def _cell(column: Column, table: str, number: int) -> str:
    """What stands in another column: its own in each row where it is the key, and something that fits elsewhere."""
    if column.type == "text":
        return f"{column.name}{number}" if column.name in contracts()[table].key else WORDS.get(column.name, "x")
    return CELLS.get(column.type, str(number + 1))


@each_column
def test_every_word_for_a_person_names_them(named: PersonColumn, tmp_path: Path) -> None:
    column = "manager" if named.table == "people" else named.column
    opened = reader_of(company(tmp_path, named.table, column)).session()
    opened.need(("person_references",))
    names = dict(opened.rows("SELECT reference, person_id FROM person_references"))
    assert {names[word] for word in ADA} == {"P1"}
    assert names[NOBODY] is None


@each_model
def test_the_rows_of_a_model_are_the_same_persons_however_they_are_written(model: FactModel, tmp_path: Path) -> None:
    (person,) = model.people.values()
    table, column = person.column
    if table != model.table:  # whose they are stands in another table, whose own model is tried
        assert table in {other.table for other in fact_models().values()}
        return
    if table == "people":
        pytest.skip("a roster's own row is called by its id")
    opened = reader_of(company(tmp_path, table, column)).session()
    opened.need((model.name, "persons"))
    rows = opened.rows(
        f"SELECT {model.name}.{column}, persons.person_id, persons.matched FROM {model.name} "
        f"LEFT JOIN persons ON persons.person = {model.name}.{person.name}"
    )
    assert len(rows) == len(ADA) + 1
    assert {(who, matched) for word, who, matched in rows if word != NOBODY} == {("P1", True)}
    assert {(who, matched) for word, who, matched in rows if word == NOBODY} == {(NOBODY, False)}
