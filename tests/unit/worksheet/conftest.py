from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from posture_cv.domain.muscles import Confidence, EvidenceGrade, MuscleHypothesis, MuscleState
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import Worksheet

SHORT = MuscleState.LIKELY_SHORTENED


@pytest.fixture
def idea() -> Callable[..., MuscleHypothesis]:
    """A hypothesis about a muscle, as posture suggests it."""

    def build(
        muscle: str,
        state: MuscleState = SHORT,
        weight: float = 0.5,
        side: BodySide = BodySide.MIDLINE,
        grades: tuple[EvidenceGrade, ...] = (EvidenceGrade.C,),
    ) -> MuscleHypothesis:
        return MuscleHypothesis(
            muscle=muscle,
            side=side,
            state=state,
            grades=grades,
            confidence=Confidence.POSSIBLE,
            because=("planted",),
            weight=weight,
            conflicts=False,
            test="planted",
            link="planted",
            references=(),
        )

    return build


@pytest.fixture
def fill() -> Callable[..., Worksheet]:
    """Write on a sheet: answers by key of the question (all others no), and what was found by muscle."""

    def write(sheet: Worksheet, *, yes: tuple[str, ...] = (), found: Mapping[str, Mapping[str, object]] | None = None) -> Worksheet:
        found = found or {}
        return replace(
            sheet,
            safety=tuple(replace(asked, answer=asked.key in yes) for asked in sheet.safety),
            items=tuple(replace(item, **found.get(item.muscle, {})) for item in sheet.items),
        )

    return write
