"""Both servers under attack: their own page is answered in time all the while, and they are whole afterwards."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from posture_cv.ui.phone import Letterbox, PhoneListener
from posture_cv.ui.texts import phone_texts
from tests.fuzz.attacks import ATTACKS, Target, app_server, ask, forged, garbage, garbage_frames, health
from tests.fuzz.wire import frame, frames, http_garbage

MEDIAN_S = 0.5
"""What is promised of the server's health; on a quiet machine the slowest answer keeps to it too (`python -m tests.fuzz.attacks`)."""

SLOWEST_S = 10.0
"""Of a machine on which other tests run; a server that is held up is held up for longer."""

BOMBED_S = 6.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("attacked")


@pytest.fixture(scope="module")
def app(folder: Path) -> Iterator[Target]:
    with app_server(folder) as target:
        yield target


@pytest.fixture
def phone() -> Iterator[tuple[Target, Letterbox]]:
    letterbox = Letterbox(lambda: 12)
    listener = PhoneListener("127.0.0.1", letterbox, texts=phone_texts(), language="en")
    url = urlsplit(listener.url)
    attacked_from = "127.0.0.9" if sys.platform == "linux" else ""
    yield Target(url.port or 0, url.path, upload=(f"{url.path}/photo?view=left", "POST"), attacked_from=attacked_from), letterbox
    listener.close()
    listener.wait_closed()


def require_health(target: Target, attack: Callable[[Target], None]) -> None:
    with health(target) as waits:
        attack(target)
    assert statistics.median(waits) < MEDIAN_S
    assert max(waits) < SLOWEST_S
    assert ask(target) < SLOWEST_S


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_app_answers_while_it_is_attacked(app: Target, folder: Path, attack: Callable[[Target], None]) -> None:
    require_health(app, attack)
    log = (folder / "log.txt").read_text()
    assert "Traceback" not in log
    assert len(log.splitlines()) <= 2, log  # strangers write nothing into the user's terminal


def test_the_app_answers_while_it_decodes_bombs(folder: Path) -> None:
    with app_server(folder, bombed=True) as target:
        require_health(target, lambda _: time.sleep(BOMBED_S))


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_phone_is_answered_while_its_listener_is_attacked(
    phone: tuple[Target, Letterbox], attack: Callable[[Target], None], capfd: pytest.CaptureFixture[str]
) -> None:
    require_health(phone[0], attack)
    assert len(phone[1]) == 0
    assert capfd.readouterr() == ("", "")


def test_longer_garbage(app: Target, phone: tuple[Target, Letterbox], request: pytest.FixtureRequest) -> None:
    cases, seed = request.config.getoption("--fuzz-cases") // 6, request.config.getoption("--fuzz-seed")
    for target in (app, phone[0]):
        garbage(target, count=cases, seed=seed)
        garbage_frames(target, count=cases, seed=seed)
        forged(target)
        assert ask(target) < SLOWEST_S
    assert len(phone[1]) == 0


def test_the_same_seed_gives_the_same_garbage() -> None:
    for make in (frames, lambda count, seed: http_garbage(count, seed, "a")):
        first, second, other = (list(make(50, seed)) for seed in (1, 1, 2))
        assert first == second
        assert first != other


def test_a_frame_is_as_the_standard_writes_it() -> None:
    # RFC 6455, 5.7: a single-frame unmasked text message "Hello", and 256 bytes of binary data
    assert frame(1, b"Hello", masked=False) == b"\x81\x05Hello"
    assert frame(2, bytes(256), masked=False)[:4] == b"\x82\x7e\x01\x00"
    assert frame(2, bytes(65536), masked=False)[:10] == b"\x82\x7f" + (65536).to_bytes(8, "big")
