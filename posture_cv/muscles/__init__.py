"""From findings to muscles worth testing by hand: hypotheses, never statements about a muscle's length."""

from __future__ import annotations

from posture_cv.muscles.suggest import suggest

__all__ = ["suggest"]
