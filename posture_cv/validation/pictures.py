"""Pictures with known truth, and the set of them that the package carries."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from posture_cv.domain.errors import PhotoUnreadable
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.messages import message
from posture_cv.domain.views import BodySide, Position, View

PACKAGED = Path(__file__).resolve().parent / "people"
MANIFEST = "truth.json"
UNKNOWN = "unknown"
"""Clothes and nape that nobody noted."""

_QUICK_SUBJECTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture and everything known about it.

    Attributes
    ----------
    path
        The picture's file.
    subject, posture
        Pictures with the same subject show the same person in the same clothes; with the same posture too, at the same moment.
    clothing
        ``fitted`` or ``loose``, or ``unknown``.
    nape
        ``clear``, or ``hidden`` by hair, hood or collar, or ``unknown``.
    yaw_deg
        How far the body is turned out of the view.
    truth
        True value by measure; sided ones with ``_left`` or ``_right`` added. Degrees or per cent of height.
    """

    path: Path
    view: View
    position: Position
    subject: int
    posture: int
    clothing: str
    nape: str
    yaw_deg: float
    truth: dict[str, float]

    def true_value(self, name: MeasureName, side: BodySide) -> float | None:
        """Truth of a measure on a body side, None where it is not known."""
        return self.truth.get(f"{name}_{side}", self.truth.get(name))

    def expected(self) -> tuple[tuple[MeasureName, BodySide], ...]:
        """Every measure with its side that this picture's truth holds."""
        return tuple(_split(key) for key in self.truth)

    def to_row(self) -> dict[str, Any]:
        """Plain data, as a set's ``truth.json`` keeps it."""
        return {
            "file": self.path.name,
            "view": str(self.view),
            "position": str(self.position),
            "subject": self.subject,
            "posture": self.posture,
            "clothing": self.clothing,
            "nape": self.nape,
            "yaw_deg": round(self.yaw_deg, 2),
            "truth": {key: round(value, 3) for key, value in self.truth.items()},
        }


def _split(key: str) -> tuple[MeasureName, BodySide]:
    for side in (BodySide.LEFT, BodySide.RIGHT):
        if key.endswith(f"_{side}"):
            return MeasureName(key.removesuffix(f"_{side}")), side
    return MeasureName(key), BodySide.MIDLINE


def load_pictures(folder: Path = PACKAGED) -> tuple[Picture, ...]:
    """All pictures of a set, in its order.

    Raises
    ------
    PhotoUnreadable
        If the set is missing or damaged.
    """
    try:
        rows = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["pictures"]
        pictures = tuple(_picture(folder, row) for row in rows)
        for picture in pictures:
            picture.expected()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise PhotoUnreadable(message("installed.no_validation"), message("installed.reinstall")) from error
    return pictures


def _picture(folder: Path, row: dict[str, Any]) -> Picture:
    return Picture(
        path=folder / row["file"],
        view=View(row["view"]),
        position=Position(row["position"]),
        subject=int(row["subject"]),
        posture=int(row["posture"]),
        clothing=row["clothing"],
        nape=row["nape"],
        yaw_deg=float(row["yaw_deg"]),
        truth={key: float(value) for key, value in row["truth"].items()},
    )


def quick_part(pictures: tuple[Picture, ...]) -> tuple[Picture, ...]:
    """A few subjects, all their pictures: fitted and loose, side and front, for a look in seconds."""
    frontal = {picture.subject for picture in pictures if picture.view.is_frontal}
    order = list(dict.fromkeys(picture.subject for picture in pictures))
    loose = {picture.subject for picture in pictures if picture.clothing == "loose"}
    order.sort(key=lambda subject: subject not in frontal)
    chosen = [s for s in order if s not in loose][: _QUICK_SUBJECTS - 2] + [s for s in order if s in loose][:2]
    return tuple(picture for picture in pictures if picture.subject in chosen)
