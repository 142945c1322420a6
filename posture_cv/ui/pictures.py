"""Pictures for the page, the report and the download, small enough to be shown at once."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from posture_cv.ui import engine
from posture_cv.ui.state import language
from posture_cv.wiring import words_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.measures import MeasureDefinition
    from posture_cv.domain.observation import Observation
    from posture_cv.domain.photo import Photo
    from posture_cv.domain.pose import PersonBox
    from posture_cv.ui.state import OpenVisit
    from posture_cv.visit import VisitPhoto

    Pixels = NDArray[np.uint8]

SHOWN_LONGEST_PX = 1400
SHOWN_HEIGHT_PX = 1300
THUMBNAIL_PX = 480
EDITED_LONGEST_PX = 2200
"""More than is shown at once, for the loupe."""

_QUALITY = 88
_BOX_COLOURS = ((23, 101, 125), (184, 100, 26), (94, 75, 139), (32, 40, 43))


def annotated(page: OpenVisit, digest: str, photo: Photo, assessment: Assessment, index: int) -> bytes:
    """The person as JPEG with points and lines, or without, the face blurred where she asked for it; kept until something changes."""
    key = (
        digest,
        index,
        page.show_points,
        page.blur_face,
        language(),
        page.visit.position,
        assessment.provenance.created_at,
        assessment.landmarks,
    )
    if key not in page.pictures:
        page.pictures = {other: kept for other, kept in page.pictures.items() if other[0] != digest or isinstance(other[1], str)}
        page.pictures[key] = jpeg(_person(photo, assessment, index, points=page.show_points, blur_face=page.blur_face))
    return page.pictures[key]


def to_correct(page: OpenVisit, digest: str, observation: Observation) -> bytes:
    """The whole photo as JPEG to set points in, the face blurred where she asked for it; kept until that changes."""
    key = (digest, "editor", observation.aim, page.blur_face)
    if key not in page.pictures:
        from posture_cv.overlay.privacy import blur_face as blur

        face = observation.anatomy.face
        page.pictures[key] = jpeg(
            blur(observation.photo.pixels, face) if page.blur_face and face is not None else observation.photo.pixels, EDITED_LONGEST_PX
        )
    return page.pictures[key]


def download(photo: Photo, assessment: Assessment, index: int, *, blur_face: bool, language: str) -> bytes:
    """The photo as PNG in full size with points and lines."""
    from posture_cv import overlay

    return overlay.to_png(overlay.draw(photo.pixels, assessment, index, _measures(), words=words_in(language), blur_face=blur_face))


def for_report(photos: Sequence[Photo], assessment: Assessment, *, language: str) -> list[bytes]:
    """Each person as JPEG with points and lines, the face blurred, in print size."""
    from posture_cv import overlay

    words, measures = words_in(language), _measures()
    return [
        overlay.to_jpeg(overlay.figure(photo.pixels, assessment, index, measures, words=words, blur_face=True))
        for index, photo in enumerate(photos)
    ]


def plain(photo: Photo) -> bytes:
    """The photo as JPEG, nothing drawn on it."""
    return jpeg(photo.pixels)


def thumbnail(page: OpenVisit, photo: VisitPhoto, shown: Photo) -> bytes:
    """The photo as it is looked at, as a small JPEG; kept."""
    key = (photo.digest, "thumbnail", photo.corrections.aim)
    if key not in page.pictures:
        page.pictures[key] = jpeg(shown.pixels, THUMBNAIL_PX)
    return page.pictures[key]


def within(picture: bytes) -> str:
    """A JPEG as a part of the page itself: it reaches the session that shows it and no other, has no address, and is kept in no cache."""
    return f"data:image/jpeg;base64,{base64.b64encode(picture).decode('ascii')}"


def numbered(photo: Photo, people: Sequence[PersonBox]) -> bytes:
    """The photo as JPEG with a numbered box around each person."""
    from PIL import Image, ImageDraw, ImageFont

    pixels = _fitted(photo.pixels, SHOWN_LONGEST_PX)
    scale = pixels.shape[1] / photo.width_px
    image = Image.fromarray(pixels)
    draw = ImageDraw.Draw(image)
    line = max(3, round(max(image.size) / 250))
    font = ImageFont.load_default(size=line * 9)
    for number, box in enumerate(people, start=1):
        colour = _BOX_COLOURS[(number - 1) % len(_BOX_COLOURS)]
        left, top, right, bottom = (edge * scale for edge in (box.left_px, box.top_px, box.right_px, box.bottom_px))
        draw.rectangle((left, top, right, bottom), outline=colour, width=line)
        tag = draw.textbbox((left, top), str(number), font=font)
        draw.rectangle((left, top, tag[2] + 4 * line, tag[3] + 3 * line), fill=colour)
        draw.text((left + 2 * line, top + line), str(number), fill=(255, 255, 255), font=font)
    return jpeg(_array(image))


def jpeg(pixels: Pixels, longest_px: int = SHOWN_LONGEST_PX) -> bytes:
    """Pixels as JPEG of at most that length."""
    from posture_cv.overlay import to_jpeg

    return to_jpeg(_fitted(pixels, longest_px), _QUALITY)


def _person(photo: Photo, assessment: Assessment, index: int, *, points: bool, blur_face: bool) -> Pixels:
    from posture_cv import overlay
    from posture_cv.overlay.privacy import blur_face as blur

    if points:
        words = words_in(language())
        return overlay.figure(photo.pixels, assessment, index, _measures(), words=words, blur_face=blur_face, height_px=SHOWN_HEIGHT_PX)
    face = assessment.photos[index].face
    pixels = blur(photo.pixels, face) if blur_face and face is not None else photo.pixels
    return overlay.crop_to_person(pixels, assessment, index)


def _measures() -> tuple[MeasureDefinition, ...]:
    return engine.assessor().instruments.knowledge.measures


def _fitted(pixels: Pixels, longest_px: int) -> Pixels:
    from PIL import Image

    height, width = pixels.shape[:2]
    scale = longest_px / max(height, width)
    if scale >= 1.0:
        return pixels
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return _array(Image.fromarray(pixels).resize(size, Image.Resampling.LANCZOS))


def _array(image: object) -> Pixels:
    import numpy as np

    return np.asarray(image, dtype=np.uint8)
