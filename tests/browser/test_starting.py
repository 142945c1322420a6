"""The app started in its several ways, seen in a real Chromium."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from .conftest import Served

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("way", ["posture-cv app", "streamlit run"])
def test_both_ways_of_starting_show_the_app_and_say_where_it_is(chromium: Browser, serve: Callable[..., Served], way: str) -> None:
    served = serve(way)
    page = chromium.new_page()
    page.goto(served.address)
    expect(page.get_by_role("heading", name="Posture, measured from a photo")).to_be_visible()
    page.close()
    assert served.log.read_text() == f"posture_cv runs at {served.address} for this computer alone. Ctrl+C ends it.\n"


def test_started_without_the_guard_the_page_shows_nothing_but_how_to_start_it(chromium: Browser, serve: Callable[..., Served]) -> None:
    page = chromium.new_page()
    page.goto(serve("page alone").address)
    expect(page.get_by_role("alert")).to_contain_text("started without its guard")
    expect(page.locator("input[type=file]")).to_have_count(0)
    page.close()
