"""In the pseudo-language nothing that a page shows or says aloud stands outside the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from posture_cv.assets.samples import samples
from posture_cv.ui.phone import Letterbox, PhoneListener
from posture_cv.wiring import words_in
from posture_cv.words import PSEUDO
from posture_cv.words.catalogue import catalogue
from tests.unmarked import unmarked

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SAMPLES = {sample.path.name: sample.path for sample in samples()}
LONG_MS = 90_000
SAID = """() => {
  const silent = "script, style, noscript, [data-testid=stIconMaterial], [role=img][aria-hidden=true]";
  const heard = ["alt", "title", "aria-label", "aria-roledescription", "aria-valuetext", "placeholder"];
  const said = [document.title];
  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE) said.push(node.data);
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (node.matches(silent)) return;
      for (const name of heard) if (node.hasAttribute(name)) said.push(node.getAttribute(name));
      if (node.shadowRoot) node.shadowRoot.childNodes.forEach(visit);
    }
    node.childNodes.forEach(visit);
  };
  visit(document.body);
  return said.join("\\n");
}"""
"""Every text of a page and every name and description, in the order they stand; icons are drawn by their names and not read."""


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """The phone's page in the pseudo-language alone."""
    texts = {PSEUDO: {**words_in(PSEUDO).unfilled("phone."), "name": catalogue(PSEUDO).own_name()}}
    listener = PhoneListener("127.0.0.1", Letterbox(lambda: 1), texts=texts, language=PSEUDO)
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    context.set_default_timeout(LONG_MS)
    page = context.new_page()
    page.goto(listener.url)
    yield page
    context.close()
    listener.close()
    listener.wait_closed()


def test_the_phones_page(phone: Page) -> None:
    name = re.compile("posture_cv")
    assert unmarked(phone.evaluate(SAID), known=name) == []
    for sent, said in (
        ({"name": "letter.txt", "mimeType": "text/plain", "buffer": b"Dear client"}, "not a photo"),
        (SAMPLES["left_2.jpg"], "arrived"),
    ):
        phone.locator("#library").set_input_files(sent)
        phone.get_by_text(said).first.wait_for()
        assert unmarked(phone.evaluate(SAID), known=name) == []
    address = phone.url
    phone.goto(f"{address}x")
    phone.get_by_role("heading").wait_for()
    assert unmarked(phone.evaluate(SAID), known=name) == []
