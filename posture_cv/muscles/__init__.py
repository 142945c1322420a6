"""From findings, or from where something is felt, to muscles worth testing: hypotheses, never statements about a muscle's length."""

from __future__ import annotations

from posture_cv.muscles.felt import FeltMuscle, complaints_felt_in, felt_in
from posture_cv.muscles.ranking import ranked
from posture_cv.muscles.suggest import Target, conflicts, suggest

__all__ = ["FeltMuscle", "Target", "complaints_felt_in", "conflicts", "felt_in", "ranked", "suggest"]
