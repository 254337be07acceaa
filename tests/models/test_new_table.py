"""A table is added by its contract and its fact model, and nothing else in the program is told of it.

A copy of the program has both (tests/models/coaching). Whatever it then says is held against what was written down.
"""

import json
import shutil
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.models.company import MORE, STRANGER, Company, founded, sample_rows

METRIC = "coaching_minutes"
MADE = """
from pathlib import Path
from metrics.semantic import CustomMetric, keep_custom_metric, subjects_with_rows
from metrics.store import Workspace
workspace = Workspace(Path({folder!r}))
assert subjects_with_rows(workspace.latest()) == ("coaching",)
keep_custom_metric(workspace, CustomMetric(
    "Coaching minutes", "", "leading", "higher", "coaching", "coached_on", "person", "sum", "minutes"), "tests")
keep_custom_metric(workspace, CustomMetric(
    "Coachings", "", "leading", "higher", "coaching", "coached_on", "person", "count"), "tests")
"""
ASKED = """
import json
from pathlib import Path
from metrics.query import Question, ask, open_whole
from metrics.store import Workspace
answer = ask(open_whole(Workspace(Path({folder!r})).latest()), Question({metric!r}, by=({by!r},)))
print(json.dumps([[row.dimensions[{by!r}], row.value] for row in answer.rows]))
"""


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    founded_one = founded(tmp_path_factory.mktemp("company"))
    founded_one.script(MADE.format(folder=str(founded_one.workspace)))
    return founded_one


def asked(company: Company, by: str, metric: str = METRIC) -> dict[str, float]:
    return dict(json.loads(company.script(ASKED.format(folder=str(company.workspace), metric=metric, by=by))))


def totals(company: Company, key: dict[int, str]) -> dict[str, float]:
    """The minutes of each group, by hand; `key` gives the group of each coaching."""
    counted: Counter[str] = Counter()
    for number, each in enumerate(company.coachings):
        counted[key[number]] += each.minutes
    return dict(counted)


def teams(company: Company) -> dict[int, str]:
    """The team in which everybody was on the day of a coaching, as the roster's file says."""
    spells = sample_rows("people")

    def team(person: str, day: str) -> str:
        if not person:
            return "Not matched"
        own = [row for row in spells if row["person_id"] == person]
        on = [row for row in own if row["valid_from"] <= day < (row["valid_to"] or "9999")]
        return (on[0]["team"] if on else "") or "No team"

    return {number: team(each.person, each.day.isoformat()) for number, each in enumerate(company.coachings)}


def test_it_is_asked_by_a_column_of_its_own(company: Company) -> None:
    assert asked(company, "topic") == totals(company, {n: each.topic for n, each in enumerate(company.coachings)})


def test_people_written_as_e_mail_crm_id_and_name_are_matched_and_asked_by_team(company: Company) -> None:
    ways = {each.written for each in company.coachings if "@" in each.written}
    assert len(ways) > 100
    assert asked(company, "team") == totals(company, teams(company))


def test_data_checks_list_who_is_not_in_the_roster_and_the_month_without_any(company: Company) -> None:
    findings = json.loads(company.say("quality", "--workspace", str(company.workspace), "--json"))
    examples = {finding["check"]: finding["examples"] for finding in findings}
    assert examples["participants_not_matched"] == [f"{STRANGER}: 3 in coaching"]
    (silent,) = examples["periods_not_covered"]
    assert silent.startswith("coaching has nothing from 2024-07-")
    assert silent.endswith(" to 2024-08-31")


def test_it_is_judged_as_the_outcome_of_a_program(company: Company) -> None:
    words = ("impact", "DISCOVERY", "--outcome", METRIC, "--workspace", str(company.workspace))
    judged = json.loads(company.say(*words, "--json"))
    assert judged["grade"] == "staggered rollout, a check can't tell"
    assert judged["effect"]["low"] < MORE < judged["effect"]["high"]
    assert judged["effect"]["value"] == pytest.approx(MORE, abs=1.5)
    assert "of the coachings of those reached could be compared" in company.say(*words)


def test_the_sql_behind_it_is_whole(company: Company) -> None:
    printed = company.say("sql", METRIC, "--by", "topic", "--workspace", str(company.workspace))
    assert "    SELECT person_id AS reference FROM coaching\n    UNION\n" in printed
    assert "/* for each" not in printed


@pytest.mark.parametrize("metric", [METRIC, "coachings"])
def test_its_facts_end_where_its_events_do(company: Company, metric: str) -> None:
    """The day up to which the data speaks is that of the last coaching: nothing else in the workspace is an event."""
    latest = max(each.day for each in company.coachings)
    assert f"Data through {latest}" in company.run("ask", metric, "--workspace", str(company.workspace)).stderr


@pytest.fixture
def broken(company: Company, tmp_path: Path) -> SimpleNamespace:
    """A copy of the copy that a test may break, and the home of its models."""
    program = tmp_path / "program"
    shutil.copytree(company.program / "metrics", program / "metrics")
    home = program / "metrics" / "semantic" / "models"
    return SimpleNamespace(company=Company(program, company.workspace, company.coachings), home=home)


def test_a_model_that_names_a_column_its_view_lacks_is_refused(broken: SimpleNamespace) -> None:
    path = broken.home / "coachings.toml"
    path.write_text(path.read_text().replace("[columns.minutes]", "[columns.length]"))
    refused = broken.company.run("ask", METRIC, "--workspace", str(broken.company.workspace))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.strip().endswith(
        "coachings.toml, line 31: the prepared view coachings has no column “length”; name another, or add it to "
        "coachings.sql."
    )
    assert "Traceback" not in refused.stderr


def test_a_model_that_cannot_be_is_refused_in_a_sentence(broken: SimpleNamespace) -> None:
    path = broken.home / "coachings.toml"
    path.write_text(path.read_text().replace('["coaching", "coachings"]', '["deal", "deals"]'))
    refused = broken.company.run("quality", "--workspace", str(broken.company.workspace))
    assert refused.returncode == 1
    assert "line 3: “deal” is the noun of " in refused.stderr
    assert "Traceback" not in refused.stderr


def test_once_it_is_taken_out_again_what_was_made_of_it_says_so(broken: SimpleNamespace) -> None:
    for path in (*broken.home.glob("coachings.*"), broken.home.parents[1] / "schema" / "contracts" / "coaching.toml"):
        path.unlink()
    refused = broken.company.run("ask", METRIC, "--workspace", str(broken.company.workspace))
    assert refused.returncode == 1
    assert "coaching, which is no table" in refused.stderr
    assert "Traceback" not in refused.stderr
