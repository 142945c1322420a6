"""Sorts left and right the same way in all passes of one person.

Which of the two ways is true is not decided here, only that all passes mean the same shoulder by the same name. Passes differ most over
backs, where the landmarker may take head and shoulders for a front and the arms for a back within one pass.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.detection.located_pose import HIPS, SHOULDERS, LocatedPose, torso_px
from posture_cv.detection.raw_pose import OPPOSITE_SIDE
from posture_cv.domain.pose import BlazePose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_HEAD = tuple(range(BlazePose.NOSE, BlazePose.MOUTH_RIGHT + 1))
_PAIRS = tuple((left, left + 1) for left in range(BlazePose.LEFT_SHOULDER, BlazePose.RIGHT_FOOT_INDEX, 2))
# Shoulders lie 0.7 torso lengths apart in a front view and 0.5 at 45 degrees; in side views left and right are told apart by depth alone.
_APART = 0.45
_ODD_PASS = 0.15


def sorted_alike(poses: Sequence[LocatedPose]) -> list[LocatedPose]:
    """Return the passes with left and right sorted alike, without those that saw another body than most.

    Parameters
    ----------
    poses
        One person's, at least one.

    Returns
    -------
    list of LocatedPose
        In order; at least half of the passes.
    """
    alike = _facing_alike(poses)
    clearest = max(alike, key=lambda seen: abs(_apart(seen, (SHOULDERS, HIPS, *_PAIRS))))
    if abs(_apart(clearest, (SHOULDERS,))) < _APART:
        return alike
    alike = [_matched(seen, clearest) for seen in alike]
    usual = [seen for seen in alike if _distance(seen, clearest) <= _ODD_PASS]
    return usual if len(usual) >= len(alike) / 2 else alike


def _facing_alike(poses: Sequence[LocatedPose]) -> list[LocatedPose]:
    """Exchange left and right in the minority of passes that saw the whole body the other way round."""
    facings = np.stack([_facing(seen) for seen in poses])
    turned = facings @ facings[0] < 0.0
    if turned.mean() > 0.5:
        turned = ~turned
    return [seen.with_sides_swapped() if swap else seen for seen, swap in zip(poses, turned, strict=True)]


def _facing(located: LocatedPose) -> NDArray[np.float64]:
    points, depths = located.pose.points_px, located.pose.depths_px
    across = sum(points[left, 0] - points[right, 0] for left, right in (SHOULDERS, HIPS))
    away = sum(depths[left] - depths[right] for left, right in (SHOULDERS, HIPS))
    # Depth differences come out about 2.7 times as large as the same distance across the picture.
    return np.array([across, away / 2.7])


def _apart(located: LocatedPose, pairs: Sequence[tuple[int, int]]) -> float:
    points = located.pose.points_px
    return float(sum(points[left, 0] - points[right, 0] for left, right in pairs)) / torso_px(points)


def _matched(located: LocatedPose, clearest: LocatedPose) -> LocatedPose:
    """Exchange left and right of the head, and of each other pair, where that brings them nearer to the clearest pass."""
    points, others = located.pose.points_px, clearest.pose.points_px
    order = np.arange(len(points))
    for group in (_HEAD, *_PAIRS):
        kept, swapped = (
            np.linalg.norm(points[indices] - others[list(group)], axis=1).sum() for indices in (list(group), OPPOSITE_SIDE[list(group)])
        )
        if swapped < kept:
            order[list(group)] = OPPOSITE_SIDE[list(group)]
    pose = located.pose
    return replace(
        located,
        pose=replace(
            pose,
            points_px=points[order],
            depths_px=pose.depths_px[order],
            visibility=pose.visibility[order],
            presence=pose.presence[order],
        ),
    )


def _distance(located: LocatedPose, clearest: LocatedPose) -> float:
    """Return the mean distance of shoulders and hips in torso lengths: 0.01 to 0.04 between passes that saw the same body."""
    trunk = [*SHOULDERS, *HIPS]
    points, others = located.pose.points_px, clearest.pose.points_px
    return float(np.linalg.norm(points[trunk] - others[trunk], axis=1).mean()) / torso_px(others)
