"""The made-up people of the sample pictures."""

from __future__ import annotations

from typing import Any

from training.people.garments import Cut
from training.people.subject import CLOTH_COLOURS_SRGB, HAIR_COLOURS_SRGB, Cloth, Hair, Subject


def _cloth(kind: str, colour: str, seed: int, **cut: Any) -> Cloth:
    return Cloth(
        cut=Cut(kind=kind, **cut), colour=CLOTH_COLOURS_SRGB[colour], second=CLOTH_COLOURS_SRGB["charcoal"], fold_m=0.0016, seed=seed
    )


def _person(
    *,
    female: bool,
    age: float,
    weight: float,
    tone: float,
    hair: Hair,
    top: Cloth,
    bottom: Cloth,
    origin: tuple[float, float, float],
    seed: int,
    **more: Any,
) -> Subject:
    african, asian, caucasian = origin
    return Subject(
        phenotype={
            "gender": 0.97 if female else 0.04,
            "age": age,
            "muscle": 0.5 if female else 0.58,
            "weight": weight,
            "height": 0.39 if female else 0.40,
            "proportions": 0.72,
            "cupsize": 0.42,
            "firmness": 0.6,
            "african": african,
            "asian": asian,
            "caucasian": caucasian,
        },
        changes={"l-hand-fingers-distance-incr": -0.85, "r-hand-fingers-distance-incr": -0.85, "mouth-lowerlip-volume-incr": 0.15},
        face={
            "mouthSmileLeft": 0.5,
            "mouthSmileRight": 0.5,
            "eyeBlinkLeft": 0.06,
            "eyeBlinkRight": 0.06,
            "cheekSquintLeft": 0.15,
            "cheekSquintRight": 0.15,
        },
        skin_tone=tone,
        skin_seed=seed,
        eye_colour=more.get("eye_colour", (84, 60, 40)),
        hair=hair,
        top=top,
        bottom=bottom,
        neckwear="none",
        shoes="none",
        shoe_colour=(60, 60, 60),
        glasses=bool(more.get("glasses", False)),
        seed=seed,
    )


def _hair(
    style: str, colour: str, seed: int, *, length_m: float = 0.3, height: float = 0.5, wave: float = 0.15, beard: float = 0.0
) -> Hair:
    return Hair(
        style=style, length_m=length_m, height=height, colour=HAIR_COLOURS_SRGB[colour], wave=wave, parting=0.3, beard=beard, seed=seed
    )


_PEOPLE: dict[str, dict[str, Any]] = {
    "client": {
        "female": True,
        "age": 0.74,
        "weight": 0.46,
        "tone": 0.22,
        "origin": (0.05, 0.10, 0.85),
        "seed": 21,
        "hair": _hair("bun", "brown", 3, height=0.72),
        "top": _cloth("top", "teal", 5, arm_end=-0.9, neck_drop_m=0.05, lower_end_m=0.05),
        "bottom": _cloth("bottom", "charcoal", 8, leg_end=0.85),
        "eye_colour": (92, 116, 134),
    },
    "tall_man": {
        "female": False,
        "age": 0.72,
        "weight": 0.5,
        "tone": 0.30,
        "origin": (0.1, 0.2, 0.7),
        "seed": 33,
        "hair": _hair("short", "dark_brown", 7, length_m=0.035, beard=0.3),
        "top": _cloth("top", "light_grey", 9, arm_end=0.5, neck_drop_m=0.01),
        "bottom": _cloth("bottom", "navy", 4, leg_end=0.7, looseness=0.25),
    },
    "woman_dark": {
        "female": True,
        "age": 0.70,
        "weight": 0.5,
        "tone": 0.80,
        "origin": (0.85, 0.05, 0.1),
        "seed": 45,
        "hair": _hair("bun", "black", 11, height=0.9),
        "top": _cloth("top", "rose", 15, arm_end=-0.9, neck_drop_m=0.05),
        "bottom": _cloth("bottom", "black", 18, leg_end=1.72),
    },
    "older_man": {
        "female": False,
        "age": 0.93,
        "weight": 0.58,
        "tone": 0.18,
        "origin": (0.05, 0.05, 0.9),
        "seed": 57,
        "hair": _hair("short", "grey", 17, length_m=0.028),
        "top": _cloth("top", "blue", 19, arm_end=0.5, neck_drop_m=0.01),
        "bottom": _cloth("bottom", "charcoal", 14, leg_end=0.75, looseness=0.2),
        "glasses": True,
    },
    "woman_asian": {
        "female": True,
        "age": 0.72,
        "weight": 0.42,
        "tone": 0.26,
        "origin": (0.03, 0.9, 0.07),
        "seed": 69,
        "hair": _hair("bun", "black", 27, height=0.55),
        "top": _cloth("top", "sky", 29, arm_end=0.5, neck_drop_m=0.03),
        "bottom": _cloth("bottom", "plum", 24, leg_end=1.7),
    },
    "young_man": {
        "female": False,
        "age": 0.67,
        "weight": 0.42,
        "tone": 0.62,
        "origin": (0.6, 0.1, 0.3),
        "seed": 81,
        "hair": _hair("cropped", "black", 37, length_m=0.008),
        "top": _cloth("top", "sage", 39, arm_end=-0.7, neck_drop_m=0.04),
        "bottom": _cloth("bottom", "black", 34, leg_end=0.6, looseness=0.15),
    },
}


def sample_people() -> dict[str, Subject]:
    """The made-up people of the samples, by name."""
    return {name: _person(**traits) for name, traits in _PEOPLE.items()}
