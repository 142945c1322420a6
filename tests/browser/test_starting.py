"""The app started in its several ways, seen in a real Chromium."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest
import streamlit

from posture_cv.assets.samples import samples
from posture_cv.ui.front_page import own_document

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from .conftest import Served

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect
expect.set_options(timeout=60_000)

pytestmark = pytest.mark.browser


SIDE = next(sample.path for sample in samples() if sample.path.name == "left_2.jpg")
FRAMEWORK = re.compile(r"streamlit|deploy|skills|agent", re.IGNORECASE)
BY_THE_COMMAND = "posture-cv app, with its browser"


@pytest.fixture
def fresh(tmp_path: Path) -> dict[str, str]:
    """A user who never started the app, has tools for which the framework has advice, and a browser that notes what it is to open."""
    home = tmp_path / "home"
    for tool in (".claude", ".cursor", ".codex"):
        (home / tool).mkdir(parents=True)
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho chatter of a browser; echo more >&2; echo "$1" >>{tmp_path}/opened.txt\n')
    browser.chmod(0o755)
    return {"HOME": str(home), "BROWSER": f"{browser} %s"}


@pytest.mark.parametrize("way", [BY_THE_COMMAND, "streamlit run"])
def test_a_fresh_start_has_no_voice_but_the_app_s(
    chromium: Browser, serve: Callable[..., Served], fresh: dict[str, str], tmp_path: Path, way: str
) -> None:
    served = serve(way, **fresh)
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(served.address)
    assert page.title() == "posture_cv"
    expect(page.get_by_role("heading", name="Posture, measured from a photo")).to_be_visible()
    page.locator("input[type=file]").first.set_input_files(SIDE)
    page.get_by_role("tab", name="Findings").wait_for(timeout=90_000)
    page.wait_for_timeout(5_000)  # advice would come a moment after the results
    for shown in (page.inner_text("body"), page.inner_text("html"), page.title()):
        assert FRAMEWORK.findall(shown) == []
    for part in ("stMainMenu", "stAppDeployButton", "stToast", "stStatusWidget", "stSkillsInstallCallout"):
        expect(page.get_by_test_id(part).or_(page.locator(f".{part}")).filter(visible=True)).to_have_count(0)
    assert [words for words in said if "Content Security" in words] == []
    page.close()
    assert served.log.read_text() == f"posture_cv runs at {served.address} for this computer alone. Ctrl+C ends it.\n"
    if way == BY_THE_COMMAND:
        assert (tmp_path / "opened.txt").read_text() == f"{served.address}\n"


def test_ended_with_ctrl_c_it_says_nothing_more_and_the_page_says_so_in_its_own_words(
    chromium: Browser, serve: Callable[..., Served]
) -> None:
    served = serve("posture-cv app")
    page = chromium.new_page()
    page.goto(served.address)
    page.get_by_role("heading", name="Posture, measured from a photo").wait_for()
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(timeout=30) == 0
    expect(page.get_by_role("dialog")).to_contain_text("The app does not answer")
    expect(page.get_by_role("dialog")).to_contain_text("the photos are gone")
    assert FRAMEWORK.findall(page.inner_text("body")) == []
    page.close()
    assert served.log.read_text().splitlines() == [f"posture_cv runs at {served.address} for this computer alone. Ctrl+C ends it."]


def test_the_document_itself_names_nobody_else() -> None:
    document = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    own = own_document(document)
    visible = re.sub(r"<style>.*?</style>|<[^>]+>", "", own)
    assert FRAMEWORK.findall(visible) == []
    assert "JavaScript is needed to show this page." in own
    assert "Hace falta JavaScript para mostrar esta página." in own
    assert "openapi" not in own
    assert re.findall(r'<html lang="(\w+)"', own) == ["en"]
    assert [line for line in document.splitlines() if 'type="module"' in line] == [
        line for line in own.splitlines() if 'type="module"' in line
    ]


def test_the_document_itself_is_in_the_language_the_app_opens_in(serve: Callable[..., Served]) -> None:
    served = serve("posture-cv app", POSTURE_CV_LANGUAGE="es")
    with urlopen(served.address) as answer:  # noqa: S310 - our own server
        assert re.findall(r'<html lang="(\w+)"', answer.read().decode()) == ["es"]


def test_something_unforeseen_is_owned_up_to_without_a_traceback(chromium: Browser, serve: Callable[..., Served]) -> None:
    served = serve("a page that fails")
    page = chromium.new_page()
    page.goto(served.address)
    expect(page.get_by_role("alert")).to_contain_text("ZeroDivisionError, watched_server.py:")
    assert FRAMEWORK.findall(page.inner_text("body")) == []
    page.close()
    log = served.log.read_text()
    assert "Traceback" not in log
    assert "ZeroDivisionError, watched_server.py:" in log


def test_started_without_the_guard_the_page_shows_nothing_but_how_to_start_it(chromium: Browser, serve: Callable[..., Served]) -> None:
    page = chromium.new_page()
    page.goto(serve("page alone").address)
    expect(page.get_by_role("alert")).to_contain_text("started without its guard")
    expect(page.locator("input[type=file]")).to_have_count(0)
    page.close()
