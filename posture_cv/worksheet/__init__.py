"""The sheet a therapist works through: safety screen first, then the tests in working order."""

from __future__ import annotations

from posture_cv.worksheet.plan import plan

__all__ = ["plan"]
