"""What a model's file may say: whatever can't be right is refused in a sentence with the file and the line."""

from pathlib import Path

import pytest

from metrics.errors import UserError
from metrics.schema.contract import contracts
from metrics.semantic.models.fact_model import ModelError
from metrics.semantic.models.fact_models import fact_models, person_columns, read_models
from metrics.semantic.models.model_file import read_model
from metrics.semantic.models.model_text import FOLDER
from metrics.semantic.relations import prepared_views
from tests.query.drawn import drawn
from tests.readers import reader_of

MODEL = "customer_hours.toml"


def changed(folder: Path, old: str, new: str, name: str = MODEL) -> Path:
    """A model's file with one thing changed in it."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert old in text
    path = folder / name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


NOUN = 'noun = ["entry of customer time", "entries of customer time"]'
FIRST = 'first = ["customer_time.on_date"]'
PERSON = '[people.person]\ntitle = "Person"\ncolumn = "customer_time.person_id"\n'
TYPES = "text, number, money, day, yes or no"
REFUSED = [
    ('noun = ["entry', 'nouns = ["entry', "line 3: “nouns” is no word of the model; it can have table, noun, "),
    ('table = "customer_time"', 'table = "hours"', "line 2: “hours” is no table; it can be accounts, activities, "),
    (NOUN, 'noun = "hours"', "line 3: “noun” of the model is a list"),
    ('noun = ["entry of customer time", ', "noun = [", "line 3: “noun” is one and several"),
    ('["time_kind"]', '["time_kind", "time_kind"]', "line 5: “time_kind” is a dimension twice; keep one of the two."),
    ('["time_kind"]', '["kind_of_time"]', "line 5: “kind_of_time” is a dimension, but no column; add "),
    ('of = "numerator"', 'of = "denominator"', "line 7: “of” is “denominator”; it can be facts, numerator."),
    ('type = "number"', 'type = "numbers"', "line 29: “type” is “numbers”; it can be " + TYPES + "."),
    (FIRST, 'first = ["customer_time.day"]', "line 14: the table customer_time has no column “day”."),
    (FIRST, 'first = ["hours.day"]', "line 14: “hours.day” is of hours, which is neither "),
    (FIRST, "", "line 13: [covered] lacks “first”; add it."),
    ("order = 6", 'order = "6"', "line 4: “order” of the model is a whole number; write it so."),
    ("order = 6", "order = six", "line 4: this is no TOML ("),
    (PERSON, "[people]\n", "line 9: nobody is named by its rows; "),
    ('needs = ["customer_time.kind"]', "needs = []", "[columns.time_kind] needs no stored column"),
]


@pytest.mark.parametrize(("old", "new", "sentence"), REFUSED, ids=[new or old for old, new, _ in REFUSED])
def test_what_cannot_be_is_refused_with_file_and_line(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    with pytest.raises(ModelError) as refused:
        read_model(changed(tmp_path, old, new))
    assert str(refused.value).startswith(f"{MODEL}, line ")
    assert sentence in str(refused.value)
    assert isinstance(refused.value, UserError)  # commands and pages say it, and show no traceback


def test_two_models_of_one_noun_are_refused(tmp_path: Path) -> None:
    paths = [FOLDER / "activities_done.toml", changed(tmp_path, '"entry of customer time"', '"activity"')]
    with pytest.raises(
        ModelError, match=r"customer_hours\.toml, line 3: “activity” is the noun of activities_done\.toml"
    ):
        read_models(paths)


def test_two_models_in_one_place_are_refused(tmp_path: Path) -> None:
    paths = [FOLDER / "activities_done.toml", changed(tmp_path, "order = 6", "order = 3")]
    with pytest.raises(
        ModelError, match=r"customer_hours\.toml, line 4: “3” is the place of activities_done.toml already"
    ):
        read_models(paths)


def test_a_model_of_no_view_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, "order = 6", "order = 7")
    lost = path.rename(tmp_path / "hours_spent.toml")
    with pytest.raises(ModelError, match=r"hours_spent\.toml, line 2: there is no prepared view hours_spent\.sql"):
        read_model(lost)


def test_a_model_that_stands_on_no_other_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, 'as = "deals"', 'as = "wins"', "first_wins.toml")
    with pytest.raises(ModelError, match=r"first_wins\.toml, line 15: “wins” is no model; it can be first_wins\."):
        read_models([path])


def test_every_view_has_the_columns_that_models_name(tmp_path: Path) -> None:
    deal = "opportunity_id | stage | closed_on\n1 | Closed Won | 2025-01-01"
    reader_of(drawn(tmp_path, opportunities=deal)).session().need(
        [*prepared_views()]
    )  # raises ModelError for one that it lacks


def test_every_view_that_a_metric_reads_has_a_model() -> None:
    from metrics.semantic.definition import catalog

    assert {metric.facts_from for metric in catalog().values()} <= set(fact_models())


def test_every_column_that_says_who_names_people() -> None:
    """A column whose description says that it names people is one of those that are matched with the roster."""
    described = {
        (contract.name, column.name)
        for contract in contracts().values()
        for column in contract.columns.values()
        if "e-mail or name" in column.description or column.description in ("The person", "The enablement person")
    }
    assert described <= {(each.table, each.column) for each in person_columns()}


def test_what_is_generated_reads_like_what_is_written() -> None:
    text = prepared_views()["person_references"]
    assert "/*" not in text
    assert "    SELECT owner AS reference FROM opportunities\n    UNION\n" in text
