"""What the command line says of a workspace, as one document a command."""

import io
import json
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from metrics.commands.command_line import main

OUR_OWN = "large_deals_won_number_of_deals_of_20_000_and_more"
BY_QUARTER = ("--grain", "quarter")
BY_TEAM = ("--by", "team", "--from", "2025-04-01", "--to", "2025-12-31")
FURTHER: Sequence[Sequence[str]] = (
    ("win_rate", "--by", "Kampagne"),
    ("win_rate", "--by", "team", "--roster", "today"),
    ("win_rate", "--where", "region=Europe", "--grain", "month", "--from", "2025-10-01"),
    ("win_rate", "--version", "5"),
    ("win_rate", "--as-of", "2025-06-30", "--grain", "quarter"),
    ("content_access", "--by", "team", "--aggregates"),
    ("new_business_revenue", "--by", "product", "--most", "1"),
    (OUR_OWN, "--by", "Kampagne"),
)
IMPACTS: Sequence[Sequence[str]] = (("COACHING",), ("PLAYBOOK",), ("NEGOTIATION",), ("PRESENCE",))
PERIODS = ("Q1 FY2026", "Q2 FY2026")
COMPANY = ("organisation", "--customer-facing", "40", "--enablers", "2", "--ratio", "40", "--json")


def printed(*words: str) -> Any:
    """What a command prints as JSON; of one that is refused, why."""
    out, errors = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(errors):
        status = main(words)
    return json.loads(out.getvalue()) if status == 0 else {"refused": errors.getvalue().strip()}


def metric_names(workspace: Path) -> list[str]:
    """Every metric that the workspace knows, the custom one too."""
    return [entry["name"] for entry in printed("catalog", "--json", "--workspace", str(workspace))]


def asked(workspace: Path, metric: str, *words: str) -> Any:
    """The answer to one question."""
    return printed("ask", metric, "--workspace", str(workspace), "--format", "json", *words)


def every_metric(workspace: Path) -> dict[str, Any]:
    """Every metric by quarter and by team."""
    return {
        name: {"by quarter": asked(workspace, name, *BY_QUARTER), "by team": asked(workspace, name, *BY_TEAM)}
        for name in metric_names(workspace)
    }


def further_questions(workspace: Path) -> dict[str, Any]:
    """Questions that use what only this workspace holds: a kept header, a version of its own, small teams."""
    return {" ".join(words): asked(workspace, *words) for words in FURTHER}


def impacts(workspace: Path) -> dict[str, Any]:
    """What each program did: a verdict, not enough data, not begun yet, withdrawn."""
    return {" ".join(words): printed("impact", *words, "--workspace", str(workspace), "--json") for words in IMPACTS}


def frozen(workspace: Path) -> dict[str, Any]:
    """Each frozen quarter, with every number then and now."""
    return {period: printed("frozen", period, "--workspace", str(workspace), "--json") for period in PERIODS}


def programs(workspace: Path) -> Any:
    """Every program, and what was registered of it."""
    return printed("programs", "--workspace", str(workspace), "--json")


def quality(workspace: Path) -> Any:
    """What doesn't fit in the data."""
    return printed("quality", "--workspace", str(workspace), "--json")


def ramp(workspace: Path) -> Any:
    """How long newcomers take, by function."""
    return printed("ramp", "onboarding_time", "--by", "function", "--workspace", str(workspace), "--json")


def organization(_: Path) -> Any:
    """The size that the rules recommend; the command reads no workspace."""
    return printed(*COMPANY)


READ = {
    "ask": every_metric,
    "ask_further": further_questions,
    "frozen": frozen,
    "impact": impacts,
    "organisation": organization,
    "programs": programs,
    "quality": quality,
    "ramp": ramp,
}
"""The committed answers, and how each is read."""


def imported(workspace: Path, files: Sequence[Path]) -> Any:
    """The report on files that are imported without a word: what they are must be remembered."""
    return printed("import", *map(str, files), "--workspace", str(workspace), "--json")


def later_metrics(workspace: Path, then: Mapping[str, Any]) -> frozenset[str]:
    """The names and titles of the metrics that the catalog has gained since; `then` is every answer of that time."""
    entries = printed("catalog", "--json", "--workspace", str(workspace))
    return frozenset(entry[word] for entry in entries if entry["name"] not in then for word in ("name", "title"))


def without(value: Any, metrics: frozenset[str]) -> Any:
    """An answer without what it says of some metrics, wherever they are named."""
    if isinstance(value, Mapping):
        return {key: without(each, metrics) for key, each in value.items() if key not in metrics}
    if isinstance(value, list):
        return [without(each, metrics) for each in value if not _names(each, metrics)]
    return value


def _names(value: Any, metrics: frozenset[str]) -> bool:
    return value.get("metric") in metrics if isinstance(value, Mapping) else isinstance(value, str) and value in metrics


def kept(path: Path) -> Any:
    """An answer as it was committed."""
    return json.loads(path.read_text(encoding="utf-8"))


def written(value: Any, indent: str = "") -> str:
    """An answer as it is committed: what fits stands in one line, so that a change shows where it is."""
    short = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(short) <= 160 or not isinstance(value, list | Mapping) or not value:
        return short
    inner = f"{indent} "
    if isinstance(value, list):
        lines = [written(each, inner) for each in value]
        return f"[\n{inner}" + f",\n{inner}".join(lines) + f"\n{indent}]"
    lines = [f"{json.dumps(key, ensure_ascii=False)}: {written(each, inner)}" for key, each in value.items()]
    return f"{{\n{inner}" + f",\n{inner}".join(lines) + f"\n{indent}}}"
