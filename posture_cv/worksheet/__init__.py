"""The sheet a therapist works through: safety screen, five factors, tests in working order, what their outcomes mean, and a session."""

from __future__ import annotations

from posture_cv.worksheet.choice import provocations_of
from posture_cv.worksheet.complaint import require_complaint, with_complaint
from posture_cv.worksheet.factors import order_factors, screen_factors
from posture_cv.worksheet.outcomes import apply_outcomes
from posture_cv.worksheet.plan import plan
from posture_cv.worksheet.safety import (
    answer,
    answered_by_age,
    contraindications,
    holding,
    needs_clearance,
    require_questions,
    stopped_by,
    tier_alone,
    unanswered,
)
from posture_cv.worksheet.screening import held_back, screened
from posture_cv.worksheet.session import session_plan

__all__ = [
    "answer",
    "answered_by_age",
    "apply_outcomes",
    "contraindications",
    "held_back",
    "holding",
    "needs_clearance",
    "order_factors",
    "plan",
    "provocations_of",
    "require_complaint",
    "require_questions",
    "screen_factors",
    "screened",
    "session_plan",
    "stopped_by",
    "tier_alone",
    "unanswered",
    "with_complaint",
]
