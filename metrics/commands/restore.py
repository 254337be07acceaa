"""`restore`: back to an earlier version, as one version more."""

import argparse
from pathlib import Path

from metrics.commands.questions import user
from metrics.store import Workspace, default_folder

NAME = "restore"
SUMMARY = "Go back to an earlier version: its state becomes one version more, so that this can be undone too."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which version, of which workspace."""
    parser.add_argument("number", type=int, metavar="N", help="the version to go back to")
    parser.add_argument("--workspace", type=Path, default=None, metavar="DIR", help="the workspace's folder")


def run(arguments: argparse.Namespace) -> int:
    """Publishes it again. Raises UserError where there is none of that number, or it is damaged itself."""
    snapshot = Workspace(arguments.workspace or default_folder()).restore(arguments.number, user())
    print(f"Version {snapshot.number} is what version {arguments.number} was.")
    return 0
