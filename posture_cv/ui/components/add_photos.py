"""Ways for photos to come in: dropped, chosen, taken with the camera, or samples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.assets.samples import samples
from posture_cv.capture.source import FILE_ENDINGS, MAX_BYTES
from posture_cv.domain.errors import PostureError
from posture_cv.ui import intake
from posture_cv.ui.components import notices
from posture_cv.ui.state import taken, widget
from posture_cv.ui.texts import text
from posture_cv.ui.words import said
from posture_cv.visit import MOST_PHOTOS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.assets.samples import Sample
    from posture_cv.domain.views import View
    from posture_cv.ui.state import OpenVisit

LARGEST_PHOTO_MB = MAX_BYTES // 1_000_000


def drop_zone(page: OpenVisit, *, meant: View | None = None) -> None:
    """Take dropped or chosen files into the visit; the zone then empties itself, so that photos are managed in one place.

    ``meant`` is the view that a single file was taken for; several at once are told apart by what they show.
    """
    files = st.file_uploader(
        text("intake.drop", most=MOST_PHOTOS),
        type=FILE_ENDINGS,
        accept_multiple_files=True,
        max_upload_size=LARGEST_PHOTO_MB,
        key=widget("drop", page.inbox),
        help=text("intake.drop_help"),
    )
    if files:
        _take(page, [(file.name, taken(file)) for file in files], meant=meant if len(files) == 1 else None)


def camera(page: OpenVisit, *, meant: View | None = None) -> None:
    """Take one photo with the camera; it is switched on only when asked for."""
    page.camera_open = st.toggle(text("intake.camera"), value=page.camera_open, key=widget("camera-on", page.inbox))
    if not page.camera_open:
        return
    shot = st.camera_input(text("intake.camera_take"), key=widget("camera", page.inbox))
    if shot is not None:
        _take(page, [(text("intake.camera_name", number=page.inbox + 1), taken(shot))], meant=meant)


def try_a_sample(page: OpenVisit) -> None:
    """Rendered people with known posture, to see what the app does."""
    try:
        offers = _offers(samples())
    except PostureError as error:
        notices.show_error(error)
        return
    for column, (name, chosen) in zip(st.columns(len(offers), gap="small", wrap=False), offers, strict=True):
        with column:
            st.image(str(chosen[0].path), alt=said(chosen[0].title), width="stretch")
            if st.button(text(f"samples.{name}"), key=widget("sample", name), width="stretch"):
                _take(page, [(said(sample.title), sample.path.read_bytes()) for sample in chosen])


def _offers(every: Sequence[Sample]) -> list[tuple[str, list[Sample]]]:
    """A side photo, a front photo, and one photo of each view of the person with most photos."""
    of_one = max(([s for s in every if s.subject == sample.subject] for sample in every), key=len)
    together = list({sample.view: sample for sample in reversed(of_one)}.values())[::-1]
    elsewhere = [sample for sample in every if sample.subject != together[0].subject] or list(every)
    side = next(sample for sample in elsewhere if sample.view.is_lateral)
    front = next(sample for sample in every if sample.view.is_frontal)
    return [("side", [side]), ("front", [front]), ("together", together)]


def _take(page: OpenVisit, files: Sequence[tuple[str, bytes]], *, meant: View | None = None) -> None:
    with notices.progress(text("intake.reading")) as step:
        intake.add(page, files, step, meant=meant)
    page.inbox += 1
    page.camera_open = page.camera_open and page.guiding
    st.rerun()
