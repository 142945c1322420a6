"""The bone rotations that make a posture."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from training.people.arm_reach import SIDES, Arms
from training.people.posture import Crossing, Posture, Reaching, Resting, Sitting
from training.people.skeleton import Skeleton, aim, pose, rotation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from training.people.body import BodyModel, Rest

ARM_CLEARANCE_M = 0.045
"""How far outside the hips a wrist hangs at least."""
LOWERED_CLAVICLE_DEG, LOWERED_BLADE_DEG = 4.0, 16.0
"""The mesh rests with its arms half raised; a hanging arm takes collar bone and shoulder blade down with it.

Chosen so that the acromion stands at 0.82 of stature, the ratio of the ANSUR surveys (from memory).
"""


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
        self._arms = Arms(model, rest)
        self._leg_rest = {}
        for side, (hip, knee, ankle) in {"L": (10926, 11248, 12970), "R": (4296, 4630, 6373)}.items():
            self._leg_rest[side] = (_pitch_of(v[hip] - v[knee]), _pitch_of(v[knee] - v[ankle]))

    def head(self, bone: str) -> NDArray[np.float64]:
        """Where a bone begins at rest."""
        return np.asarray(self._rest.heads[self._model.bone(bone)])

    def skeleton(self, posture: Posture) -> Skeleton:
        """The posed bones; the ankles' middle stands over the origin's x and y, the height is not yet set on the floor.

        Of a sitting body the pelvis has the origin's x, and the origin's y lies half-way between hips and ankles.
        """
        lean = 4.0
        if isinstance(posture, Sitting):
            skeleton = self._solve(posture, lean)
            hips, ankles = (
                0.5 * (skeleton.heads[self._model.bone(f"{b}.L")] + skeleton.heads[self._model.bone(f"{b}.R")])
                for b in ("upperleg01", "foot")
            )
            return replace(skeleton, heads=skeleton.heads - np.array([hips[0], 0.5 * (hips[1] + ankles[1]), 0.0]))
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
        if isinstance(posture, Sitting):
            self._sitting_legs(posture, rotations)
        for k, side in enumerate(SIDES):
            if not isinstance(posture, Sitting):
                self._leg(posture, k, side, lean, rotations)
            self._arm(posture, k, side, rotations)
        skeleton = pose(self._rest.heads, self._model.parents, rotations)
        if not isinstance(posture, Reaching) or posture.hands is None:
            return skeleton
        self._reach(posture, posture.hands, skeleton, rotations)
        return pose(self._rest.heads, self._model.parents, rotations)

    def _reach(self, p: Posture, hands: Resting | Crossing, skeleton: Skeleton, rotations: NDArray[np.float64]) -> None:
        turns = self._arms.rest_on_thighs(skeleton, hands) if isinstance(hands, Resting) else self._arms.cross(skeleton, hands)
        for side, turn in turns.items():
            for bone in ("upperarm01", "upperarm02", "lowerarm01", "lowerarm02"):
                end, part = bone.endswith("2"), bone[:5]
                self._set(rotations, getattr(turn, f"{part}_end" if end else part), f"{bone}.{side}")
            hand_rest = self.head(f"finger3-1.{side}") - self.head(f"wrist.{side}")
            self._hand(p, side, turn.hand, hand_rest, rotations)

    def _sitting_legs(self, p: Sitting, rotations: NDArray[np.float64]) -> None:
        hips, lengths, ahead = {}, {}, {}
        trunk = pose(self._rest.heads, self._model.parents, rotations)
        for k, side in enumerate(SIDES):
            hip, knee, ankle = (self.head(f"{b}.{side}") for b in ("upperleg01", "lowerleg01", "foot"))
            hips[side] = trunk.heads[self._model.bone(f"upperleg01.{side}")]
            lengths[side] = (float(np.linalg.norm(knee - hip)), float(np.linalg.norm(ankle - knee)))
            spread = np.radians(p.thigh_spread[k]) * (1.0 if side == "L" else -1.0)
            ahead[side] = np.array([np.sin(spread), -np.cos(spread), 0.0])
        drops = {}
        for k, side in enumerate(SIDES):
            rise, lean = np.radians([p.thigh_rise, p.shank_lean[k]])
            drops[side] = hips[side][2] + lengths[side][0] * np.sin(rise) - lengths[side][1] * np.cos(lean)
        for k, side in enumerate(SIDES):
            sign = 1.0 if side == "L" else -1.0
            higher = 0.5 * (drops["L"] + drops["R"]) - drops[side]
            rise = np.arcsin(np.clip(np.sin(np.radians(p.thigh_rise)) + higher / lengths[side][0], -0.5, 0.5))
            thigh_to = np.cos(rise) * ahead[side] + np.array([0.0, 0.0, np.sin(rise)])
            spread, toe = sign * p.thigh_spread[k], sign * p.toe_out
            swung = rotation(yaw=spread) @ rotation(pitch=-90.0)
            thigh_rest = self.head(f"lowerleg01.{side}") - self.head(f"upperleg01.{side}")
            thigh = aim(swung @ thigh_rest, thigh_to) @ swung
            self._set(rotations, thigh, f"upperleg01.{side}", f"upperleg02.{side}")
            knee = hips[side] + lengths[side][0] * thigh_to
            aside = np.clip((hips["L"][0] + hips["R"][0]) / 2.0 + sign * p.ankle_gap_m / 2.0 - knee[0], -0.12, 0.12) / lengths[side][1]
            lean = np.radians(p.shank_lean[k])
            down = np.array([aside, np.sin(lean), -np.cos(lean) * np.sqrt(max(1.0 - aside**2, 0.5))])
            turned = rotation(yaw=toe)
            shank_rest = self.head(f"foot.{side}") - self.head(f"lowerleg01.{side}")
            self._set(rotations, aim(turned @ shank_rest, down) @ turned, f"lowerleg01.{side}", f"lowerleg02.{side}")
            names = [b for b in self._model.bones if b.startswith("toe") and b.endswith(side)]
            self._set(rotations, turned, f"foot.{side}", *names)

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
