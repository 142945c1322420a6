"""From findings to muscles worth testing by hand: hypotheses, never statements about a muscle's length."""

from __future__ import annotations

from posture_cv.muscles.suggest import Target, conflicts, suggest

__all__ = ["Target", "conflicts", "suggest"]
