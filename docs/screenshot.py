"""Takes the README's picture from the running app, with the sample company on screen: `python -m docs.screenshot`."""

import tempfile
from pathlib import Path

from benchmarks.pages import ROOT, WAIT, chromium, served

PICTURE = ROOT / "docs" / "images" / "scorecard.png"
SETTLED = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def main() -> None:
    """Writes docs/images/scorecard.png."""
    with (
        tempfile.TemporaryDirectory(prefix="coxswain-") as folder,
        served(ROOT / "app.py", Path(folder) / "workspace") as address,
        chromium() as browser,
    ):
        page = browser.new_context(viewport={"width": 1440, "height": 1080}, color_scheme="light").new_page()
        page.goto(address)
        page.locator('[class*="st-key-card_"]').last.wait_for(timeout=WAIT)
        page.wait_for_selector(SETTLED, timeout=WAIT)
        page.wait_for_timeout(1_000)  # fonts and figures have come to rest
        page.screenshot(path=str(PICTURE))
    print(f"Wrote {PICTURE.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
