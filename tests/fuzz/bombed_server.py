"""The app as its command starts it; if asked to, its process decodes one bomb after the other, as sessions do with what they are sent."""

from __future__ import annotations

import sys
import threading

from posture_cv.capture import read_photo
from posture_cv.domain.errors import PhotoError
from tests.fuzz.bombs import BOMBS


def decode_bombs() -> None:
    files = [make() for make in BOMBS.values()]
    while True:
        for content in files:
            try:
                read_photo(content)
            except PhotoError:
                continue


if __name__ == "__main__":
    from posture_cv.cli import main

    if sys.argv[2] == "bombed":
        threading.Thread(target=decode_bombs, daemon=True).start()
    sys.argv = ["posture-cv", "app", f"--port={sys.argv[1]}", "--no-browser"]
    main()
