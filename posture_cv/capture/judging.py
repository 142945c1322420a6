"""What a photo offers a measurement: sharpness, light, framing, roll, and how far they widen the detector's error."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import cv2

from posture_cv.capture.framing import PersonInFrame, frame_person
from posture_cv.capture.light import Light, measure_light
from posture_cv.capture.limits import limitations, refuse_hopeless
from posture_cv.capture.roll import HAND_HELD, roll_from_edges
from posture_cv.capture.sharpness import edge_blur_pct_height
from posture_cv.capture.verticals import background_verticals
from posture_cv.corrections.vertical import refuse_tilt
from posture_cv.domain.photo import Photo, PhotoQuality, Roll
from posture_cv.domain.pose import BlazePose

if TYPE_CHECKING:
    from posture_cv.capture.roll import Edges
    from posture_cv.domain.pose import DetectedPose

PIXEL_BLUR_PX = 0.6
"""Blur that pixels themselves are: shrinking a photo moves the head angle as a blur of 0.6 of the small photo's pixels does."""

SHARP_HEAD_ERROR_DEG = 1.7
"""SD of the head angle over re-framings of one sharp real photo (measured here): what ``noise_scale`` 1 stands for."""

HALF_SHARP_PCT_HEIGHT = 0.75
"""Blur at which sharpness reads 0.5: there the head angle's error has more than doubled."""

_TYPICAL_FOCAL_LENGTH = 0.8
"""Of the photo's long side: a phone's main camera (26 mm equivalent) has 0.75, twofold zoom 1.5."""

_CORROBORATED_FROM_DEG = 8.0
_MOST_BODY_LEAN_DEG = 12.0


def judge(photo: Photo, pose: DetectedPose) -> PhotoQuality:
    """Judge a photo on the person found in it.

    ``noise_scale`` is the detector's head-angle error under the photo's blur and light over that in a sharp, well-lit one. Its laws were
    fitted to the pose model's own answers on eight rendered people, blurred, darkened, faded, over-exposed and shrunk in 36 steps
    (root mean square over five re-framings each): 3.8 deg x (blur in % of height)^2 and the largest of 0.11 / contrast,
    0.24 / exposure and 9 x burnt-out share, in degrees.

    Raises
    ------
    PersonCropped
        Both shoulders lie outside the frame.
    PhotoTooSmall, PhotoBlurred, PhotoDark
        The person is so small, blurred, dark, pale or burnt out that the detector finds them in under about half of re-framed copies.
    PhotoTilted
        Verticals in the scene show a roll beyond 15 degrees.
    """
    framing = frame_person(pose)
    height_px = framing.box.height_px
    grey = cv2.cvtColor(photo.pixels, cv2.COLOR_RGB2GRAY)
    with ThreadPoolExecutor(max_workers=1) as beside:
        # edges in the room and edges of the person take as long as each other, and neither asks for the other
        edges = beside.submit(background_verticals, grey, framing)
        light = measure_light(grey, framing)
        blur = edge_blur_pct_height(grey, framing)
    refuse_hopeless(light, blur, height_px)
    blur = max(blur or 0.0, 100.0 * PIXEL_BLUR_PX / height_px)
    roll = _roll(photo, pose, framing, edges.result())
    return PhotoQuality(
        sharpness=1.0 / (1.0 + (blur / HALF_SHARP_PCT_HEIGHT) ** 2),
        exposure=light.exposure,
        contrast=light.contrast,
        person_height_px=height_px,
        head_inside=framing.head_inside,
        feet_inside=framing.feet_inside,
        roll=roll,
        noise_scale=math.hypot(1.0, _added_head_error_deg(blur, light) / SHARP_HEAD_ERROR_DEG),
        limitations=limitations(framing, light, blur, roll, others=len(pose.others)),
    )


def _added_head_error_deg(blur_pct_height: float, light: Light) -> float:
    from_blur = 3.8 * blur_pct_height**2
    from_light = max(0.11 / light.contrast, 0.24 / light.exposure, 9.0 * light.burnt_out)
    return math.hypot(from_blur, from_light)


def _roll(photo: Photo, pose: DetectedPose, framing: PersonInFrame, edges: Edges) -> Roll:
    roll = roll_from_edges(
        edges,
        frame_px=(photo.width_px, photo.height_px),
        focal_length_px=photo.focal_length_px or _TYPICAL_FOCAL_LENGTH * max(photo.width_px, photo.height_px),
        at_x_px=(framing.box.left_px + framing.box.right_px) / 2.0,
    )
    if abs(roll.roll_deg) > _CORROBORATED_FROM_DEG and abs(roll.roll_deg - _body_lean_deg(pose)) > _MOST_BODY_LEAN_DEG:
        return HAND_HELD  # slanting furniture: a camera turned that far would have turned the person with it
    if roll.referenced:
        refuse_tilt(roll.roll_deg)
    return roll


def _body_lean_deg(pose: DetectedPose) -> float:
    """Lean of the trunk in the photo, hips to shoulders, positive to the image's right."""
    shoulders = pose.points_px[[BlazePose.LEFT_SHOULDER, BlazePose.RIGHT_SHOULDER]].mean(axis=0)
    hips = pose.points_px[[BlazePose.LEFT_HIP, BlazePose.RIGHT_HIP]].mean(axis=0)
    return math.degrees(math.atan2(shoulders[0] - hips[0], hips[1] - shoulders[1]))
