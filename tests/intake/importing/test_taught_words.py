"""Words that a workspace teaches for columns of few values."""

import json
from pathlib import Path

import pytest

from metrics.commands.command_line import main
from metrics.schema import Settings, WordMeaning, every_meaning, word_rows, words_of
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


def test_words_nobody_knows_are_counted_with_what_they_may_mean(tmp_path: Path) -> None:
    done = prepared(
        tmp_path,
        "Opportunity ID,Stage,Close Date,Type\n"
        "1,Won,2026-03-02,Land\n2,Ratified,2026-03-02,LAND\n3,Won,2026-03-02,Farm\n4,Won,2026-03-02,n/a\n",
    )
    assert [(use.column, use.word, use.rows, use.first_line) for use in done.unknown_words] == [
        ("stage", "Ratified", 1, 3), ("kind", "Land", 2, 2), ("kind", "Farm", 1, 4),
    ]  # fmt: skip
    assert done.unknown_words[1].question == "“Land” in kind (2 rows) means"
    assert list(done.unknown_words[1].words) == ["new", "expansion", "renewal"]
    assert done.unknown_words[0].words["no_decision"] == "no decision"


def test_attendance_may_be_not_assigned(tmp_path: Path) -> None:
    text = "User Email,Course Name,Session Date,Attended\na@x.test,C,2026-03-02,Verhindert\nb@x.test,C,2026-03-02,Yes\n"
    taught = (WordMeaning("attended", "verhindert", "not assigned"),)
    assert [use.word for use in prepared(tmp_path, text).unknown_words] == ["Verhindert"]
    done = prepared(tmp_path, text, words=taught)
    assert ([row["attended"] for row in rows(done)], done.unknown_words) == ([None, True], ())


MEETING = (
    "Name,User Email,Role,Join Time,Leave Time\n"
    "Ann,ann@x.test,Facilitator,2026-03-02 10:00,2026-03-02 11:00\n"
    "Bob (Facilitator),bob@x.test,Attendee,2026-03-02 10:00,2026-03-02 11:00\n"
    "Cleo,cleo@x.test,Presenter,2026-03-02 10:00,2026-03-02 11:00\n"
)


def test_a_role_in_a_meeting_is_taught_as_a_host_s(tmp_path: Path) -> None:
    plain = prepared(tmp_path, MEETING)
    assert [(use.column, use.word, use.meanings) for use in plain.unknown_words] == [("role", "Facilitator", ("host",))]
    assert [row["person_id"] for row in rows(plain)] == ["ann@x.test", "bob@x.test", "cleo@x.test"]
    taught = prepared(tmp_path, MEETING, words=(WordMeaning("role", "facilitator", "host"),))
    assert [row["person_id"] for row in rows(taught)] == ["cleo@x.test"]
    assert problems(taught) == {"The row is the host's; hosts are left out.": 2}


def test_hosts_stages_and_reasons_are_taught_by_the_same_flag(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, deals, meeting = tmp_path / "workspace", tmp_path / "deals.csv", tmp_path / "meeting.csv"
    deals.write_text(
        "Opportunity ID,Stage,Close Date,Lost Reason\n1,Ratified,2026-03-02,\n2,Lost,2026-03-02,Went dark\n"
        "3,Lost,2026-03-02,Price\n"
    )
    meeting.write_text(MEETING)
    words = ("stage:Ratified=won", "lost_reason:went dark=no_decision", "role:Facilitator=host")
    flags = [part for word in words for part in ("--word", word)]
    assert main(["import", str(deals), str(meeting), "--workspace", str(folder), *flags]) == 0
    settings = Workspace(folder).latest().settings
    assert [(word.word, word.outcome) for word in settings.stage_words] == [("Ratified", "won")]
    assert settings.words == (
        WordMeaning("lost_reason", "went dark", "no_decision"), WordMeaning("role", "Facilitator", "host"),
    )  # fmt: skip
    assert settings.role_functions == ()
    capsys.readouterr()
    assert main(["ask", "win_rate", "--workspace", str(folder), "--format", "json"]) == 0
    (answer,) = json.loads(capsys.readouterr().out)
    assert (answer["value"], answer["n"]) == (0.5, 2)


def test_edited_rows_are_the_words_again() -> None:
    words = (WordMeaning("kind", "Land", "new"), WordMeaning("lost_reason", "Went dark", "no_decision"))
    shown = word_rows(words)
    assert [row["means"] for row in shown] == ["kind: new", "lost reason: no decision"]
    assert words_of(shown) == words
    assert words_of([shown[0], {"word": "land", "means": "kind: renewal"}, {"word": None, "means": "kind: new"}]) == (
        WordMeaning("kind", "land", "renewal"),
    )
    assert {"role: host", "completed: not assigned", "end reason: voluntary"} <= set(every_meaning())
    assert not any(meaning.startswith(("stage:", "role: sales")) for meaning in every_meaning())
