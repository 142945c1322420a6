"""Where on the body a measure belongs, the order results are read in."""

from __future__ import annotations

from enum import StrEnum


class Region(StrEnum):
    """A part of the body, from the head down; the value is its key in the catalogue."""

    HEAD_NECK = "head_neck"
    SHOULDERS = "shoulders"
    SPINE = "spine"
    PELVIS = "pelvis"
    LEGS = "legs"
    WHOLE_BODY = "whole_body"
