"""A Chromium for the browser tests: `python -m tests.chromium` finds or installs one and prints its path.

One that is on the machine comes first, then the one Playwright brings, then Debian's package. Prints an empty line, and
says why on stderr, where there is none to be had: the browser tests are then skipped, or fail where `CI` is set.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
SECONDS = 600


def on_the_machine() -> str | None:
    """The path of a Chromium that is installed, or named by `COXSWAIN_CHROMIUM`."""
    named = os.environ.get("COXSWAIN_CHROMIUM")
    installed = (shutil.which(name) for name in NAMES)
    return named or next((path for path in installed if path), None) or next(filter(os.path.exists, PLACES), None)


def of_playwright() -> str | None:
    """The path of the Chromium that Playwright downloaded, if it has."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def attempt(*command: str) -> bool:
    """Runs a command, its output on stderr; whether it succeeded."""
    try:
        return subprocess.run(command, stdout=sys.stderr, timeout=SECONDS, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def install_debian() -> bool:
    """Installs Debian's package, where this is Debian and one may."""
    if not shutil.which("apt-get"):
        return False
    may = () if os.geteuid() == 0 else ("sudo", "-n")
    quiet = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0")
    return attempt(*may, *quiet, "update") and attempt(
        *may, *quiet, "install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"
    )


def chromium() -> str | None:
    """The path of a Chromium, installed now if need be; None where that fails."""
    path = on_the_machine() or of_playwright()
    if path:
        return path
    print("No Chromium found; installing one for the browser tests.", file=sys.stderr)
    if attempt(sys.executable, "-m", "playwright", "install", "chromium"):
        return of_playwright()
    return on_the_machine() if install_debian() else None


if __name__ == "__main__":
    path = chromium()
    if path is None:
        print("No Chromium could be installed. Install one, or name it in COXSWAIN_CHROMIUM.", file=sys.stderr)
    print(path or "")
