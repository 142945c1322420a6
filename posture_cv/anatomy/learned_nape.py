"""Two voices on C7, the nape's visibility the judge: where it is bare, C7 is seen on the outline; where it is hidden, the networks know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from posture_cv.anatomy.learned_features import HEIGHTS
from posture_cv.anatomy.learned_outputs import HIDDEN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_cv.anatomy.learned_features import Appearance

C7 = slice(0, 2)
"""Its outputs: the first of the points."""
FARTHEST = 0.06
"""No outline further off than this, in units of the frame (2.5 % of stature), is taken for the nape's."""
_STEP = 0.001


def voted(mean: NDArray[np.float64], appearance: Appearance) -> NDArray[np.float64]:
    """The networks' outputs with C7 drawn to the nearest point of the rear outline, the more surely the nape is bare.

    Networks that learned from people with hair of every shape keep a bare C7 a little inside the outline, in case it is hair. Raters put it
    on the outline of a bare nape (see ``training.people.nape``), and so does the truth that the networks learned from.
    """
    c7 = mean[C7]
    heights = np.arange(c7[1] - FARTHEST, c7[1] + FARTHEST, _STEP)
    outline = np.stack([np.interp(heights, HEIGHTS, appearance.rear), heights], axis=1)
    distance = np.linalg.norm(outline - c7, axis=1)
    nearest = int(distance.argmin())
    if distance[nearest] > FARTHEST:
        return mean
    hidden = float(np.clip(mean[HIDDEN], 0.0, 1.0))
    joined = mean.copy()
    joined[C7] = hidden * c7 + (1.0 - hidden) * outline[nearest]
    return joined
