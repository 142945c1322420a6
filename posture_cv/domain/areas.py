"""Parts of the body that a complaint is felt in."""

from __future__ import annotations

from enum import StrEnum

from posture_cv.domain.messages import Message, message


class BodyArea(StrEnum):
    """Where something is felt, from the head down; the value is its key in the catalogue and its word on the command line."""

    HEAD = "head"
    FACE = "face"
    NECK = "neck"
    SHOULDER = "shoulder"
    UPPER_ARM = "upper_arm"
    ELBOW = "elbow"
    FOREARM = "forearm"
    HAND = "hand"
    CHEST = "chest"
    UPPER_BACK = "upper_back"
    ABDOMEN = "abdomen"
    LOWER_BACK = "lower_back"
    GROIN = "groin"
    BUTTOCK = "buttock"
    HIP = "hip"
    FRONT_THIGH = "front_thigh"
    INNER_THIGH = "inner_thigh"
    OUTER_THIGH = "outer_thigh"
    BACK_THIGH = "back_thigh"
    KNEE = "knee"
    SHIN = "shin"
    CALF = "calf"
    ANKLE = "ankle"
    FOOT = "foot"


def area_term(area: BodyArea) -> Message:
    """The area in words, ``"back of the thigh"``."""
    return message(f"area.{area}")
