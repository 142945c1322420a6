"""The app's server: what it shows, who guards it, and the settings of the framework that no file and no environment may change."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.middleware import Middleware
from streamlit import config, runtime
from streamlit.logger import set_log_level

from posture_cv.ui import serving
from posture_cv.ui.front_page import FrontPage
from posture_cv.ui.guard import Guard
from posture_cv.ui.housekeeping import give_memory_back_at_once, keep_house
from posture_cv.ui.serving import text

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import streamlit as st

ADDRESS = "127.0.0.1"

SCRIPT = Path(__file__).with_name("app.py")
"""What is run for every page; settings and theme lie beside it in ``.streamlit/config.toml``."""

GUARDED = (Middleware(Guard), Middleware(FrontPage))

SETTINGS: dict[str, object] = {
    "browser.gatherUsageStats": False,
    "client.allowedOrigins": [],
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "global.developmentMode": False,
    "global.e2eTest": False,
    "logger.enableRich": False,
    "logger.hideWelcomeMessage": True,
    "logger.level": "critical",
    "server.address": ADDRESS,
    "server.allowedHosts": ["127.0.0.1", "localhost", "::1"],
    "server.allowRunOnSave": False,
    "server.baseUrlPath": "",
    "server.corsAllowedOrigins": [],
    "server.disconnectedSessionTTL": 3600,
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.runOnSave": False,
    "server.scriptHealthCheckEnabled": False,
    "server.showEmailPrompt": False,
}
"""Settings of the framework that keep it to this computer and quiet.

``enableCORS`` is its name for checking the origin. A disconnected session is closed by ``housekeeping`` long before its own hour is over:
by itself the framework would only hide one that is late, and keep it.
"""


def pin_settings(port: int | None = None) -> None:
    """Set what this app rests on, now and whenever the framework reads its settings anew, over files, environment and options.

    Parameters
    ----------
    port
        Where the server listens, where the framework does not know it.
    """
    pinned = SETTINGS if port is None else {**SETTINGS, "server.port": port}

    def pin() -> None:
        for name, value in pinned.items():
            config.set_option(name, value, "posture_cv")
        set_log_level("critical")

    pin()
    config.on_config_parsed(pin, force_connect=True)


def is_open_to_all() -> bool:
    """Whether a server runs that nobody guards: it was started with the page's script instead of the app."""
    return runtime.exists() and type(runtime.get_instance()) is runtime.Runtime and not Guard.standing


def own_up(error: Exception) -> bool:
    """Say on the page and in the terminal that something unforeseen happened, and where in the program, but nothing of what was at work.

    Returns
    -------
    bool
        True: the framework is not to show it as well.
    """
    from posture_cv.ui.components import notices

    _tell(notices.show_unforeseen(error))
    return True


def address() -> str:
    """Where the page is."""
    return f"http://{ADDRESS}:{config.get_option('server.port')}"


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Say where the page is, and keep house while the server runs."""
    _tell(text("app.runs", address=address()))
    give_memory_back_at_once()
    house = asyncio.create_task(keep_house())
    yield
    house.cancel()
    serving.close()


def _tell(words: str) -> None:
    if sys.stderr is not None:  # a program without a console has none
        sys.stderr.write(f"{words}\n")
        sys.stderr.flush()
