"""Coloured stickers on the skin, as they are offered for landmarks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from posture_cv.domain.landmarks import Covariance, LandmarkName, Mark, Origin
from posture_cv.domain.views import BodySide


class DotColour(StrEnum):
    """Colours that are told from skin, hair and shadow. White and black are not among them: buttons and moles are."""

    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PINK = "pink"


@dataclass(frozen=True, slots=True, kw_only=True)
class StickerOffer:
    """A sticker found near a landmark, for the therapist to accept.

    Attributes
    ----------
    x_px, y_px
        Its centre, photo pixels.
    covariance_px2
        Of reading the centre, not of where it was stuck.
    confidence
        0 to 1, that it is a sticker on this landmark.
    """

    name: LandmarkName
    side: BodySide
    x_px: float
    y_px: float
    covariance_px2: Covariance
    colour: DotColour
    confidence: float

    def as_mark(self) -> Mark:
        """The accepted offer."""
        return Mark(
            name=self.name, side=self.side, x_px=self.x_px, y_px=self.y_px, origin=Origin.STICKER, covariance_px2=self.covariance_px2
        )
