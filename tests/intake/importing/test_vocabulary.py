import tomllib

import pytest

from metrics.intake.recognize.table_match import exact_mapping
from metrics.schema.contract import contracts
from metrics.schema.roles import VOCABULARY as ROLES
from metrics.schema.roles import function_of, known_roles
from metrics.schema.settings import RoleFunction, StageWord
from metrics.schema.stage_words import VOCABULARY as STAGES
from metrics.schema.stage_words import known_words, outcome_of, stage_key, with_words
from metrics.schema.word_keys import same_word_key


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("Closed Won", "won"), ("closedwon", "won"), ("CLOSED-WON", "won"), ("6 - Closed Won (100%)", "won"),
        ("Gewonnen", "won"), ("Fermée gagnée", "won"), ("Выиграна", "won"), ("Спечелена", "won"), ("受注", "won"),
        ("赢单", "won"), ("Cerrada ganada", "won"), ("Chiuso vinto", "won"),
        ("closedlost", "lost"), ("Verloren", "lost"),
        ("失注", "lost"), ("输单", "lost"), ("Проиграна", "lost"), ("Изгубена", "lost"), ("No decision", "no_decision"),
        ("Duplicate", "ignore"), ("Prospecting", "open"), ("90% Verbal commit", "open"), ("商談中", "open"),
        ("Abgeschlossen und gewonnen", "won"), ("Abgeschlossen und verloren", "lost"), ("Vertrag gesendet", "open"),
        ("Conclu et gagné", "won"), ("Cerrado y perdido", "lost"), ("Contrat envoyé", "open"),
        ("Chiusa aggiudicata", "won"), ("Chiusa persa", "lost"), ("Contratto inviato", "open"),
        ("Abandoned", "no_decision"), ("Abandonada", "no_decision"),
        ("Cancelled", None), ("Legal hold", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_stage_words_have_the_outcome_of_usual_exports(word: str | None, outcome: str | None) -> None:
    assert outcome_of(word, None) == outcome


def test_the_workspaces_own_word_wins_and_its_pipelines_word_most() -> None:
    own = (StageWord("Closed Won", "open"), StageWord("Closed Won", "ignore", "Renewals"))
    assert outcome_of("closed won", "Renewals", own) == "ignore"
    assert outcome_of("closed won", "New", own) == "open"
    assert outcome_of("Closed Lost", "New", own) == "lost"


def test_a_newer_word_replaces_the_older_for_the_same_stage() -> None:
    words = with_words((StageWord("Parked", "open"),), (StageWord("parked", "lost"), StageWord("Parked", "open", "B")))
    assert [(word.outcome, word.pipeline) for word in words] == [("lost", None), ("open", "B")]


def test_no_stage_word_has_two_outcomes() -> None:
    document = tomllib.loads(STAGES.read_text(encoding="utf-8"))
    for outcome, languages in document.items():
        for words in languages.values():
            assert {known_words()[stage_key(word)] for word in words} == {outcome}


@pytest.mark.parametrize(
    ("role", "function", "manager"),
    [
        ("Account Executive", "sales", False), ("Senior Account Executive, EMEA", "sales", False),
        ("Account Manager", "sales", False), ("Key Account Manager", "sales", False), ("Sales Manager", "sales", True),
        ("VP of Sales", "sales", True), ("SDR", "sales development", False), ("SDR Manager", "sales development", True),
        ("Lead Generator", "sales development", False), ("Customer Success Manager", "customer success", False),
        ("Head of Customer Success", "customer success", True), ("Manager, Customer Success", "customer success", True),
        ("Support Team Lead", "support", True), ("Sales Engineer II", "presales", False),
        ("Менеджер по продажам", "sales", False), ("Руководитель отдела продаж", "sales", True),
        ("営業部長", "sales", True), ("客户经理", "sales", False), ("Enablement Manager", "enablement", False),
    ],
)  # fmt: skip
def test_roles_have_a_function_and_an_account_manager_is_no_manager(role: str, function: str, manager: bool) -> None:
    recognized = function_of(role)
    assert recognized is not None
    assert (recognized.function, recognized.manager) == (function, manager)


def test_a_role_nobody_knows_is_asked() -> None:
    assert function_of("Wizard") is None
    assert function_of("Wizard", (RoleFunction("wizard", "support", True),)) == RoleFunction("wizard", "support", True)


def test_no_role_has_two_functions() -> None:
    functions = tomllib.loads(ROLES.read_text(encoding="utf-8"))["functions"]
    for function, roles in functions.items():
        assert {known_roles()[same_word_key(role)].function for role in roles} == {function}


def test_no_known_word_stands_for_two_allowed_values() -> None:
    for contract in contracts().values():
        for column in contract.columns.values():
            values: dict[str, str] = {}
            for value, words in column.values.items():
                for word in (value, *words):
                    assert values.setdefault(same_word_key(word), value) == value, (contract.name, column.name, word)


def test_every_column_says_what_it_holds_and_every_key_is_a_column() -> None:
    for contract in contracts().values():
        assert set(contract.key) <= set(contract.columns)
        assert all(column.description for column in contract.columns.values())


@pytest.mark.parametrize(
    ("table", "column", "word", "meaning"),
    [
        ("opportunities", "kind", "Neugeschäft", "new"),
        ("opportunities", "kind", "Bestandskundengeschäft", "expansion"),
        ("opportunities", "kind", "Negocio nuevo", "new"),
        ("training", "completed", "En retard", "false"),
        ("training", "completed", "Überfällig", "false"),
        ("training", "completed", "Abandonné", "false"),
        ("training", "completed", "期限切れ", "false"),
    ],
)
def test_words_of_systems_in_other_languages_have_their_meaning(
    table: str, column: str, word: str, meaning: str
) -> None:
    values = contracts()[table].columns[column].values
    key = same_word_key(word)
    assert [each for each, words in values.items() if key in map(same_word_key, words)] == [meaning]


@pytest.mark.parametrize(
    ("table", "header", "column"),
    [
        ("opportunities", "Datensatz-ID", "opportunity_id"),
        ("opportunities", "Deal-Typ", "kind"),
        ("opportunities", "Titolare opportunità", "owner"),
        ("opportunities", "Data creazione", "created_on"),
        ("opportunities", "Data chiusura", "closed_on"),
        ("rates", "Gültig ab", "valid_from"),
        ("rates", "Valable à partir du", "valid_from"),
        ("people", "Einstellungsdatum", "started_on"),
        ("training", "Échéance", "due_on"),
    ],
)
def test_headers_of_systems_in_other_languages_are_their_column(table: str, header: str, column: str) -> None:
    assert exact_mapping(contracts()[table], [header]) == {header: column}
