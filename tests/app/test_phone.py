"""Photos from a phone into the app: the switch, the way there, photos that arrive over a real connection, and the end of it."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from posture_cv.domain.views import View
from posture_cv.ui import phone
from posture_cv.ui.components.phone import switch_on
from posture_cv.ui.texts import text
from posture_cv.visit import MOST_PHOTOS

from .conftest import SAMPLES, labels, visit_of, words

SWITCH = "Photos from a phone"


@pytest.fixture
def app(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """A visitor whose computer is known by its loopback address."""
    monkeypatch.setattr(phone, "addresses", lambda: ["127.0.0.1"])
    yield app
    listener = visit_of(app).phone
    if listener is not None:
        listener.close()
        listener.wait_closed()


def switched_on(at: AppTest) -> str:
    next(switch for switch in at.toggle if switch.label == SWITCH).set_value(True).run()
    assert not at.exception
    return str(at.code[0].value)


def post(url: str, content: bytes, view: str = "") -> int:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    connection.request("POST", f"{parts.path}/photo?view={view}", content)
    status = connection.getresponse().status
    connection.close()
    return status


def test_it_is_off_at_first_and_says_what_switching_on_means(app: AppTest) -> None:
    assert visit_of(app).phone is None
    meaning = next(switch for switch in app.toggle if switch.label == SWITCH).help
    assert "not encrypted" in meaning
    assert "nothing else of this app can" in meaning


def test_a_photo_sent_by_the_phone_is_judged_and_measured_like_any_other(app: AppTest) -> None:
    url = switched_on(app)
    listener = visit_of(app).phone
    assert listener is not None
    assert listener.url == url
    assert post(url, SAMPLES["left_2.jpg"].read_bytes(), "left") == 200
    app.run()
    assert not app.exception
    (entry,) = visit_of(app).visit.photos
    assert (entry.name, entry.meant) == ("Phone photo 1", View.LEFT)
    assert labels(app.tabs)[0] == "Findings"
    assert post(url, SAMPLES["front_2.jpg"].read_bytes()) == 200
    app.run()
    assert [entry.name for entry in visit_of(app).visit.photos] == ["Phone photo 2", "Phone photo 1"]
    assert "So far: 2" in words(app)


def test_what_is_no_photo_of_a_person_is_said_in_the_intake(app: AppTest, landscape: bytes) -> None:
    post(switched_on(app), landscape)
    app.run()
    assert "Nobody was found" in words(app)


def test_in_the_guide_a_photo_without_a_view_was_taken_for_the_present_step(app: AppTest) -> None:
    url = switched_on(app)
    next(button for button in app.button if button.label == "Start: Quick side view").click().run()
    post(url, SAMPLES["front_2.jpg"].read_bytes())
    app.run()
    assert visit_of(app).visit.photos[0].meant is View.LEFT
    assert "this step asks for the left side" in words(app)


def test_the_guide_goes_on_to_the_view_still_missing_once_a_good_photo_came(app: AppTest) -> None:
    url = switched_on(app)
    next(button for button in app.button if button.label == "Start: Full standing assessment").click().run()
    assert "Scan this" in words(app)
    post(url, SAMPLES["client_before_front.jpg"].read_bytes(), "front")
    app.run()
    assert not app.exception
    assert visit_of(app).step == 1
    assert "1 of 4 views taken" in [bar.proto.text for bar in app.get("progress")]
    post(url, SAMPLES["client_before_front.jpg"].read_bytes() + b"\0", "left")
    app.run()
    assert visit_of(app).step == 1
    assert "this step asks for the left side" in words(app)


def test_switched_off_or_started_over_the_address_is_good_for_nothing(app: AppTest) -> None:
    first = switched_on(app)
    old = visit_of(app).phone
    assert old is not None
    next(switch for switch in app.toggle if switch.label == SWITCH).set_value(False).run()
    assert visit_of(app).phone is None
    second = switched_on(app)
    assert urlsplit(second).path != urlsplit(first).path
    listener = visit_of(app).phone
    assert listener is not None
    app.button[0].click().run()
    next(button for button in app.button if button.label == "Start over").click().run()
    assert visit_of(app).phone is None
    for each in (old, listener):
        each.wait_closed()
        assert not each.is_open


def test_what_is_open_stays_when_the_browser_says_it_twice(app: AppTest) -> None:
    url = switched_on(app)
    visit = visit_of(app)
    switch_on(visit)
    assert visit.phone is not None
    assert visit.phone.url == url


def test_when_it_went_off_by_itself_the_page_says_so(app: AppTest) -> None:
    switched_on(app)
    listener = visit_of(app).phone
    assert listener is not None
    listener.close()
    listener.wait_closed()
    app.run()
    assert visit_of(app).phone is None
    assert text("phone.over") in words(app)


def test_without_a_network_it_stays_off_and_says_what_to_do(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phone, "addresses", list)
    next(switch for switch in app.toggle if switch.label == SWITCH).set_value(True).run()
    assert visit_of(app).phone is None
    assert text("phone.no_network") in words(app)


def test_where_nothing_can_listen_it_stays_off_and_says_so(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phone, "addresses", lambda: ["192.0.2.77"])
    next(switch for switch in app.toggle if switch.label == SWITCH).set_value(True).run()
    assert visit_of(app).phone is None
    assert text("phone.no_port") in words(app)


def test_a_full_visit_lets_the_phone_know(app: AppTest) -> None:
    url = switched_on(app)
    listener = visit_of(app).phone
    assert listener is not None
    content = SAMPLES["left_2.jpg"].read_bytes()
    assert [post(url, content) for _ in range(MOST_PHOTOS + 1)] == [200] * MOST_PHOTOS + [409]
    app.run()
    assert len(visit_of(app).visit.photos) == 1
    assert "already part of this visit" in words(app)
