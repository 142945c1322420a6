"""Hypotheses to draw."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from posture_cv.domain.muscles import Confidence, EvidenceGrade, MuscleHypothesis, MuscleState
from posture_cv.domain.views import BodySide

TABLES = Path(__file__).resolve().parents[3] / "posture_cv" / "knowledge" / "tables"


MakeHypothesis = Callable[..., MuscleHypothesis]


@pytest.fixture(scope="session")
def muscle_rows() -> list[dict[str, Any]]:
    """Rows of the clinical muscle table."""
    return list(tomllib.loads((TABLES / "muscles.toml").read_text(encoding="utf-8"))["muscle"])


@pytest.fixture(scope="session")
def hypothesis_of() -> MakeHypothesis:
    """A maker of hypotheses."""

    def make(
        muscle: str,
        state: MuscleState = MuscleState.LIKELY_SHORTENED,
        side: BodySide = BodySide.MIDLINE,
        *,
        weight: float = 0.6,
        conflicts: bool = False,
    ) -> MuscleHypothesis:
        return MuscleHypothesis(
            muscle=muscle,
            side=side,
            state=state,
            grades=(EvidenceGrade.B, EvidenceGrade.X),
            confidence=Confidence.POSSIBLE,
            because=("forward_head",),
            weight=weight,
            conflicts=conflicts,
            test="planted",
            link="planted",
            references=(),
        )

    return make
