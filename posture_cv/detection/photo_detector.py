"""One photo, several passes, one person with errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np

from posture_cv.detection.consensus import agree, mean_mask
from posture_cv.detection.framing import MOST_PASSES, around, padded_photo, reframings, squares, strip, whole_photo
from posture_cv.detection.landmarker import PhotoLandmarker
from posture_cv.detection.people import chosen_person, distinct, is_plausible
from posture_cv.detection.raw_pose import OPPOSITE_SIDE
from posture_cv.detection.sighting import Sighting
from posture_cv.detection.view import recognise_view
from posture_cv.domain.errors import NoPersonFound
from posture_cv.domain.pose import DetectedPose, PersonBox

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from numpy.typing import NDArray

    from posture_cv.detection.framing import Framing
    from posture_cv.domain.photo import Photo
    from posture_cv.domain.views import View

DEFAULT_PASSES = 6
_WIDE = 1.2
_SAME_PERSON_SHIFT = 0.12


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
        width_px, height_px = photo.width_px, photo.height_px
        people = self._people(photo.pixels)
        boxes = [seen.box_inside(width_px, height_px) for seen in people]
        index = chosen_person(boxes, width_px, person)
        first = people[index]
        framings = reframings(boxes[index], height_px, self.passes - 1)
        again = [seen for framing in framings if (seen := self._same_person(photo.pixels, framing, first)) is not None]
        if len(again) < len(framings) / 2:
            raise NoPersonFound(
                "Something like a person was found, but not again when the photo was framed more closely.",
                "Take the photo with the whole person in it, in good light, and nothing in front of them.",
            )
        others = tuple(box for number, box in enumerate(boxes) if number != index)
        return _detected_pose(photo, [first, *again], others, declared)

    def _people(self, pixels: NDArray[np.uint8]) -> list[Sighting]:
        """Return everybody in the photo, largest first."""
        height_px, width_px = pixels.shape[:2]
        found = self._look(pixels, [whole_photo(width_px, height_px)])
        if not found:
            found = self._look(pixels, squares(width_px, height_px)) or self._look(pixels, [padded_photo(width_px, height_px)])
        elif width_px > _WIDE * height_px:
            found += self._look(pixels, _strips_beside(found, width_px, height_px))
        return distinct(found, width_px, height_px)

    def _look(self, pixels: NDArray[np.uint8], framings: list[Framing]) -> list[Sighting]:
        height_px, width_px = pixels.shape[:2]
        seen = [Sighting.of(pose, framing) for framing in framings for pose in self._landmarker.detect(framing.cut(pixels))]
        return [sighting for sighting in seen if is_plausible(sighting, width_px, height_px)]

    def _same_person(self, pixels: NDArray[np.uint8], framing: Framing, first: Sighting) -> Sighting | None:
        size_px = max(first.pose.box().height_px, first.pose.box().width_px)
        seen = self._look(pixels, [framing])
        shifts = [_shift_px(sighting, first) / size_px for sighting in seen]
        if not shifts or min(shifts) > _SAME_PERSON_SHIFT:
            return None
        return seen[int(np.argmin(shifts))]


def _shift_px(sighting: Sighting, other: Sighting) -> float:
    """Return the mean distance between the points of two sightings, whichever way round left and right are."""
    points, others = sighting.pose.points_px, other.pose.points_px
    return min(float(np.linalg.norm(points - way, axis=1).mean()) for way in (others, others[OPPOSITE_SIDE]))


def _strips_beside(found: list[Sighting], width_px: int, height_px: int) -> list[Framing]:
    """Frame what lies left of, between and right of the people found: in a wide photo the detector overlooks some."""
    boxes = sorted((seen.box_inside(width_px, height_px) for seen in found), key=lambda box: box.left_px)
    edges = [0.0, *(edge for box in boxes for edge in (box.left_px, box.right_px)), float(width_px)]
    gaps = [(edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
    return [strip(round(left), round(right), height_px) for left, right in gaps if right - left >= 0.25 * height_px]


def _detected_pose(photo: Photo, sightings: list[Sighting], others: tuple[PersonBox, ...], declared: View | None) -> DetectedPose:
    consensus = agree(sightings)
    silhouette = _silhouette(photo, sightings)
    view, exchanged = recognise_view(consensus, silhouette, photo.pixels, focal_length_px=photo.focal_length_px, declared=declared)
    order = OPPOSITE_SIDE if exchanged else np.arange(len(OPPOSITE_SIDE))
    return DetectedPose(
        points_px=consensus.points_px[order],
        covariances_px2=consensus.covariances_px2[order],
        visibility=consensus.visibility[order],
        silhouette=silhouette,
        box=_box(consensus.points_px, silhouette),
        view=view,
        passes=len(sightings),
        others=others,
    )


def _silhouette(photo: Photo, sightings: list[Sighting]) -> NDArray[np.uint8]:
    import cv2

    width_px, height_px = photo.width_px, photo.height_px
    grid = around([seen.framing for seen in sightings], width_px, height_px)
    mask = np.rint(255.0 * mean_mask(sightings, grid)).clip(0, 255).astype(np.uint8)
    size = (grid.right_px - grid.left_px, grid.bottom_px - grid.top_px)
    if grid.scale < 1.0:
        mask = np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
    silhouette = np.zeros((height_px, width_px), dtype=np.uint8)
    silhouette[grid.top_px : grid.bottom_px, grid.left_px : grid.right_px] = mask
    return silhouette


def _box(points_px: NDArray[np.float64], silhouette: NDArray[np.uint8]) -> PersonBox:
    """Return the silhouette's box; the points' own where the silhouette is empty."""
    shown = silhouette > 127
    rows, columns = np.flatnonzero(shown.any(axis=1)), np.flatnonzero(shown.any(axis=0))
    if rows.size == 0:
        (left, top), (right, bottom) = points_px.min(axis=0), points_px.max(axis=0)
        return PersonBox(left_px=float(left), top_px=float(top), right_px=float(right), bottom_px=float(bottom))
    return PersonBox(left_px=float(columns[0]), top_px=float(rows[0]), right_px=float(columns[-1] + 1), bottom_px=float(rows[-1] + 1))
