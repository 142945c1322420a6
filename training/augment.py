"""What real people add to an outline that rendered ones lack: hair and hoods of every shape, looser cloth, shakier points, cropped photos.

Works on rows of ``learned_features.Appearance.vector``, so that every pass over the training set sees other augmentations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.anatomy.learned_features import ANKLE, EAR, ELBOW, HEIGHTS, HIP, PAIRS, POINTS, ROWS, SHOULDER, WRIST

if TYPE_CHECKING:
    from numpy.typing import NDArray

POINT_COLUMNS = slice(0, 2 * POINTS)
REAR = slice(2 * POINTS, 2 * POINTS + ROWS)
FRONT = slice(2 * POINTS + ROWS, 2 * POINTS + 2 * ROWS)
SHOWN = 2 * POINTS + 2 * ROWS

HIDDEN_FROM = 0.02
"""A nape moved back by this much of the frame's unit counts as hidden: 0.8 % of stature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Augmentation:
    """How often and how far people are changed; lengths in units of the frame (2.4 of which are a stature).

    Attributes
    ----------
    hair_share, hair_depth
        Share of people who get hair, a hood or a collar over the nape, and its mean depth.
    cloth_sd
        Of smooth swellings of the outline below the ears.
    point_sd, shoulder_sd, scale_sd
        Of the detector's points one by one, of both shoulders together, and of the hips' distance that the frame is scaled by.
    crop_share
        Share of photos that end between the ribs and the thighs.
    front_sd
        Of further swellings and hollows of the front outline: bosoms, bellies and arms come in other shapes than rendered ones.
    face_sd
        Of the face's points all together: where the detector puts an ear on rendered faces is not where it puts it on real ones.
    """

    hair_share: float = 0.4
    hair_depth: float = 0.07
    cloth_sd: float = 0.006
    point_sd: float = 0.005
    shoulder_sd: float = 0.004
    scale_sd: float = 0.004
    crop_share: float = 0.12
    front_sd: float = 0.0
    face_sd: float = 0.0


def _smooth_noise(n: int, knots: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Unit-variance noise along the rows with about ``knots`` bends, shape (n, ROWS)."""
    at = np.linspace(0.0, knots - 1.0, ROWS)
    below = np.minimum(at.astype(int), knots - 2)
    rest = at - below
    rest = rest * rest * (3.0 - 2.0 * rest)
    value = rng.standard_normal((n, knots))
    return np.asarray(value[:, below] * (1.0 - rest) + value[:, below + 1] * rest)


def _curtain(rear: NDArray[np.float64], c7_y: NDArray[np.float64], w: Augmentation, rng: np.random.Generator) -> NDArray[np.float64]:
    """Rear outlines behind hair, a tail, a hood or a collar, shape (n, ROWS)."""
    n = len(rear)
    top = rng.uniform(-0.15, 0.12, n)
    bottom = np.maximum(c7_y + rng.uniform(-0.06, 0.40, n), top + 0.08)
    deep = rng.exponential(w.hair_depth, n) * rng.choice([0.0, 1.0], n, p=[0.15, 0.85])
    lower = rng.exponential(0.4 * w.hair_depth, n)

    def at(height: NDArray[np.float64]) -> NDArray[np.float64]:
        column = (height - HEIGHTS[0]) / (HEIGHTS[1] - HEIGHTS[0])
        k = np.clip(column.astype(int), 0, ROWS - 1)
        return np.asarray(rear[np.arange(n), k])

    share = (HEIGHTS[None] - top[:, None]) / (bottom - top)[:, None]
    inside = np.clip(share, 0.0, 1.0)
    belly = np.sin(np.pi * inside ** rng.uniform(0.6, 1.6, (n, 1))) ** rng.uniform(0.5, 2.0, (n, 1))
    line = at(top)[:, None] * (1.0 - inside) + (at(bottom) - lower)[:, None] * inside - deep[:, None] * belly
    line = line + 0.01 * _smooth_noise(n, 24, rng)
    over = np.clip(np.minimum(share, 1.0 - share) * 12.0 + 0.5, 0.0, 1.0)
    worn = np.minimum(rear, line)
    return np.asarray(rear + over * (worn - rear))


_FACE = np.array([0, *(k + side for k in range(1, SHOULDER) for side in (0, PAIRS))])
"""Nose, eyes, ears and mouth, as positions among the points."""


def displaced(seen: NDArray[np.float64], sd: float, rng: np.random.Generator) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Side views whose face points all lie elsewhere; the frame hangs on the ears, so everything else moves against them.

    Returns
    -------
    seen : ndarray of shape (n, WIDTH)
    moved : ndarray of shape (n, 2)
        How far body and truth have moved in the frame.
    """
    n = len(seen)
    moved = sd * rng.standard_normal((n, 2))
    out = seen.copy()
    body = np.setdiff1d(np.arange(POINTS), _FACE)
    out[:, 2 * body] += moved[:, :1]
    out[:, 2 * body + 1] += moved[:, 1:]
    step = HEIGHTS[1] - HEIGHTS[0]
    at = np.clip(np.arange(ROWS)[None] - moved[:, 1:] / step, 0.0, ROWS - 1.0)
    low = np.minimum(at.astype(int), ROWS - 2)
    for columns in (REAR, FRONT):
        line = seen[:, columns]
        below, above = np.take_along_axis(line, low, axis=1), np.take_along_axis(line, low + 1, axis=1)
        out[:, columns] = below + (at - low) * (above - below) + moved[:, :1]
    return out, moved


def augmented(
    seen: NDArray[np.float64], c7: NDArray[np.float64], augmentation: Augmentation, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.float64]]:
    """Side views augmented.

    Parameters
    ----------
    seen : ndarray of shape (n, WIDTH)
    c7 : ndarray of shape (n, 2)
        In the frame.

    Returns
    -------
    seen : ndarray of shape (n, WIDTH)
    hidden : ndarray of shape (n,)
        Whether the augmentation hides the nape.
    scale : ndarray of shape (n,)
        By how much the frame's unit is off: every target must be multiplied by it.
    """
    n, w = len(seen), augmentation
    out = seen.copy()
    haired = rng.random(n) < w.hair_share
    rear = np.where(haired[:, None], _curtain(seen[:, REAR], c7[:, 1], w, rng), seen[:, REAR])
    near_c7 = np.abs(HEIGHTS[None] - c7[:, 1:]) < 0.03
    hidden = ((seen[:, REAR] - rear) * near_c7).max(axis=1) > HIDDEN_FROM
    below = np.clip((HEIGHTS - 0.05) / 0.1, 0.2, 1.0)
    for columns, value in ((REAR, rear), (FRONT, seen[:, FRONT])):
        loose = np.abs(rng.standard_normal((n, 1))) * w.cloth_sd
        out[:, columns] = value + loose * below * _smooth_noise(n, 14, rng) + 0.0015 * rng.standard_normal((n, ROWS))
    swollen = np.abs(rng.standard_normal((n, 1))) * w.front_sd
    out[:, FRONT] += swollen * below * _smooth_noise(n, 8, rng)
    shaky = w.point_sd * rng.uniform(0.2, 1.6, (n, 1)) * rng.standard_normal((n, 2 * POINTS))
    for axis in (0, 1):
        both = w.shoulder_sd * rng.standard_normal(n)
        for side in (0, PAIRS):
            shaky[:, 2 * (SHOULDER + side) + axis] += both
    for k in (EAR, HIP):  # the middle of these pairs makes the frame
        near, far = 2 * k, 2 * (k + PAIRS)
        shaky[:, far : far + 2] = -shaky[:, near : near + 2]
    out[:, POINT_COLUMNS] += shaky
    cropped = rng.random(n) < w.crop_share
    cut = rng.uniform(0.75, 1.3, n)
    last = np.clip(((cut - HEIGHTS[0]) / (HEIGHTS[1] - HEIGHTS[0])).astype(int), 1, ROWS - 1)
    beyond = cropped[:, None] & (np.arange(ROWS)[None] > last[:, None])
    for columns in (REAR, FRONT):
        kept = out[np.arange(n), columns.start + last]
        out[:, columns] = np.where(beyond, kept[:, None], out[:, columns])
    below_ears = HEIGHTS > 0.0
    out[:, SHOWN] = np.where(cropped, (~beyond)[:, below_ears].mean(axis=1), out[:, SHOWN])
    legs = np.r_[[k + side for k in range(HIP + 1, ANKLE + 3) for side in (0, PAIRS)], ELBOW, WRIST]
    columns = np.concatenate([2 * legs, 2 * legs + 1])
    out[:, columns] += cropped[:, None] * 0.08 * rng.standard_normal((n, len(columns)))
    scale = 1.0 + np.where(cropped, 0.04, w.scale_sd) * rng.standard_normal(n)
    hips = [2 * HIP, 2 * HIP + 1, 2 * (HIP + PAIRS), 2 * (HIP + PAIRS) + 1]
    kept_hips = out[:, hips]
    out[:, :SHOWN] *= scale[:, None]
    out[:, hips] = kept_hips
    return out, hidden, scale
