"""What a measure is: one row that recipe, browser arithmetic, overlay, card figure, checks and validation are derived from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from posture_cv.domain.estimates import MeasureName, Unit
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.messages import Message, RowText
from posture_cv.domain.regions import Region
from posture_cv.domain.views import View


class Plane(StrEnum):
    """Plane a measure is taken in: sagittal in a lateral view, frontal from the front or back."""

    SAGITTAL = "sagittal"
    FRONTAL = "frontal"

    @classmethod
    def of(cls, view: View) -> Plane | None:
        """The plane a view shows; None for an oblique one."""
        if view.is_lateral:
            return cls.SAGITTAL
        return cls.FRONTAL if view.is_frontal else None


class MeasureKind(StrEnum):
    """How points become a value.

    "Outward" is forward in a lateral view; in a frontal one it is towards the person's right, or away from the body's middle for a measure
    of each side.
    """

    ELEVATION = "elevation"
    """Step from the first point to the second against the horizontal."""
    INCLINATION = "inclination"
    """The same step against the vertical."""
    BEND = "bend"
    """Upper, middle, lower point: 180 degrees plus ``turn`` times (lower segment's inclination - upper segment's)."""
    OFFSET = "offset"
    """Outward part of the step from the first point to the second, per cent of stature."""
    SHIFT = "shift"
    """Outward part of the step from the middle of the last two points to the middle of the first two, per cent of stature."""
    CURVE = "curve"
    """Angle between two tangents to the skin line of the back, between C7 and the PSIS."""

    @property
    def places(self) -> int:
        """How many places it is computed from."""
        return {MeasureKind.BEND: 3, MeasureKind.SHIFT: 4}.get(self, 2)

    @property
    def is_length(self) -> bool:
        """Whether it is a length, in per cent of stature; an angle else."""
        return self in (MeasureKind.OFFSET, MeasureKind.SHIFT)


class Sides(StrEnum):
    """What left and right are to a measure: two numbers of their own, or one number of the body.

    ``TOGETHER`` joins the left and the right point in a frontal view; in a lateral one the near side stands for both.
    """

    EACH = "each"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """Other points a measure is taken between in some views, where all of them are there.

    ``preferred`` ones go before the measure's own points, others stand in where those are missing.
    """

    points: tuple[LandmarkName, ...]
    views: tuple[View, ...]
    preferred: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tangents:
    """Where the skin line's inclination is taken: over the ``first`` range of heights, less that over the ``second``, less the bias.

    Attributes
    ----------
    first, second
        Ends of a range, from C7 (0) to the PSIS level (1).
    outline_bias_deg, outline_sd_deg
        By how much the outline reads too steep against the mid-line of the back, and the standard error of that.
    """

    first: tuple[float, float]
    second: tuple[float, float]
    outline_bias_deg: float
    outline_sd_deg: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureDefinition:
    """What a measure is, in words and in geometry. The table's order is the order results are read in.

    Attributes
    ----------
    neutral_title
        Names it in plain words without a claim ("Shoulder height, left and right"); ``plain_meaning`` says it to the client.
    higher_means
        Completes "a higher number means ..."; ``caveat`` is the one thing a reader must know before using the number.
    points
        Landmarks in the order the kind asks for; in a frontal view of both sides each stands for its left and its right one, in this order.
    upward, turn
        Signs, +1 or -1: whether up counts as positive, and which way a bend opens.
    as_photographed
        True where parallax stays in, as a rater's protractor on the photo would have it.
    widest_alone
        Reach of the interval to one side, in the measure's unit, beyond which a single photo gives nothing; None where it always does.
    least, most
        What a body can take, in the measure's unit: a value outside is not given.
    label
        Its short name on the picture; None where the picture does not show it.
    label_at
        Where the label stands. Of a step: how far along the line it is read against, in lengths of the step. Of a line across the body: how
        far beyond its ends, in statures. Of a curve: where on the back's outline, from its upper (0) to its lower end (1).
    tangents
        Of a curve; None for any other kind.
    """

    name: MeasureName
    references: tuple[str, ...]
    plane: Plane
    region: Region
    kind: MeasureKind
    points: tuple[LandmarkName, ...]
    least: float
    most: float
    sides: Sides = Sides.TOGETHER
    stand_ins: tuple[StandIn, ...] = ()
    upward: int = 1
    turn: int = 1
    standing_only: bool = False
    as_photographed: bool = False
    widest_alone: float | None = None
    label: Message | None = None
    label_at: float = 1.0
    tangents: Tangents | None = None

    title = RowText("measures", of="name")
    plain_title = RowText("measures", of="name")
    neutral_title = RowText("measures", of="name")
    plain_meaning = RowText("measures", of="name")
    definition = RowText("measures", of="name")
    higher_means = RowText("measures", of="name")
    reliability = RowText("measures", of="name")
    caveat = RowText("measures", of="name")

    @property
    def unit(self) -> Unit:
        """What it is measured in."""
        return Unit.PERCENT_HEIGHT if self.kind.is_length else Unit.DEGREE

    @property
    def from_plumb_line(self) -> bool:
        """Whether it is read from the plumb line, which rises from the malleolus."""
        return self.kind is MeasureKind.OFFSET and self.points[0] is LandmarkName.MALLEOLUS
