"""Departures from typical posture: which, how marked, and how sure we may be of each."""

from __future__ import annotations

from posture_cv.findings.find import find

__all__ = ["find"]
