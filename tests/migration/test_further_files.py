"""Next quarter's exports reach the workspace without a question, and change what they changed when it was made.

The tests build on each other in one copy: import, freeze, import again, undo.
"""

from pathlib import Path

from metrics.store.workspace import Workspace
from tests.migration.alike import differences
from tests.migration.asking import (
    BY_QUARTER,
    OUR_OWN,
    asked,
    every_metric,
    imported,
    kept,
    later_metrics,
    printed,
    without,
)
from tests.migration.conftest import FOLDER
from tests.migration.record import NEXT_QUARTER
from tests.migration.stored import names, versions

ANSWERS = FOLDER / "answers"
FILES = FOLDER / "files"
LOOKED_AT = ("win_rate", "customer_hours", "new_business_revenue", OUR_OWN)


def quarters(workspace: Path) -> dict[str, object]:
    """A few metrics by quarter."""
    return {name: asked(workspace, name, *BY_QUARTER) for name in LOOKED_AT}


def committed(name: str) -> dict[str, object]:
    """The same as they were committed."""
    answers = kept(ANSWERS / f"{name}.json")
    return {metric: answers[metric]["by quarter"] for metric in LOOKED_AT}


def test_further_files_give_the_answers_they_gave(changing: Path) -> None:
    report = imported(changing, [FILES / name for name in NEXT_QUARTER])
    later = later_metrics(changing, kept(ANSWERS / "ask.json"))
    assert list(differences(without(report, later), kept(ANSWERS / "import.json"))) == []
    assert list(differences(without(every_metric(changing), later), kept(ANSWERS / "ask_after_import.json"))) == []
    changes = {change["table"]: (change["added"], change["updated"]) for change in versions(changing)[-1]["changes"]}
    assert changes == {"opportunities": (81, 118), "customer_time": (29, 0)}


def test_what_is_stored_today_has_the_listed_names(changing: Path) -> None:
    assert "refused" not in printed("freeze", "Q3 FY2026", "--workspace", str(changing), "--json")
    stored = kept(FOLDER / "names.json")["stored"]
    grace = "settings.renewal_grace_days"  # a field that came since, as the checksum did; none went
    frozen = {"frozen/": sorted([*stored["documents"]["frozen/"], grace])}
    later = {
        "version": sorted([*stored["version"], "checksum", grace]),
        "documents": {
            **stored["documents"],
            **frozen,
            "mappings": sorted([*stored["documents"]["mappings"], "[].file", "[].rate_directions", "[].units"]),
        },
    }
    assert list(differences(names(changing), {**stored, **later})) == []


def test_files_that_were_imported_before_change_nothing(changing: Path) -> None:
    imported(changing, [FILES / "stunden_bis_dezember.csv", FILES / "chancen_nachtrag.csv"])
    assert [(each["added"], each["updated"]) for each in versions(changing)[-1]["changes"]] == [(0, 0), (0, 0)]
    assert list(differences(quarters(changing), committed("ask_after_import"))) == []


def test_undoing_brings_the_answers_before_back(changing: Path) -> None:
    for _ in range(3):
        Workspace(changing).undo("Enablement")
    assert list(differences(quarters(changing), committed("ask"))) == []
