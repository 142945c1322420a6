"""Posture from photos: measures with intervals, muscles worth testing by hand, a worksheet and a report."""

from __future__ import annotations

__version__ = "0.1.0"
