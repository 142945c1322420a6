"""Photos with their marks drawn on, as pictures to show, print and save."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.overlay.canvas import Canvas
from posture_cv.overlay.frontal import frontal_scene
from posture_cv.overlay.lateral import lateral_scene
from posture_cv.overlay.placement import Box
from posture_cv.overlay.privacy import blur_face as blur
from posture_cv.overlay.scene import PhotoMarks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from posture_cv.domain.assessment import AssessedPhoto, Assessment
    from posture_cv.domain.measures import MeasureDefinition
    from posture_cv.overlay.scene import PhotoScene
    from posture_cv.words import Words

_SIDE_MARGIN = 0.20
_END_MARGIN = 0.05
_HALF_WIDTH = 0.30
"""Crop around a person, per height of their box: margin at the sides, above and below, and the least half width."""

LEAST_LONG_SIDE_PX = 1200
"""Of a picture whose letters and lines are crisp."""

_LARGEST_ENLARGEMENT = 3.0
_FIGURE_TEXT_SCALE = 1.25
"""Letters of figures: about 7 points where two figures share a printed page."""


def draw(
    pixels: NDArray[np.uint8],
    assessment: Assessment,
    photo: int,
    definitions: Sequence[MeasureDefinition],
    *,
    words: Words,
    blur_face: bool = False,
    least_long_side_px: int = LEAST_LONG_SIDE_PX,
) -> NDArray[np.uint8]:
    """Draw landmarks, plumb line, angles and their labels on a photo.

    Parameters
    ----------
    pixels : ndarray of shape (H, W, 3), uint8
        RGB, the photo that was assessed; left as it is.
    photo
        Which of the visit's photos it is, counted from 0.
    definitions
        The measures to show (``Knowledge.measures``).
    blur_face
        Make the face unrecognisable first.
    words
        Says the labels; with the rows of the clinical tables.
    least_long_side_px
        Smaller photos are enlarged to it first.

    Returns
    -------
    ndarray of shape (H, W, 3), uint8; enlarged alike on both sides where the photo was small.

    Raises
    ------
    ValueError
        If the assessment has no such photo, or the pixels are not of its size.
    """
    import cv2

    marks = _marks(pixels, assessment, photo)
    picture = _prepared(pixels, marks.photo, blur_face=blur_face)
    scale = max(1.0, least_long_side_px / max(picture.shape[:2]))
    if scale > 1.0:
        size = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
        picture = np.ascontiguousarray(cv2.resize(picture, size, interpolation=cv2.INTER_CUBIC))
    frame = Box(*(scale * edge for edge in _crop_box(marks.photo)))
    Canvas(picture, origin=(0.0, 0.0), scale=scale, frame=frame, words=words).paint(_scene(marks, definitions))
    return picture


def figure(
    pixels: NDArray[np.uint8],
    assessment: Assessment,
    photo: int,
    definitions: Sequence[MeasureDefinition],
    *,
    words: Words,
    blur_face: bool = False,
    height_px: int = 1300,
) -> NDArray[np.uint8]:
    """Draw as `draw` does, cropped to the person with a margin and scaled for print, letters and lines staying crisp.

    Parameters
    ----------
    height_px
        Height of the picture; less where the photo is so small that it would be enlarged more than threefold.

    Returns
    -------
    ndarray of shape (height, width, 3), uint8
    """
    import cv2

    marks = _marks(pixels, assessment, photo)
    left, top, right, bottom = _crop_box(marks.photo)
    cropped = _prepared(pixels, marks.photo, blur_face=blur_face)[top:bottom, left:right]
    scale = min(height_px / (bottom - top), _LARGEST_ENLARGEMENT)
    size = (max(round((right - left) * scale), 1), max(round((bottom - top) * scale), 1))
    method = cv2.INTER_AREA if scale < 1.0 else cv2.INTER_CUBIC
    picture = np.ascontiguousarray(cv2.resize(cropped, size, interpolation=method))
    frame = Box(0.0, 0.0, size[0], size[1])
    Canvas(picture, origin=(left, top), scale=scale, frame=frame, text_scale=_FIGURE_TEXT_SCALE, words=words).paint(
        _scene(marks, definitions)
    )
    return picture


def crop_to_person(image: NDArray[np.uint8], assessment: Assessment, photo: int) -> NDArray[np.uint8]:
    """Crop a photo, or a picture made by `draw`, to the person with a margin.

    Returns
    -------
    ndarray of shape (height, width, 3), uint8
    """
    left, top, right, bottom = _crop_box(_marks(image, assessment, photo).photo)
    return np.ascontiguousarray(image[top:bottom, left:right])


def to_png(image: NDArray[np.uint8]) -> bytes:
    """Encode as PNG without any metadata."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(image).save(buffer, format="PNG", compress_level=6)
    return buffer.getvalue()


def to_jpeg(image: NDArray[np.uint8], quality: int = 92) -> bytes:
    """Encode as JPEG without any metadata, colours as sharp as brightness so that letters keep their edges."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(image).save(buffer, format="JPEG", quality=quality, subsampling=0)
    return buffer.getvalue()


def _marks(pixels: NDArray[np.uint8], assessment: Assessment, photo: int) -> PhotoMarks:
    marks = PhotoMarks.of(assessment, photo)
    expected = (marks.photo.height_px, marks.photo.width_px, 3)
    if pixels.shape != expected:
        raise ValueError(f"expected the assessed photo's pixels of shape {expected}, but got {pixels.shape}")
    return marks


def _prepared(pixels: NDArray[np.uint8], photo: AssessedPhoto, *, blur_face: bool) -> NDArray[np.uint8]:
    return blur(pixels, photo.face) if blur_face and photo.face is not None else pixels.copy()


def _scene(marks: PhotoMarks, definitions: Sequence[MeasureDefinition]) -> PhotoScene:
    return lateral_scene(marks, definitions) if marks.photo.view.is_lateral else frontal_scene(marks, definitions)


def _crop_box(photo: AssessedPhoto) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the person with a margin, whole pixels inside the photo."""
    body = photo.body
    height = max(body.height_px, 1.0)
    centre = (body.left_px + body.right_px) / 2.0
    half_width = max(body.width_px / 2.0 + _SIDE_MARGIN * height, _HALF_WIDTH * height)
    left = min(max(math.floor(centre - half_width), 0), photo.width_px - 1)
    top = min(max(math.floor(body.top_px - _END_MARGIN * height), 0), photo.height_px - 1)
    right = min(max(math.ceil(centre + half_width), left + 1), photo.width_px)
    bottom = min(max(math.ceil(body.bottom_px + _END_MARGIN * height), top + 1), photo.height_px)
    return left, top, right, bottom
