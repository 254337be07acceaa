"""Words that a workspace teaches for columns of few values."""

from pathlib import Path

import pytest

from metrics.commands.command_line import main
from metrics.schema import Settings, WordMeaning
from metrics.store import Workspace
from tests.intake.importing.preparing import prepared, problems, rows

TRAINING = "User Email,Course Name,Session Date,Status\n"


def completed(folder: Path, *words: str, teach: tuple[WordMeaning, ...] = ()) -> list[bool | None]:
    lines = "".join(f"u{number}@acme.test,Onboarding,2026-03-02,{word}\n" for number, word in enumerate(words))
    return [row["completed"] for row in rows(prepared(folder, TRAINING + lines, words=teach))]


def test_a_status_means_what_was_taught_even_where_it_is_a_known_word(tmp_path: Path) -> None:
    taught = (
        WordMeaning("completed", "Certified", "yes"),
        WordMeaning("completed", "on hold", "no"),
        WordMeaning("completed", "Abandoned", "not assigned"),
    )
    assert completed(tmp_path, "Certified", "On Hold", "Abandoned", "Passed") == [None, None, False, True]
    assert completed(tmp_path, "Certified", "On Hold", "Abandoned", "Passed", teach=taught) == [True, False, None, True]


def test_a_kind_of_deal_is_taught_and_an_unknown_word_says_how(tmp_path: Path) -> None:
    text = "Opportunity ID,Stage,Close Date,Type\n1,Won,2026-03-02,Land\n2,Won,2026-03-02,New Business\n"
    done = prepared(tmp_path, text)
    assert [row["kind"] for row in rows(done)] == [None, "new"]
    assert done.problems[0].fix.startswith("Say what it means, --word 'kind:WORD=new|expansion|renewal'")
    taught = prepared(tmp_path, text, words=(WordMeaning("kind", "land", "new"),))
    assert [row["kind"] for row in rows(taught)] == ["new", "new"]
    assert problems(taught) == {}


def test_the_workspace_remembers_words_and_roles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace, deals, people = str(tmp_path / "workspace"), tmp_path / "deals.csv", tmp_path / "people.csv"
    deals.write_text("Opportunity ID,Stage,Close Date,Type\n1,Won,2026-03-02,Land\n")
    people.write_text("person_id,role\nP1,Gardener\n")
    assert main(["import", str(deals), "--workspace", workspace, "--word", "kind:Land=new"]) == 0
    assert main(["import", str(people), "--workspace", workspace, "--word", "role:Gardener=sales"]) == 0
    capsys.readouterr()
    deals.write_text("Opportunity ID,Stage,Close Date,Type\n2,Won,2026-03-03,Land\n")
    assert main(["import", str(deals), "--workspace", workspace]) == 0
    assert "Type" not in capsys.readouterr().out
    settings = Workspace(tmp_path / "workspace").latest().settings
    assert settings.words == (WordMeaning("kind", "Land", "new"),)
    assert [(role.role, role.function) for role in settings.role_functions] == [("Gardener", "sales")]
    assert Settings.from_document(settings.to_document()) == settings
    assert "words" not in Settings().to_document()


@pytest.mark.parametrize("word", ["kind:Land=gold", "amount:x=yes", "kind=new"])
def test_a_meaning_or_column_that_is_none_is_wrong_usage(word: str, tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main(["import", "file.csv", "--workspace", str(tmp_path), "--word", word])
