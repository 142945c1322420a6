"""A phone-sized Chromium on the upload page, and a photo that goes from it into an intake nobody touches."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from posture_cv.assets.samples import samples
from posture_cv.domain.views import View
from posture_cv.ui.phone import Letterbox, PhoneListener, addresses, door
from posture_cv.ui.texts import phone_texts

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
expect = playwright.expect
expect.set_options(timeout=60_000)

pytestmark = pytest.mark.browser

SAMPLES = {sample.path.name: sample.path for sample in samples()}
SIDE = SAMPLES["left_2.jpg"]
TEXTS = phone_texts()
ENGLISH, SPANISH = TEXTS["en"], TEXTS["es"]
LONG_MS = 90_000


@pytest.fixture
def listener() -> Iterator[PhoneListener]:
    one = PhoneListener("127.0.0.1", Letterbox(lambda: 3), texts=TEXTS, language="en")
    yield one
    one.close()
    one.wait_closed()


@pytest.fixture(params=["light", "dark"])
def phone(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, color_scheme=request.param)
    context.set_default_timeout(LONG_MS)
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    context.close()
    assert problems == []


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_photos_are_sent_with_their_view_and_each_is_confirmed(phone: Page, listener: PhoneListener) -> None:
    phone.goto(listener.url)
    expect(phone.get_by_role("heading", name=ENGLISH["title"])).to_be_visible()
    phone.get_by_text(ENGLISH["view_left"], exact=True).first.click()
    expect(phone.locator("#guidance")).to_have_text(ENGLISH["guide_left"])
    phone.locator("#camera").set_input_files(SIDE)
    expect(phone.locator("#sent li")).to_have_class("taken")
    expect(phone.locator("#sent li")).to_contain_text("It has arrived")
    expect(phone.get_by_role("radio", name=ENGLISH["view_back"])).to_be_checked()
    expect(phone.locator("#guidance")).to_have_text(ENGLISH["guide_back"])
    phone.locator("#library").set_input_files([SAMPLES["front_0.jpg"], SAMPLES["front_2.jpg"]])
    expect(phone.locator("#sent li.taken")).to_have_count(3)
    expect(phone.get_by_role("status")).to_have_text("Arrived so far: 3")
    assert [(one.content, one.view) for one in listener.letterbox.take()] == [
        (SAMPLES[name].read_bytes(), view) for name, view in (("left_2.jpg", View.LEFT), ("front_0.jpg", None), ("front_2.jpg", None))
    ]
    assert fits(phone)


def test_what_goes_wrong_is_said_on_the_phone(phone: Page, listener: PhoneListener) -> None:
    phone.goto(listener.url)
    phone.locator("#library").set_input_files({"name": "letter.txt", "mimeType": "text/plain", "buffer": b"Dear client"})
    expect(phone.get_by_role("alert")).to_have_text(ENGLISH["said_unreadable"])
    phone.get_by_role("button", name="Español").click()
    expect(phone.get_by_role("alert")).to_have_text(SPANISH["said_unreadable"])
    expect(phone.locator("#guidance")).to_have_text(SPANISH["guide_front"])
    assert phone.evaluate("document.documentElement.lang") == "es"
    assert fits(phone)
    listener.close()
    listener.wait_closed()
    phone.locator("#library").set_input_files(SIDE)
    expect(phone.get_by_role("alert").filter(has_text=SPANISH["said_lost"])).to_be_visible()
    expect(phone.get_by_role("button", name=SPANISH["again"])).to_be_visible()


def test_a_phone_gets_in_beside_an_attack(phone: Page, listener: PhoneListener) -> None:
    url = urlsplit(listener.url)
    with ExitStack() as attack:
        for number in range(62):
            line = attack.enter_context(socket.create_connection(("127.0.0.1", url.port or 0), source_address=(f"127.0.1.{1 + number}", 0)))
            if number >= 60:
                line.sendall(f"POST {url.path}/photo HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\n".encode() + bytes(1000))
        phone.goto(listener.url)
        phone.locator("#camera").set_input_files(SIDE)
        expect(phone.locator("#sent li")).to_have_class("taken")


def test_a_photo_that_finds_no_room_knocks_again_by_itself(phone: Page, listener: PhoneListener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "_STALLED_S", LONG_MS)
    monkeypatch.setattr(door, "GRACE_S", LONG_MS)
    url = urlsplit(listener.url)
    phone.goto(listener.url)
    with ExitStack() as others:
        for number in range(door.MOST_UPLOADS):
            line = others.enter_context(socket.create_connection(("127.0.0.1", url.port or 0), source_address=(f"127.0.1.{1 + number}", 0)))
            line.sendall(f"POST {url.path}/photo HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\n".encode() + bytes(1000))
        phone.wait_for_timeout(500)
        phone.locator("#camera").set_input_files(SIDE)
        expect(phone.locator("#sent li")).to_contain_text("sent again by itself")
    expect(phone.locator("#sent li")).to_have_class("taken")


def test_every_control_has_a_name_and_contrast(phone: Page, listener: PhoneListener) -> None:
    phone.goto(listener.url)
    phone.locator("#camera").set_input_files(SIDE)
    expect(phone.locator("#sent li")).to_have_class("taken")
    found = axe.Axe().run(phone).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []


def test_a_wrong_address_is_told_apart(phone: Page, listener: PhoneListener) -> None:
    answer = phone.goto(listener.url + "x")
    assert answer is not None
    assert answer.status == 403
    expect(phone.get_by_role("heading", name=ENGLISH["gone_title"])).to_be_visible()
    expect(phone.get_by_role("heading", name=SPANISH["gone_title"])).to_be_visible()


def test_a_photo_goes_from_the_phone_into_the_intake_by_itself(chromium: Browser, address: str) -> None:
    if not addresses():
        pytest.skip("this computer is in no network")
    desk = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce").new_page()
    desk.set_default_timeout(LONG_MS)
    desk.goto(address)
    desk.get_by_text("Photos from a phone", exact=True).click()
    expect(desk.get_by_alt_text("QR code of the address beside it")).to_be_visible()
    url = desk.get_by_test_id("stCode").inner_text().strip()
    handheld = chromium.new_context(viewport={"width": 390, "height": 844}).new_page()
    handheld.goto(url)
    handheld.locator("#camera").set_input_files(SIDE)
    expect(handheld.locator("#sent li")).to_have_class("taken")
    expect(desk.get_by_role("tab", name="Findings")).to_be_visible()
    expect(desk.get_by_text("So far: 1")).to_be_visible()
    desk.reload()
    expect(desk.get_by_role("tab", name="Findings")).to_be_visible()
    desk.get_by_role("button", name="Switch off").click()
    expect(desk.get_by_text("So far: 1")).to_have_count(0)
    desk.get_by_role("button", name="Add photos").click()
    expect(desk.get_by_text("Photos from a phone", exact=True)).to_be_visible()
    handheld.wait_for_timeout(5_000)  # twice what the listener takes to close
    with pytest.raises(playwright.Error, match="REFUSED"):
        handheld.goto(url)
    desk.context.close()
    handheld.context.close()
