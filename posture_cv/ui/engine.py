"""The assessor behind the app, loaded once per process and warmed up while the first page is being read; and that page's own modules."""

from __future__ import annotations

import threading
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from posture_cv.domain.errors import PostureError
from posture_cv.domain.pose import DEFAULT_PASSES

if TYPE_CHECKING:
    from posture_cv.wiring import Assessor

_OTHERS: dict[int, Assessor] = {}
_LOADING = threading.Lock()
_WARMING = threading.Event()
_PREPARING = threading.Event()
_FIRST_PAGE = (
    "numpy",
    "PIL.Image",
    "posture_cv.capture.protocols",
    "posture_cv.ui.shell",
    "posture_cv.ui.components.add_photos",
    "posture_cv.ui.components.guided",
    "posture_cv.ui.components.visit_file",
)
"""What the empty page takes: the framework's own pictures need the first two."""

_NEXT_PAGE = "posture_cv.ui.components.answers"
_PAGE_FIRST_S = 0.4
_BLANK_SHAPE = (480, 360, 3)


def assessor() -> Assessor:
    """The process's assessor; the first call imports what it needs."""
    with _LOADING:
        from posture_cv.wiring import default_assessor

        return default_assessor()


def assessor_for(passes: int) -> Assessor:
    """The assessor that looks at each photo so many times; the process's own where that is its own choice."""
    if passes == DEFAULT_PASSES:
        return assessor()
    with _LOADING:
        if passes not in _OTHERS:
            from posture_cv.wiring import Assessor

            _OTHERS[passes] = Assessor(passes=passes)
        return _OTHERS[passes]


def prepare_page() -> None:
    """Load what the first page takes in the background, once, while the browser still fetches the framework's scripts."""
    if not _PREPARING.is_set():
        _PREPARING.set()
        threading.Thread(target=lambda: [import_module(name) for name in _FIRST_PAGE], daemon=True).start()


def warm_up() -> None:
    """Load libraries and the pose model in the background, once, so that the first photo does not wait for them."""
    if _WARMING.is_set():
        return
    _WARMING.set()
    threading.Timer(_PAGE_FIRST_S, _look_at_nothing).start()


def _look_at_nothing() -> None:
    import numpy as np

    with suppress(PostureError):  # a blank picture shows nobody; a missing model is reported with the first photo
        ready = assessor()
        ready.observe(ready.read(np.full(_BLANK_SHAPE, 128, dtype=np.uint8)))
    import_module(_NEXT_PAGE)
