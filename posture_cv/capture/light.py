"""Exposure and contrast of the person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_cv.capture.framing import PersonInFrame

_BURNT_OUT = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """Light on the person.

    Attributes
    ----------
    exposure
        Mean luminance of the person's box, 0 to 1, as encoded (sRGB).
    contrast
        Standard deviation of the same, 0 to about 0.5.
    burnt_out
        Share of the silhouette that is pure white, 0 to 1.
    """

    exposure: float
    contrast: float
    burnt_out: float


def measure_light(grey: NDArray[np.uint8], framing: PersonInFrame) -> Light:
    """Exposure, contrast and burnt-out share, at working size."""
    rows, columns = framing.silhouette.shape
    small = grey if grey.shape == (rows, columns) else cv2.resize(grey, (columns, rows), interpolation=cv2.INTER_AREA)
    box, scale = framing.box, framing.scale
    inside = (
        slice(max(0, int(box.top_px * scale)), max(1, round(box.bottom_px * scale))),
        slice(max(0, int(box.left_px * scale)), max(1, round(box.right_px * scale))),
    )
    luminance, person = small[inside], framing.silhouette[inside]
    if luminance.size == 0:
        luminance = small
    mean, deviation = cv2.meanStdDev(luminance)
    burnt_out = float(np.mean(small[inside][person] >= _BURNT_OUT)) if person.any() else 0.0
    return Light(exposure=float(mean.item()) / 255.0, contrast=float(deviation.item()) / 255.0, burnt_out=burnt_out)
