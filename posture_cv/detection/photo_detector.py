"""One photo, several passes, one person with errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np

from posture_cv.detection.consensus import agree, mean_silhouette
from posture_cv.detection.framing import MOST_PASSES, padded_photo, reframings, squares, strip, whole_photo
from posture_cv.detection.landmarker import PhotoLandmarker
from posture_cv.detection.located_pose import LocatedPose, torso_px
from posture_cv.detection.people import chosen_person, distinct, is_plausible
from posture_cv.detection.raw_pose import OPPOSITE_SIDE
from posture_cv.detection.view import recognise_view
from posture_cv.domain.errors import NoPersonFound
from posture_cv.domain.messages import message
from posture_cv.domain.pose import DEFAULT_PASSES, DetectedPose, PersonBox

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from numpy.typing import NDArray

    from posture_cv.detection.framing import Framing
    from posture_cv.domain.photo import Photo
    from posture_cv.domain.views import View

LONG_SIDE_PX = 1280
"""Larger photos are shrunk to this first, so that the cost does not grow with them: the landmarker itself looks at 256 x 256 pixels."""

_WIDE = 1.2
_NARROWEST_STRIP = 0.25
_SAME_PERSON_SHIFT = 0.3


class PhotoDetector:
    """Finds the person in a photo, with the scatter of the detector over re-framed and mirrored passes.

    Safe to share between threads. Close it, or use it as a context manager.

    Parameters
    ----------
    model
        Path of a pose landmarker bundle; the heavy one for photos.
    passes
        How often each photo is shown to the landmarker, 1 to 9. Each pass costs the same.

    Raises
    ------
    ModelFileError
        The bundle is missing or damaged, or a native library that reads it is not installed.
    """

    def __init__(self, model: Path, *, passes: int = DEFAULT_PASSES) -> None:
        if not 1 <= passes <= MOST_PASSES:
            raise ValueError(f"expected 1 to {MOST_PASSES} passes, but got {passes}")
        self.passes = passes
        self._landmarker = PhotoLandmarker(model)

    def close(self) -> None:
        """Release the model."""
        self._landmarker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def detect(self, photo: Photo, *, person: int | None = None, declared: View | None = None) -> DetectedPose:
        """Find one person.

        Parameters
        ----------
        photo
            Upright photo.
        person
            Which of several people, counted from 1, largest first; None for the clear main one.
        declared
            The view the photo is said to show. It only helps to tell front from back; see ``anatomy.views.require_view``.

        Raises
        ------
        NoPersonFound
            Nobody is there, or what was found does not look like a person from other framings.
        SeveralPeopleFound
            Nobody is clearly the main person, or there is no person of that number; ``people`` lists the boxes.
        """
        shrunk, factor = _shrunk(photo)
        height_px, width_px = shrunk.shape[:2]
        people = self._people(shrunk)
        boxes = [seen.box_inside(width_px, height_px) for seen in people]
        others = tuple(_enlarged(box, factor) for box in boxes)
        index = chosen_person(others, photo.width_px, person)
        first = people[index]
        framings = reframings(boxes[index], height_px, self.passes - 1)
        again = [seen for framing in framings if (seen := self._same_person(shrunk, framing, first)) is not None]
        if len(again) < len(framings) / 2:
            raise NoPersonFound(
                message("people.not_again"),
                message("people.show_whole"),
            )
        poses = [first, *again]
        consensus = agree(poses)
        silhouette = mean_silhouette(poses, width_px, height_px)
        focal_length_px = photo.focal_length_px / factor if photo.focal_length_px else None
        view, exchanged = recognise_view(consensus, silhouette, shrunk, focal_length_px=focal_length_px, declared=declared)
        order = OPPOSITE_SIDE if exchanged else np.arange(len(OPPOSITE_SIDE))
        return DetectedPose(
            points_px=factor * consensus.points_px[order],
            covariances_px2=factor**2 * consensus.covariances_px2[order],
            visibility=consensus.visibility[order],
            silhouette=_resized(silhouette, photo.width_px, photo.height_px),
            box=_enlarged(_box(consensus.points_px, silhouette), factor),
            view=view,
            passes=consensus.passes,
            others=others[:index] + others[index + 1 :],
        )

    def _people(self, pixels: NDArray[np.uint8]) -> list[LocatedPose]:
        """Return everybody in the photo, largest first."""
        height_px, width_px = pixels.shape[:2]
        wide = width_px > _WIDE * height_px
        found = self._look(pixels, [whole_photo(width_px, height_px)])
        if found and wide:
            found += self._look(pixels, _strips_beside(found, width_px, height_px))
        retries = squares(width_px, height_px) if wide else []
        for framings in (retries, *([framing] for framing in padded_photo(width_px, height_px))):
            found = found or self._look(pixels, framings)
        return distinct(found, width_px, height_px)

    def _look(self, pixels: NDArray[np.uint8], framings: list[Framing]) -> list[LocatedPose]:
        height_px, width_px = pixels.shape[:2]
        seen = [LocatedPose.of(pose, framing) for framing in framings for pose in self._landmarker.detect(framing.cut(pixels))]
        return [located for located in seen if is_plausible(located, width_px, height_px)]

    def _same_person(self, pixels: NDArray[np.uint8], framing: Framing, first: LocatedPose) -> LocatedPose | None:
        height_px, width_px = pixels.shape[:2]
        seen = self._look(pixels, [framing])
        shifts = [_shift(located, first, width_px, height_px) for located in seen]
        if not shifts or min(shifts) > _SAME_PERSON_SHIFT:
            return None
        return seen[int(np.argmin(shifts))]


def _shrunk(photo: Photo) -> tuple[NDArray[np.uint8], float]:
    """Return the photo no larger than is of use to the detector, and how many photo pixels one of its pixels is long."""
    import cv2

    factor = max(1.0, max(photo.width_px, photo.height_px) / LONG_SIDE_PX)
    if factor == 1.0:
        return photo.pixels, factor
    size = (max(1, round(photo.width_px / factor)), max(1, round(photo.height_px / factor)))
    return np.asarray(cv2.resize(photo.pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8), factor


def _resized(silhouette: NDArray[np.uint8], width_px: int, height_px: int) -> NDArray[np.uint8]:
    import cv2

    if silhouette.shape == (height_px, width_px):
        return silhouette
    return np.asarray(cv2.resize(silhouette, (width_px, height_px), interpolation=cv2.INTER_LINEAR), dtype=np.uint8)


def _enlarged(box: PersonBox, factor: float) -> PersonBox:
    return PersonBox(
        left_px=box.left_px * factor, top_px=box.top_px * factor, right_px=box.right_px * factor, bottom_px=box.bottom_px * factor
    )


def _shift(located: LocatedPose, other: LocatedPose, width_px: int, height_px: int) -> float:
    """Return the median distance between the points of two poses in torso lengths, whichever way round left and right are.

    Points outside the photo are guesses that differ widely between framings, and do not count.
    """
    points, others = located.pose.points_px, other.pose.points_px
    inside = np.all([others >= 0.0, others <= (width_px, height_px)], axis=(0, 2))
    ways = (points, points[OPPOSITE_SIDE])
    return min(float(np.median(np.linalg.norm(way - others, axis=1)[inside])) for way in ways) / torso_px(others)


def _strips_beside(found: list[LocatedPose], width_px: int, height_px: int) -> list[Framing]:
    """Frame what lies left of, between and right of the people found: in a wide photo the detector overlooks some."""
    margin_px = 0.1 * height_px
    edges = [-margin_px]
    for box in sorted((seen.box_inside(width_px, height_px) for seen in found), key=lambda box: box.left_px):
        edges += [box.left_px, box.right_px]
    edges.append(width_px + margin_px)
    gaps = [(round(edges[i] + margin_px), round(edges[i + 1] - margin_px)) for i in range(0, len(edges), 2)]
    return [strip(left, right, height_px) for left, right in gaps if right - left >= _NARROWEST_STRIP * height_px]


def _box(points_px: NDArray[np.float64], silhouette: NDArray[np.uint8]) -> PersonBox:
    """Return the silhouette's box; the points' own where the silhouette is empty."""
    shown = silhouette > 127
    rows, columns = np.flatnonzero(shown.any(axis=1)), np.flatnonzero(shown.any(axis=0))
    if rows.size == 0:
        (left, top), (right, bottom) = points_px.min(axis=0), points_px.max(axis=0)
        return PersonBox(left_px=float(left), top_px=float(top), right_px=float(right), bottom_px=float(bottom))
    return PersonBox(left_px=float(columns[0]), top_px=float(rows[0]), right_px=float(columns[-1] + 1), bottom_px=float(rows[-1] + 1))
