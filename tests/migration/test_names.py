"""The names that are stored: every one is listed, so that none is changed by a slip."""

from tests.migration.alike import differences
from tests.migration.asking import kept
from tests.migration.conftest import FOLDER
from tests.migration.stored import document_names, names, names_printed

LISTED = kept(FOLDER / "names.json")


def test_every_name_in_the_folder_is_listed() -> None:
    assert list(differences(names(FOLDER / "workspace"), LISTED["stored"])) == []
    assert list(differences(document_names(FOLDER / "workspace"), LISTED["documents of the newest version"])) == []


def test_every_name_in_what_commands_print_is_listed() -> None:
    assert list(differences(names_printed(FOLDER / "answers"), LISTED["printed"])) == []
