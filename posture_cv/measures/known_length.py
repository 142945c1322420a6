"""The person's stature from a thing of known length in the same photo.

A thing of length L that spans l pixels, a distance d behind the person, and the person's stature of S pixels at the camera distance D: with
the focal length f in pixels the pinhole draws both as

    l = f L / (D + d),    S = f H / D

The camera distance is known in statures, k = D / H, so that f = k S, and the person's stature follows without the distance in metres:

    H = S L / l - d / k

Its first part is the stature as if the thing stood beside the person, its second takes out how much nearer the person is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_cv.domain.errors import MarkError
from posture_cv.domain.estimates import Z_90
from posture_cv.domain.messages import Quantity, message
from posture_cv.domain.person import SHORTEST_STATURE_CM, TALLEST_STATURE_CM
from posture_cv.measures.camera import PITCH_SD_DEG
from posture_cv.measures.lengths import as_stature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.domain.estimates import Estimate
    from posture_cv.domain.known_length import KnownLength
    from posture_cv.measures.camera import CameraPrior

LEAST_PART_OF_PHOTO = 0.05
"""A length that spans less of the photo's height is mostly the error of its two ends."""

END_SD_PX = 2.0
END_SD_OF_PHOTO = 0.002
"""Error of one marked end along the length, in pixels, and as part of the photo's long side where that is more: what ``capture.roll`` takes
for a click in a photo of 960 pixels; a larger photo is shown reduced, and a click there covers as much of the picture (judgement)."""

LENGTH_RELATIVE_SD = 0.005
"""Error of the length itself: a tape read to half a centimetre in a metre, the frame or the leaf of a door (judgement)."""

DEPTH_SD_MM = 100.0
DEPTH_RELATIVE_SD = 0.15
"""Error of how far the thing is behind the person: a hand's breadth where it stands beside them, for a body is some 20 cm deep and nobody
says which part of it was meant; and of a distance said without measuring, 15 per cent (judgement)."""

LARGEST_RELATIVE_ERROR = 0.2
"""A stature less sure than this says nothing that a guess would not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedStature:
    """What one known length says of the person's stature, millimetres.

    Attributes
    ----------
    own_error
        Standard error that marking another photo draws anew: the two ends.
    shared_error
        The rest, taken to be the same in every photo of a visit: the thing, where it stands, how far the camera is and how it is aimed, the
        person's outline.
    """

    value: float
    own_error: float
    shared_error: float

    @property
    def standard_error(self) -> float:
        """Both parts together."""
        return math.hypot(self.own_error, self.shared_error)

    def as_estimate(self) -> Estimate:
        """The stature with its error and interval."""
        return as_stature(self.value, self.standard_error)


def stature_by(
    known: KnownLength,
    *,
    stature_px: float | None,
    stature_error_px: float | None,
    person_px: tuple[float, float],
    camera: CameraPrior,
    photo_size: tuple[int, int],
) -> MarkedStature:
    """The stature that a known length in the photo gives.

    Parameters
    ----------
    stature_px, stature_error_px
        The person's stature in this photo; None where unknown.
    person_px
        Middle of the person in the photo. A camera aimed up, down or sideways draws things there and elsewhere in different scale.
    camera
        Its distance, in statures, and the error of that.
    photo_size
        Width and height of the photo, pixels.

    Raises
    ------
    MarkError
        If an end lies outside the photo, the ends lie too close together, the person's stature in pixels is unknown, or the stature that
        comes out is nobody's or too unsure to be of use.
    """
    _check(known, photo_size)
    if stature_px is None:
        raise MarkError(
            message("known_length.no_scale"),
            message("known_length.show_whole_body"),
        )
    behind_mm = 10.0 * known.behind_cm
    as_if_beside = stature_px * 10.0 * known.length_cm / known.distance_px
    of_distance = behind_mm / camera.distance
    value = as_if_beside - of_distance
    end_sd = max(END_SD_PX, END_SD_OF_PHOTO * max(photo_size))
    own = as_if_beside * math.sqrt(2.0) * end_sd / known.distance_px
    shared = math.hypot(
        as_if_beside * LENGTH_RELATIVE_SD,
        as_if_beside * (stature_error_px or 0.0) / stature_px,
        as_if_beside * _aim_relative_sd(known, person_px, camera, stature_px),
        math.hypot(DEPTH_SD_MM, DEPTH_RELATIVE_SD * behind_mm) / camera.distance,
        of_distance * camera.distance_log_sd,
    )
    found = MarkedStature(value=value, own_error=own, shared_error=shared)
    _check_found(found)
    return found


def combined(found: Sequence[MarkedStature]) -> Estimate | None:
    """The stature that several photos' known lengths give together; None without any.

    A mean weighted by precision. Own errors average out; shared ones are taken to be the same in each, and stay. Where the photos lie
    further apart than their errors explain, as with a length mistyped in one, the error grows by as much.
    """
    if not found:
        return None
    weights = [1.0 / one.standard_error**2 for one in found]
    parts = [weight / sum(weights) for weight in weights]
    own = math.hypot(*(part * one.own_error for part, one in zip(parts, found, strict=True)))
    shared = sum(part * one.shared_error for part, one in zip(parts, found, strict=True))
    value = sum(part * one.value for part, one in zip(parts, found, strict=True))
    apart = sum(((one.value - value) / one.standard_error) ** 2 for one in found) / max(len(found) - 1, 1)
    return as_stature(value, math.hypot(own, shared) * max(1.0, math.sqrt(apart)))


def disagree(one: Estimate, other: Estimate) -> bool:
    """Whether two statures lie further apart than their errors together explain nine times in ten."""
    return abs(one.value - other.value) > Z_90 * math.hypot(one.standard_error, other.standard_error)


def _aim_relative_sd(known: KnownLength, person_px: tuple[float, float], camera: CameraPrior, stature_px: float) -> float:
    """How far the scale at the length may differ from the scale at the person because the camera was not aimed square to both.

    A tilt by p draws what stands at the angle t from the lens axis (1 - p t) as large across the tilt and (1 - 2 p t) along it.
    """
    focal_px = camera.distance * stature_px
    across, down = (
        abs((start + end) / 2.0 - person) / focal_px for start, end, person in zip(known.start_px, known.end_px, person_px, strict=True)
    )
    level, upright = (((end - start) / known.distance_px) ** 2 for start, end in zip(known.start_px, known.end_px, strict=True))
    return math.tan(math.radians(PITCH_SD_DEG)) * math.hypot((1.0 + level) * across, (1.0 + upright) * down)


def _check(known: KnownLength, photo_size: tuple[int, int]) -> None:
    width, height = photo_size
    if not all(0.0 <= x <= width and 0.0 <= y <= height for x, y in (known.start_px, known.end_px)):
        raise MarkError(
            message("known_length.outside"),
            message("mark.give_inside", width=width, height=height),
        )
    if known.distance_px < LEAST_PART_OF_PHOTO * height:
        raise MarkError(
            message("known_length.too_short", distance=Quantity(value=known.distance_px)),
            message("known_length.mark_longer"),
        )


def _check_found(found: MarkedStature) -> None:
    if not SHORTEST_STATURE_CM <= found.value / 10.0 <= TALLEST_STATURE_CM:
        raise MarkError(
            message("known_length.nobody", height=Quantity(value=found.value / 10.0)),
            message("known_length.check"),
        )
    if found.standard_error > LARGEST_RELATIVE_ERROR * found.value:
        raise MarkError(
            message("known_length.too_far"),
            message("known_length.mark_nearer"),
        )
