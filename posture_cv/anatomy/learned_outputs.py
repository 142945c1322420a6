"""What the networks say, and in which order: the agreement between training and use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.views import Position

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    import numpy as np
    from numpy.typing import NDArray

LATERAL_POINTS = (
    LandmarkName.C7,
    LandmarkName.TRAGUS,
    LandmarkName.OUTER_CANTHUS,
    LandmarkName.ACROMION,
    LandmarkName.ASIS,
    LandmarkName.PSIS,
    LandmarkName.TROCHANTER,
    LandmarkName.KNEE,
    LandmarkName.MALLEOLUS,
)
"""Points of the near side; x and y of each in the person's frame come first."""

_AFTER_POINTS = 2 * len(LATERAL_POINTS)
LENS_Y, YAW, LOG_DISTANCE, LOG_STATURE, KYPHOSIS, LORDOSIS, TILT, LEAN, NAPE_X, NAPE_Y, LOOSE, HIDDEN = range(
    _AFTER_POINTS, _AFTER_POINTS + 12
)
"""Lens axis in the frame; yaw in degrees as ``ViewEstimate`` counts it; log of distance over stature; log of stature over the frame's unit;
angles of the body's own plane in degrees; the step from the seen C7 to the mid-line, in the frame; loose clothes and hidden nape as 0 or
1."""
LATERAL_OUTPUTS = _AFTER_POINTS + 12

NECK = (*range(2 * (LATERAL_POINTS.index(LandmarkName.OUTER_CANTHUS) + 1)), HIDDEN)
"""Outputs that the networks of head and neck say, in their order; they look at nothing below the shoulder blades."""

ANGLES = {
    MeasureName("thoracic_kyphosis"): KYPHOSIS,
    MeasureName("lumbar_lordosis"): LORDOSIS,
    MeasureName("pelvic_tilt"): TILT,
    MeasureName("trunk_lean"): LEAN,
}
"""Angles in the body's own plane that are said directly. A model file names those used; the others only help the networks learn."""

FRONTAL_POINTS = (
    LandmarkName.TRAGUS,
    LandmarkName.OUTER_CANTHUS,
    LandmarkName.ACROMION,
    LandmarkName.ASIS,
    LandmarkName.PSIS,
    LandmarkName.HIP_JOINT,
    LandmarkName.KNEE,
    LandmarkName.MALLEOLUS,
)
"""Points of the left side, then of the right; the middle of the joint where the measures want it.
ASIS is for the front, PSIS for the back."""
FRONTAL_OUTPUTS = 4 * len(FRONTAL_POINTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Factors:
    """By how much intervals are widened or narrowed, by measure: for fitted and for loose clothes standing, and for people who sit."""

    fitted: tuple[tuple[MeasureName, float], ...]
    loose: tuple[tuple[MeasureName, float], ...]
    sitting: tuple[tuple[MeasureName, float], ...]

    @classmethod
    def read(cls, arrays: Mapping[str, NDArray[Any]]) -> Factors:
        """From the arrays ``factor_names`` (m,) and ``factors`` (m, 3) of a model file."""
        names = [MeasureName(str(name)) for name in arrays["factor_names"]]
        table: NDArray[np.float64] = arrays["factors"]
        columns = (tuple((name, float(row[k])) for name, row in zip(names, table, strict=True)) for k in range(3))
        fitted, loose, sitting = columns
        return cls(fitted=fitted, loose=loose, sitting=sitting)

    def of(self, position: Position, *, loose: bool) -> tuple[tuple[MeasureName, float], ...]:
        """Those of a person in a position who looks loosely dressed or not."""
        if position is Position.SITTING:
            return self.sitting
        return self.loose if loose else self.fitted
