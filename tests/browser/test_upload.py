"""From an export to a number and on to a colleague: upload, mapping, problems, scorecard, mailed link, undo."""

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.browser.conftest import (
    MILLISECONDS_UNTIL_IT_IS_TRIED_AGAIN,
    App,
    acting,
    pick,
    screen,
    settled,
    still,
    visit,
)
from tests.waiting import until

pytestmark = pytest.mark.browser

HEADERS = "Our ref,Opportunity Owner,Phase,Amount,Created Date,Close Date,Continent"
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
    pick(page, page.locator(f'input[aria-label*="{label}"]'), page.get_by_role("option", name=option).first)


def upload(page: Page, app: App, file: Path) -> None:
    visit(page, f"{app.address}/upload")
    until(lambda: taken(page, file))
    expect(page.get_by_role("button", name="Remove")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Import [0-9]+ file"))).to_be_visible()  # which comes last
    settled(page)


def taken(page: Page, file: Path) -> bool:
    """Whether the page has taken a file that is handed to it."""
    page.locator('input[type="file"]').set_input_files(file)
    try:
        page.get_by_text(file.name).first.wait_for(timeout=6 * MILLISECONDS_UNTIL_IT_IS_TRIED_AGAIN)
    except PlaywrightTimeoutError:
        return False
    return True


def answer_everything(page: Page) -> None:
    """The questions that `deals` leaves open."""
    choose(page, "Which column of the file is opportunity_id?", "Our ref")
    for dates in page.get_by_role("radiogroup").all():
        with acting(page):
            dates.get_by_text("the day first").click()
    choose(page, "“Handshake”", "lost")


def test_an_export_becomes_a_scorecard_that_can_be_mailed_and_undone(
    app: App, page: Page, browser: Browser, tmp_path: Path
) -> None:
    upload(page, app, deals(tmp_path / "deals.csv"))
    expect(page.get_by_role("button", name="Import")).to_be_disabled()
    answer_everything(page)
    expect(page.get_by_text("61 rows read = 60 used + 1 set aside")).to_be_visible()
    expect(page.get_by_text("sets the row aside").first).to_be_visible()

    page.get_by_role("button", name="Import 1 file").click()
    expect(page.get_by_role("heading", name="Imported")).to_be_visible()

    page.get_by_role("link", name="See the Scorecard").click()
    expect(page.get_by_test_id("stMain").get_by_role("link", name="Win rate")).to_be_visible()
    expect(page.get_by_text("This is a sample company")).to_be_hidden()
    settled(page)
    choose(page, "Compare with", "a year earlier")
    choose(page, "Period", "Q1 2025")
    expect(page).to_have_url(re.compile("period=Q1"))
    mailed = page.url
    still(page)
    seen = page.get_by_test_id("stMain").inner_text()

    with screen(browser) as colleague:
        visit(colleague, mailed)
        expect(colleague.get_by_test_id("stMain")).to_have_text(seen, use_inner_text=True)

    page.get_by_role("link", name="History").click()
    expect(page.get_by_text("Imported deals.csv")).to_be_visible()
    page.get_by_role("button", name="Undo the last change").click()
    expect(page.get_by_text("Undid: Imported deals.csv")).to_be_visible()


def test_a_gzipped_export_is_read_like_any_other(app: App, page: Page, tmp_path: Path) -> None:
    packed = tmp_path / "deals.csv.gz"
    packed.write_bytes(gzip.compress(deals(tmp_path / "deals.csv").read_bytes()))
    upload(page, app, packed)
    answer_everything(page)
    expect(page.get_by_text("61 rows read = 60 used + 1 set aside")).to_be_visible()


def test_a_file_that_is_no_table_is_refused_in_one_sentence(app: App, page: Page, tmp_path: Path) -> None:
    picture = tmp_path / "photo.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    upload(page, app, picture)
    alert = page.get_by_test_id("stAlert").first
    expect(alert).to_contain_text("photo.csv")
    assert "Traceback" not in page.get_by_test_id("stMain").inner_text()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("photo.csv")).to_have_count(0)


def test_uploaded_files_are_still_there_after_a_look_at_another_page(app: App, page: Page, tmp_path: Path) -> None:
    upload(page, app, deals(tmp_path / "deals.csv"))
    page.get_by_role("link", name="History").click()
    expect(page.get_by_role("heading", name="History")).to_be_visible()
    page.get_by_role("link", name="Upload", exact=True).click()
    expect(page.get_by_text("deals.csv").first).to_be_visible()


def test_columns_that_metrics_need_are_asked_before_the_import(app: App, page: Page, tmp_path: Path) -> None:
    file = tmp_path / "pipeline.csv"
    rows = [f"N{n},Ada Marsh,{STAGES[n % 2]},2025-01-0{n % 9 + 1},2025-03-0{n % 9 + 1},{1000 + n}" for n in range(40)]
    file.write_text(
        "Opportunity ID,Owner,Stage,Begun,Close Date,Worth then\n" + "\n".join(rows) + "\n", encoding="utf-8"
    )
    upload(page, app, file)
    choose(page, "Needed for New-business revenue, Average discount", "Worth then")
    choose(page, "Needed for Deal velocity", "Begun")
    page.get_by_role("button", name="Import 1 file").click()
    expect(page.get_by_role("heading", name="Imported")).to_be_visible()
    expect(page.get_by_text("isn't available yet")).to_have_count(0)
    page.get_by_role("link", name="See the Scorecard").click()
    expect(page.get_by_test_id("stMain")).to_contain_text("$20.4K")


def test_what_a_complete_export_would_remove_is_agreed_to_before_it_is_stored(
    app: App, page: Page, tmp_path: Path
) -> None:
    header = "opportunity_id,stage,account_id,created_on,closed_on,amount\n"
    rows = [f"D{n},Closed Won,A{n},2025-01-{n + 10},2025-03-{n + 10},{n}00\n" for n in range(1, 7)]
    whole, part, other = (tmp_path / f"{name}.csv" for name in ("whole", "part", "other"))
    whole.write_text(header + "".join(rows), encoding="utf-8")
    part.write_text(header + rows[0] + rows[1], encoding="utf-8")
    other.write_text(header + rows[0].replace("D1", "X1"), encoding="utf-8")
    upload(page, app, whole)
    page.get_by_role("button", name="Import 1 file").click()
    expect(page.get_by_role("heading", name="Imported")).to_be_visible()

    upload(page, app, other)
    expect(page.get_by_text("1 deal of this file looks like a stored one under another id")).to_be_visible()
    expect(page.get_by_role("button", name="Import")).to_be_disabled()
    page.get_by_text("Leave them out").click()
    expect(page.get_by_text("1 row read = 0 used + 1 set aside")).to_be_visible()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("other.csv")).to_have_count(0)

    upload(page, app, part)
    page.get_by_text("This is a complete export").click()
    expect(page.get_by_text("4 stored rows of Opportunities are not in this file")).to_be_visible()
    expect(page.get_by_role("button", name="Import")).to_be_disabled()
    with page.expect_download() as rows_to_remove:
        page.get_by_role("button", name="All 4 rows").click()
    assert rows_to_remove.value.path().read_text(encoding="utf-8-sig").count("Closed Won") == 4
    with acting(page):
        page.get_by_text("Remove 4 stored rows").click()
    page.get_by_role("button", name="Import 1 file").click()
    expect(page.get_by_role("heading", name="Imported")).to_be_visible()
