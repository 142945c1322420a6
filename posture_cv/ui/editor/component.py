"""The landmark editor on the page: drag, nudge, place, confirm, with the angles following at once."""

from __future__ import annotations

import base64
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, Any

import streamlit as st

from posture_cv.corrections import roll_of, without_unusable_vertical
from posture_cv.ui.editor.edit import edit_for_browser, edit_from_browser
from posture_cv.ui.texts import editor_texts
from posture_cv.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from streamlit.components.v2.types import ComponentRenderer

    from posture_cv.domain.landmarks import Covariance
    from posture_cv.ui.editor.body import EditedBody
    from posture_cv.ui.editor.drag import DragMeasure
    from posture_cv.ui.editor.edit import Edit
    from posture_cv.ui.editor.handles import Handle

    Picture = bytes | NDArray[np.uint8]
    Frame = tuple[float, float, float, float]

_PARTS = (
    "geometry.js",
    "dom.js",
    "points.js",
    "readings.js",
    "marks.js",
    "stage.js",
    "panel.js",
    "moves.js",
    "acts.js",
    "gestures.js",
    "drawing.js",
    "editor.js",
)
"""Sections of one module, in this order: Streamlit hands a component's script to the browser as a single text."""

_LONGEST_PX = 2400
_QUALITY = 90
_MAGIC = {b"\xff\xd8": "image/jpeg", b"\x89P": "image/png", b"RI": "image/webp"}


def landmark_editor(
    picture: Picture,
    handles: Sequence[Handle],
    edit: Edit,
    *,
    key: str,
    measures: Sequence[DragMeasure] = (),
    body: EditedBody | None = None,
    size_px: tuple[int, int] | None = None,
    frame: Frame | None = None,
    plumb: Sequence[str] = (),
    roll_deg: float = 0.0,
    stature_px: float | None = None,
    height: int = 640,
    examiner: str = "",
    disabled: bool = False,
    on_change: Callable[[Edit], None] | None = None,
) -> Edit:
    """Show a photo whose points can be corrected.

    Parameters
    ----------
    picture
        JPEG, PNG or WebP as bytes, or RGB of shape (H, W, 3) uint8. It may be smaller than the photo: it is stretched over ``size_px``. It
        travels to the browser once, not with every change.
    handles
        Points as found and as they can be placed, before any correction (``handles_for``).
    edit
        What was done so far on the picture that ``Edit.picture`` names; ``live`` holds what was measured from exactly that. An edit newer
        than the picture's own, from the number table or from ``Edit.cleared``, moves the points in the picture.
    key
        One per photo, for example with the photo's digest in it.
    measures
        Those to follow while dragging (``drag_measures``).
    body
        The body's plane (``body_of``), so that they follow as the full measurement would; None to follow the photo's own geometry.
    size_px
        Width and height of the photo that coordinates refer to; needed only where ``picture`` is smaller than the photo.
    frame
        Part of the photo shown at first: left, top, right, bottom, photo pixels; the whole photo where None.
    plumb
        Keys of the handles whose middle the plumb line passes through; none for no plumb line.
    roll_deg
        Camera roll as found, before a vertical is drawn (``Observation.quality.roll.roll_deg``).
    stature_px
        Height of the person, for measures in per cent of it.
    height
        Height of the photo on the page, CSS pixels; less on a low screen.
    examiner
        Who is at work: shown with points set since the last run, before ``on_change`` can sign them.
    on_change
        Called with every new edit before the page runs again.

    Returns
    -------
    Edit
        The newest edit known.
    """
    width_px, height_px = size_px or _size_of(picture)

    def received() -> None:
        if on_change is not None:
            on_change(_newest(key, handles, edit))

    state = st.session_state.get(key) or {}
    newest = _newest(key, handles, edit)
    identity = edit.picture
    already_there = (state.get("edit") or {}).get("picture") == identity and state.get("lacks") != identity
    vertical = without_unusable_vertical(edit.corrections).vertical
    data: dict[str, Any] = {
        "picture": {"id": identity, "width": width_px, "height": height_px, "url": None if already_there else _data_url(picture)},
        "handles": [_handle(handle) for handle in handles],
        "measures": [_measure(measure) for measure in measures],
        "body": None if body is None else _body(body),
        "edit": edit_for_browser(newest),
        "base": edit_for_browser(edit),
        "roll": roll_deg if vertical is None else roll_of(vertical).roll_deg,
        "automaticRoll": roll_deg,
        "stature": stature_px,
        "frame": list(frame or (0.0, 0.0, float(width_px), float(height_px))),
        "plumb": list(plumb),
        "height": height,
        "examiner": examiner,
        "disabled": disabled,
        "texts": editor_texts(),
    }
    _component()(key=key, data=data, on_edit_change=received, on_lacks_change=lambda: None)
    return newest


@cache
def _component() -> ComponentRenderer:
    home = files("posture_cv.ui.editor") / "frontend"
    script = "\n".join((home / part).read_text(encoding="utf-8") for part in _PARTS)
    return st.components.v2.component(
        "posture_cv.landmark_editor",
        html=(home / "editor.html").read_text(encoding="utf-8"),
        css=(home / "editor.css").read_text(encoding="utf-8"),
        js=script,
    )


def _newest(key: str, handles: Sequence[Handle], known: Edit) -> Edit:
    """The edit of this picture with the highest sequence: the browser's or the caller's."""
    payload = (st.session_state.get(key) or {}).get("edit")
    if not payload or payload.get("picture") != known.picture or known.sequence >= int(payload["sequence"]):
        return known
    return edit_from_browser(payload, handles, known)


def _size_of(picture: Picture) -> tuple[int, int]:
    if not isinstance(picture, bytes):
        return int(picture.shape[1]), int(picture.shape[0])
    from PIL import Image

    with Image.open(BytesIO(picture)) as image:
        return image.size


def _data_url(picture: Picture) -> str:
    content = picture if isinstance(picture, bytes) else _jpeg(picture)
    return f"data:{_MAGIC.get(content[:2], 'image/jpeg')};base64,{base64.b64encode(content).decode('ascii')}"


def _jpeg(pixels: NDArray[np.uint8]) -> bytes:
    from PIL import Image

    image = Image.fromarray(pixels)
    image.thumbnail((_LONGEST_PX, _LONGEST_PX), Image.Resampling.LANCZOS)
    buffer = BytesIO()
    image.save(buffer, format="JPEG", quality=_QUALITY)
    return buffer.getvalue()


def _handle(handle: Handle) -> dict[str, Any]:
    return {
        "key": handle.key,
        "label": handle.label,
        "short": handle.short or handle.label,
        "px": None if handle.at_px is None else list(handle.at_px),
        "covariance": _covariance(handle.covariance_px2),
        "byHand": _covariance(handle.by_hand_px2),
        "origin": None if handle.origin is None else handle.origin.value,
        "check": "" if handle.check is None else said(handle.check),
        "palpated": handle.palpated,
        "hint": "" if handle.hint is None else said(handle.hint),
        "start": None if handle.start_px is None else list(handle.start_px),
    }


def _covariance(covariance: Covariance | None) -> list[float] | None:
    return None if covariance is None else [covariance.xx, covariance.xy, covariance.yy]


def _measure(dragged: DragMeasure) -> dict[str, Any]:
    recipe, row = dragged.recipe, dragged.recipe.row
    return {
        "name": str(row.name),
        "side": recipe.side.value,
        "label": dragged.label,
        "kind": row.kind.value,
        "points": list(dragged.points),
        "outward": dragged.outward,
        "away": recipe.away,
        "upward": row.upward,
        "turn": row.turn,
        "unit": row.unit.value,
        "onPlumb": row.from_plumb_line,
        "value": dragged.value,
        "automatic": dragged.automatic,
        "halfWidth": dragged.half_width,
        "decimals": dragged.decimals,
    }


def _body(body: EditedBody) -> dict[str, Any]:
    places = {key: {"upright": place.upright_px, "at": place.at_px, "slope": place.slope} for key, place in body.places.items()}
    return {"centre": body.centre_px, "places": places}
