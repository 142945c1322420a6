"""Posture in clinical terms."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, TypeVar

import numpy as np

_Kind = TypeVar("_Kind", bound="Reaching")
POSITIONS = ("standing", "sitting")
ARMS = ("crossed",)
"""Places of the arms that can be asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posture:
    """How a person stands, degrees unless named otherwise.

    Sagittal values are positive forward; frontal ones positive where the person's right side is lower or they incline to their right.
    Pairs are (left, right).

    Attributes
    ----------
    pelvic_tilt, thorax_lean
        Pitch of the pelvis and of the lower thorax from the mesh's upright pose; their difference makes the lumbar curve.
    lumbar_shape
        0 to 1: how low in the lumbar spine the curve is.
    kyphosis_added
        Bend between lower and upper thorax, beyond the mesh's own flat curve.
    neck_flexion, head_pitch
        Absolute pitch of the lowest neck segment and of the head; both together make a forward head.
    protraction, elevation, scapular_tilt
        Shoulder girdle: forward, upward, tipped forward.
    knee_flexion
        180 minus the trochanter-knee-malleolus angle; negative is recurvatum.
    mass_forward_cm
        How far the body's centre of mass lies in front of the ankles; the legs' lean follows from it.
    obliquity, lateral_bend, upper_bend, head_tilt, head_yaw, trunk_yaw
        Frontal and axial deviations of pelvis, lower and upper trunk and head; yaw is positive to the person's left.
    arm_abduction, arm_flexion, elbow_flexion, finger_curl
        Arms; flexion is forward of the vertical.
    ankle_gap_m, toe_out
        Stance.
    """

    pelvic_tilt: float = 0.0
    thorax_lean: float = -6.0
    lumbar_shape: float = 0.5
    kyphosis_added: float = 14.0
    neck_flexion: float = 8.0
    head_pitch: float = 0.0
    protraction: tuple[float, float] = (2.0, 2.0)
    elevation: tuple[float, float] = (0.0, 0.0)
    scapular_tilt: tuple[float, float] = (0.0, 0.0)
    knee_flexion: tuple[float, float] = (3.0, 3.0)
    mass_forward_cm: float = 4.0
    obliquity: float = 0.0
    lateral_bend: float = 0.0
    upper_bend: float = 0.0
    head_tilt: float = 0.0
    head_yaw: float = 0.0
    trunk_yaw: float = 0.0
    arm_abduction: tuple[float, float] = (7.0, 7.0)
    arm_flexion: tuple[float, float] = (0.0, 0.0)
    elbow_flexion: tuple[float, float] = (14.0, 14.0)
    finger_curl: float = 12.0
    ankle_gap_m: float = 0.19
    toe_out: float = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
    """Palms on the thighs.

    Attributes
    ----------
    share
        Where the wrists lie between hip (0) and knee (1); (left, right).
    outward_m
        How far outside the thigh's axis they lie.
    inward_deg
        How far the fingers point inwards.
    elbow_out_deg
        Which way the elbows point: 0 backwards, 90 outwards.
    """

    share: tuple[float, float]
    outward_m: float
    inward_deg: float
    elbow_out_deg: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Forearms crossed before the trunk.

    Attributes
    ----------
    over
        Whose forearm lies in front, ``L`` or ``R``.
    drop
        Level of the wrists below the shoulder joints, in upper-arm lengths.
    beyond
        How far each wrist lies beyond the mid-line, in forearm lengths.
    room_m
        Room between skin and forearm for clothes.
    """

    over: str
    drop: float
    beyond: float
    room_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaching(Posture):
    """A posture whose hands are somewhere: on the thighs, at the other arm, or hanging (None)."""

    hands: Resting | Crossing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting(Reaching):
    """How a person sits on a seat without a backrest, feet flat on the floor; pairs are (left, right), degrees.

    Attributes
    ----------
    thigh_rise
        Mean slope of the thighs, positive where the knees are higher than the hips; both feet are brought to the same floor.
    shank_lean
        Lean of the shanks, positive where the knees lie further forward than the ankles.
    thigh_spread
        Turn of each thigh outwards.
    seat_share
        Where the seat's front edge lies between hip (0) and knee (1).
    """

    thigh_rise: float = 0.0
    shank_lean: tuple[float, float] = (0.0, 0.0)
    thigh_spread: tuple[float, float] = (6.0, 6.0)
    seat_share: float = 0.6


def sample(rng: np.random.Generator, *, arms: str = "hanging", wide: float = 1.0) -> Posture:
    """A random adult's standing posture; spreads as in the feasibility study, wide enough to hold every common distortion.

    Parameters
    ----------
    arms
        ``hanging`` or ``forward`` (slightly forward so that the hips show in a side view).
    wide
        What every spread is multiplied by: more than 1 for curves and tilts beyond the usual.
    """

    def n(mean: float, spread: float, limit: float = 2.6) -> float:
        return mean + wide * spread * float(np.clip(rng.standard_normal(), -limit, limit))

    pelvis, added = n(0.0, 8.0), float(np.clip(n(15.0, 9.5), -4.0, 46.0))
    lean = n(-0.5, 3.0) - added / 2.0 + 0.25 * pelvis + n(0.0, 2.0)
    upper = lean + added
    protraction = n(8.0, 7.5) + 0.2 * (added - 16.0)
    lift = n(0.0, 2.5)
    uneven = n(0.0, 2.0)
    knee = n(2.0, 5.0)
    flexion = n(15.0, 4.0) if arms == "forward" else n(1.0, 5.0)
    abduction, elbow = n(7.0, 2.5), abs(n(11.0, 4.0))
    return Posture(
        pelvic_tilt=pelvis,
        thorax_lean=lean,
        lumbar_shape=float(rng.uniform(0.2, 0.8)),
        kyphosis_added=added,
        neck_flexion=n(4.5, 13.0) + 0.35 * upper,
        head_pitch=n(3.0, 5.0),
        protraction=(protraction + n(0.0, 2.0), protraction + n(0.0, 2.0)),
        elevation=(lift + uneven, lift - uneven),
        scapular_tilt=(n(0.0, 4.0), n(0.0, 4.0)),
        knee_flexion=(knee + n(0.0, 1.2), knee + n(0.0, 1.2)),
        mass_forward_cm=n(4.0, 1.8),
        obliquity=n(0.0, 1.8),
        lateral_bend=n(0.0, 1.8),
        upper_bend=n(0.0, 1.5),
        head_tilt=n(0.0, 3.0),
        head_yaw=n(0.0, 3.0),
        trunk_yaw=n(0.0, 1.5),
        arm_abduction=(max(abduction + n(0.0, 1.5), 3.0), max(abduction + n(0.0, 1.5), 3.0)),
        arm_flexion=(flexion + n(0.0, 3.0), flexion + n(0.0, 3.0)),
        elbow_flexion=(elbow + abs(n(0.0, 2.0)), elbow + abs(n(0.0, 2.0))),
        finger_curl=n(13.0, 5.0),
        ankle_gap_m=float(np.clip(n(0.19, 0.035), 0.12, 0.28)),
        toe_out=n(5.0, 4.0),
    )


def _bounded(rng: np.random.Generator, mean: float, spread: float, limit: float = 2.6) -> float:
    return mean + spread * float(np.clip(rng.standard_normal(), -limit, limit))


def _as(kind: type[_Kind], stance: Posture, **more: object) -> _Kind:
    """A standing posture's values in another kind of posture."""
    values: dict[str, Any] = {f.name: getattr(stance, f.name) for f in fields(stance)} | more
    return kind(**values)


def _crossing(rng: np.random.Generator) -> Crossing:
    return Crossing(
        over=str(rng.choice(["L", "R"])), drop=_bounded(rng, 0.92, 0.07, 2.0), beyond=_bounded(rng, 0.23, 0.06, 2.0), room_m=0.014
    )


def sample_crossed(rng: np.random.Generator) -> Reaching:
    """A standing posture with the forearms crossed before the trunk, which draws the shoulders forward a little."""
    stance = sample(rng)
    forward = abs(_bounded(rng, 4.0, 3.0))
    protraction = (stance.protraction[0] + forward, stance.protraction[1] + forward)
    return _as(Reaching, stance, protraction=protraction, finger_curl=_bounded(rng, 36.0, 7.0), hands=_crossing(rng))


def sample_sitting(rng: np.random.Generator, *, arms: str | None = None) -> tuple[Sitting, str]:
    """A random adult sitting without a backrest, from upright to slumped, and where the arms are.

    Pelvis, lumbar spine, thorax and neck follow the slump only loosely, so that a measure does not tell the others.

    Parameters
    ----------
    arms
        ``crossed``, or None for hands on the thighs (``thighs``) or beside the seat (``hanging``), by chance.
    """

    def n(mean: float, spread: float, limit: float = 2.6) -> float:
        return _bounded(rng, mean, spread, limit)

    where = arms or str(rng.choice(["thighs", "hanging"], p=[0.78, 0.22]))
    stance = sample(rng)
    slump = float(rng.random())
    pelvis = n(0.0, 7.0) - (8.0 + 18.0 * slump) + n(0.0, 4.0)
    added = float(np.clip(n(15.0 + 12.0 * slump, 9.5), -4.0, 50.0))
    lean = n(-6.0, 3.5) + 10.0 * slump - 0.3 * (added - 18.0) + n(0.0, 3.5)
    knee_out, feet = n(7.0, 5.0, 2.0), n(0.0, 0.04, 2.0)
    forward, swing = abs(n(0.0, 4.0)), n(35.0, 18.0, 2.0)
    hands: Resting | Crossing | None = None
    if where == "crossed":
        hands = _crossing(rng)
    elif where == "thighs":
        share = n(0.60, 0.09, 2.0)
        hands = Resting(
            share=(share + n(0.0, 0.04, 2.0), share + n(0.0, 0.04, 2.0)), outward_m=n(0.008, 0.012, 2.0), inward_deg=n(14.0, 10.0, 2.0),
            elbow_out_deg=(swing + n(0.0, 6.0), swing + n(0.0, 6.0)),
        )  # fmt: skip
    lean_of_shanks = n(0.0, 5.0, 2.0)
    sitting = _as(
        Sitting, stance, pelvic_tilt=pelvis, thorax_lean=lean, kyphosis_added=added, hands=hands,
        neck_flexion=n(4.5 + 8.0 * slump, 13.0) + 0.35 * (lean + added), head_pitch=n(3.0, 6.0),
        protraction=(stance.protraction[0] + forward, stance.protraction[1] + forward), ankle_gap_m=float(np.clip(0.25 + feet, 0.14, 0.36)),
        thigh_rise=n(0.0, 4.0, 2.0), shank_lean=(lean_of_shanks + n(0.0, 2.5), lean_of_shanks + n(0.0, 2.5)),
        thigh_spread=(knee_out + n(0.0, 1.5), knee_out + n(0.0, 1.5)), toe_out=knee_out + n(2.0, 4.0, 2.0),
        seat_share=float(rng.uniform(0.48, 0.70)),
    )  # fmt: skip
    return sitting, where


def draw(rng: np.random.Generator, *, position: str = "standing", arms: str | None = None, wide: float = 1.0) -> tuple[Posture, str]:
    """A random posture and where its arms are, ``hanging``, ``forward``, ``crossed`` or ``thighs``.

    Parameters
    ----------
    position
        ``standing`` or ``sitting``.
    arms
        ``crossed``, or None for the position's usual places by chance.
    wide
        See ``sample``; for people who stand with their arms uncrossed.

    Raises
    ------
    ValueError
        If one of them is something else.
    """
    if position not in POSITIONS or arms not in (None, *ARMS):
        raise ValueError(f"expected a position of {POSITIONS} and arms of {ARMS} or None, but got {position!r} and {arms!r}")
    if position == "sitting":
        return sample_sitting(rng, arms=arms)
    if arms == "crossed":
        return sample_crossed(rng), arms
    where = str(rng.choice(["hanging", "forward"], p=[0.72, 0.28]))
    return sample(rng, arms=where, wide=wide), where
