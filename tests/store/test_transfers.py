"""A closed deal keeps the owner first seen at closing."""

from pathlib import Path

import pytest

from metrics.schema.settings import Settings, StageWord
from metrics.store.workspace import Workspace
from tests.store.rows import rows_of, update

OWNED = "opportunity_id stage owner"


@pytest.mark.parametrize(("before", "after", "owner"), [
    ("Closed Won", "Closed Won", "kim"),
    ("Closed Lost", "Closed Lost", "kim"),
    ("Negotiation", "Closed Won", "lee"),
    ("Closed Lost", "Negotiation", "lee"),
    ("Negotiation", "Negotiation", "lee"),
])  # fmt: skip
def test_only_a_deal_that_was_closed_and_still_is_keeps_its_owner(
    workspace: Workspace, tmp_path: Path, before: str, after: str, owner: str
) -> None:
    workspace.publish([update(tmp_path, "opportunities", OWNED, [("a", before, "kim")])], action="", who="")
    snapshot = workspace.publish([update(tmp_path, "opportunities", OWNED, [("a", after, "lee")])], action="", who="")
    assert rows_of(snapshot, "opportunities", "stage owner") == [(after, owner)]


def test_who_has_it_now_is_kept_beside(workspace: Workspace, tmp_path: Path) -> None:
    rows = [("a", "Closed Won", "kim"), ("b", "Closed Won", "kim")]
    workspace.publish([update(tmp_path, "opportunities", OWNED, rows)], action="", who="")
    handed = update(tmp_path, "opportunities", OWNED, [("a", "Closed Won", "lee"), ("b", "Closed Won", "kim")])
    for _ in range(2):
        snapshot = workspace.publish([handed], action="", who="")
        assert rows_of(snapshot, "opportunities", "owner kept__owner_now") == [("kim", None), ("kim", "lee")]
    assert snapshot.tables["opportunities"].kept == {"kept__owner_now": "Owner now"}
    assert workspace.history()[0].changes[0].updated == 0
    back = update(tmp_path, "opportunities", OWNED, rows)
    assert rows_of(workspace.publish([back], action="", who=""), "opportunities", "kept__owner_now") == [
        (None,),
        (None,),
    ]


def test_no_column_appears_where_nothing_was_handed_over(workspace: Workspace, tmp_path: Path) -> None:
    for owner in ("kim", "lee"):
        brought = update(tmp_path, "opportunities", OWNED, [("a", "Negotiation", owner)])
        snapshot = workspace.publish([brought], action="", who="")
    assert snapshot.tables["opportunities"].kept == {}


def test_flags_win_over_words_and_own_words_count(workspace: Workspace, tmp_path: Path) -> None:
    flagged = "opportunity_id stage is_closed is_won owner"
    settings = Settings(stage_words=(StageWord("Done", "won"),))
    for owner in ("kim", "lee"):
        rows = [
            ("a", "Closed Won", False, False, owner),
            ("b", "Open", True, True, owner),
            ("c", "Done", None, None, owner),
        ]
        brought = update(tmp_path, "opportunities", flagged, rows)
        snapshot = workspace.publish([brought], action="", who="", settings=settings)
    assert rows_of(snapshot, "opportunities", "opportunity_id owner") == [("a", "lee"), ("b", "kim"), ("c", "kim")]


def test_a_deal_exported_without_its_owner_keeps_the_one_it_was_closed_by(workspace: Workspace, tmp_path: Path) -> None:
    for owners in (("kim", None), (None, "lee")):
        rows = [(deal, "Closed Won", owner) for deal, owner in zip("ab", owners, strict=True)]
        snapshot = workspace.publish([update(tmp_path, "opportunities", OWNED, rows)], action="", who="")
    assert rows_of(snapshot, "opportunities", "opportunity_id owner") == [("a", "kim"), ("b", "lee")]
