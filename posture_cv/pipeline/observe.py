"""Looking at one photo, and the gate before anything is measured in it: upright, as declared, whole."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from posture_cv.anatomy.views import require_view
from posture_cv.corrections import reframed
from posture_cv.domain.corrections import UNAIMED, Aim
from posture_cv.domain.errors import NoPersonFound, PersonMoving, PhotoTilted, PositionContradicted
from posture_cv.domain.estimates import Unit
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.messages import Quantity, message
from posture_cv.domain.observation import Observation
from posture_cv.domain.photo import Limitation, LimitationKind
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.gate.cover import hidden_parts, unseen_legs, without_hidden
from posture_cv.gate.drawn import is_drawn_over
from posture_cv.gate.garment import legs_are_veiled, without_veiled
from posture_cv.gate.joined import is_joined_up
from posture_cv.gate.laid import laid_boxes, without_points_under
from posture_cv.gate.stance import Pause, Stance, legs_are_bent, stance_of, without_drawn_along
from posture_cv.gate.unusual import widening
from posture_cv.gate.upright import MOST_SLANT_DEG, USUAL_SLANT_DEG, quarter_turns, slant_deg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from posture_cv.domain.landmarks import AnatomicalPose
    from posture_cv.domain.photo import Photo, PhotoQuality, Roll
    from posture_cv.domain.pose import DetectedPose
    from posture_cv.gate.cover import Part
    from posture_cv.gate.laid import LaidBox
    from posture_cv.pipeline.instruments import Instruments

TURNED_BEYOND_DEG = 5.0
"""Yaw beyond which the reader is told: forward shoulder angles are refused beyond 5 degrees."""

_TRIED_TURNS = (1, 3, 2)
"""Quarter turns tried where nobody is found: on either side first, as phones store photos."""


def observe(photo: Photo, *, position: Position, instruments: Instruments, aim: Aim = UNAIMED) -> Observation:
    """Look at one photo, turned and mirrored as ``aim`` says, and put upright where it lies on its side or head.

    Raises
    ------
    DetectionError
        If nobody, or nobody in particular, is in the photo.
    CaptureError
        If the photo is too poor or slanted, shows another view or position than declared, or somebody in the middle of a movement.
    """
    shown, pose, righted = _upright(photo, aim, instruments)
    slant = slant_deg(pose)
    if abs(slant) > MOST_SLANT_DEG:
        if legs_are_bent(pose) and position is Position.STANDING:
            raise _moving()
        raise PhotoTilted(message("photo.slanted", angle=Quantity(value=abs(slant))), message("photo.slanted.remedy"))
    view = require_view(aim.view, pose.view)
    hidden = hidden_parts(shown, pose, view)
    stance = stance_of(pose, view, unseen=unseen_legs(hidden))
    if not aim.position_confirmed:
        _require_position(stance, position)
    with ThreadPoolExecutor(max_workers=1) as beside:
        # what is drawn over the person is looked for while photo and body are judged, which takes as long
        drawn_over = beside.submit(_drawn_over, shown, pose)
        quality = _slant_allowed_for(instruments.judge(shown, pose), slant)
        anatomy = instruments.estimator.estimate(pose, view, position, quality)
    boxes, lined = drawn_over.result()
    veiled = stance.pause is Pause.STANDING and not stance.striding and legs_are_veiled(pose, view)
    anatomy = without_points_under(without_hidden(anatomy, hidden), boxes)
    if veiled:
        anatomy = without_veiled(anatomy)
    if stance.arms_raised:
        anatomy = without_drawn_along(anatomy)
    if anatomy.roll is not None and not quality.roll.referenced:
        quality = replace(quality, roll=_between_roll_and_lean(anatomy.roll, slant))
    found = [*_limitations(pose, stance, hidden, righted)]
    if boxes or lined:
        found.append(_limitation(LimitationKind.DRAWN_OVER, "gate.drawn_over"))
    if veiled:
        found.append(_limitation(LimitationKind.VEILED, "gate.veiled"))
    quality = replace(quality, limitations=(*quality.limitations, *found, *_doubtful_points(anatomy)))
    anatomy = replace(anatomy, widening=widening(quality, slant))
    return Observation(
        photo=shown,
        pose=pose,
        view=view,
        position=position,
        quality=quality,
        anatomy=anatomy,
        aim=aim,
        righted=righted,
    )


def _drawn_over(photo: Photo, pose: DetectedPose) -> tuple[tuple[LaidBox, ...], bool]:
    """Boxes laid over the person, and whether lines are drawn over them; not looked for where boxes are."""
    boxes = laid_boxes(photo, pose)
    return boxes, not boxes and (is_drawn_over(photo, pose) or is_joined_up(photo, pose))


def total_turns(seen: Observation) -> int:
    """Clockwise quarter turns from the file to the photo as it was looked at, before it was mirrored back."""
    return _together(seen.aim, seen.righted).quarter_turns


def _upright(photo: Photo, aim: Aim, instruments: Instruments) -> tuple[Photo, DetectedPose, int]:
    """The photo the right way up, who is in it, and by how many quarter turns it was turned for that."""

    def look(righted: int) -> tuple[Photo, DetectedPose]:
        shown = reframed(photo, _together(aim, righted))
        return shown, instruments.detector.detect(shown, person=aim.person, declared=aim.view)

    try:
        shown, pose = look(0)
        righted = quarter_turns(pose)
    except NoPersonFound:
        found = next(_people_in_turned(look), None)
        if found is None:
            raise
        return found
    if not righted:
        return shown, pose, 0
    shown, pose = look(righted)
    if quarter_turns(pose):
        raise PhotoTilted(message("photo.on_its_side"), message("photo.on_its_side.remedy"))
    return shown, pose, righted


def _people_in_turned(look: Callable[[int], tuple[Photo, DetectedPose]]) -> Iterator[tuple[Photo, DetectedPose, int]]:
    for righted in _TRIED_TURNS:
        try:
            shown, pose = look(righted)
        except NoPersonFound:
            continue
        if not quarter_turns(pose):
            yield shown, pose, righted


def _together(aim: Aim, righted: int) -> Aim:
    """The aim that turns the photo further once it is seen as aimed at; a photo mirrored back turns the other way."""
    return replace(aim, quarter_turns=(aim.quarter_turns + (-righted if aim.mirrored else righted)) % 4)


def _require_position(stance: Stance, position: Position) -> None:
    if stance.pause is Pause.MOVING:
        raise _moving()
    if not stance.agrees_with(position):
        raise PositionContradicted(message(f"gate.seems.{stance.pause}"), message(f"gate.seems.{stance.pause}.remedy"))


def _moving() -> PersonMoving:
    return PersonMoving(message("gate.moving"), message("gate.moving.remedy"))


def _slant_allowed_for(quality: PhotoQuality, slant: float) -> PhotoQuality:
    """Where no vertical shows, a whole body that leans further than people do leaves the camera's roll open."""
    if quality.roll.referenced or abs(slant) <= USUAL_SLANT_DEG:
        return quality
    roll = _between_roll_and_lean(quality.roll, slant)
    doubt = Limitation(
        kind=LimitationKind.SLANTED,
        what=message("photo.leaning", angle=Quantity(value=abs(slant), unit=Unit.DEGREE)),
        remedy=message("guidance.draw_vertical"),
    )
    return replace(quality, roll=roll, limitations=(*quality.limitations, doubt))


def _between_roll_and_lean(roll: Roll, slant: float) -> Roll:
    """The roll by the feet, or none; where the whole body leans further than people do, half-way to the lean, and as unsure as they differ.

    The lean is the smaller of trunk's and shins', so that the camera may have been rolled by more.
    """
    if abs(slant) <= USUAL_SLANT_DEG:
        return roll
    apart = slant - roll.roll_deg
    return replace(roll, roll_deg=roll.roll_deg + apart / 2.0, standard_error_deg=math.hypot(roll.standard_error_deg, apart))


def _limitations(pose: DetectedPose, stance: Stance, hidden: frozenset[Part], righted: int) -> Iterator[Limitation]:
    if righted:
        yield _limitation(LimitationKind.RIGHTED, "photo.righted")
    if abs(pose.view.yaw_deg) - pose.view.yaw_standard_error_deg > TURNED_BEYOND_DEG:
        yield Limitation(
            kind=LimitationKind.TURNED,
            what=message(
                "photo.turned",
                angle=Quantity(value=abs(pose.view.yaw_deg), unit=Unit.DEGREE),
                view=message(f"view.straight.{pose.view.view}"),
            ),
            remedy=message("photo.feet_square"),
        )
    if pose.view.view is View.BACK and pose.view.probability < 0.5:
        yield _limitation(LimitationKind.VIEW_DOUBTFUL, "gate.back_like_front")
    if stance.striding:
        yield _limitation(LimitationKind.STRIDING, "gate.striding")
    if stance.bent:
        yield _limitation(LimitationKind.BENT, "gate.bent")
    if stance.arm_lifted:
        yield _limitation(LimitationKind.ARM_LIFTED, "gate.arm_lifted")
    if stance.arms_raised:
        yield _limitation(LimitationKind.ARMS_FORWARD, "gate.arms_forward")
    for part in sorted(hidden):
        yield _limitation(LimitationKind.HIDDEN_PART, f"gate.hidden.{part}")


def _doubtful_points(anatomy: AnatomicalPose) -> Iterator[Limitation]:
    """What the estimator says of the nape and of the back's outline."""
    c7 = anatomy.find(LandmarkName.C7, BodySide.MIDLINE)
    if c7 is not None and c7.note is not None:
        yield Limitation(kind=LimitationKind.NAPE_COVERED, what=c7.note, remedy=message("guidance.bare_nape"))
    if anatomy.back is not None and anatomy.back.note is not None:
        yield Limitation(kind=LimitationKind.BACK_UNSURE, what=anatomy.back.note, remedy=message("guidance.arm_forward"))


def _limitation(kind: LimitationKind, key: str) -> Limitation:
    return Limitation(kind=kind, what=message(key), remedy=message(f"{key}.remedy"))
