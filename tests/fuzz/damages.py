"""What people and programs do to a photo before it arrives: turned, cut, covered, mirrored, collaged, stretched, blurred, drawn on.

Each damage takes the pixels, the box and points of the person in them and a random generator, and gives other pixels; the same for the
same seed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from posture_cv.domain.pose import BlazePose, DetectedPose

Pixels = NDArray[np.uint8]
Damage = Callable[[Pixels, DetectedPose, np.random.Generator], Pixels]

_LIMBS = [
    (BlazePose.LEFT_SHOULDER, BlazePose.RIGHT_SHOULDER),
    (BlazePose.LEFT_HIP, BlazePose.RIGHT_HIP),
    (BlazePose.LEFT_EAR, BlazePose.LEFT_SHOULDER),
    (BlazePose.LEFT_SHOULDER, BlazePose.LEFT_HIP),
    (BlazePose.LEFT_HIP, BlazePose.LEFT_KNEE),
    (BlazePose.LEFT_KNEE, BlazePose.LEFT_ANKLE),
    (BlazePose.RIGHT_HIP, BlazePose.RIGHT_KNEE),
    (BlazePose.RIGHT_KNEE, BlazePose.RIGHT_ANKLE),
]


class Case(NamedTuple):
    """One damaged photo and what was done to it."""

    done: str
    pixels: Pixels


def damaged(pixels: Pixels, pose: DetectedPose, seed: tuple[int, ...], kind: str | None = None) -> Case:
    """A photo after one damage, of one kind or of any; of any kind one in five photos has two."""
    chance = np.random.default_rng(seed)
    names = [kind] if kind else [str(name) for name in chance.choice(list(DAMAGES), 2 if chance.random() < 0.2 else 1, replace=False)]
    # what is drawn or laid goes by the points of the whole photo, so that it comes before whatever moves them
    names.sort(key=lambda name: name in _MOVES)
    for name in names:
        pixels = np.ascontiguousarray(DAMAGES[name](pixels, pose, chance))
    return Case("+".join(names), pixels)


def _colour(chance: np.random.Generator) -> tuple[int, int, int]:
    """Black, white, grey, or any."""
    which = chance.integers(6)
    red, green, blue = [(0, 0, 0), (255, 255, 255), (128, 128, 128)][which] if which < 3 else chance.integers(0, 256, 3)
    return int(red), int(green), int(blue)


def rotated(pixels: Pixels, pose: DetectedPose, chance: np.random.Generator) -> Pixels:
    """Turned by any angle, half of them by less than 20 degrees; grown so that nothing is cut, or cut at the old frame."""
    height, width = pixels.shape[:2]
    turn = chance.uniform(-180.0, 180.0) if chance.random() < 0.5 else chance.uniform(-20.0, 20.0)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), turn, 1.0)
    size = (width, height)
    if chance.random() < 0.7:
        cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
        size = int(height * sin + width * cos), int(height * cos + width * sin)
        matrix[:, 2] += (size[0] / 2 - width / 2, size[1] / 2 - height / 2)
    mode = int(chance.choice([cv2.BORDER_CONSTANT, cv2.BORDER_REPLICATE, cv2.BORDER_REFLECT]))
    return np.asarray(cv2.warpAffine(pixels, matrix, size, borderMode=mode, borderValue=_colour(chance)), dtype=np.uint8)


def covered(pixels: Pixels, pose: DetectedPose, chance: np.random.Generator) -> Pixels:
    """A part of the body under a box, an ellipse or a rag: of one colour, of noise, of other parts of the photo, blurred or in blocks."""
    height, width = pixels.shape[:2]
    tall = pose.box.height_px
    x, y = pose.points_px[chance.integers(33)] + chance.normal(0.0, 0.03, 2) * tall
    across, down = chance.uniform(0.02, 0.15, 2) * tall
    top, bottom, left, right = max(0, int(y - down)), min(height, int(y + down)), max(0, int(x - across)), min(width, int(x + across))
    if bottom - top < 4 or right - left < 4:
        return pixels
    area = (slice(top, bottom), slice(left, right))
    size = (right - left, bottom - top)
    stuff = np.empty_like(pixels[area])
    match chance.integers(5):
        case 0:
            stuff[:] = _colour(chance)
        case 1:
            stuff[:] = chance.integers(0, 256, stuff.shape)
        case 2:
            begin_x, begin_y = int(chance.integers(0, width - size[0] + 1)), int(chance.integers(0, height - size[1] + 1))
            stuff[:] = pixels[begin_y : begin_y + size[1], begin_x : begin_x + size[0]]
        case 3:
            stuff = cv2.GaussianBlur(pixels[area], (0, 0), 0.02 * tall)
        case _:
            few = max(1, size[0] // int(max(4, 0.02 * tall))), max(1, size[1] // int(max(4, 0.02 * tall)))
            stuff = cv2.resize(cv2.resize(pixels[area], few, interpolation=cv2.INTER_AREA), size, interpolation=cv2.INTER_NEAREST)
    mask = np.full(size[::-1], 255, dtype=np.uint8)
    shape = chance.integers(3)
    if shape == 1:
        mask[:] = 0
        cv2.ellipse(mask, (size[0] // 2, size[1] // 2), (size[0] // 2, size[1] // 2), 0.0, 0.0, 360.0, 255, -1)
    elif shape == 2:
        mask[:] = 0
        cv2.fillPoly(mask, [cv2.convexHull((chance.random((9, 2)) * size).astype(np.int32))], 255)
    result = pixels.copy()
    result[area][mask > 0] = stuff[mask > 0]
    return result


def cropped(pixels: Pixels, pose: DetectedPose, chance: np.random.Generator) -> Pixels:
    """Cut anywhere, also through the person."""
    box, tall = pose.box, pose.box.height_px
    left, right = box.left_px + chance.uniform(-0.4, 0.15) * tall, box.right_px + chance.uniform(-0.15, 0.4) * tall
    top, bottom = box.top_px + chance.uniform(-0.2, 0.3) * tall, box.bottom_px + chance.uniform(-0.6, 0.15) * tall
    return pixels[max(0, int(top)) : max(1, int(bottom)), max(0, int(left)) : max(1, int(right))]


def mirrored(pixels: Pixels, pose: DetectedPose, chance: np.random.Generator) -> Pixels:
    """As a front camera saves it."""
    return pixels[:, ::-1]


def collaged(pixels: Pixels, pose: DetectedPose, chance: np.random.Generator) -> Pixels:
    """Bars on some sides, another picture's room beside it, or the same picture smaller beside it."""
    height, width = pixels.shape[:2]
    if chance.random() < 0.5:
        top, bottom, left, right = (int(share * height) for share in chance.uniform(0.0, 0.7, 4) * (chance.random(4) < 0.6))
        return np.asarray(cv2.copyMakeBorder(pixels, top, bottom, left, right, cv2.BORDER_CONSTANT, value=_colour(chance)), dtype=np.uint8)
    beside = pixels.copy()
    if chance.random() < 0.5:
        beside[:] = np.median(pixels.reshape(-1, 3), axis=0)
        beside[::7] = _colour(chance)
    else:
        box = pose.box
        empty = (
            pixels[:, : max(4, int(box.left_px))] if box.left_px > width - box.right_px else pixels[:, min(width - 4, int(box.right_px)) :]
        )
        beside = np.asarray(cv2.resize(empty, (width, height)), dtype=np.uint8)
    pictures = [pixels, beside] if chance.random() < 0.5 else [beside, pixels]
    return np.concatenate(pictures, axis=int(chance.integers(2)))


def stretched(pixels: Pixels, pose: DetectedPose, chance: np.random.Generator) -> Pixels:
    """Wider or narrower than it was, by up to an eighth: by a third, nothing in the picture tells it from another build."""
    return np.asarray(
        cv2.resize(pixels, None, fx=float(np.exp(chance.uniform(-0.12, 0.12))), fy=1.0, interpolation=cv2.INTER_AREA), dtype=np.uint8
    )


def blurred(pixels: Pixels, pose: DetectedPose, chance: np.random.Generator) -> Pixels:
    """Out of focus, or moved."""
    size = float(chance.uniform(0.001, 0.02)) * pose.box.height_px
    if chance.random() < 0.5:
        return np.asarray(cv2.GaussianBlur(pixels, (0, 0), size), dtype=np.uint8)
    length = max(3, 2 * int(size) + 1)
    kernel = np.zeros((length, length), dtype=np.float32)
    angle = chance.uniform(0.0, np.pi)
    reach = np.array([np.cos(angle), np.sin(angle)]) * length / 2
    middle = length / 2
    cv2.line(kernel, *[tuple(int(v) for v in middle + sign * reach) for sign in (-1, 1)], 1.0, 1)
    return np.asarray(cv2.filter2D(pixels, -1, kernel / max(1.0, float(kernel.sum()))), dtype=np.uint8)


def drawn_on(pixels: Pixels, pose: DetectedPose, chance: np.random.Generator) -> Pixels:
    """Plumb lines, grids, lines between joints, dots and circles, seen through or not."""
    height, width = pixels.shape[:2]
    box, tall = pose.box, pose.box.height_px
    over, colour, thick = pixels.copy(), _colour(chance), max(1, round(float(chance.uniform(0.001, 0.012)) * tall))
    smooth = cv2.LINE_AA if chance.random() < 0.5 else cv2.LINE_8
    match chance.integers(4):
        case 0:
            for _ in range(int(chance.integers(1, 4))):
                x = int(chance.uniform(box.left_px, box.right_px))
                cv2.line(over, (x, 0), (x + int(chance.normal(0.0, 0.04) * height), height), colour, thick, smooth)
        case 1:
            step = max(8, int(chance.uniform(0.04, 0.2) * tall))
            for x in range(int(chance.integers(step)), width, step):
                cv2.line(over, (x, 0), (x, height), colour, thick, smooth)
            for y in range(int(chance.integers(step)), height, step):
                cv2.line(over, (0, y), (width, y), colour, thick, smooth)
        case 2:
            for first, second in _LIMBS:
                begin, end = ((int(x), int(y)) for x, y in pose.points_px[[first, second]] + chance.normal(0.0, 0.006, 2) * tall)
                cv2.line(over, begin, end, colour, thick, smooth)
                cv2.circle(over, begin, 2 * thick + 2, colour, -1, smooth)
        case _:
            for index in chance.choice(33, 8, replace=False):
                x, y = (pose.points_px[index] + chance.normal(0.0, 0.01, 2) * tall).astype(int).tolist()
                cv2.circle(over, (x, y), max(2, int(chance.uniform(0.008, 0.03) * tall)), colour, int(chance.choice([-1, thick])), smooth)
    seen_through = float(chance.choice([1.0, 0.6]))
    return np.asarray(cv2.addWeighted(over, seen_through, pixels, 1.0 - seen_through, 0.0), dtype=np.uint8)


DAMAGES: dict[str, Damage] = {
    "rotated": rotated,
    "covered": covered,
    "cropped": cropped,
    "mirrored": mirrored,
    "collaged": collaged,
    "stretched": stretched,
    "blurred": blurred,
    "drawn_on": drawn_on,
}
_MOVES = ("rotated", "cropped", "mirrored", "collaged", "stretched")
