"""Hand-made readings, and the training code beside the tests: it is not part of the installed package."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.messages import message
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.knowledge import load
from posture_cv.validation.pictures import Picture
from posture_cv.validation.readings import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = str(Path(__file__).parents[3])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

CVA = MeasureName("craniovertebral_angle")


@pytest.fixture
def reading() -> Callable[..., Reading]:
    def make(
        subject: int,
        posture: int,
        *,
        truth: float = 50.0,
        error: float | None = 0.0,
        half_width: float = 5.0,
        naive: float | None = 60.0,
        name: MeasureName = CVA,
        clothing: str = "fitted",
        nape: str = "clear",
        yaw: float = 0.0,
    ) -> Reading:
        picture = Picture(
            path=Path(f"{subject}_{posture}.jpg"),
            view=View.LEFT,
            position=Position.STANDING,
            subject=subject,
            posture=posture,
            clothing=clothing,
            nape=nape,
            yaw_deg=yaw,
            truth={str(name): truth},
        )
        if error is None:
            why = message("not_measured.back_hidden")
            return Reading(picture=picture, measure=load().measure(name), side=BodySide.LEFT, truth=truth, reason=why, naive=naive)
        value = truth + error
        return Reading(
            picture=picture,
            measure=load().measure(name),
            side=BodySide.LEFT,
            truth=truth,
            value=value,
            lower=value - half_width,
            upper=value + half_width,
            naive=naive,
        )

    return make
