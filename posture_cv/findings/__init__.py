"""Departures from typical posture: which, how far, how sure we may be of each, and which go together as a pattern."""

from __future__ import annotations

from posture_cv.findings.find import find, judge_measures
from posture_cv.findings.patterns import recognise

__all__ = ["find", "judge_measures", "recognise"]
