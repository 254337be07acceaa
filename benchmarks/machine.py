"""What the figures were measured on, without its name."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psutil

PACKAGES = ("duckdb", "deltalake", "pyarrow", "streamlit", "plotly", "pandas", "numpy", "playwright")


def processor() -> str:
    """The processor's name, where the system tells."""
    path = Path("/proc/cpuinfo")
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def load() -> float | None:
    """How many processes ran or waited for a core in the last minute; None where the system doesn't tell."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None


def description(load_before: float | None) -> str:
    """One paragraph: processor, cores, memory, system, versions, day, and how busy it was before."""
    busy = (
        "" if load_before is None else f" Before the run its load was {load_before:.1f}: other work slows both sides."
    )
    memory = psutil.virtual_memory().total / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{os.cpu_count()} cores ({processor()}), {memory:.0f} GiB of memory, {platform.system()} "
        f"{platform.release().split('-')[0]}, Python {platform.python_version()}, {packages}. "
        f"Measured on {datetime.now(UTC):%d %B %Y}.{busy}"
    )
