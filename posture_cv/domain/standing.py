"""How sure the tables are of a fact."""

from __future__ import annotations

from enum import StrEnum


class Standing(StrEnum):
    """Whether a fact was read in its source or is remembered (CLINICAL.md provenance tags)."""

    CONFIRMED = "confirmed"
    REMEMBERED = "remembered"
    COMPUTED = "computed"
    CONVENTION = "convention"
