"""Posture in clinical terms, and the bone rotations that make it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from training.people.skeleton import Skeleton, aim, pose, rotation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from training.people.body import BodyModel, Rest

SIDES = ("L", "R")
ARM_CLEARANCE_M = 0.045
"""How far outside the hips a wrist hangs at least."""
LOWERED_CLAVICLE_DEG, LOWERED_BLADE_DEG = 4.0, 16.0
"""The mesh rests with its arms half raised; a hanging arm takes collar bone and shoulder blade down with it.

Chosen so that the acromion stands at 0.82 of stature, the ratio of the ANSUR surveys (from memory).
"""


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


def sample(rng: np.random.Generator, *, arms: str = "hanging") -> Posture:
    """A random adult's standing posture; spreads as in the feasibility study, wide enough to hold every common distortion.

    Parameters
    ----------
    arms
        ``hanging`` or ``forward`` (slightly forward so that the hips show in a side view).
    """

    def n(mean: float, spread: float, limit: float = 2.6) -> float:
        return mean + spread * float(np.clip(rng.standard_normal(), -limit, limit))

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


def _centre_of_volume(vertices: NDArray[np.float64], triangles: NDArray[np.int32]) -> NDArray[np.float64]:
    a, b, c = (vertices[triangles[:, k]] for k in range(3))
    volume = np.einsum("ij,ij->i", a, np.cross(b, c))
    return np.asarray((volume[:, None] * (a + b + c)).sum(axis=0) / (4.0 * volume.sum()))


def _pitch_of(vector: NDArray[np.float64]) -> float:
    """Pitch of a segment given from its lower to its upper end, degrees, forward positive."""
    return float(np.degrees(np.arctan2(-vector[1], vector[2])))


class Poser:
    """Turns postures into skeletons for one body."""

    def __init__(self, model: BodyModel, rest: Rest) -> None:
        self._model = model
        self._rest = rest
        self._skin = model.coarse_skin
        self._weights = model.weights[self._skin.sources]
        self._points = rest.vertices[self._skin.sources]
        v = rest.vertices
        hips = (np.abs(v[:13380, 2] - v[[10926, 4296], 2].mean()) < 0.12) & (model.weight_of("pelvis", "upperleg", "root")[:13380] > 0.6)
        self._hip_half_width = float(np.abs(v[:13380][hips][:, 0]).max())
        self._leg_rest = {}
        for side, (hip, knee, ankle) in {"L": (10926, 11248, 12970), "R": (4296, 4630, 6373)}.items():
            self._leg_rest[side] = (_pitch_of(v[hip] - v[knee]), _pitch_of(v[knee] - v[ankle]))

    def head(self, bone: str) -> NDArray[np.float64]:
        """Where a bone begins at rest."""
        return np.asarray(self._rest.heads[self._model.bone(bone)])

    def skeleton(self, posture: Posture) -> Skeleton:
        """The posed bones; the ankles' middle stands over the origin's x and y, the height is not yet set on the floor."""
        lean = 4.0
        skeleton = self._solve(posture, lean)
        for _ in range(3):
            skeleton = self._solve(posture, lean)
            ankles = 0.5 * (skeleton.heads[self._model.bone("foot.L")] + skeleton.heads[self._model.bone("foot.R")])
            mass = _centre_of_volume(skeleton.skin(self._points, self._weights), self._skin.triangles)
            ahead = -(mass[1] - ankles[1])
            height = max(float(mass[2] - ankles[2]), 0.3)
            lean += float(np.degrees(np.arctan2(posture.mass_forward_cm / 100.0 - ahead, height)))
        skeleton = self._solve(posture, lean)
        ankles = 0.5 * (skeleton.heads[self._model.bone("foot.L")] + skeleton.heads[self._model.bone("foot.R")])
        return replace(skeleton, heads=skeleton.heads - np.array([ankles[0], ankles[1], 0.0]))

    def _solve(self, posture: Posture, lean: float) -> Skeleton:
        rotations = np.tile(np.eye(3), (len(self._model.bones), 1, 1))
        self._trunk(posture, rotations)
        for k, side in enumerate(SIDES):
            self._leg(posture, k, side, lean, rotations)
            self._arm(posture, k, side, rotations)
        return pose(self._rest.heads, self._model.parents, rotations)

    def _set(self, rotations: NDArray[np.float64], matrix: NDArray[np.float64], *bones: str) -> None:
        for bone in bones:
            rotations[self._model.bone(bone)] = matrix

    def _trunk(self, p: Posture, rotations: NDArray[np.float64]) -> None:
        low, up = p.thorax_lean, p.thorax_lean + p.kyphosis_added
        pelvis_roll, low_roll, up_roll = -p.obliquity, -p.obliquity * 0.3 - p.lateral_bend, -p.lateral_bend - p.upper_bend
        shape = p.lumbar_shape
        self._set(rotations, rotation(p.pelvic_tilt, pelvis_roll), "root", "spine05", "pelvis.L", "pelvis.R")
        s4, s3 = 0.25 + 0.35 * shape, 0.65 + 0.25 * shape
        lumbar = [
            (1 - s) * np.array([p.pelvic_tilt, pelvis_roll, 0.0]) + s * np.array([low, low_roll, 0.4 * p.trunk_yaw]) for s in (s4, s3)
        ]
        self._set(rotations, rotation(*lumbar[0]), "spine04")
        self._set(rotations, rotation(*lumbar[1]), "spine03")
        self._set(rotations, rotation(low, low_roll, 0.6 * p.trunk_yaw), "spine02")
        self._set(rotations, rotation(up, up_roll, p.trunk_yaw), "spine01")
        yaw = p.trunk_yaw + p.head_yaw
        for bone, share in (("neck01", 0.0), ("neck02", 0.3), ("neck03", 0.65), ("head", 1.0)):
            pitch = (1 - share) * p.neck_flexion + share * p.head_pitch
            roll = (1 - share) * 0.5 * (up_roll - p.head_tilt) - share * p.head_tilt
            self._set(rotations, rotation(pitch, roll, p.trunk_yaw + share * (yaw - p.trunk_yaw)), bone)
        head = rotations[self._model.bone("head")]
        self._set(rotations, head, "eye.L", "eye.R")

    def _leg(self, p: Posture, k: int, side: str, lean: float, rotations: NDArray[np.float64]) -> None:
        sign = 1.0 if side == "L" else -1.0
        hip, ankle = self.head(f"upperleg01.{side}"), self.head(f"foot.{side}")
        thigh_rest, shank_rest = self._leg_rest[side]
        length = np.linalg.norm(hip - ankle)
        inward = np.degrees(np.arcsin(np.clip((sign * hip[0] - p.ankle_gap_m / 2.0) / length, -0.3, 0.3)))
        outward_rest = np.degrees(np.arctan2(sign * (ankle[0] - hip[0]), hip[2] - ankle[2]))
        roll = sign * (inward + outward_rest) + p.obliquity * 0.35
        shank_pitch = lean - shank_rest
        thigh_pitch = lean - p.knee_flexion[k] - thigh_rest
        toe = sign * p.toe_out
        thigh = rotation(thigh_pitch, roll, 0.6 * toe)
        self._set(rotations, thigh, f"upperleg01.{side}", f"upperleg02.{side}")
        self._set(rotations, rotation(shank_pitch, roll, toe), f"lowerleg01.{side}", f"lowerleg02.{side}")
        foot = rotation(0.0, 0.0, toe)
        names = [b for b in self._model.bones if b.startswith("toe") and b.endswith(side)]
        self._set(rotations, foot, f"foot.{side}", *names)

    def _arm(self, p: Posture, k: int, side: str, rotations: NDArray[np.float64]) -> None:
        sign = 1.0 if side == "L" else -1.0
        trunk = rotations[self._model.bone("spine01")]
        girdle = trunk @ rotation(0.0, sign * (LOWERED_CLAVICLE_DEG - p.elevation[k]), -sign * p.protraction[k])
        self._set(rotations, girdle, f"clavicle.{side}")
        blade = girdle @ rotation(p.scapular_tilt[k], sign * LOWERED_BLADE_DEG, 0.0)
        self._set(rotations, blade, f"shoulder01.{side}")
        upper_rest = self.head(f"lowerarm01.{side}") - self.head(f"upperarm01.{side}")
        fore_rest = self.head(f"wrist.{side}") - self.head(f"lowerarm01.{side}")
        reach = np.linalg.norm(upper_rest) + 0.35 * np.linalg.norm(fore_rest)
        least = np.arcsin(np.clip((self._hip_half_width + ARM_CLEARANCE_M - sign * self.head(f"upperarm01.{side}")[0]) / reach, 0.0, 0.5))
        out, ahead = max(np.radians(p.arm_abduction[k]), least), np.radians(p.arm_flexion[k])
        down = np.array([sign * np.sin(out), -np.sin(ahead) * np.cos(out), -np.cos(ahead) * np.cos(out)])
        upper = aim(upper_rest, down)
        bend = ahead + np.radians(p.elbow_flexion[k])
        turned_in = np.sin(out) * 0.35
        forearm = np.array([sign * turned_in, -np.sin(bend), -np.cos(bend)])
        lower = aim(upper @ fore_rest, forearm) @ upper
        self._set(rotations, upper, f"upperarm01.{side}", f"upperarm02.{side}")
        self._set(rotations, lower, f"lowerarm01.{side}", f"lowerarm02.{side}")
        hand_rest = self.head(f"finger3-1.{side}") - self.head(f"wrist.{side}")
        hand_target = forearm + np.array([-sign * 0.05, 0.02, 0.0])
        hand = aim(lower @ hand_rest, hand_target) @ lower
        self._hand(p, side, hand, hand_rest, rotations)

    def _hand(
        self, p: Posture, side: str, hand: NDArray[np.float64], hand_rest: NDArray[np.float64], rotations: NDArray[np.float64]
    ) -> None:
        self._set(rotations, hand, f"wrist.{side}", *(f"metacarpal{k}.{side}" for k in range(1, 5)))
        middle = self.head(f"finger3-3.{side}") - self.head(f"finger3-1.{side}")
        axis = np.cross(hand_rest, middle)
        axis /= np.linalg.norm(axis)
        cross = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
        middle /= np.linalg.norm(middle)
        for finger in range(1, 6):
            own = self.head(f"finger{finger}-3.{side}") - self.head(f"finger{finger}-1.{side}")
            together = (
                aim(own, 0.75 * middle + 0.25 * own / np.linalg.norm(own))
                if finger > 1
                else aim(own, 0.45 * middle + 0.55 * own / np.linalg.norm(own))
            )
            for joint in range(1, 4):
                curl = np.radians(
                    p.finger_curl * (0.3 if finger == 1 else 0.8 + 0.12 * finger) * (0.0 if joint == 1 else 0.5 + 0.5 * (joint - 1))
                )
                bend = np.eye(3) + np.sin(curl) * cross + (1 - np.cos(curl)) * cross @ cross
                self._set(rotations, hand @ bend @ together, f"finger{finger}-{joint}.{side}")
