"""The body map as a picture of the report, and which of its numbers belongs to which muscle."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError, fromstring

from posture_cv.domain.errors import ReportError
from posture_cv.domain.messages import message
from posture_cv.domain.views import BodySide

if TYPE_CHECKING:
    from collections.abc import Mapping

    from posture_cv.domain.muscles import MuscleHypothesis

Numbers = dict[tuple[str, BodySide], int]


def numbers_of(svg: str) -> Numbers:
    """Read the numbers of a map drawn by the body map room, by muscle and body side.

    Raises
    ------
    ReportError
        If the text is no SVG.
    """
    try:
        root = fromstring(svg)  # noqa: S314 - drawn by the body map room, never read from a file
    except ParseError as error:
        raise ReportError(message("report.no_svg"), message("report.draw_map")) from error
    return {
        (badge.get("data-badge-muscle", ""), BodySide(side)): int(badge.get("data-badge", "0"))
        for badge in root.iter()
        if badge.get("data-badge") is not None
        for side in badge.get("data-badge-sides", "").split()
    }


def number_words(one: MuscleHypothesis, numbers: Mapping[tuple[str, BodySide], int]) -> str:
    """Numbers of a hypothesis on the map, ``"3"``, or ``"3, 4"`` where left and right differ; empty where the map shows none."""
    sides = (BodySide.LEFT, BodySide.RIGHT) if one.side is BodySide.MIDLINE else (one.side,)
    found = sorted({numbers[one.muscle, side] for side in sides if (one.muscle, side) in numbers})
    return ", ".join(map(str, found))
