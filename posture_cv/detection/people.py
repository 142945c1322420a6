"""Who is in the photo, and who of them is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from posture_cv.detection.located_pose import EARS, HIPS, SHOULDERS, LocatedPose, middle, torso_px
from posture_cv.domain.errors import NoPersonFound, SeveralPeopleFound
from posture_cv.domain.messages import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.domain.pose import PersonBox

BYSTANDER_HEIGHT = 2.0 / 3.0
"""A person below this share of the largest one's height stands at least half as far again from the camera, or is a child: a bystander."""

_SAME_PERSON_OVERLAP = 0.5
_LEAST_HEIGHT_PX = 60.0
# Legs alone are taken for a small whole person whose ears sit on the shoulders. Over 13 people whole, cut at hip, knee or chest the
# height of ear over shoulder was 0.35 to 0.63 torso lengths; over legs alone 0.17 at most.
_LEAST_NECK = 0.24
_LEAST_ON_MASK = 0.5


def is_plausible(located: LocatedPose, width_px: int, height_px: int) -> bool:
    """Tell a person from a pattern that was taken for one: head above shoulders, shoulders in the photo, the points on the silhouette."""
    points = located.pose.points_px
    shoulders, hips = middle(points, SHOULDERS), middle(points, HIPS)
    upwards = (shoulders - hips) / torso_px(points)
    neck = float((middle(points, EARS) - shoulders) @ upwards) / torso_px(points)
    inside = np.all([points >= 0.0, points <= (width_px, height_px)], axis=(0, 2))
    box = located.box_inside(width_px, height_px)
    return bool(
        neck >= _LEAST_NECK
        and (inside[SHOULDERS[0]] or inside[SHOULDERS[1]])
        and max(box.height_px, box.width_px) >= _LEAST_HEIGHT_PX
        and _share_on_mask(located, np.flatnonzero(inside).tolist()) >= _LEAST_ON_MASK
    )


def _share_on_mask(located: LocatedPose, indices: list[int]) -> float:
    mask, framing = located.pose.mask, located.framing
    if mask is None:
        return 1.0
    columns, rows = (located.pose.points_px[indices] - (framing.left_px, framing.top_px)).astype(int).T
    if framing.mirrored:
        columns = mask.shape[1] - 1 - columns
    values = mask[np.clip(rows, 0, mask.shape[0] - 1), np.clip(columns, 0, mask.shape[1] - 1)]
    return float((values > 0.5).mean())


def distinct(poses: Sequence[LocatedPose], width_px: int, height_px: int) -> list[LocatedPose]:
    """Keep the largest pose of each person, largest person first."""
    kept: list[LocatedPose] = []
    for located in sorted(poses, key=lambda seen: -seen.box_inside(width_px, height_px).height_px):
        box = located.box_inside(width_px, height_px)
        if all(_overlap(box, other.box_inside(width_px, height_px)) < _SAME_PERSON_OVERLAP for other in kept):
            kept.append(located)
    return kept


def _overlap(first: PersonBox, second: PersonBox) -> float:
    """Return the common area as a share of the smaller box."""
    width = min(first.right_px, second.right_px) - max(first.left_px, second.left_px)
    height = min(first.bottom_px, second.bottom_px) - max(first.top_px, second.top_px)
    smaller = min(first.width_px * first.height_px, second.width_px * second.height_px)
    return max(width, 0.0) * max(height, 0.0) / max(smaller, 1.0)


def chosen_person(boxes: Sequence[PersonBox], width_px: int, person: int | None) -> int:
    """Return the index of the person meant.

    Parameters
    ----------
    boxes
        Everybody in the photo, largest first.
    width_px
        Width of the photo.
    person
        Number of the person, from 1, or None for the clear main one: alone, or nearest to the middle of the photo's width and so large
        that everybody else is a bystander.

    Raises
    ------
    NoPersonFound
        ``boxes`` is empty.
    SeveralPeopleFound
        Nobody is clearly the main person, or there is no person of that number.
    """
    if not boxes:
        raise NoPersonFound(
            message("people.nobody"),
            message("people.show_whole"),
        )
    if person is not None:
        if 1 <= person <= len(boxes):
            return person - 1
        raise SeveralPeopleFound(
            message("people.not_there", person=person, count=len(boxes)), message("people.choose_number", most=len(boxes)), boxes
        )
    if len(boxes) == 1 or _is_main(boxes, width_px):
        return 0
    raise SeveralPeopleFound(
        message("people.several", people=len(boxes)),
        message("people.choose_one", people=len(boxes)),
        boxes,
    )


def _is_main(boxes: Sequence[PersonBox], width_px: int) -> bool:
    largest = boxes[0]
    centred = abs((largest.left_px + largest.right_px) / 2.0 - width_px / 2.0) <= width_px / 3.0
    return centred and all(other.height_px < BYSTANDER_HEIGHT * largest.height_px for other in boxes[1:])
