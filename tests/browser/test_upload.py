"""From an export to a number and on to a colleague: upload, mapping, problems, scorecard, mailed link, undo."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import App, settled, visit

pytestmark = pytest.mark.browser

HEADERS = "Deal number,Opportunity Owner,Phase,Amount,Created Date,Close Date,Continent"
OWNERS = ("Ada Marsh", "Ben Ruiz", "Cai Lund")
STAGES = ("Closed Won", "Closed Lost", "Handshake")


def deals(path: Path) -> Path:
    """An export with nearly everything that has to be asked: an id under an unknown header, dates that can be read two
    ways, a stage nobody knows, and a row without a number."""
    lines = [HEADERS]
    for number in range(60):
        month = number % 12 + 1
        lines.append(
            f"N{number:03},{OWNERS[number % 3]},{STAGES[number % 3]},{1000 + number},"
            f"0{number % 9 + 1}/{month:02}/2024,0{number % 9 + 1}/{month:02}/2025,{('North', 'South')[number % 2]}"
        )
    lines.append(",Ada Marsh,Closed Won,5000,01/01/2024,02/02/2025,North")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def choose(page: Page, label: str, option: str) -> None:
    """Pick an option of a select box by what it says."""
    page.get_by_label(label).first.click()
    page.get_by_role("option", name=option).first.click()
    settled(page)


def test_a_folder_of_exports_becomes_a_scorecard_one_can_mail(app: App, page: Page, tmp_path: Path) -> None:
    visit(page, f"{app.address}/upload")
    page.locator('input[type="file"]').set_input_files(deals(tmp_path / "deals.csv"))
    expect(page.get_by_text("deals.csv").first).to_be_visible(timeout=60_000)
    settled(page)
    page.screenshot(path="/tmp/pages/flow-1.png", full_page=True)
