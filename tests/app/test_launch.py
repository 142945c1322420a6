"""How the app is started, and what it may talk to."""

from __future__ import annotations

import socket
import subprocess
import sys
import tomllib

import pytest

from posture_cv.domain.errors import AppError
from posture_cv.ui import launch
from posture_cv.ui.server import SCRIPT

from .conftest import ROOT


def test_settings_of_package_and_checkout_are_the_same() -> None:
    packaged = (SCRIPT.parent / ".streamlit" / "config.toml").read_bytes()
    assert (ROOT / ".streamlit" / "config.toml").read_bytes() == packaged


def test_only_this_computer_may_connect_and_nothing_is_reported() -> None:
    settings = tomllib.loads((SCRIPT.parent / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["browser"]["gatherUsageStats"] is False
    assert "http" not in settings["theme"]["font"] + settings["theme"]["headingFont"]


def test_what_is_pinned_stays_when_the_framework_reads_its_settings_anew() -> None:
    script = (
        "from streamlit import config\n"
        "from posture_cv.ui.server import SETTINGS, pin_settings\n"
        "pin_settings(port=8765)\n"
        "opened = {'server.allowedHosts': ['*'], 'server.enableAgentApi': True, 'server.address': '0.0.0.0'}\n"
        "config.get_config_options(force_reparse=True, options_from_flags=opened)\n"
        "assert config.get_option('server.port') == 8765\n"
        "print([name for name, value in SETTINGS.items() if config.get_option(name) != value])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_a_taken_port_is_said_before_anything_is_loaded() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(AppError, match="taken by another program"):
            launch(port=taken.getsockname()[1], open_browser=False)
