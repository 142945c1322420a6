"""Posture from photos: measures with intervals, muscles worth testing by hand, a worksheet and a report.

>>> import posture_cv
>>> assessment = posture_cv.assess("client_left.jpg")  # doctest: +SKIP
>>> assessment.measurements[0]  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.domain.errors import PostureError
from posture_cv.domain.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from posture_cv.capture.decoding import PhotoSource
    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.known_length import KnownLength
    from posture_cv.domain.messages import Message

__all__ = [
    "Album",
    "Assessment",
    "KnownLength",
    "PostureError",
    "SheetEntries",
    "Visit",
    "__version__",
    "assess",
    "assess_visit",
    "conclude",
    "conditions",
    "from_dict",
    "open_visit",
    "read_photos",
    "report_pdf",
    "save_visit",
    "to_dict",
]

_HOMES = {
    "Album": "posture_cv.visit",
    "SheetEntries": "posture_cv.visit",
    "Visit": "posture_cv.visit",
    "conclude": "posture_cv.wiring.visits",
    "conditions": "posture_cv.wiring.conditions",
    "open_visit": "posture_cv.wiring.visits",
    "read_photos": "posture_cv.wiring.visits",
    "report_pdf": "posture_cv.wiring.visits",
    "save_visit": "posture_cv.wiring.visits",
    "Assessment": "posture_cv.domain.assessment",
    "KnownLength": "posture_cv.domain.known_length",
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
    sex: str | None = None,
    age: int | None = None,
    complaint: str = "",
    known_length: KnownLength | None = None,
    mirrored: bool = False,
    force: bool = False,
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
    sex
        "female" or "male", for norms that tell them apart; None for those of both together.
    age
        In completed years, for norms that go by age; None for those of all ages. It answers the safety screen's questions about age:
        under 18 no finding is made.
    complaint
        Key of the complaint that the client brings (``posture_cv.conditions``); its muscles and tests come first.
    known_length
        A door, a metre stick or a tape in the photo, by its two ends and its length; gives millimetres where no height is stated:
        ``KnownLength(start_px=(90, 880), end_px=(92, 212), length_cm=200, behind_cm=30)``.
    mirrored
        Whether the photo is mirrored, as selfies are.
    force
        Whether the person holds themselves as ``position`` says though the photo looks different; else that is refused.

    Raises
    ------
    PostureError
        With ``what`` happened and the ``remedy``; see ``posture_cv.domain.errors`` for the branches. For an argument that does not fit
        it is an ``ArgumentError``, which is a ``ValueError`` too.
    """
    return assess_visit(
        [photo],
        views=[view],
        position=position,
        marks=[marks],
        persons=[person],
        stature_cm=stature_cm,
        sex=sex,
        age=age,
        complaint=complaint,
        known_lengths=[known_length],
        mirrored=mirrored,
        force=force,
    )


def assess_visit(
    photos: Sequence[PhotoSource],
    *,
    views: Sequence[str] | None = None,
    position: str = "standing",
    marks: Sequence[Mapping[str, tuple[float, float]] | None] | None = None,
    persons: Sequence[int | None] | None = None,
    stature_cm: float | None = None,
    sex: str | None = None,
    age: int | None = None,
    complaint: str = "",
    known_lengths: Sequence[KnownLength | None] | None = None,
    mirrored: bool = False,
    force: bool = False,
    day: str | None = None,
) -> Assessment:
    """Assess several photos of one person, taken in one visit and one position.

    Parameters are those of ``assess``, one per photo; position, stature, sex, age, complaint, ``mirrored`` and ``force`` hold
    for all. ``day``, as in
    "2026-05-03", leaves out every photo that its file says, or does not say, was taken on another: a visit is one day.

    Raises
    ------
    PostureError
        As for ``assess``.
    """
    from dataclasses import replace

    from posture_cv.visit.days import require_day
    from posture_cv.wiring import arguments, default_assessor
    from posture_cv.worksheet import held_back, with_complaint

    given, where, stature = arguments.several_photos(photos), arguments.position_from(position), arguments.stature_from(stature_cm)
    whose, brought = arguments.stated_person(sex, age), arguments.complaint_from(complaint)
    corrections = arguments.corrections_of_each(len(given), views=views, marks=marks, persons=persons, known_lengths=known_lengths)
    corrections = [replace(said, aim=replace(said.aim, mirrored=mirrored, position_confirmed=force)) for said in corrections]
    assessor = default_assessor()
    wanted = arguments.day_from(day)
    read = ((assessor.read(photo), said) for photo, said in zip(given, corrections, strict=True))
    if wanted is not None:
        every = list(read)
        require_day(wanted, (photo.taken_on for photo, _ in every))
        read = ((photo, said) for photo, said in every if photo.taken_on == wanted)
    seen = [(assessor.observe(photo, aim=said.aim, position=where), said) for photo, said in read]
    shown = assessor.conclude([one for one, _ in seen], [said for _, said in seen], stature_cm=stature, person=whose)
    knowledge = assessor.instruments.knowledge
    return held_back(with_complaint(shown, brought, knowledge), knowledge)


def _english(told: Message) -> str:
    from posture_cv.wiring import words_in

    return words_in("en").say(told)


PostureError.wording = staticmethod(_english)


def __getattr__(name: str) -> object:
    """Public names, imported when first asked for so that ``import posture_cv`` stays quick."""
    from importlib import import_module

    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
