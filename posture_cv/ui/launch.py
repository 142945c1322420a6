"""Starting the web app on this machine, for this machine only."""

from __future__ import annotations

import errno
import socket
import subprocess
import sys
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from posture_cv.domain.errors import AppError
from posture_cv.domain.messages import message

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ADDRESS = "127.0.0.1"
USUAL_PORT = 8501
"""From here up the first free one is taken."""

_PORTS_TRIED = 100
_STOP_WITHIN_S = 2
_LARGEST_MESSAGE_BYTES = 16 * 2**20


def launch(port: int | None, open_browser: bool, language: str | None = None) -> None:
    """Serve the web app until it is interrupted.

    Parameters
    ----------
    port
        TCP port; None for 8501 or the next free one.
    open_browser
        Whether to open the page in the default browser.
    language
        Of the page, until somebody chooses another in Settings; English if None.

    Raises
    ------
    AppError
        If the port is taken.
    """
    import streamlit as st
    import uvicorn

    from posture_cv.ui import server, serving

    if language is not None:
        serving.DEFAULT_LANGUAGE = language
    listening = _listening(port)

    @asynccontextmanager
    async def lifespan(app: st.App) -> AsyncIterator[None]:
        async with server.lifespan(app):
            if open_browser:
                _open_browser(server.address())
            yield

    app = st.App(server.SCRIPT, middleware=server.GUARDED, lifespan=lifespan, on_script_error=server.own_up)
    server.pin_settings(port=listening.getsockname()[1])
    settings = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_STOP_WITHIN_S,
        ws="websockets-sansio",
        ws_max_size=_LARGEST_MESSAGE_BYTES,
    )
    with suppress(KeyboardInterrupt):  # the usual way to end it
        uvicorn.Server(settings).run(sockets=[listening])


def _open_browser(url: str) -> None:
    """Have another process open the page: that may take its time, and what browsers write to the terminal is not for her."""
    nowhere = subprocess.DEVNULL
    subprocess.Popen([sys.executable, "-m", "webbrowser", url], stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True)


def _listening(port: int | None) -> socket.socket:
    """A socket on that port of the loopback address, or on the first free one from the usual port up."""
    for tried in range(USUAL_PORT, USUAL_PORT + _PORTS_TRIED) if port is None else (port,):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((ADDRESS, tried))
            listening.listen()
        except OSError as error:
            listening.close()
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
        else:
            return listening
    raise AppError(
        message("port.all_taken") if port is None else message("port.taken", port=port),
        message("port.close_other"),
    )
