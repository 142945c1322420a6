"""A frame cut from a photo, and the way back from frame pixels to photo pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_cv.domain.pose import PersonBox

LONG_SIDE_PX = 1280
"""Frames are no larger than this, so that the cost does not grow with the photo: the landmarker itself looks at 256 x 256 pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Framing:
    """A rectangle of the photo, its size when shown to the detector, and whether it is shown mirrored.

    The rectangle is in photo pixels and may reach beyond the photo; ``scale`` is frame pixels per photo pixel.
    """

    left_px: int
    top_px: int
    right_px: int
    bottom_px: int
    scale: float = 1.0
    mirrored: bool = False

    @property
    def frame_size(self) -> tuple[int, int]:
        """Width and height of the frame, pixels."""
        return max(1, round((self.right_px - self.left_px) * self.scale)), max(1, round((self.bottom_px - self.top_px) * self.scale))

    def cut(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Cut the frame out of a photo of shape (height, width, 3); beyond the photo its border pixels go on."""
        import cv2

        height_px, width_px = pixels.shape[:2]
        inside = pixels[max(self.top_px, 0) : min(self.bottom_px, height_px), max(self.left_px, 0) : min(self.right_px, width_px)]
        beyond = (
            max(-self.top_px, 0),
            max(self.bottom_px - height_px, 0),
            max(-self.left_px, 0),
            max(self.right_px - width_px, 0),
        )
        if self.scale < 1.0:
            size = (max(1, round(inside.shape[1] * self.scale)), max(1, round(inside.shape[0] * self.scale)))
            inside = np.asarray(cv2.resize(inside, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
        if any(beyond):
            width, height = self.frame_size
            top, left = round(beyond[0] * self.scale), round(beyond[2] * self.scale)
            bottom, right = max(height - inside.shape[0] - top, 0), max(width - inside.shape[1] - left, 0)
            inside = np.asarray(cv2.copyMakeBorder(inside, top, bottom, left, right, cv2.BORDER_REPLICATE), dtype=np.uint8)
        return np.ascontiguousarray(inside[:, ::-1] if self.mirrored else inside)

    def to_photo(self, points_px: NDArray[np.float64]) -> NDArray[np.float64]:
        """Turn frame positions of shape (..., 2) into photo positions."""
        x, y = points_px[..., 0], points_px[..., 1]
        if self.mirrored:
            x = self.frame_size[0] - x
        return np.stack([x / self.scale + self.left_px, y / self.scale + self.top_px], axis=-1)

    def mask_on(self, mask: NDArray[np.float32], grid: Framing) -> NDArray[np.float32]:
        """Show a mask of this frame on another, unmirrored frame's pixels; zero where this frame does not reach."""
        import cv2

        ratio = self.scale / grid.scale
        offset_x, offset_y = (grid.left_px - self.left_px) * self.scale, (grid.top_px - self.top_px) * self.scale
        # Pixel centres lie half a pixel from the corner that continuous coordinates count from.
        to_frame = np.array([[ratio, 0.0, offset_x + 0.5 * ratio - 0.5], [0.0, ratio, offset_y + 0.5 * ratio - 0.5]])
        upright = mask[:, ::-1] if self.mirrored else mask
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        return np.asarray(cv2.warpAffine(np.ascontiguousarray(upright), to_frame, grid.frame_size, flags=flags), dtype=np.float32)


def whole_photo(width_px: int, height_px: int) -> Framing:
    """Frame the whole photo."""
    return Framing(left_px=0, top_px=0, right_px=width_px, bottom_px=height_px, scale=_scale(width_px, height_px))


def padded_photo(width_px: int, height_px: int) -> Framing:
    """Frame the photo with a border all round, the widest below: the detector misses people who fill the photo and end at the hip."""
    border_px = round(0.15 * height_px)
    return _scaled(-2 * border_px, -border_px, width_px + 2 * border_px, height_px + 4 * border_px, mirrored=False)


def squares(width_px: int, height_px: int) -> list[Framing]:
    """Cover a photo with squares as long as its short side, overlapping by half or more.

    The detector looks at the whole frame in 224 x 224 pixels and overlooks people in a wide or tall one.
    """
    side_px, long_px = sorted((width_px, height_px))
    count = 1 + int(np.ceil(2.0 * (long_px - side_px) / side_px))
    starts = np.linspace(0, long_px - side_px, count).round().astype(int).tolist()
    corners = [(start, 0) if width_px >= height_px else (0, start) for start in starts]
    return [_scaled(left, top, left + side_px, top + side_px, mirrored=False) for left, top in corners]


def strip(left_px: int, right_px: int, height_px: int) -> Framing:
    """Frame the photo's full height between two columns."""
    return _scaled(left_px, 0, right_px, height_px, mirrored=False)


_MARGINS = (
    # left, top, right and bottom margin around the person's box, in box heights; mirrored
    (0.30, 0.30, 0.30, 0.20, True),
    (0.20, 0.20, 0.25, 0.10, False),
    (0.45, 0.25, 0.25, 0.30, True),
    (0.25, 0.40, 0.45, 0.15, False),
    (0.15, 0.18, 0.30, 0.08, True),
    (0.35, 0.25, 0.15, 0.25, False),
    (0.22, 0.35, 0.20, 0.12, True),
    (0.40, 0.18, 0.40, 0.35, False),
)
MOST_PASSES = 1 + len(_MARGINS)


def reframings(box: PersonBox, height_px: int, count: int) -> list[Framing]:
    """Frame one person ``count`` times: nearer and farther, off-centre to either side, every other one mirrored.

    Frames end at the photo's lower edge, ``height_px``: a border below makes the detector draw hips and feet up into the picture.
    """
    size_px = max(box.height_px, box.width_px)
    frames = []
    for left, top, right, bottom, mirrored in _MARGINS[:count]:
        frames.append(
            _scaled(
                round(box.left_px - left * size_px),
                round(box.top_px - top * size_px),
                round(box.right_px + right * size_px),
                min(round(box.bottom_px + bottom * size_px), height_px),
                mirrored=mirrored,
            )
        )
    return frames


def around(framings: list[Framing], width_px: int, height_px: int) -> Framing:
    """Frame the part of the photo that any of the frames shows."""
    return _scaled(
        max(min(framing.left_px for framing in framings), 0),
        max(min(framing.top_px for framing in framings), 0),
        min(max(framing.right_px for framing in framings), width_px),
        min(max(framing.bottom_px for framing in framings), height_px),
        mirrored=False,
    )


def _scaled(left: int, top: int, right: int, bottom: int, *, mirrored: bool) -> Framing:
    return Framing(left_px=left, top_px=top, right_px=right, bottom_px=bottom, scale=_scale(right - left, bottom - top), mirrored=mirrored)


def _scale(width_px: int, height_px: int) -> float:
    return min(1.0, LONG_SIDE_PX / max(width_px, height_px))
