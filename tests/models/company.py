"""A copy of the program to which a table was added, and a company that wrote down who was coached when."""

import csv
import gzip
import os
import random
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sample_data.generate import FOLDER as SAMPLE
from tests.house.sources import ROOT

ADDED = Path(__file__).parent / "coaching"
MONTHS = [date(2024 + month // 12, month % 12 + 1, 1) for month in range(24)]
SILENT = date(2024, 8, 1)
TOPICS = ("Discovery", "Negotiation", "Pricing")
STRANGER = "guest@elsewhere.example"
USUAL, MORE = 30, 20
"""Minutes of a coaching, and how many more it takes of those whom the program has reached."""


@dataclass(frozen=True, slots=True)
class Coaching:
    """One coaching as it was: whose (a person's id), how the file calls them, and what it says."""

    person: str
    written: str
    day: date
    minutes: int
    topic: str


@dataclass(frozen=True, slots=True)
class Company:
    """A copy of the program, its workspace, and what was coached."""

    program: Path
    workspace: Path
    coachings: Sequence[Coaching]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """What a command says, run in the copy."""
        return self._python("-m", "metrics", *words)

    def say(self, *words: str) -> str:
        """What a command prints that has nothing to complain of."""
        done = self.run(*words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def script(self, text: str) -> str:
        """What a script prints that is run in the copy."""
        done = self._python("-c", text)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _python(self, *words: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"PYTHONPATH": str(self.program), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, *words]
        return subprocess.run(command, cwd=self.program, env=environment, capture_output=True, text=True, check=False)


def copy_of_the_program(folder: Path) -> Path:
    """The program in another folder, with one contract and one fact model more, and nothing else."""
    shutil.copytree(ROOT / "metrics", folder / "metrics", ignore=shutil.ignore_patterns("__pycache__"))
    for path in ADDED.rglob("*.*"):
        home = "schema/contracts" if path.parent.name == "contracts" else "semantic/models"
        shutil.copy(path, folder / "metrics" / home / path.name)
    return folder


def sample_rows(table: str) -> list[dict[str, str]]:
    """The rows of one file of the sample."""
    with gzip.open(SAMPLE / f"{table}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def coached() -> list[Coaching]:
    """A coaching a month of everybody in sales, called by e-mail, CRM id and name in turn; a stranger's besides."""
    draws = random.Random(12)
    spells = [row for row in sample_rows("people") if row["function"] == "sales"]
    everybody = {row["person_id"]: row for row in sample_rows("people")}.values()
    names, emails = (Counter(row[column] for row in everybody) for column in ("name", "email"))
    crm = {row["person_id"]: row["identifier"] for row in sample_rows("identities") if row["system"] == "CRM"}
    reached = {
        row["person_id"]: row["treated_on"] for row in sample_rows("rollout") if row["program_id"] == "DISCOVERY"
    }
    by_person = defaultdict(list)
    for row in spells:
        by_person[row["person_id"]].append(row)
    coachings = []
    for person, own in sorted(by_person.items()):
        ways = [crm.get(person, person)]
        ways += [own[-1]["email"].upper()] if emails[own[-1]["email"]] == 1 else []
        ways += [f" {own[-1]['name'].replace(' ', '  ')}"] if names[own[-1]["name"]] == 1 else []
        for number, day in enumerate(_days(own, draws)):
            more = MORE if day.isoformat() >= reached.get(person, "9999") else 0
            minutes = USUAL + more + draws.randint(-8, 8)
            coachings.append(Coaching(person, ways[number % len(ways)], day, minutes, draws.choice(TOPICS)))
    return [*coachings, *(Coaching("", STRANGER, date(2025, 3, 3 + number), 45, "Pricing") for number in range(3))]


def _days(spells: Sequence[dict[str, str]], draws: random.Random) -> Iterator[date]:
    """A day of every month but the silent one on which somebody worked there."""
    first, last = spells[0]["started_on"], spells[-1]["left_on"] or "9999"
    for month in MONTHS:
        day = month + timedelta(days=draws.randrange(28))
        if month != SILENT and first <= day.isoformat() <= last:
            yield day


def founded(folder: Path) -> Company:
    """The company with its files imported; the program finds out by itself which table each of them is."""
    company = Company(copy_of_the_program(folder), folder / "workspace", coached())
    with (folder / "coaching.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Coachee", "Coaching Date", "Coaching Minutes", "Coaching Topic"])
        rows.writerows((each.written, each.day, each.minutes, each.topic) for each in company.coachings)
    files = [str(SAMPLE / f"{table}.csv.gz") for table in ("people", "identities", "programs", "rollout")]
    company.say("import", *files, str(folder / "coaching.csv"), "--workspace", str(company.workspace))
    return company
