"""Starting the web app on this machine, for this machine only."""

from __future__ import annotations

from pathlib import Path

ENTRY_SCRIPT = Path(__file__).with_name("app.py")
"""What the server runs; its settings and theme lie beside it in ``.streamlit/config.toml``."""

ADDRESS = "127.0.0.1"


def launch(port: int | None, open_browser: bool) -> None:
    """Serve the web app until it is interrupted.

    Parameters
    ----------
    port
        TCP port; None for 8501 or the next free one.
    open_browser
        Whether to open the page in the default browser.
    """
    from streamlit.web.cli import main

    main(args=arguments(port=port, open_browser=open_browser), prog_name="streamlit", standalone_mode=False)


def arguments(*, port: int | None, open_browser: bool) -> list[str]:
    """Build the command line of ``streamlit`` for ``launch``.

    What keeps the photos on this machine is said here as well as in the settings file, because the environment overrides the file.
    """
    options = {
        "server.address": ADDRESS,
        "server.headless": str(not open_browser).lower(),
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "minimal",
        "client.showErrorLinks": "false",
    }
    if port is not None:
        options["server.port"] = str(port)
    return ["run", str(ENTRY_SCRIPT), *(f"--{name}={value}" for name, value in options.items())]
