"""What a button hands over: any name prints, and a file that could not be made is told on the page."""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Served
    from playwright.sync_api import Browser, Page

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect

pytestmark = pytest.mark.browser

_PATIENCE_MS = 30_000
_BROKEN_TYPESETTER = """
class TypstError(RuntimeError): ...
class Fonts:
    def __init__(self, **_): ...
class Compiler:
    def __init__(self, *_, **__): raise TypstError("this installation is broken")
"""


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Callable[[str], Page]]:
    """Opens the report of a sample at the address given."""
    contexts = []

    def visit(address: str) -> Page:
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", accept_downloads=True)
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        page.get_by_role("button", name="Side photo").click()
        page.get_by_role("tab", name="Report").click(timeout=_PATIENCE_MS)
        return page

    yield visit
    for context in contexts:
        context.close()


def test_a_name_that_no_font_shows_is_told_and_the_report_comes(opened: Callable[[str], Page], address: str) -> None:
    from pypdf import PdfReader

    page = opened(address)
    page.get_by_role("textbox", name="Client's name").fill("Avery \U00037fff")
    page.get_by_role("textbox", name="Client's name").press("Enter")
    expect(page.get_by_text(re.compile("No font on this computer shows"))).to_be_visible()
    with page.expect_download(timeout=_PATIENCE_MS) as given:
        page.get_by_role("button", name="PDF report for Avery").click()
    first = PdfReader(io.BytesIO(Path(given.value.path()).read_bytes())).pages[0].extract_text()
    assert "Avery U+37FFF" in first


def test_every_button_hands_over_its_file_again_and_again(opened: Callable[[str], Page], address: str) -> None:
    page = opened(address)
    for name, begins in (("PDF report", b"%PDF"), ("Picture 1", b"\x89PNG"), ("Data (JSON)", b"{"), ("PDF report", b"%PDF")):
        with page.expect_download(timeout=_PATIENCE_MS) as given:
            page.get_by_role("button", name=name).click()
        assert Path(given.value.path()).read_bytes().startswith(begins)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_file_that_could_not_be_made_is_told_on_the_page(
    opened: Callable[[str], Page], serve: Callable[..., Served], tmp_path: Path
) -> None:
    (tmp_path / "broken" / "typst").mkdir(parents=True)
    (tmp_path / "broken" / "typst" / "__init__.py").write_text(_BROKEN_TYPESETTER)
    found_first = os.pathsep.join(filter(None, (str(tmp_path / "broken"), os.environ.get("PYTHONPATH"))))
    page = opened(serve("posture-cv app", PYTHONPATH=found_first).address)
    page.get_by_role("button", name="PDF report").click()
    expect(page.get_by_text("The report could not be laid out.")).to_be_visible(timeout=_PATIENCE_MS)
    expect(page.get_by_text("Reinstall posture_cv, and report this if it stays.")).to_be_visible()
    expect(page.get_by_text("Failed to generate file")).not_to_be_visible()
    with page.expect_download(timeout=_PATIENCE_MS) as given:
        page.get_by_role("button", name="Data (JSON)").click()
    assert json.loads(Path(given.value.path()).read_bytes())["photos"]
    expect(page.get_by_text("The report could not be laid out.")).to_be_visible()


def test_a_press_right_after_the_one_before_is_not_lost(opened: Callable[[str], Page], address: str) -> None:
    page = opened(address)
    for _ in range(12):  # the page is drawn anew after each: of a dozen such presses one used to be lost
        with page.expect_download(timeout=_PATIENCE_MS) as given:
            page.get_by_role("button", name="Data (JSON)").click()
        assert given.value.suggested_filename.endswith(".json")
