"""Starts the app in one of the ways there are, and writes down every address this process tries to reach."""

from __future__ import annotations

import ipaddress
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_ASKING = {"socket.connect": 1, "socket.sendto": 1, "socket.getaddrinfo": 0, "socket.gethostbyname": 0, "socket.gethostbyaddr": 0}
"""Events of Python's own sockets by the place of the address among their arguments."""


def watch(noted: Path) -> None:
    """Note every address outside this computer that is connected to or looked up."""

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event not in _ASKING:
            return
        asked = arguments[_ASKING[event]]
        host = str(asked[0] if isinstance(asked, tuple) else asked)
        if host not in {"None", "", "localhost"} and not is_here(host):
            with noted.open("a") as file:
                file.write(f"{event} {asked}\n")

    sys.addaudithook(note)


def is_here(host: str) -> bool:
    """Whether the address is a loopback address, or the one set aside for documentation by which this computer's own address is found."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host.startswith("/")  # a socket in the file system
    return address.is_loopback or host == "192.0.2.1"


def _by_command(*options: str) -> Callable[[int], None]:
    def start(port: int) -> None:
        from posture_cv.cli import main

        sys.argv = ["posture-cv", "app", f"--port={port}", *options]
        main()

    return start


def _in_the_pseudo_language(port: int) -> None:
    from posture_cv.words import PSEUDO

    _by_command("--no-browser", "--language", PSEUDO)(port)


def _by_streamlit(script: Path) -> Callable[[int], None]:
    def start(port: int) -> None:
        from streamlit.web.cli import main

        main(["run", str(script), f"--server.port={port}"], prog_name="streamlit")

    return start


def _by_another_server(port: int) -> None:
    import uvicorn

    sys.path.insert(0, str(ROOT))
    uvicorn.run("streamlit_app:app", port=port, log_config=None)


def _failing(port: int) -> None:
    from posture_cv.ui.components import guided

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    guided.choose = fail  # type: ignore[assignment]
    _by_command("--no-browser")(port)


WAYS: dict[str, Callable[[int], None]] = {
    "posture-cv app": _by_command("--no-browser"),
    "posture-cv app, with its browser": _by_command("--browser"),
    "pseudo-language": _in_the_pseudo_language,
    "streamlit run": _by_streamlit(ROOT / "streamlit_app.py"),
    "uvicorn": _by_another_server,
    "a page that fails": _failing,
    "page alone": _by_streamlit(ROOT / "posture_cv" / "ui" / "app.py"),
}

if __name__ == "__main__":
    way, port, noted = sys.argv[1:]
    watch(Path(noted))
    WAYS[way](int(port))
