"""The clinical tables: read from the package, typed, and checked against each other before anyone reasons with them."""

from __future__ import annotations

from posture_cv.knowledge.library import check, load

__all__ = ["check", "load"]
