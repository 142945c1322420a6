"""Minimal detectable change per measure, derived by validation on rendered people and kept as data with its provenance."""

from posture_cv.repeatability.table import RepeatabilityTable, load_table, mdc

__all__ = ["RepeatabilityTable", "load_table", "mdc"]
