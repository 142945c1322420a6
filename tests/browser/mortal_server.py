"""The app with a short memory, and a witness in the same process that counts the client's pixels and files still alive.

Writes to the file named first on the command line, again and again, how many pictures were ever seen and how many of them are alive.
"""

from __future__ import annotations

import json
import sys
import threading
import time
import weakref
from pathlib import Path
from typing import Any

from streamlit import runtime

from posture_cv.ui import housekeeping, launch, reload, serving

KEPT_FOR_S = 8.0
LOOK_EVERY_S = 0.1


def filled_kb() -> int:
    """Memory this process fills; 0 where that is not shown as Linux shows it."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0)


class Witness:
    """Points weakly to every photo's pixels and every phone's letterbox that was ever part of a visit."""

    def __init__(self, report: Path) -> None:
        self._report = report
        self._known: dict[int, weakref.ref[Any]] = {}
        self._seen = 0

    def watch(self) -> None:
        while True:
            time.sleep(LOOK_EVERY_S)
            self._look()
            alive = [ref() is not None for ref in self._known.values()]
            written = self._report.with_suffix(".new")
            written.write_text(json.dumps({"seen": self._seen, "alive": sum(alive), "files": self._files(), "memory_kb": filled_kb()}))
            written.replace(self._report)

    def _look(self) -> None:
        for place in list(serving.VISITS._places.values()):
            visit = place.thing[0]
            for thing in (*(photo.pixels for photo in list(visit.album.photos.values()) if hasattr(photo, "pixels")), visit.phone):
                if thing is not None and (id(thing) not in self._known or self._known[id(thing)]() is None):
                    self._known[id(thing)] = weakref.ref(thing)
                    self._seen += 1

    @staticmethod
    def _files() -> int:
        """Files of the client that the framework holds: uploaded ones, and those made for a download."""
        if not runtime.exists():
            return 0
        server = runtime.get_instance()
        uploaded = sum(len(files) for files in list(server.uploaded_file_mgr.file_storage.values()))
        return uploaded + sum(bool(file.filename) for file in list(server.media_file_mgr._storage._files_by_id.values()))


if __name__ == "__main__":
    reload.KEPT_FOR_S, reload.SWEEP_EVERY_S, housekeeping.RECONNECT_S = KEPT_FOR_S, 1.0, 2.0
    threading.Thread(target=Witness(Path(sys.argv[2])).watch, daemon=True).start()
    launch(port=int(sys.argv[1]), open_browser=False)
