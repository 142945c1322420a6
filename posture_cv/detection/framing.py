"""A frame cut from a photo, and the way back from frame pixels to photo pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_cv.domain.pose import PersonBox


_GREY = 127


@dataclass(frozen=True, slots=True, kw_only=True)
class Framing:
    """A rectangle of the photo, and whether it is shown to the detector mirrored; photo pixels, may reach beyond the photo."""

    left_px: int
    top_px: int
    right_px: int
    bottom_px: int
    mirrored: bool = False

    @property
    def width_px(self) -> int:
        """Width of the frame."""
        return self.right_px - self.left_px

    @property
    def height_px(self) -> int:
        """Height of the frame."""
        return self.bottom_px - self.top_px

    def cut(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Cut the frame out of a photo of shape (height, width, 3); beyond the photo it is grey."""
        import cv2

        height_px, width_px = pixels.shape[:2]
        frame = pixels[max(self.top_px, 0) : min(self.bottom_px, height_px), max(self.left_px, 0) : min(self.right_px, width_px)]
        beyond = (max(-self.top_px, 0), max(self.bottom_px - height_px, 0), max(-self.left_px, 0), max(self.right_px - width_px, 0))
        if any(beyond):
            frame = np.asarray(cv2.copyMakeBorder(frame, *beyond, cv2.BORDER_CONSTANT, value=(_GREY,) * 3), dtype=np.uint8)
        return np.ascontiguousarray(cv2.flip(frame, 1) if self.mirrored else frame)

    def to_photo(self, points_px: NDArray[np.float64]) -> NDArray[np.float64]:
        """Turn frame positions of shape (..., 2) into photo positions."""
        x = self.right_px - points_px[..., 0] if self.mirrored else self.left_px + points_px[..., 0]
        return np.stack([x, points_px[..., 1] + self.top_px], axis=-1)

    def mask_on_photo(self, mask: NDArray[np.float32], width_px: int, height_px: int) -> NDArray[np.float32]:
        """Lay a mask of this frame, shape (frame height, frame width), on a photo's pixels; zero where the frame does not reach."""
        if self == whole_photo(width_px, height_px):
            return mask
        laid = np.zeros((height_px, width_px), dtype=np.float32)
        upright = mask[:, ::-1] if self.mirrored else mask
        top, left = max(self.top_px, 0), max(self.left_px, 0)
        bottom, right = min(self.bottom_px, height_px), min(self.right_px, width_px)
        laid[top:bottom, left:right] = upright[top - self.top_px : bottom - self.top_px, left - self.left_px : right - self.left_px]
        return laid


def whole_photo(width_px: int, height_px: int) -> Framing:
    """Frame the whole photo."""
    return Framing(left_px=0, top_px=0, right_px=width_px, bottom_px=height_px)


def padded_photo(width_px: int, height_px: int) -> list[Framing]:
    """Frame the photo with a grey border, narrow and then wide, the widest below: the detector misses people who fill the whole photo."""
    borders = ((0.1, 0.1, 0.1), (0.3, 0.6, 1.0))
    return [
        Framing(
            left_px=-round(beside * height_px),
            top_px=-round(above * height_px),
            right_px=width_px + round(beside * height_px),
            bottom_px=height_px + round(below * height_px),
        )
        for above, beside, below in borders
    ]


def squares(width_px: int, height_px: int) -> list[Framing]:
    """Cover a photo with squares as long as its short side, overlapping by half or more.

    The detector looks at the whole frame in 224 x 224 pixels and overlooks people in a wide or tall one.
    """
    side_px, long_px = sorted((width_px, height_px))
    count = 1 + int(np.ceil(2.0 * (long_px - side_px) / side_px))
    starts = np.linspace(0, long_px - side_px, count).round().astype(int).tolist()
    corners = [(start, 0) if width_px >= height_px else (0, start) for start in starts]
    return [Framing(left_px=left, top_px=top, right_px=left + side_px, bottom_px=top + side_px) for left, top in corners]


def strip(left_px: int, right_px: int, height_px: int) -> Framing:
    """Frame the photo's full height between two columns."""
    return Framing(left_px=left_px, top_px=0, right_px=right_px, bottom_px=height_px)


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
    return [
        Framing(
            left_px=round(box.left_px - left * size_px),
            top_px=round(box.top_px - top * size_px),
            right_px=round(box.right_px + right * size_px),
            bottom_px=min(round(box.bottom_px + bottom * size_px), height_px),
            mirrored=mirrored,
        )
        for left, top, right, bottom, mirrored in _MARGINS[:count]
    ]
