"""Which parts of the body a photo does not show, whatever the detector says of them: it places every point, seen or not."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.domain.landmarks import AnatomicalPose, LandmarkName, MissingLandmark
from posture_cv.domain.messages import message
from posture_cv.domain.pose import BlazePose
from posture_cv.domain.views import BodySide, View

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_cv.domain.photo import Photo
    from posture_cv.domain.pose import DetectedPose

FLAT_BELOW = 1.5
"""Mean step between neighbouring pixels, of 255, under which nothing is seen in a patch: 0 under a box or a cloth of one colour, 2.9 and
more on 133 rendered and real heads (hair and ears in shadow among them)."""

PATCH_PCT_HEIGHT = 2.0
"""Half the side of a patch, per cent of the person's height: an ear's length."""

MOSAIC_FROM = 10.0
"""Mean step across the strongest rows and columns of a head over that of the others, from which it shows in blocks: 8.1 at most on 142
heads, 9.0 where they were saved at JPEG quality 30; 28 and more in blocks of 1 to 3 % of the height, a median of 11 once saved at 80."""

SOFT_BELOW = 0.75
"""Steepest slopes of a head over those of its body, from which somebody blurred it: 0.88 and more on 142 heads, in blurred photos too."""

_SOFT_HEAD = 0.25
"""Steepest step from pixel to pixel, over that across ``_FAR_PCT``, above which a head is not soft whatever the body's."""

_HEAD_PCT, _BODY_PCT = 4.5, (12.0, 25.0)
"""Half the sides of what is looked at of head and body, per cent of the person's height."""

_FAR_PCT = 1.5
_LOOKED_AT_PX = 800
"""Height of a person from which pixels are taken together: what a camera adds between them is no detail."""

LEAST_VISIBILITY = 0.22
"""Of a leg's point turned to the camera; 0.27 and more on the legs of 281 rendered and real people, 0.16 where one is missing."""

LEAST_SILHOUETTE = 128
"""Of 255: outside it a point lies beside the person."""

GAP_PCT_HEIGHT = 4.0
"""Least length along a bone, per cent of the person's height, over which no person shows where something hides it."""

NO_PERSON = 64
"""Of 255: a silhouette below it is background; between two parts of a body it nowhere is."""

_HEAD = {"ear": (BlazePose.LEFT_EAR, BlazePose.RIGHT_EAR), "eye": (BlazePose.LEFT_EYE, BlazePose.RIGHT_EYE)}
_LEGS = {
    BodySide.LEFT: (BlazePose.LEFT_KNEE, BlazePose.LEFT_ANKLE),
    BodySide.RIGHT: (BlazePose.RIGHT_KNEE, BlazePose.RIGHT_ANKLE),
}
_HEAD_LANDMARKS = frozenset({LandmarkName.TRAGUS, LandmarkName.OUTER_CANTHUS})
_PELVIS = frozenset({LandmarkName.ASIS, LandmarkName.PSIS, LandmarkName.HIP_JOINT})
_LEG = frozenset({LandmarkName.KNEE, LandmarkName.MALLEOLUS})
_TRUNK = frozenset({LandmarkName.C7, LandmarkName.ACROMION, LandmarkName.TROCHANTER, *_PELVIS})
_SHOULDERS = (BlazePose.LEFT_SHOULDER, BlazePose.RIGHT_SHOULDER)
_HIPS = (BlazePose.LEFT_HIP, BlazePose.RIGHT_HIP)
_BONE_SAMPLES = 40
_FACE = slice(BlazePose.NOSE, BlazePose.MOUTH_RIGHT + 1)
_MOST_OF_FACE_BESIDE = 0.5


class Part(StrEnum):
    """A part of the body that can be hidden."""

    FACE = "face"
    EAR = "ear"
    EYE = "eye"
    TRUNK = "trunk"
    LEFT_LEG = "left_leg"
    RIGHT_LEG = "right_leg"


_LEG_PARTS = {BodySide.LEFT: Part.LEFT_LEG, BodySide.RIGHT: Part.RIGHT_LEG}


def hidden_parts(photo: Photo, pose: DetectedPose, view: View) -> frozenset[Part]:
    """Parts that should show in this view and do not.

    The trunk is hidden where the silhouette breaks off on the way from the shoulders' middle to the hips': nobody has a hole there.

    A head's part is hidden where its patch of the photo is of one even colour: a box, a cloth. Two of ear, eye and nose hidden mean
    the whole face, for then the detector has guessed all three; so does a head in blocks, or blurred where the body is not. A leg is hidden
    where knee or ankle lies beside the silhouette or the detector hardly sees it: in a side view the near one, else either.
    """
    hidden: set[Part] = set()
    if view is not View.BACK:
        hidden |= _hidden_head(photo, pose, view)
    if _is_broken(pose, pose.points_px[list(_SHOULDERS)].mean(axis=0), pose.points_px[list(_HIPS)].mean(axis=0)):
        hidden.add(Part.TRUNK)
    near = {View.LEFT: (BodySide.LEFT,), View.RIGHT: (BodySide.RIGHT,)}.get(view, tuple(_LEGS))
    for side in near:
        if any(_is_unseen(pose, index) for index in _LEGS[side]) or _is_broken(pose, *pose.points_px[list(_LEGS[side])]):
            hidden.add(_LEG_PARTS[side])
    return frozenset(hidden)


def unseen_legs(hidden: frozenset[Part]) -> frozenset[BodySide]:
    """Sides whose leg is among the hidden parts."""
    return frozenset(side for side, part in _LEG_PARTS.items() if part in hidden)


def without_hidden(anatomy: AnatomicalPose, hidden: frozenset[Part]) -> AnatomicalPose:
    """The pose without the landmarks that lean on what is hidden, each with the reason and what would help.

    A missing leg drags the detector's hips along, so in a frontal view the pelvis goes with it.
    """
    places = [(point.name, point.side) for point in anatomy.landmarks]
    gone = {place: part for place in places if (part := _why_gone(*place, hidden, anatomy.view))}
    if not gone:
        return anatomy
    missing = tuple(
        MissingLandmark(name=name, side=side, reason=message(f"gate.hidden.{part}"), remedy=message(f"gate.hidden.{part}.remedy"))
        for (name, side), part in gone.items()
    )
    kept = tuple(point for point in anatomy.landmarks if (point.name, point.side) not in gone)
    trunk_shows = Part.TRUNK not in hidden
    return replace(
        anatomy,
        landmarks=kept,
        missing=(*anatomy.missing, *missing),
        judged=anatomy.judged if trunk_shows else (),
        back=anatomy.back if trunk_shows else None,
    )


def _hidden_head(photo: Photo, pose: DetectedPose, view: View) -> set[Part]:
    side = 1 if view is View.RIGHT else 0
    half_px = PATCH_PCT_HEIGHT / 100.0 * pose.box.height_px
    flat = {part: _is_flat(photo.pixels, pose.points_px[indices[side]], half_px) for part, indices in _HEAD.items()}
    nose = _is_flat(photo.pixels, pose.points_px[BlazePose.NOSE], half_px)
    if sum(flat.values()) + nose >= 2 or _is_beside(pose, _FACE) > _MOST_OF_FACE_BESIDE or _is_blotted(photo.pixels, pose):
        return {Part.FACE}
    return {Part(part) for part, is_flat in flat.items() if is_flat}


def _is_flat(pixels: NDArray[np.uint8], at: NDArray[np.float64], half_px: float) -> bool:
    height, width = pixels.shape[:2]
    (x, y), half = at, max(half_px, 2.0)
    rows = slice(max(0, int(y - half)), min(height, int(y + half) + 1))
    columns = slice(max(0, int(x - half)), min(width, int(x + half) + 1))
    patch = pixels[rows, columns].astype(np.float64).mean(axis=2)
    if min(patch.shape) < 2:
        return False
    return float(np.abs(np.diff(patch, axis=0)).mean() + np.abs(np.diff(patch, axis=1)).mean()) < FLAT_BELOW


def _is_blotted(pixels: NDArray[np.uint8], pose: DetectedPose) -> bool:
    """Whether the head was made unrecognisable: in blocks, or softer than the body."""
    tall, points = pose.box.height_px, pose.points_px
    together = max(1, int(tall / _LOOKED_AT_PX))
    face = points[_FACE]
    head = _grey(pixels, (face.min(axis=0) + face.max(axis=0)) / 2.0, (_HEAD_PCT, _HEAD_PCT), tall, together)
    far = max(3, round(_FAR_PCT / 100.0 * tall / together))
    if min(head.shape) < 2 * far:
        return False
    if min(_contrast_of_steps(head, axis) for axis in (0, 1)) > MOSAIC_FROM:
        return True
    slope = _steepest(head, far)
    if slope > _SOFT_HEAD:
        return False
    body = _grey(pixels, points[list(_HIPS)].mean(axis=0), _BODY_PCT, tall, together)
    return min(body.shape) >= 2 * far and slope < SOFT_BELOW * _steepest(body, far)


def _grey(
    pixels: NDArray[np.uint8], middle: NDArray[np.float64], half_pct: tuple[float, float], tall_px: float, together: int
) -> NDArray[np.float32]:
    """What lies about a place, in grey, ``together`` pixels a side taken as one."""
    (x, y), (across, down) = middle, (half / 100.0 * tall_px for half in half_pct)
    rows, columns = slice(max(0, int(y - down)), max(0, int(y + down))), slice(max(0, int(x - across)), max(0, int(x + across)))
    grey = pixels[rows, columns].astype(np.float32).mean(axis=2)
    height, width = (length // together for length in grey.shape)
    trimmed = grey[: height * together, : width * together].reshape(height, together, width, together)
    return np.asarray(trimmed.mean(axis=(1, 3)), dtype=np.float32)


def _contrast_of_steps(grey: NDArray[np.float32], axis: int) -> float:
    """Mean step across one row, or column, in thirty over the median one: blocks have their edges there and nothing between."""
    steps = np.abs(np.diff(grey, axis=axis)).mean(axis=1 - axis)
    return float(np.quantile(steps, 0.97) / max(float(np.median(steps)), 0.15))


def _steepest(grey: NDArray[np.float32], far: int) -> float:
    """Step from pixel to pixel over that ``far`` pixels on, where each is great: 1 at a sharp edge, under 0.1 where all is smeared."""
    shares = []
    for picture in (grey, grey.T):
        near, across = np.abs(picture[1:] - picture[:-1]), np.abs(picture[far:] - picture[:-far])
        shares.append(float(np.quantile(near, 0.985)) / max(float(np.quantile(across, 0.985)), 1.0))
    return sum(shares) / 2.0


def _is_beside(pose: DetectedPose, points: slice) -> float:
    """Share of points inside the photo that lie where no person shows."""
    height, width = pose.silhouette.shape
    x, y = pose.points_px[points].astype(int).T
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    return float((pose.silhouette[y[inside], x[inside]] < NO_PERSON).mean()) if inside.any() else 0.0


def _is_unseen(pose: DetectedPose, index: BlazePose) -> bool:
    """Whether a point inside the photo lies beside the person, or is hardly seen; the frame's own cut is told elsewhere."""
    height, width = pose.silhouette.shape
    x, y = pose.points_px[index]
    if not (0.0 <= x < width and 0.0 <= y < height):
        return False
    return bool(pose.silhouette[int(y), int(x)] < LEAST_SILHOUETTE or pose.visibility[index] < LEAST_VISIBILITY)


def _is_broken(pose: DetectedPose, begin: NDArray[np.float64], end: NDArray[np.float64]) -> bool:
    """Whether no person shows along a part of the way between two places inside the photo."""
    height, width = pose.silhouette.shape
    way = begin + np.linspace(0.0, 1.0, _BONE_SAMPLES)[:, None] * (end - begin)
    x, y = way.astype(int).T
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    empty = inside & (pose.silhouette[y.clip(0, height - 1), x.clip(0, width - 1)] < NO_PERSON)
    turns = np.flatnonzero(np.diff(np.concatenate(([False], empty, [False])).astype(np.int8)))
    longest = int((turns[1::2] - turns[::2]).max(initial=0))
    step_px = float(np.linalg.norm(end - begin)) / (_BONE_SAMPLES - 1)
    return longest * step_px >= GAP_PCT_HEIGHT / 100.0 * pose.box.height_px


def _why_gone(name: LandmarkName, side: BodySide, hidden: frozenset[Part], view: View) -> Part | None:
    if Part.TRUNK in hidden and name in _TRUNK:
        return Part.TRUNK
    if name in _HEAD_LANDMARKS:
        own = Part.EAR if name is LandmarkName.TRAGUS else Part.EYE
        return next((part for part in (Part.FACE, own) if part in hidden), None)
    if name in _LEG:
        part = _LEG_PARTS.get(side)
        return part if part in hidden else None
    if name in _PELVIS and view.is_frontal:
        return next((part for part in _LEG_PARTS.values() if part in hidden), None)
    return None
