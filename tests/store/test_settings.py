"""Settings come back as they were stored, and say in plain words what can't be right."""

from dataclasses import replace
from datetime import date

import pytest

from metrics.schema.settings import Coverage, RoleFunction, Settings, StageWord
from metrics.store.workspace import Workspace

FULL = Settings(
    currency="EUR",
    amount_means="ACV",
    fiscal_year_start=4,
    week_start=7,
    time_zone="Europe/Berlin",
    data_through=date(2024, 6, 30),
    quantity_default=1,
    attended_share=0.75,
    stage_words=(StageWord("Done", "won"), StageWord("Done", "lost", pipeline="Renewals")),
    role_functions=(RoleFunction("AE", "sales"), RoleFunction("Head of AEs", "sales", manager=True)),
    coverage=(Coverage("training", date(2024, 1, 1), None), Coverage("customers", None, date(2024, 6, 30))),
)


def test_settings_come_back_as_they_were_stored(workspace: Workspace) -> None:
    workspace.publish([], action="Settings", who="Ada", settings=FULL)
    assert workspace.latest().settings == FULL
    assert workspace.publish([], action="Nothing", who="Ada").settings == FULL


def test_settings_that_can_be_used_have_no_problems() -> None:
    assert Settings().problems() == ()
    assert FULL.problems() == ()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (replace(FULL, fiscal_year_start=0), "The fiscal year starts in a month from 1 to 12, not in month 0."),
        (replace(FULL, week_start=8), "A week starts on a day from 1 (Monday) to 7 (Sunday), not on day 8."),
        (replace(FULL, time_zone="Europe/Berln"), "There is no time zone “Europe/Berln”: write one such as"),
        (replace(FULL, time_zone="../etc/passwd"), "There is no time zone"),
        (replace(FULL, time_zone=""), "There is no time zone"),
        (replace(FULL, currency="euro"), "A currency is written with three capital letters such as EUR, not “euro”."),
        (replace(FULL, quantity_default=0), "A deal holds at least one unit"),
        (replace(FULL, attended_share=0.0), "The part of a session that counts as attended lies above 0"),
        (replace(FULL, attended_share=1.5), "The part of a session that counts as attended lies above 0"),
        (
            replace(FULL, coverage=(Coverage("training", date(2024, 2, 1), date(2024, 1, 1)),)),
            "The covered days of training begin on 2024-02-01, after they end on 2024-01-01.",
        ),
        (replace(FULL, coverage=(Coverage("nothing"),)), "There is no table “nothing”"),
        (
            replace(FULL, coverage=(Coverage("training"), Coverage("training"))),
            "The covered days of training are set twice: keep one of them.",
        ),
        (
            replace(FULL, stage_words=(StageWord("Done", "won"), StageWord(" done", "lost"))),
            "The stage “done” has 2 outcomes: keep one of them.",
        ),
        (
            replace(FULL, role_functions=(RoleFunction("AE", "sales"), RoleFunction("ae ", "other"))),
            "The role “ae” has 2 functions: keep one of them.",
        ),
    ],
)
def test_what_cannot_be_right_is_said_in_one_sentence(wrong: Settings, sentence: str) -> None:
    (problem,) = wrong.problems()
    assert problem.startswith(sentence)
    assert problem.endswith(".")
