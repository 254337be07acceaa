"""Takes the README's pictures from the running app, with the sample company on screen: `python -m docs.screenshot`."""

import os
import tempfile
from pathlib import Path

from benchmarks.pages import ROOT, WAIT, chromium, served
from tests.chromium import of_playwright, on_the_machine

IMAGES = ROOT / "docs" / "images"
PICTURES = {
    "scorecard": ("", '[class*="st-key-card_"]'),
    "organisation": ("organisation", "table"),
    "impact": ("impact", ".plan-table"),
}
"""Each picture's page, and what is drawn on it last."""
SETTLED = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def main() -> None:
    """Writes a picture of each of the pages into docs/images/; without a browser they stay as they are."""
    path = on_the_machine() or of_playwright()
    if path is None:
        print("No Chromium on this machine: the pictures stay as they are.")
        return
    os.environ["COXSWAIN_CHROMIUM"] = path
    with (
        tempfile.TemporaryDirectory(prefix="coxswain-") as folder,
        served(ROOT / "app.py", Path(folder) / "workspace") as address,
        chromium() as browser,
    ):
        page = browser.new_context(viewport={"width": 1440, "height": 1080}, color_scheme="light").new_page()
        for name, (place, last) in PICTURES.items():
            page.goto(f"{address}/{place}")
            page.locator(last).last.wait_for(timeout=WAIT)
            page.wait_for_selector(SETTLED, timeout=WAIT)
            page.wait_for_timeout(1_000)  # fonts and figures have come to rest
            picture = IMAGES / f"{name}.png"
            page.screenshot(path=str(picture))
            print(f"Wrote {picture.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
