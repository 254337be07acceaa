"""The words by which commands take a question, and who asks."""

import argparse
import getpass
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import get_args

from metrics.errors import UserError
from metrics.query import Grain, Question, Reader, Where, open_version
from metrics.semantic import catalog
from metrics.store import Snapshot, Workspace, default_folder
from metrics.trust import Access, Viewer


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which metric, of which workspace, over which days, groups and filters."""
    parser.add_argument("metric", metavar="METRIC", help="; ".join(catalog()))
    parser.add_argument("--workspace", type=Path, default=None, metavar="DIR", help="the workspace's folder")
    parser.add_argument("--from", dest="start", type=_day, metavar="DATE", help="first day, as 2025-01-31")
    parser.add_argument("--to", dest="end", type=_day, metavar="DATE", help="last day, included")
    parser.add_argument("--grain", choices=get_args(Grain), default="all", help="one value per … (default: all)")
    parser.add_argument("--by", action="append", default=[], metavar="DIMENSION", help="one value per team, region, …")
    parser.add_argument(
        "--where", action="append", default=[], metavar="DIMENSION=VALUE", help="only these; may repeat"
    )
    parser.add_argument("--most", type=int, metavar="N", help="the N largest groups, all others as one")
    parser.add_argument("--roster", choices=("then", "today"), default="then", help="team on the day, or team now")
    parser.add_argument("--as-of", type=_day, metavar="DATE", help="as if the data ended on this day")
    parser.add_argument("--version", type=int, metavar="N", help="the workspace as of its version N")
    parser.add_argument("--team", action="append", default=[], metavar="TEAM", help="only what these teams may see")
    parser.add_argument("--aggregates", action="store_true", help="hide groups of fewer than five people")


def question(arguments: argparse.Namespace, snapshot: Snapshot) -> Question:
    """The question the words ask of a version. Several values of one dimension are alternatives."""
    where: dict[str, list[str]] = defaultdict(list)
    for words in arguments.where:
        dimension, value = _dimension_and_value(words, snapshot)
        where[dimension].append(value)
    scope = "teams" if arguments.team else "aggregates" if arguments.aggregates else "all"
    return Question(
        metric=arguments.metric,
        start=arguments.start,
        end=arguments.end,
        grain=arguments.grain,
        by=tuple(dict.fromkeys(arguments.by)),
        where=tuple(Where(dimension, tuple(values)) for dimension, values in where.items()),
        roster=arguments.roster,
        as_of=arguments.as_of,
        most=() if arguments.most is None else (arguments.most,) * len(arguments.by),
        access=Access(scope, tuple(arguments.team)),  # type: ignore[arg-type]  # one of the three words above
    )


def _dimension_and_value(words: str, snapshot: Snapshot) -> tuple[str, str]:
    """The two sides of DIMENSION=VALUE. A kept header may hold an equals sign itself: the longest that fits is it."""
    kept = {header for table in snapshot.tables.values() for header in table.kept.values() if "=" in header}
    fitting = [header for header in kept if words.casefold().startswith(f"{header}=".casefold())]
    if fitting:
        header = max(fitting, key=len)
        return header, words[len(header) + 1 :].strip()
    dimension, sign, value = words.partition("=")
    if not sign:
        raise UserError(f"“--where {words}” has no “=”; write it as --where 'team=East'.")
    return dimension.strip(), value.strip()


def reader(arguments: argparse.Namespace) -> Reader:
    """The version of the workspace that the words name, the newest unless said otherwise, open for a command."""
    workspace = Workspace(arguments.workspace or default_folder())
    return reader_of(workspace, getattr(arguments, "version", None))


def reader_of(workspace: Workspace, version: int | None = None) -> Reader:
    """A version of a workspace, open for a command. Whoever can read its files may see all of it."""
    return open_version(workspace, Viewer(user()), version=version, purpose="command")


def user() -> str:
    """The name for the audit log. A container may run as a user without one."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "command line"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no day; write it as 2025-01-31") from None
