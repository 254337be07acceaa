"""The running app: started on a free port of this machine, with a workspace of its own, and stopped."""

import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path

PROJECT = Path(__file__).parents[1]


SEAL = PROJECT / "tests" / "sealed"


def sealed(attempts: Path) -> dict[str, str]:
    """What a process has in its environment that asks nothing of another machine: attempts stand in the file."""
    return {"PYTHONPATH": os.pathsep.join([str(SEAL), str(PROJECT)]), "COXSWAIN_SEALED": str(attempts)}


def start(
    script: Path, workspace: Path, log: Path, further: Mapping[str, str] | None = None
) -> tuple[subprocess.Popen[bytes], str]:
    """Serve the app, or another script that serves itself, on a free port; returns once it answers.

    It is started from a folder that has nothing to do with it, with `further` variables in its environment.
    """
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(script)]
    options = ["--server.port", str(port), "--server.headless", "true"]
    environment = {**os.environ, "COXSWAIN_WORKSPACE": str(workspace), "PYTHONPATH": str(PROJECT), **(further or {})}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command + options, cwd=Path(PROJECT.anchor), env=environment, stdout=output, stderr=output
        )
    while not answers(port):
        if ended(process):
            raise RuntimeError(f"The app did not start: {log.read_text(errors='replace')[-2000:]}")
    return process, f"http://localhost:{port}"


def answers(port: int) -> bool:
    """Whether a server there says that it is up."""
    with closing(HTTPConnection("localhost", port)) as connection:
        try:
            connection.request("GET", "/_stcore/health")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False


def ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether a process has ended; looks for a tenth of a second, so that asking again and again costs little."""
    try:
        process.wait(0.1)
    except subprocess.TimeoutExpired:
        return False
    return True


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process that `start` started, kindly at first."""
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
