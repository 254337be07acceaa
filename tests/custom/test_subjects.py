"""What metrics can be made of: every table, day, person and column of the models is there and of its type."""

from pathlib import Path

import pytest

from metrics.query.session import Session
from metrics.schema.contract import contracts
from metrics.semantic.custom.subject import Subject, SubjectField, in_text, subject_of, subjects, subjects_with_rows
from metrics.semantic.custom.writing import COMPONENTS
from metrics.semantic.models.fact_models import fact_models
from metrics.semantic.portability import unportable
from tests.query.drawn import drawn
from tests.readers import reader_of

TYPES = {"text": ("VARCHAR",), "day": ("DATE",), "yes or no": ("BOOLEAN",), "money": ("DECIMAL(18,4)",)}
each_subject = pytest.mark.parametrize("subject", subjects().values(), ids=list(subjects()))


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """A version with one deal in it; the other tables are empty, but have their columns."""
    deal = "opportunity_id | stage | closed_on\n1 | Closed Won | 2025-01-01"
    return reader_of(drawn(tmp_path_factory.mktemp("one"), opportunities=deal)).session()


def fields(subject: Subject) -> list[SubjectField]:
    return [*subject.fields.values(), *(field for day in subject.days.values() for field in day.fields.values())]


def type_of(opened: Session, subject: Subject, sql: str) -> str:
    opened.need((subject.relation, "workspace"))
    ((_, kind, *_),) = opened.rows(f"DESCRIBE SELECT {sql} AS value FROM {subject.relation} CROSS JOIN workspace")
    return str(kind)


@each_subject
def test_a_table_is_stored_and_passes_on_what_people_kept_of_it(subject: Subject) -> None:
    assert subject.table in contracts()
    assert subject.table in fact_models()[subject.relation].passes_on
    assert subject.days
    assert subject.people


@each_subject
def test_columns_and_days_are_there_and_of_their_type(subject: Subject, opened: Session) -> None:
    for field in fields(subject):
        numbers = ("DOUBLE", "BIGINT", "INTEGER")
        assert type_of(opened, subject, field.sql) in TYPES.get(field.type, numbers), field.name
        assert all(type_of(opened, subject, gap.where) == "BOOLEAN" for gap in field.gaps)
    for day in subject.days.values():
        assert type_of(opened, subject, day.sql) == "DATE"
        assert all(type_of(opened, subject, gap.where) == "BOOLEAN" for gap in (*day.gaps, *subject.never))
        assert all(type_of(opened, subject, gap.reason) == "VARCHAR" for gap in (*day.gaps, *subject.never))
    for person in subject.people:
        assert type_of(opened, subject, f"{subject.relation}.{person}") in ("INTEGER", "BIGINT")


@each_subject
def test_what_they_need_is_in_the_contracts_and_one_column_of_it_in_the_table_itself(subject: Subject) -> None:
    for each in (*fields(subject), *subject.days.values()):
        assert all(column in contracts()[table].columns for table, column in each.needs)
    for day in subject.days.values():
        assert {table for table, _ in day.needs} == {subject.table}


@each_subject
def test_components_are_called_like_no_column_of_the_view(subject: Subject, opened: Session) -> None:
    components = {word for value in COMPONENTS.values() for word in value.split(" / ")}
    assert not {*components, "happened_on", "who", "left_out", "day", "spell", "reason"} & set(
        opened.columns(subject.relation)
    )


@each_subject
def test_their_sql_keeps_to_what_every_engine_understands(subject: Subject) -> None:
    pieces = [each.sql for each in (*fields(subject), *subject.days.values())]
    pieces += [gap.where for each in (*fields(subject), *subject.days.values()) for gap in each.gaps]
    assert unportable(f"SELECT {', '.join(pieces)}") == ()


@each_subject
def test_titles_are_told_apart(subject: Subject) -> None:
    for day in subject.days:
        titles = [field.title for field in subject.by(day).fields.values()]
        assert len(titles) == len(set(titles))


def test_headers_people_kept_are_texts(tmp_path: Path) -> None:
    deals = "opportunity_id | stage | Lead Channel | amount\n1 | Closed Won | Web | 5"
    snapshot = drawn(tmp_path, opportunities=deals, accounts="account_id | Ranking\nA | 7")
    subject = subject_of(snapshot, "opportunities")
    assert subject is not None
    kept = {field.title: field for field in subject.fields.values() if "kept" in field.name}
    assert {title: field.type for title, field in kept.items()} == {"Lead Channel": "text", "Ranking": "text"}
    assert kept["Ranking"].needs == (("accounts", "kept_ranking"),)
    assert subjects_with_rows(snapshot) == ("opportunities",)
    assert subject_of(snapshot, "products") is None


@pytest.mark.parametrize(("title", "text"), [("Lost reason", "lost reason"), ("CRM Id", "CRM Id"), ("A", "A")])
def test_a_title_within_a_sentence_keeps_its_abbreviations(title: str, text: str) -> None:
    assert in_text(title) == text
