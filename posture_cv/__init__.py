"""Posture from photos: measures with intervals, muscles worth testing by hand, a worksheet and a report.

>>> import posture_cv
>>> assessment = posture_cv.assess("client_left.jpg")  # doctest: +SKIP
>>> assessment.measurements[0]  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.domain.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from posture_cv.capture.decoding import PhotoSource
    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.errors import PostureError
    from posture_cv.domain.known_length import KnownLength

__all__ = ["Assessment", "KnownLength", "PostureError", "__version__", "assess", "assess_visit", "from_dict", "to_dict"]

_HOMES = {
    "Assessment": "posture_cv.domain.assessment",
    "KnownLength": "posture_cv.domain.known_length",
    "PostureError": "posture_cv.domain.errors",
    "from_dict": "posture_cv.codecs.assessment",
    "to_dict": "posture_cv.codecs.assessment",
}


def assess(
    photo: PhotoSource,
    *,
    view: str = "auto",
    position: str = "standing",
    marks: Mapping[str, tuple[float, float]] | None = None,
    person: int | None = None,
    stature_cm: float | None = None,
    known_length: KnownLength | None = None,
) -> Assessment:
    """Assess one photo of one person.

    Parameters
    ----------
    photo
        Path, file content as bytes, open file object, Pillow image, or array of shape (height, width, 3), uint8, RGB.
    view
        Side of the body the camera sees: "left", "right", "front", "back", or "auto" to recognise it.
    position
        "standing" or "sitting".
    marks
        Points placed by hand, name to (x, y) in pixels of the upright photo: ``{"asis": (412, 630), "psis": (330, 610)}``.
    person
        Which person to measure, counted from 1 by size, where several are in the photo.
    stature_cm
        The person's height, crown to sole, without shoes; ``Assessment.lengths`` then holds lengths in millimetres.
    known_length
        A door, a metre stick or a tape in the photo, by its two ends and its length; gives millimetres where no height is stated:
        ``KnownLength(start_px=(90, 880), end_px=(92, 212), length_cm=200, behind_cm=30)``.

    Raises
    ------
    PostureError
        With ``what`` happened and the ``remedy``; see ``posture_cv.domain.errors`` for the branches.
    ValueError
        If nobody is as tall as ``stature_cm`` says.
    """
    return assess_visit(
        [photo],
        views=[view],
        position=position,
        marks=[marks or {}],
        persons=[person],
        stature_cm=stature_cm,
        known_lengths=[known_length],
    )


def assess_visit(
    photos: Sequence[PhotoSource],
    *,
    views: Sequence[str] | None = None,
    position: str = "standing",
    marks: Sequence[Mapping[str, tuple[float, float]]] | None = None,
    persons: Sequence[int | None] | None = None,
    stature_cm: float | None = None,
    known_lengths: Sequence[KnownLength | None] | None = None,
) -> Assessment:
    """Assess several photos of one person, taken in one visit and one position.

    Parameters are those of ``assess``, one per photo; position and stature are the person's.

    Raises
    ------
    PostureError
        As for ``assess``.
    ValueError
        If no photo is given, the sequences differ in length, or nobody is as tall as ``stature_cm`` says.
    """
    from posture_cv.corrections import points_typed
    from posture_cv.domain.corrections import Aim, Corrections, LengthLine
    from posture_cv.domain.views import Position, View
    from posture_cv.wiring import default_assessor

    views = ["auto"] * len(photos) if views is None else views
    persons = [None] * len(photos) if persons is None else persons
    marks = [{}] * len(photos) if marks is None else marks
    known_lengths = [None] * len(photos) if known_lengths is None else known_lengths
    if not photos or not len(photos) == len(views) == len(persons) == len(marks) == len(known_lengths):
        raise ValueError(
            f"expected one view, person, set of marks and known length per photo and at least one photo, but got {len(photos)} photos, "
            f"{len(views)} views, {len(persons)} persons, {len(marks)} sets of marks and {len(known_lengths)} known lengths"
        )
    corrections = [
        Corrections(
            aim=Aim(view=None if view == "auto" else View(view), person=person),
            points=points_typed(points),
            known=None if known is None else LengthLine.of(known),
        )
        for view, person, points, known in zip(views, persons, marks, known_lengths, strict=True)
    ]
    where = Position(position)
    assessor = default_assessor()
    seen = [assessor.observe(assessor.read(photo), aim=said.aim, position=where) for photo, said in zip(photos, corrections, strict=True)]
    return assessor.conclude(seen, corrections, stature_cm=stature_cm)


def __getattr__(name: str) -> object:
    """Public names, imported when first asked for so that ``import posture_cv`` stays quick."""
    from importlib import import_module

    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
