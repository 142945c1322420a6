"""How the app is started, and what it may talk to."""

from __future__ import annotations

import subprocess
import sys
import tomllib

from streamlit.testing.v1 import AppTest

from posture_cv.ui.launch import ENTRY_SCRIPT, arguments

from .conftest import ROOT

HEAVY = ("mediapipe", "cv2", "sklearn", "altair", "pandas")


def test_settings_of_package_and_checkout_are_the_same() -> None:
    packaged = (ENTRY_SCRIPT.parent / ".streamlit" / "config.toml").read_bytes()
    assert (ROOT / ".streamlit" / "config.toml").read_bytes() == packaged


def test_only_this_computer_may_connect_and_nothing_is_reported() -> None:
    settings = tomllib.loads((ENTRY_SCRIPT.parent / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["browser"]["gatherUsageStats"] is False
    assert "http" not in settings["theme"]["font"] + settings["theme"]["headingFont"]
    given = arguments(port=None, open_browser=False)
    assert "--server.address=127.0.0.1" in given
    assert "--browser.gatherUsageStats=false" in given


def test_port_and_browser_are_passed_on() -> None:
    given = arguments(port=8765, open_browser=True)
    assert given[:2] == ["run", str(ENTRY_SCRIPT)]
    assert "--server.port=8765" in given
    assert "--server.headless=false" in given
    assert not any("server.port" in option for option in arguments(port=None, open_browser=True))


def test_first_page_needs_no_heavy_library() -> None:
    script = (
        "import sys, logging; logging.disable(logging.CRITICAL)\n"
        "from posture_cv.ui import engine\n"
        "engine.warm_up = lambda: None\n"
        "from streamlit.testing.v1 import AppTest\n"
        f"at = AppTest.from_file({str(ENTRY_SCRIPT)!r}, default_timeout=60).run()\n"
        "assert not at.exception and at.title[0].value, at.exception\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.strip() == "[]"


def test_the_script_of_the_checkout_shows_the_same_app() -> None:
    at = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
    assert not at.exception
    assert at.title[0].value == "Posture, measured from a photo"
