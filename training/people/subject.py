"""Who stands in the picture: body, skin, hair and clothes of one made-up person."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from training.people.garments import Cut

SKIN_TONES_SRGB = np.array(
    [[232, 196, 174], [224, 182, 156], [212, 165, 136], [187, 138, 106], [150, 104, 75], [107, 72, 52], [76, 52, 41]]
)
"""From lightest to darkest, 8-bit sRGB."""

HAIR_COLOURS_SRGB = {
    "black": (24, 21, 20), "dark_brown": (48, 34, 26), "brown": (78, 54, 38), "light_brown": (118, 86, 58), "blond": (172, 138, 92),
    "auburn": (98, 46, 28), "grey": (140, 136, 132), "white": (205, 202, 196),
}  # fmt: skip

CLOTH_COLOURS_SRGB = {
    "black": (30, 30, 33), "charcoal": (62, 64, 68), "grey": (136, 138, 141), "light_grey": (190, 191, 192), "white": (228, 227, 223),
    "navy": (36, 44, 70), "blue": (60, 92, 140), "sky": (142, 172, 198), "teal": (42, 100, 104), "olive": (86, 90, 62),
    "sage": (140, 156, 134), "burgundy": (100, 36, 46), "rose": (190, 132, 136), "plum": (82, 52, 80), "sand": (196, 178, 150),
    "rust": (150, 80, 54), "denim": (70, 88, 116),
}  # fmt: skip


def linear(srgb: tuple[int, int, int] | np.ndarray) -> np.ndarray:
    """Linear RGB, 0 to 1, of an 8-bit sRGB colour."""
    c = np.asarray(srgb, dtype=np.float64) / 255.0
    return np.asarray(np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloth:
    """A garment's cut and looks."""

    cut: Cut
    colour: tuple[int, int, int]
    second: tuple[int, int, int]
    pattern: int = 0
    pattern_size: float = 0.04
    fold_m: float = 0.002
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hair:
    """Hair style.

    Attributes
    ----------
    style
        ``bald``, ``cropped``, ``short``, ``long``, ``ponytail``, ``bun``.
    length_m
        Of the hanging part (long, ponytail) or of each hair (cropped, short).
    height
        0 low to 1 high: where tail or bun sits.
    """

    style: str
    length_m: float
    height: float
    colour: tuple[int, int, int]
    wave: float
    parting: float
    beard: float = 0.0
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One made-up adult."""

    phenotype: dict[str, float]
    changes: dict[str, float]
    face: dict[str, float]
    skin_tone: float
    skin_seed: int
    eye_colour: tuple[int, int, int]
    hair: Hair
    top: Cloth
    bottom: Cloth
    neckwear: str
    shoes: str
    shoe_colour: tuple[int, int, int]
    glasses: bool
    seed: int = field(default=0)

    @property
    def clothing(self) -> str:
        """``fitted`` or ``loose``, by the top, which hides the trunk."""
        return "loose" if self.top.cut.looseness > 0.3 or self.neckwear == "hood" else "fitted"

    @property
    def nape_hidden(self) -> bool:
        """Whether hair, collar or hood covers C7."""
        hanging = self.hair.style == "long" or (self.hair.style == "ponytail" and self.hair.height < 0.75)
        return hanging or self.neckwear in ("hood", "collar")


def _pick(rng: np.random.Generator, table: dict[str, float]) -> str:
    names, weights = list(table), np.array(list(table.values()))
    return names[int(rng.choice(len(names), p=weights / weights.sum()))]


def _hair(rng: np.random.Generator, *, female: bool, years: float, tone: float) -> Hair:
    if female:
        style = _pick(rng, {"long": 0.34, "ponytail": 0.26, "bun": 0.20, "short": 0.17, "cropped": 0.03})
    else:
        style = _pick(rng, {"bald": 0.15, "cropped": 0.35, "short": 0.43, "long": 0.03, "bun": 0.02, "ponytail": 0.02})
    if rng.random() < np.clip((years - 45.0) / 40.0, 0.02, 0.85):
        colour = _pick(rng, {"grey": 0.65, "white": 0.35})
    elif tone > 0.55:
        colour = _pick(rng, {"black": 0.8, "dark_brown": 0.2})
    else:
        colour = _pick(rng, {"black": 0.18, "dark_brown": 0.30, "brown": 0.26, "light_brown": 0.14, "blond": 0.09, "auburn": 0.03})
    jitter = rng.uniform(0.85, 1.15)
    rgb = tuple(int(np.clip(c * jitter, 8, 230)) for c in HAIR_COLOURS_SRGB[colour])
    length = {"bald": 0.0, "cropped": rng.uniform(0.006, 0.014), "short": rng.uniform(0.02, 0.055)}.get(style, rng.uniform(0.12, 0.42))
    beard = 0.0 if female else float(rng.choice([0.0, rng.uniform(0.1, 0.4), rng.uniform(0.5, 0.9)], p=[0.5, 0.3, 0.2]))
    return Hair(
        style=style, length_m=float(length), height=float(rng.uniform(0.0, 1.0)), colour=rgb, wave=float(rng.uniform(0.0, 1.0) ** 2),
        parting=float(rng.uniform(-0.7, 0.7)), beard=beard, seed=int(rng.integers(1 << 30)),
    )  # fmt: skip


def _cloth(rng: np.random.Generator, cut: Cut, names: tuple[str, ...]) -> Cloth:
    colour, second = (CLOTH_COLOURS_SRGB[str(n)] for n in rng.choice(names, size=2, replace=False))
    patterns = [0, 1, 2, 3] if cut.kind == "top" else [0, 0, 2, 3]
    pattern = int(rng.choice(patterns, p=[0.66, 0.08, 0.16, 0.10]))
    return Cloth(
        cut=cut, colour=colour, second=second, pattern=pattern if pattern != 3 or cut.looseness < 0.3 else 0,
        pattern_size=float(rng.uniform(0.02, 0.07)) if pattern == 1 else float(rng.uniform(-0.01, 0.01)),
        fold_m=0.0012 + 0.0035 * cut.looseness, seed=int(rng.integers(1 << 20)),
    )  # fmt: skip


def _clothes(rng: np.random.Generator, *, female: bool) -> tuple[Cloth, Cloth, str]:
    loose = float(rng.uniform(0.35, 1.0)) if rng.random() < 0.4 else float(rng.uniform(0.0, 0.2))
    arm = float(rng.choice([-1.0, 0.55, 1.9], p=[0.35, 0.5, 0.15])) + float(rng.uniform(-0.08, 0.08))
    if loose > 0.3 and arm < 0:
        arm = 0.6
    top = Cut(
        kind="top", arm_end=arm, lower_end_m=float(rng.uniform(0.02, 0.09)) + 0.05 * (loose > 0.3),
        neck_drop_m=float(rng.uniform(0.0, 0.05)) + (0.03 if arm < 0 else 0.0), looseness=loose,
    )  # fmt: skip
    leg = float(rng.choice([0.45, 0.8, 1.75], p=[0.3, 0.25, 0.45] if female else [0.3, 0.45, 0.25])) + float(rng.uniform(-0.08, 0.08))
    leg_loose = float(rng.uniform(0.0, 0.1)) if rng.random() < (0.8 if female else 0.4) else float(rng.uniform(0.3, 0.8))
    bottom = Cut(kind="bottom", leg_end=leg, looseness=leg_loose)
    dark = ("black", "charcoal", "navy", "grey", "olive", "plum", "denim", "teal")
    neckwear = _pick(rng, {"none": 0.78, "collar": 0.10, "hood": 0.12})
    if arm < 0 or (neckwear == "hood" and arm < 1.0):
        neckwear = "none" if arm < 0 or rng.random() < 0.5 else "collar"
    if neckwear != "none":
        top = replace(top, neck_drop_m=0.0)
    return _cloth(rng, top, tuple(CLOTH_COLOURS_SRGB)), _cloth(rng, bottom, dark), neckwear


def sample(rng: np.random.Generator) -> Subject:
    """A random adult of any sex, age, build and origin."""
    gender = float(np.clip(rng.choice([0.08, 0.92]) + rng.normal(0.0, 0.08), 0.0, 1.0))
    female = gender > 0.5
    age = float(rng.uniform(0.62, 1.0))
    years = 18.0 + (age - 0.62) / 0.38 * 60.0
    origin = rng.dirichlet([0.6, 0.6, 0.6])
    phenotype = {
        "gender": gender, "age": age, "muscle": float(rng.beta(3.0, 3.0)), "weight": float(np.clip(rng.normal(0.52, 0.17), 0.12, 0.95)),
        "height": float(np.clip(rng.normal(0.37, 0.065), 0.18, 0.56)), "proportions": float(np.clip(rng.normal(0.5, 0.2), 0.0, 1.0)),
        "cupsize": float(np.clip(rng.normal(0.45, 0.18), 0.05, 0.9)),
        "firmness": float(np.clip(rng.normal(0.6 - 0.3 * (years - 18) / 60, 0.12), 0, 1)),
        "african": float(origin[0]), "asian": float(origin[1]), "caucasian": float(origin[2]),
    }  # fmt: skip
    tone = float(np.clip(0.85 * origin[0] + 0.28 * origin[1] + 0.12 * origin[2] + rng.normal(0.0, 0.09), 0.0, 1.0))
    changes = {name: float(np.clip(rng.normal(0.0, 0.22), -0.5, 0.5)) for name in _SHAPE_CHANGES}
    for left, right in _PAIRED:
        changes[left] = changes[right] = float(np.clip(rng.normal(0.0, 0.22), -0.5, 0.5))
    changes["l-hand-fingers-distance-incr"] = changes["r-hand-fingers-distance-incr"] = -0.85
    changes["stomach-pregnant-incr"] = float(max(0.0, rng.normal(-0.15, 0.22))) * phenotype["weight"]
    smile, blink = float(rng.uniform(0.12, 0.5)), float(rng.uniform(0.05, 0.18))
    face = {
        "mouthSmileLeft": smile,
        "mouthSmileRight": smile,
        "eyeBlinkLeft": blink,
        "eyeBlinkRight": blink,
        "cheekSquintLeft": 0.3 * smile,
        "cheekSquintRight": 0.3 * smile,
    }
    hair = _hair(rng, female=female, years=years, tone=tone)
    top, bottom, neckwear = _clothes(rng, female=female)
    dark_eyes = rng.random() < 0.55 + 0.45 * tone
    return Subject(
        phenotype=phenotype, changes=changes, face=face, skin_tone=tone, skin_seed=int(rng.integers(1 << 20)),
        eye_colour=(70, 44, 28) if dark_eyes else [(92, 116, 134), (96, 106, 76), (110, 84, 56)][int(rng.integers(3))],
        hair=hair, top=top, bottom=bottom, neckwear=neckwear, shoes=_pick(rng, {"none": 0.55, "socks": 0.15, "trainers": 0.30}),
        shoe_colour=CLOTH_COLOURS_SRGB[str(rng.choice(["black", "white", "grey", "navy", "light_grey", "burgundy"]))],
        glasses=bool(rng.random() < 0.22), seed=int(rng.integers(1 << 30)),
    )  # fmt: skip


_PAIRED = (
    ("l-cheek-volume-incr", "r-cheek-volume-incr"), ("l-cheek-bones-incr", "r-cheek-bones-incr"), ("l-ear-scale-incr", "r-ear-scale-incr"),
    ("l-ear-wing-incr", "r-ear-wing-incr"), ("l-ear-trans-up", "r-ear-trans-up"), ("l-eye-scale-incr", "r-eye-scale-incr"),
    ("l-upperleg-fat-incr", "r-upperleg-fat-incr"), ("l-upperarm-fat-incr", "r-upperarm-fat-incr"),
)  # fmt: skip
_SHAPE_CHANGES = (
    "chin-height-incr", "chin-prominent-incr", "chin-width-incr", "eyebrows-trans-up", "forehead-trans-forward", "forehead-scale-vert-incr",
    "head-fat-incr", "head-back-scale-depth-incr", "head-scale-depth-incr", "head-scale-horiz-incr", "head-scale-vert-incr",
    "hip-scale-horiz-incr", "hip-scale-depth-incr", "hip-waist-up", "upperlegs-height-incr", "lowerlegs-height-incr",
    "mouth-scale-horiz-incr", "mouth-lowerlip-volume-incr", "mouth-upperlip-volume-incr", "neck-scale-depth-incr", "neck-scale-horiz-incr",
    "neck-scale-vert-incr", "neck-back-scale-depth-incr", "nose-scale-depth-incr", "nose-scale-vert-incr", "nose-scale-horiz-incr",
    "nose-hump-incr", "nose-point-up", "nose-volume-incr", "stomach-tone-incr", "buttocks-volume-incr", "torso-scale-horiz-incr",
    "torso-scale-depth-incr", "torso-vshape-incr", "torso-scale-vert-incr", "measure-shoulder-dist-incr",
)  # fmt: skip
